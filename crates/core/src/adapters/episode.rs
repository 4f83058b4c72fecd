//! Moves as designs: a whole episode is one design, the list of its moves.

use crate::environment::{Environment, Fault, Outcome};
use crate::metric::{MetricSpec, Metrics};
use crate::objective::Objective;
use crate::space::{Design, Designs, Gene, Move, Moves, SpaceSpec, Subject};

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
    /// Adapts `inner`. None when its episodes have no limit: a design has a fixed length, so wrap
    /// it in [`crate::wrappers::TimeLimit`] first.
    pub fn new(inner: E) -> Option<Self> {
        let length = inner.horizon()?;
        let moves = inner.space();
        let names = (0..moves.len() as Move).map(|mv| moves.name(mv).to_owned());
        let space = SpaceSpec::sequence("moves", names, length).ok()?;
        Some(Self { space: Designs::new(space), inner })
    }

    /// The moves that `design` makes, with the metrics after each.
    fn play(&self, state: &mut E::State, design: &Design) -> Result<(Vec<Move>, Outcome), Fault> {
        let (mut legal, mut moves) = (Vec::new(), Vec::new());
        let mut whole = Outcome::decided();
        for gene in design.genes() {
            let Gene::Index(wanted) = *gene else { break };
            self.inner.legal(state, &mut legal);
            if legal.is_empty() {
                break;
            }
            let mv =
                if legal.contains(&wanted) { wanted } else { legal[wanted as usize % legal.len()] };
            let outcome = self.inner.step(state, &mv)?;
            moves.push(mv);
            whole.cost += outcome.cost;
            whole.end = outcome.end;
            whole.along.push(outcome.metrics.clone());
            whole.metrics = outcome.metrics;
            if whole.end.is_some() {
                break;
            }
        }
        Ok((moves, whole))
    }
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
        self.play(state, design).map(|(_, outcome)| outcome)
    }

    fn measure(&self, state: &E::State) -> Option<Metrics> {
        self.inner.measure(state)
    }

    fn noisy(&self) -> bool {
        self.inner.noisy()
    }

    fn optimum(&self, objective: &Objective) -> Option<f64> {
        self.inner.optimum(objective)
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
