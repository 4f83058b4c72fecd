//! How many presses there are left: at least, and exactly.

use crate::puzzle::LightsOut;
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Incremental};

/// A fifth of the lit cells, rounded up: a press puts out five at most.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lit;

fn fifth(state: u64) -> f32 {
    state.count_ones().div_ceil(5) as f32
}

impl Heuristic<LightsOut> for Lit {
    #[inline]
    fn estimate(&self, _: &LightsOut, state: &u64) -> f32 {
        fifth(*state)
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}

impl Incremental<LightsOut> for Lit {
    type Token = f32;

    #[inline]
    fn token(&self, _: &LightsOut, state: &u64) -> f32 {
        fifth(*state)
    }

    #[inline]
    fn follow(&self, _: &LightsOut, _: &f32, _: &u64, _: Move, after: &u64) -> f32 {
        fifth(*after)
    }

    #[inline]
    fn value(&self, token: &f32) -> f32 {
        *token
    }
}

/// The distance itself, by linear algebra: see [`LightsOut::optimum`]. Infinite where there is no
/// solution.
///
/// What is carried along a path is a set of presses that solves the position: a press adds its cell
/// or takes it away.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exact;

/// A set of presses that solves a position, and how many a smallest such set has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Presses {
    set: u64,
    fewest: f32,
}

impl Heuristic<LightsOut> for Exact {
    fn estimate(&self, puzzle: &LightsOut, state: &u64) -> f32 {
        puzzle.optimum(*state).map_or(f32::INFINITY, |presses| presses.count_ones() as f32)
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}

impl Incremental<LightsOut> for Exact {
    type Token = Presses;

    fn token(&self, puzzle: &LightsOut, state: &u64) -> Presses {
        let set = puzzle.optimum(*state);
        let fewest = set.map_or(f32::INFINITY, |set| set.count_ones() as f32);
        Presses { set: set.unwrap_or(0), fewest }
    }

    #[inline]
    fn follow(&self, puzzle: &LightsOut, token: &Presses, _: &u64, mv: Move, _: &u64) -> Presses {
        let set = token.set ^ 1 << mv;
        // No press makes a position solvable that was not.
        let solvable = token.fewest.is_finite();
        let fewest = if solvable { puzzle.weight(set) as f32 } else { f32::INFINITY };
        Presses { set, fewest }
    }

    #[inline]
    fn value(&self, token: &Presses) -> f32 {
        token.fewest
    }
}
