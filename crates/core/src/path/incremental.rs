//! Heuristics that are carried along a path.
//!
//! Manhattan distance changes by one tile with each move, and the coordinates of a pattern database
//! follow from those before by a table: cheaper than an estimate of the position alone. What is
//! carried is a *token*, opaque to the planner, beside each position.

use super::{Heuristic, Puzzle, Zero};
use crate::space::Move;
use std::sync::Arc;

/// A heuristic whose estimate after a move follows from what was known before it.
pub trait Incremental<P: Puzzle>: Heuristic<P> {
    /// What is carried beside a position: small, for there are millions.
    type Token: Copy + Send + Sync + 'static;

    /// The token of a position that no path leads to.
    fn token(&self, puzzle: &P, state: &P::State) -> Self::Token;

    /// The token after the move that led from `before` to `after`.
    fn follow(
        &self,
        puzzle: &P,
        token: &Self::Token,
        before: &P::State,
        mv: Move,
        after: &P::State,
    ) -> Self::Token;

    /// The estimate of the position that the token belongs to: what [`Heuristic::estimate`] gives.
    fn value(&self, token: &Self::Token) -> f32;

    /// As [`Incremental::follow`], where an estimate above `limit` is of no use but to know by how
    /// much: a heuristic that is the greatest of several may stop at the first that exceeds it.
    ///
    /// # Errors
    ///
    /// An estimate above `limit`, and at most that of the position.
    #[inline]
    fn follow_within(
        &self,
        puzzle: &P,
        token: &Self::Token,
        before: &P::State,
        mv: Move,
        after: &P::State,
        limit: f32,
    ) -> Result<Self::Token, f32> {
        let token = self.follow(puzzle, token, before, mv, after);
        let value = self.value(&token);
        if value > limit { Err(value) } else { Ok(token) }
    }
}

/// Any heuristic where an incremental one is asked for: the token is the estimate itself, made
/// afresh for each position.
#[derive(Clone, Copy, Debug, Default)]
pub struct Afresh<H>(pub H);

impl<P: Puzzle, H: Heuristic<P>> Heuristic<P> for Afresh<H> {
    #[inline]
    fn estimate(&self, puzzle: &P, state: &P::State) -> f32 {
        self.0.estimate(puzzle, state)
    }

    fn estimate_all(&self, puzzle: &P, states: &[P::State], out: &mut Vec<f32>) {
        self.0.estimate_all(puzzle, states, out);
    }

    fn is_admissible(&self) -> bool {
        self.0.is_admissible()
    }

    fn is_consistent(&self) -> bool {
        self.0.is_consistent()
    }
}

impl<P: Puzzle, H: Heuristic<P>> Incremental<P> for Afresh<H> {
    type Token = f32;

    #[inline]
    fn token(&self, puzzle: &P, state: &P::State) -> f32 {
        self.0.estimate(puzzle, state)
    }

    #[inline]
    fn follow(&self, puzzle: &P, _: &f32, _: &P::State, _: Move, after: &P::State) -> f32 {
        self.0.estimate(puzzle, after)
    }

    #[inline]
    fn value(&self, token: &f32) -> f32 {
        *token
    }
}

impl<P: Puzzle> Incremental<P> for Zero {
    type Token = ();

    #[inline]
    fn token(&self, _: &P, _: &P::State) {}

    #[inline]
    fn follow(&self, _: &P, (): &(), _: &P::State, _: Move, _: &P::State) {}

    #[inline]
    fn value(&self, (): &()) -> f32 {
        0.0
    }
}

/// Estimates behind a pointer are estimates.
macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<P: Puzzle, H: Incremental<P> + ?Sized> Incremental<P> for $pointer {
            type Token = H::Token;

            #[inline]
            fn token(&self, puzzle: &P, state: &P::State) -> H::Token {
                (**self).token(puzzle, state)
            }

            #[inline]
            fn follow(
                &self,
                puzzle: &P,
                token: &H::Token,
                before: &P::State,
                mv: Move,
                after: &P::State,
            ) -> H::Token {
                (**self).follow(puzzle, token, before, mv, after)
            }

            #[inline]
            fn value(&self, token: &H::Token) -> f32 {
                (**self).value(token)
            }

            #[inline]
            fn follow_within(
                &self,
                puzzle: &P,
                token: &H::Token,
                before: &P::State,
                mv: Move,
                after: &P::State,
                limit: f32,
            ) -> Result<H::Token, f32> {
                (**self).follow_within(puzzle, token, before, mv, after, limit)
            }
        }
    )*};
}

pointers!(&H, Arc<H>);
