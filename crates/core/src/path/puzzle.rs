//! What a planner needs to know of a problem.

use crate::rng::Rng;
use crate::space::{Move, Moves};
use std::fmt::Debug;
use std::hash::Hash;

/// A deterministic problem of moves from a start to a goal.
///
/// Everything here is called by the million: a position is small and plain, and nothing can fail
/// once it was read.
pub trait Puzzle: Send + Sync {
    /// A position, complete: two equal positions have the same future.
    type State: Clone + Eq + Hash + Debug + Send + Sync + 'static;

    /// The moves there are.
    fn moves(&self) -> &Moves;

    /// Writes the moves that are legal in `state` into `out`, in ascending order, replacing what it
    /// held.
    fn legal(&self, state: &Self::State, out: &mut Vec<Move>);

    /// The same as a set of bits, move `i` at bit `i`, for puzzles of at most 64 moves that know it
    /// at once. Planners ask for it first; give it always or never.
    #[inline]
    fn legal_mask(&self, state: &Self::State) -> Option<u64> {
        let _ = state;
        None
    }

    /// Makes a legal move.
    fn apply(&self, state: &mut Self::State, mv: Move);

    /// What a move costs, at least 1.
    fn cost(&self, mv: Move) -> u32 {
        let _ = mv;
        1
    }

    /// Whether `state` is a goal.
    fn is_goal(&self, state: &Self::State) -> bool;

    /// The goal, where there is exactly one: what a backward search starts from.
    fn goal(&self) -> Option<Self::State> {
        None
    }

    /// The move that takes `mv` back wherever it was made, where there always is one.
    fn inverse(&self, mv: Move) -> Option<Move> {
        let _ = mv;
        None
    }

    /// Whether `next` need not be tried right after `last`, because another path of at most the same
    /// cost leads there. Only what holds in every position.
    fn is_redundant(&self, last: Move, next: Move) -> bool {
        self.inverse(last) == Some(next)
    }

    /// The representative of all positions that are the same by a symmetry which keeps the distance
    /// to the goal.
    fn canonical(&self, state: &Self::State) -> Self::State {
        state.clone()
    }

    /// A start: for puzzles that are scrambled, `depth` random moves back from the goal.
    fn sample(&self, depth: u32, rng: &mut Rng) -> Self::State;

    /// The number of features of a position.
    fn width(&self) -> usize;

    /// Writes the features of a position (one-hot, as networks take it), [`Puzzle::width`] of them.
    fn observe(&self, state: &Self::State, out: &mut [f32]);

    /// Reads a position, in the notation of the shared files of the puzzle or as a scramble.
    ///
    /// # Errors
    ///
    /// When the text is no position, or one from which no path can lead to the goal.
    fn read(&self, text: &str) -> Result<Self::State, PuzzleError>;

    /// Writes a position so that [`Puzzle::read`] gives it back.
    fn write(&self, state: &Self::State) -> String;
}

/// A puzzle that can be looked at.
pub trait Draw: Puzzle {
    /// A position as lines of text; with colours (ANSI escapes) if `colour`.
    fn text(&self, state: &Self::State, colour: bool) -> String;

    /// A position as one SVG image of its own.
    fn svg(&self, state: &Self::State) -> String;
}

/// Why a text is no position.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PuzzleError(pub String);
