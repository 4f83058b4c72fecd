//! The moves of one batch, as they were made.

use crate::advantage::Stage;
use crate::level::Levels;
use crate::walk::{Moved, Walk};
use orienteer_core::{End, Move, Score};

/// What followed a move.
#[derive(Clone, Copy, Debug)]
enum Next {
    /// The next move of the batch.
    Move,
    /// Nothing: the episode ended for good.
    End,
    /// A state that is valued, the n-th of those.
    Cut(usize),
}

/// A batch. Rows of observations and masks lie one after the other.
#[derive(Debug, Default)]
pub(crate) struct Rollout {
    pub(crate) observations: Vec<f32>,
    pub(crate) legal: Vec<bool>,
    pub(crate) moves: Vec<Move>,
    /// The logarithms of the probabilities that they were made with.
    pub(crate) logs: Vec<f32>,
    /// What was seen where the batch or an episode was cut.
    pub(crate) cuts: Vec<f32>,
    before: Vec<Option<Score>>,
    after: Vec<Option<Score>>,
    next: Vec<Next>,
    cut: usize,
}

impl Rollout {
    pub(crate) fn len(&self) -> usize {
        self.moves.len()
    }

    pub(crate) fn clear(&mut self) {
        self.observations.clear();
        self.legal.clear();
        self.moves.clear();
        self.logs.clear();
        self.cuts.clear();
        self.before.clear();
        self.after.clear();
        self.next.clear();
        self.cut = 0;
    }

    /// Notes what a move is made in.
    pub(crate) fn begin<S: Clone>(&mut self, walk: &Walk<S>, mv: Move, log: f32) {
        self.observations.extend_from_slice(&walk.observation);
        self.legal.extend_from_slice(&walk.legal);
        self.moves.push(mv);
        self.logs.push(log);
        self.before.push(walk.score());
    }

    /// Notes what became of it.
    pub(crate) fn end<S: Clone>(&mut self, walk: &Walk<S>, moved: Moved) {
        // A decision that evaluates nothing yet changes no level.
        self.after.push(moved.score.or(self.before.last().copied().flatten()));
        let next = match moved.end {
            None => Next::Move,
            Some(End::Terminated) => Next::End,
            Some(End::Truncated) => self.value(walk),
        };
        self.next.push(next);
    }

    /// Ends the batch where it is.
    pub(crate) fn cut<S: Clone>(&mut self, walk: &Walk<S>) {
        if let Some(Next::Move) = self.next.last() {
            self.next.pop();
            let cut = self.value(walk);
            self.next.push(cut);
        }
    }

    fn value<S: Clone>(&mut self, walk: &Walk<S>) -> Next {
        self.cuts.extend_from_slice(&walk.observation);
        self.cut += 1;
        Next::Cut(self.cut - 1)
    }

    /// The moves as advantages need them, given the values of all states.
    pub(crate) fn stages(&self, levels: &Levels, values: &[f32], cuts: &[f32]) -> Vec<Stage> {
        let stage = |(i, next): (usize, &Next)| Stage {
            reward: levels.of(self.after[i]) - levels.of(self.before[i]),
            value: values[i],
            next: match *next {
                Next::Move => values[i + 1],
                Next::End => 0.0,
                Next::Cut(cut) => cuts[cut],
            },
            joined: matches!(next, Next::Move),
        };
        self.next.iter().enumerate().map(stage).collect()
    }
}
