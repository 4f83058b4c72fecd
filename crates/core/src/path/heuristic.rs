//! Guesses of the distance to the goal.

use super::Puzzle;
use crate::space::Move;

/// An estimate of the least cost from a position to the goal.
pub trait Heuristic<P: Puzzle>: Send + Sync {
    /// The estimate: 0 at goals, infinite where the goal is known to be out of reach.
    fn estimate(&self, puzzle: &P, state: &P::State) -> f32;

    /// The estimates of many positions, appended to `out`. Networks override it.
    fn estimate_all(&self, puzzle: &P, states: &[P::State], out: &mut Vec<f32>) {
        out.extend(states.iter().map(|state| self.estimate(puzzle, state)));
    }

    /// Whether it never overestimates.
    fn is_admissible(&self) -> bool;

    /// Whether it never falls by more than a move costs.
    fn is_consistent(&self) -> bool {
        false
    }
}

/// An estimate, for each move from a position, of the cost of that move and of the way from there
/// to the goal.
pub trait QFunction<P: Puzzle>: Send + Sync {
    /// Writes one estimate for each of `moves` (the legal ones, in order), replacing what `out` held.
    fn estimate(&self, puzzle: &P, state: &P::State, moves: &[Move], out: &mut Vec<f32>);

    /// Whether it never overestimates.
    fn is_admissible(&self) -> bool;
}

/// No idea: 0 everywhere. Admissible and consistent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Zero;

impl<P: Puzzle> Heuristic<P> for Zero {
    fn estimate(&self, _: &P, _: &P::State) -> f32 {
        0.0
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}
