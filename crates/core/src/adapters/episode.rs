//! Moves as designs: a whole episode is one design, the list of its moves.

use crate::environment::{Along, Environment, Fault, Outcome};
use crate::metric::{MetricSpec, Metrics};
use crate::objective::Objective;
use crate::space::{Design, Designs, Gene, Moves, SpaceError, SpaceSpec, Subject};

/// An environment over moves as an environment over designs of fixed length.
///
/// A gene that names an illegal move stands for the legal move at that position, counted round the
/// list of legal moves, so that every design is a legal episode. The price is the number of
/// transitions made, and the best state met on the way is what counts: both as for an agent that
/// makes the moves one by one.
#[derive(Debug)]
pub struct Episode<E> {
    inner: E,
    space: Designs,
}

impl<E: Environment<Space = Moves>> Episode<E> {
    /// Adapts `inner`.
    ///
    /// # Errors
    ///
    /// When the episodes of `inner` have no limit, or too long a one.
    pub fn new(inner: E) -> Result<Self, EpisodeError> {
        let length = inner.horizon().ok_or(EpisodeError::NoHorizon)?;
        let names = inner.space().names().iter().cloned();
        let space = SpaceSpec::sequence("moves", names, length)
            .map_err(|error| EpisodeError::Space(length, error))?;
        Ok(Self { space: Designs::new(space), inner })
    }

    /// Plays `design` from `state`, and says what happened on the way.
    fn play(&self, state: &mut E::State, design: &Design) -> Outcome {
        let mut legal = Vec::new();
        let mut along = Along::default();
        let mut whole = Outcome::decided();
        whole.metrics = self.inner.measure(state).unwrap_or_default();
        for wanted in design.genes().iter().filter_map(|gene| gene.index()) {
            self.inner.legal(state, &mut legal);
            if legal.is_empty() {
                break;
            }
            let nth = wanted as usize % legal.len();
            let mv = if legal.contains(&wanted) { wanted } else { legal[nth] };
            along.moves.push(self.inner.space().name(mv).to_owned());
            match self.inner.step(state, &mv) {
                Ok(outcome) => {
                    whole.cost += outcome.cost;
                    whole.end = outcome.end;
                    along.metrics.push(outcome.metrics);
                }
                Err(fault) => {
                    whole.cost += 1;
                    along.fault = Some(fault);
                }
            }
            if whole.end.is_some() || along.fault.is_some() {
                break;
            }
        }
        whole.along = Some(Box::new(along));
        whole
    }
}

/// Why episodes cannot be designs.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EpisodeError {
    /// A design has a fixed length.
    #[error("episodes have no limit, and a design has a fixed length")]
    NoHorizon,
    /// The moves make no space.
    #[error("episodes of {0} moves make no design: {1}")]
    Space(u32, SpaceError),
}

impl<E: Environment<Space = Moves>> Environment for Episode<E> {
    type Space = Designs;
    type State = E::State;

    fn space(&self) -> &Designs {
        &self.space
    }

    fn metrics(&self) -> &[MetricSpec] {
        self.inner.metrics()
    }

    fn reset(&self, seed: u64) -> E::State {
        self.inner.reset(seed)
    }

    fn step(&self, state: &mut E::State, design: &Design) -> Result<Outcome, Fault> {
        Ok(self.play(state, design))
    }

    fn measure(&self, state: &E::State) -> Option<Metrics> {
        self.inner.measure(state)
    }

    fn noisy(&self) -> bool {
        self.inner.noisy()
    }

    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        self.inner.optimum(objective, horizon)
    }

    fn subject(&self, design: &Design) -> Subject {
        let moves = self.inner.space();
        let names = design.genes().iter().filter_map(|gene| match gene {
            Gene::Index(mv) => Some(moves.name(*mv).to_owned()),
            Gene::Real(_) => None,
        });
        Subject::Moves(names.collect())
    }
}
