//! One instance to solve: the start, the meter, and what was found so far.

use super::{Heuristic, Puzzle};
use crate::space::Move;
use std::time::Instant;

/// What a planner may spend. It is stopped when any of these is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Positions made by a move.
    pub generated: Option<u64>,
    /// Positions whose moves were looked at.
    pub expanded: Option<u64>,
    /// Estimates asked for.
    pub estimates: Option<u64>,
    /// Bytes held at one time, as the planner counts its own tables and lists.
    pub bytes: Option<u64>,
    /// Wall-clock seconds. Not reproducible: for interactive use.
    pub seconds: Option<f64>,
}

/// What a planner has spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Positions made by a move.
    pub generated: u64,
    /// Positions whose moves were looked at.
    pub expanded: u64,
    /// Estimates asked for.
    pub estimates: u64,
    /// The most bytes held at one time.
    pub peak_bytes: u64,
}

/// The limit that stopped a planner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Spent {
    /// [`Limits::generated`].
    #[error("the budget of generated nodes is spent")]
    Generated,
    /// [`Limits::expanded`].
    #[error("the budget of expanded nodes is spent")]
    Expanded,
    /// [`Limits::estimates`].
    #[error("the budget of heuristic calls is spent")]
    Estimates,
    /// [`Limits::bytes`].
    #[error("the budget of memory is spent")]
    Bytes,
    /// [`Limits::seconds`].
    #[error("the time is over")]
    Seconds,
}

/// A path from the start to a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The moves.
    pub moves: Vec<Move>,
    /// Their cost.
    pub cost: u64,
}

/// What came of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The cheapest path found.
    pub solution: Option<Solution>,
    /// No path is cheaper than this, as far as was proved.
    pub lower_bound: u64,
    /// There is no path at all, as was proved.
    pub unsolvable: bool,
    /// What stopped the planner, unless it ended by itself.
    pub spent: Option<Spent>,
    /// What it spent.
    pub counters: Counters,
    /// Wall-clock seconds.
    pub seconds: f64,
}

impl Report {
    /// Whether the path is proved to be a cheapest one.
    pub fn is_optimal(&self) -> bool {
        self.solution.as_ref().is_some_and(|solution| solution.cost <= self.lower_bound)
    }
}

/// A method that looks for a path.
pub trait Planner<P: Puzzle>: Send {
    /// Searches until the task stops it or it has nothing left to do. Offers every improvement to
    /// the task, and every proof.
    ///
    /// # Errors
    ///
    /// The limit that was reached.
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent>;
}

/// One instance to solve.
pub struct Task<'a, P: Puzzle> {
    puzzle: &'a P,
    start: P::State,
    limits: Limits,
    counters: Counters,
    solution: Option<Solution>,
    lower_bound: u64,
    unsolvable: bool,
    began: Instant,
}

impl<'a, P: Puzzle> Task<'a, P> {
    /// The task of solving `start` within `limits`.
    pub fn new(puzzle: &'a P, start: P::State, limits: Limits) -> Self {
        let (counters, began) = (Counters::default(), Instant::now());
        Self {
            puzzle,
            start,
            limits,
            counters,
            solution: None,
            lower_bound: 0,
            unsolvable: false,
            began,
        }
    }

    /// The puzzle.
    pub fn puzzle(&self) -> &'a P {
        self.puzzle
    }

    /// The start.
    pub fn start(&self) -> &P::State {
        &self.start
    }

    /// The cost of the best path so far: nothing that costs as much need be looked at.
    pub fn upper_bound(&self) -> Option<u64> {
        self.solution.as_ref().map(|solution| solution.cost)
    }

    /// What was proved so far: no path costs less.
    pub fn lower_bound(&self) -> u64 {
        self.lower_bound
    }

    /// Counts `n` generated positions. Call it for each, or for a batch beforehand.
    ///
    /// # Errors
    ///
    /// When they would exceed the limit; then they must not be generated.
    #[inline]
    pub fn generate(&mut self, n: u64) -> Result<(), Spent> {
        let total = self.counters.generated + n;
        if self.limits.generated.is_some_and(|limit| total > limit) {
            return Err(Spent::Generated);
        }
        // Reading a clock costs as much as generating a position.
        let is_due = total >> 14 != self.counters.generated >> 14;
        self.counters.generated = total;
        if is_due { self.check_clock() } else { Ok(()) }
    }

    /// Counts one expanded position.
    ///
    /// # Errors
    ///
    /// When it would exceed the limit.
    #[inline]
    pub fn expand(&mut self) -> Result<(), Spent> {
        if self.limits.expanded.is_some_and(|limit| self.counters.expanded >= limit) {
            return Err(Spent::Expanded);
        }
        self.counters.expanded += 1;
        Ok(())
    }

    /// Counts `n` estimates.
    ///
    /// # Errors
    ///
    /// When they would exceed the limit.
    #[inline]
    pub fn estimate(&mut self, n: u64) -> Result<(), Spent> {
        let total = self.counters.estimates + n;
        if self.limits.estimates.is_some_and(|limit| total > limit) {
            return Err(Spent::Estimates);
        }
        self.counters.estimates = total;
        Ok(())
    }

    /// Says how many bytes are held now.
    ///
    /// # Errors
    ///
    /// When they exceed the limit.
    #[inline]
    pub fn hold(&mut self, bytes: u64) -> Result<(), Spent> {
        self.counters.peak_bytes = self.counters.peak_bytes.max(bytes);
        if self.limits.bytes.is_some_and(|limit| bytes > limit) {
            return Err(Spent::Bytes);
        }
        Ok(())
    }

    /// A counted estimate.
    ///
    /// # Errors
    ///
    /// As [`Task::estimate`].
    #[inline]
    pub fn ask<H: Heuristic<P> + ?Sized>(
        &mut self,
        heuristic: &H,
        state: &P::State,
    ) -> Result<f32, Spent> {
        self.estimate(1)?;
        Ok(heuristic.estimate(self.puzzle, state))
    }

    /// Offers a path. It is replayed, and kept if it reaches a goal and is the cheapest so far.
    /// Whether it was kept.
    pub fn offer(&mut self, moves: &[Move]) -> bool {
        let (mut state, mut legal, mut cost) = (self.start.clone(), Vec::new(), 0);
        for &mv in moves {
            self.puzzle.legal(&state, &mut legal);
            if !legal.contains(&mv) {
                return false;
            }
            self.puzzle.apply(&mut state, mv);
            cost += u64::from(self.puzzle.cost(mv));
        }
        let is_better = self.upper_bound().is_none_or(|best| cost < best);
        if self.puzzle.is_goal(&state) && is_better {
            self.solution = Some(Solution { moves: moves.to_vec(), cost });
            return true;
        }
        false
    }

    /// Says that no path costs less than `bound`.
    pub fn prove(&mut self, bound: u64) {
        self.lower_bound = self.lower_bound.max(bound);
    }

    /// Says that there is no path.
    pub fn prove_unsolvable(&mut self) {
        self.unsolvable = true;
    }

    /// What was spent so far.
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// Lets `planner` work until it ends or is stopped.
    pub fn run(mut self, planner: &mut dyn Planner<P>) -> Report {
        let spent = planner.plan(&mut self).err();
        Report {
            solution: self.solution,
            lower_bound: self.lower_bound,
            unsolvable: self.unsolvable,
            spent,
            counters: self.counters,
            seconds: self.began.elapsed().as_secs_f64(),
        }
    }

    #[cold]
    fn check_clock(&self) -> Result<(), Spent> {
        let over = self.limits.seconds.is_some_and(|s| self.began.elapsed().as_secs_f64() > s);
        if over { Err(Spent::Seconds) } else { Ok(()) }
    }
}
