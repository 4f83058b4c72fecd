//! What an agent gets to see: steps, and the nodes between them.

use crate::environment::{End, Fault};
use crate::metric::Metrics;
use crate::objective::Score;
use std::ops::Deref;

/// One action applied: reward, metrics, and whether and why the episode ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What the objective gives for it: for a design its value (negated when minimised), for a move
    /// the improvement on the last feasible state before it (on 0 if there was none). None when there is no feasible value.
    pub reward: Option<f64>,
    /// The metrics, in the order of the environment's specifications; empty after a fault or when
    /// nothing was measured.
    pub metrics: Metrics,
    /// How good it is: what agents compare. A decision that evaluates nothing yet has none.
    pub score: Option<Score>,
    /// Whether and why the episode ended.
    pub end: Option<End>,
    /// Why there are no metrics.
    pub fault: Option<Fault>,
}

impl Step {
    /// The score, or [`Score::Failed`] when nothing was measured.
    pub fn score(&self) -> Score {
        self.score.unwrap_or(Score::Failed)
    }
}

/// A state within a session, and how the session got there. Clone it to branch.
#[derive(Debug)]
pub struct Node<S> {
    pub(super) state: S,
    /// The evaluation that led here; none at the start of an episode.
    pub(super) from: Option<u64>,
    /// The score of the state as it stands.
    pub(super) score: Option<Score>,
    /// The reward of the last feasible state on the way here: what an improvement is measured from.
    pub(super) base: Option<f64>,
    pub(super) over: bool,
}

impl<S> Node<S> {
    /// The score of the state as it stands, where it can be told.
    pub fn score(&self) -> Option<Score> {
        self.score
    }

    /// Whether the episode has ended.
    pub fn is_over(&self) -> bool {
        self.over
    }
}

/// Read access only: a state changes through the session.
impl<S> Deref for Node<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.state
    }
}

impl<S: Clone> Clone for Node<S> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), ..*self }
    }

    /// Reuses the allocation of the state, which is what makes tree search cheap.
    fn clone_from(&mut self, source: &Self) {
        self.state.clone_from(&source.state);
        (self.from, self.score) = (source.from, source.score);
        (self.base, self.over) = (source.base, source.over);
    }
}
