//! Guesses of the distance to the goal.

use super::Puzzle;
use crate::space::Move;
use std::sync::Arc;

/// An estimate of the least cost from a position to the goal.
///
/// It is a pure function of the position.
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
///
/// It is a pure function of the position: a planner may ask again in place of remembering.
pub trait QFunction<P: Puzzle>: Send + Sync {
    /// Writes one estimate for each of `moves` (the legal ones, in order), replacing what `out` held.
    fn estimate(&self, puzzle: &P, state: &P::State, moves: &[Move], out: &mut Vec<f32>);

    /// The estimates of many positions, one list each. Networks override it: one call is one batch.
    fn estimate_all(
        &self,
        puzzle: &P,
        states: &[P::State],
        moves: &[Vec<Move>],
        out: &mut [Vec<f32>],
    ) {
        for ((state, moves), out) in states.iter().zip(moves).zip(out) {
            self.estimate(puzzle, state, moves, out);
        }
    }

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

/// The action values that follow from a heuristic: each move is made, and the position it leads to
/// is estimated. It saves nothing, but lets a planner of action values run with any heuristic.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneStep<H>(pub H);

impl<P: Puzzle, H: Heuristic<P>> QFunction<P> for OneStep<H> {
    fn estimate(&self, puzzle: &P, state: &P::State, moves: &[Move], out: &mut Vec<f32>) {
        out.clear();
        out.extend(moves.iter().map(|&mv| {
            let mut next = state.clone();
            puzzle.apply(&mut next, mv);
            let rest = if puzzle.is_goal(&next) { 0.0 } else { self.0.estimate(puzzle, &next) };
            puzzle.cost(mv) as f32 + rest
        }));
    }

    fn is_admissible(&self) -> bool {
        self.0.is_admissible()
    }
}

/// Estimates behind a pointer are estimates.
macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<P: Puzzle, F: Heuristic<P> + ?Sized> Heuristic<P> for $pointer {
            #[inline]
            fn estimate(&self, puzzle: &P, state: &P::State) -> f32 {
                (**self).estimate(puzzle, state)
            }

            fn estimate_all(&self, puzzle: &P, states: &[P::State], out: &mut Vec<f32>) {
                (**self).estimate_all(puzzle, states, out);
            }

            fn is_admissible(&self) -> bool {
                (**self).is_admissible()
            }

            fn is_consistent(&self) -> bool {
                (**self).is_consistent()
            }
        }

        impl<P: Puzzle, F: QFunction<P> + ?Sized> QFunction<P> for $pointer {
            #[inline]
            fn estimate(&self, puzzle: &P, state: &P::State, moves: &[Move], out: &mut Vec<f32>) {
                (**self).estimate(puzzle, state, moves, out);
            }

            fn estimate_all(
                &self,
                puzzle: &P,
                states: &[P::State],
                moves: &[Vec<Move>],
                out: &mut [Vec<f32>],
            ) {
                (**self).estimate_all(puzzle, states, moves, out);
            }

            fn is_admissible(&self) -> bool {
                (**self).is_admissible()
            }
        }
    )*};
}

pointers!(&F, Box<F>, Arc<F>);
