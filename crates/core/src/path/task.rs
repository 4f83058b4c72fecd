//! One instance to solve: the start, the meter, and what was found so far.

use super::{Counters, Heuristic, Limits, Meter, Puzzle, Spent};
use crate::space::Move;

/// A path from the start to a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The moves.
    pub moves: Vec<Move>,
    /// Their cost.
    pub cost: u64,
}

/// When a better path was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Improvement {
    /// The cost of the path.
    pub cost: u64,
    /// What was spent until then.
    pub counters: Counters,
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
    /// When each path was found that was the cheapest so far.
    pub improvements: Vec<Improvement>,
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
    meter: Meter,
    solution: Option<Solution>,
    improvements: Vec<Improvement>,
    lower_bound: u64,
    unsolvable: bool,
}

impl<'a, P: Puzzle> Task<'a, P> {
    /// The task of solving `start` within `limits`.
    pub fn new(puzzle: &'a P, start: P::State, limits: Limits) -> Self {
        Self {
            puzzle,
            start,
            meter: Meter::new(limits),
            solution: None,
            improvements: Vec::new(),
            lower_bound: 0,
            unsolvable: false,
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

    /// The best path so far.
    pub fn solution(&self) -> Option<&Solution> {
        self.solution.as_ref()
    }

    /// The cost of the best path so far: nothing that costs as much need be looked at.
    pub fn upper_bound(&self) -> Option<u64> {
        self.solution.as_ref().map(|solution| solution.cost)
    }

    /// What was proved so far: no path costs less.
    pub fn lower_bound(&self) -> u64 {
        self.lower_bound
    }

    /// The meter, for structures that count what they hold.
    #[inline]
    pub fn meter(&mut self) -> &mut Meter {
        &mut self.meter
    }

    /// As [`Meter::generate`].
    ///
    /// # Errors
    ///
    /// As there.
    #[inline]
    pub fn generate(&mut self, n: u64) -> Result<(), Spent> {
        self.meter.generate(n)
    }

    /// As [`Meter::expand`].
    ///
    /// # Errors
    ///
    /// As there.
    #[inline]
    pub fn expand(&mut self) -> Result<(), Spent> {
        self.meter.expand()
    }

    /// As [`Meter::expand_all`].
    ///
    /// # Errors
    ///
    /// As there.
    #[inline]
    pub fn expand_all(&mut self, n: u64) -> Result<(), Spent> {
        self.meter.expand_all(n)
    }

    /// As [`Meter::estimate`].
    ///
    /// # Errors
    ///
    /// As there.
    #[inline]
    pub fn estimate(&mut self, n: u64) -> Result<(), Spent> {
        self.meter.estimate(n)
    }

    /// As [`Meter::hold`].
    ///
    /// # Errors
    ///
    /// As there.
    #[inline]
    pub fn hold(&mut self, bytes: u64) -> Result<(), Spent> {
        self.meter.hold(bytes)
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
            self.improvements.push(Improvement { cost, counters: self.counters() });
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

    /// Says that every path was looked at, or passed over because it costs at least as much as the
    /// best one: that one is a cheapest, or there is none.
    pub fn prove_exhausted(&mut self) {
        match self.upper_bound() {
            Some(cost) => self.prove(cost),
            None => self.prove_unsolvable(),
        }
    }

    /// What was spent so far.
    pub fn counters(&self) -> Counters {
        self.meter.counters()
    }

    /// Lets `planner` work until it ends or is stopped.
    pub fn run(mut self, planner: &mut dyn Planner<P>) -> Report {
        let spent = planner.plan(&mut self).err();
        Report {
            solution: self.solution,
            lower_bound: self.lower_bound,
            unsolvable: self.unsolvable,
            spent,
            counters: self.meter.counters(),
            improvements: self.improvements,
            seconds: self.meter.seconds(),
        }
    }
}
