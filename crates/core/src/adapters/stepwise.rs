//! Designs as moves: one decision a move, and conditional decisions appear as they become active.

use crate::environment::{DesignOracle, Environment, Fault, Outcome};
use crate::metric::MetricSpec;
use crate::objective::Objective;
use crate::space::{Design, Designs, Gene, Move, Moves, Options};

/// The most options that one move offers. A decision with more is made digit by digit, coarse to
/// fine, so that tree search shares statistics between neighbouring values.
const ARITY: u32 = 32;

/// A real number is chosen on a grid of this many values over its (linear or logarithmic) range.
const GRID: u32 = ARITY * ARITY;

/// An environment over designs as an environment over moves.
#[derive(Debug)]
pub struct Stepwise<E> {
    inner: E,
    moves: Moves,
}

/// A design under construction.
#[derive(Debug, PartialEq)]
pub struct Partial {
    genes: Vec<Gene>,
    /// The options that are still open in the decision under way: `first..first + count`.
    open: Option<(u32, u32)>,
    seed: u64,
    complete: bool,
}

impl Clone for Partial {
    fn clone(&self) -> Self {
        Self { genes: self.genes.clone(), ..*self }
    }

    /// Reuses the allocation, as tree search does it often.
    fn clone_from(&mut self, source: &Self) {
        self.genes.clone_from(&source.genes);
        (self.open, self.seed, self.complete) = (source.open, source.seed, source.complete);
    }
}

impl Partial {
    /// The decisions made so far.
    pub fn genes(&self) -> &[Gene] {
        &self.genes
    }
}

/// What a move would do to a partial design.
enum Next {
    /// It narrows the decision under way to `first..first + count`.
    Narrow(u32, u32),
    /// It makes the decision.
    Decide(Gene),
}

impl<E: Environment<Space = Designs>> Stepwise<E> {
    /// Adapts `inner`.
    pub fn new(inner: E) -> Self {
        let widest = inner.space().decisions().iter().map(|d| count(&d.options)).max().unwrap_or(1);
        Self { moves: Moves::numbered(widest.min(ARITY)), inner }
    }

    /// The options of the decision at hand, and those still open.
    fn open(&self, state: &Partial) -> Option<(Options, u32, u32)> {
        if state.complete {
            return None;
        }
        let options = self.inner.space().next_decision(&state.genes)?.options;
        let (first, n) = state.open.unwrap_or((0, count(&options)));
        Some((options, first, n))
    }

    fn next(&self, state: &Partial, mv: Move) -> Option<Next> {
        let (options, first, n) = self.open(state)?;
        let width = n.div_ceil(ARITY);
        // A move may be any number, and a parameter may have 2^32 values.
        let from = mv.checked_mul(width).filter(|from| *from < n)?;
        let to = from.saturating_add(width).min(n);
        Some(if to - from > 1 {
            Next::Narrow(first + from, to - from)
        } else {
            Next::Decide(options.gene(first + from, GRID))
        })
    }

    /// The design, when no decision is left to make.
    fn finished(&self, genes: &[Gene]) -> Option<Design> {
        let space = self.inner.space();
        space.next_decision(genes).is_none().then(|| Design::from_genes(genes))
    }
}

fn count(options: &Options) -> u32 {
    match options {
        Options::Discrete(n) => *n,
        Options::Real { .. } => GRID,
    }
}

impl<E: Environment<Space = Designs>> Environment for Stepwise<E> {
    type Space = Moves;
    type State = Partial;

    fn space(&self) -> &Moves {
        &self.moves
    }

    fn metrics(&self) -> &[MetricSpec] {
        self.inner.metrics()
    }

    fn reset(&self, seed: u64) -> Partial {
        Partial { genes: Vec::new(), open: None, seed, complete: false }
    }

    /// A move is legal when some allowed design lies beyond it, so that no walk meets a dead end.
    fn legal(&self, state: &Partial, out: &mut Vec<Move>) {
        out.clear();
        let Some((options, _, n)) = self.open(state) else { return };
        let (space, genes) = (self.inner.space(), &state.genes);
        let groups = n.div_ceil(n.div_ceil(ARITY));
        out.extend((0..groups).filter(|&mv| match (self.next(state, mv), &options) {
            (None, _) => false,
            (Some(Next::Decide(gene)), _) => space.allows_any_of(genes, [gene]),
            (Some(Next::Narrow(first, n)), Options::Discrete(_)) => {
                space.allows_any(genes, first..first.saturating_add(n))
            }
            (Some(Next::Narrow(first, n)), Options::Real { .. }) => {
                space.allows_any_of(genes, (first..first + n).map(|i| options.gene(i, GRID)))
            }
        }));
    }

    fn step(&self, state: &mut Partial, mv: &Move) -> Result<Outcome, Fault> {
        match self.next(state, *mv) {
            None => Err(Fault::Invalid(format!("move {mv} is not among the options"))),
            Some(Next::Narrow(first, n)) => {
                state.open = Some((first, n));
                Ok(Outcome::decided())
            }
            Some(Next::Decide(gene)) => {
                state.genes.push(gene);
                state.open = None;
                let Some(design) = self.finished(&state.genes) else {
                    return Ok(Outcome::decided());
                };
                state.complete = true;
                self.inner.simulate(&design, state.seed)
            }
        }
    }

    fn observation_width(&self) -> usize {
        0
    }

    fn horizon(&self) -> Option<u32> {
        None
    }

    fn noisy(&self) -> bool {
        self.inner.noisy()
    }

    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        self.inner.optimum(objective, horizon)
    }

    fn completes(&self, state: &Partial, mv: &Move) -> Option<(Design, &dyn DesignOracle)> {
        let Some(Next::Decide(gene)) = self.next(state, *mv) else { return None };
        let mut genes = state.genes.clone();
        genes.push(gene);
        Some((self.finished(&genes)?, &self.inner))
    }
}
