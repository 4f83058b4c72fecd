//! The shortest solution of the 3x3x3 that a budget allows, and a proof if it suffices.
//!
//! The two-phase solver gives a first solution in milliseconds. Then [`TwoSided`] looks for one of
//! each length from the lower bound on, which finds a shortest one if the budget lasts; until then the
//! two-phase solution stands. Before the first long iteration the two-phase solver gets more time,
//! because what it finds in that time is worth more than the little it takes from the iteration.

use super::{TwoSided, UnfitDatabases};
use crate::puzzle::Puzzle3;
use crate::turn::{Turn, TurnMetric};
use crate::two_phase::{ANY, Viewer, in_moves};
use crate::{AxisTable, Effort, State, Subgroup, TwoPhase};
use orienteer_core::path::{Planner, Spent, Task};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Positions that the two-phase solver makes at first.
const FIRST: u64 = 1_000_000;
/// An iteration of more positions than this tells that the next one is long.
const SHORT: u64 = 1_000_000;
/// Positions that the two-phase solver makes before the first long iteration.
const SECOND: u64 = 10_000_000;

/// Two-phase solutions and two-sided iterative deepening, as a [`Planner`]: the best there is here
/// at any budget, with [`crate::SliceDatabase`] and its 1.8 GB, or with [`Subgroup`] alone.
#[derive(Debug)]
pub struct CubeAnytime<D> {
    two_phase: TwoPhase,
    two_sided: Arc<TwoSided<D>>,
}

/// Clones share the tables.
impl<D> Clone for CubeAnytime<D> {
    fn clone(&self) -> Self {
        Self { two_phase: self.two_phase.clone(), two_sided: Arc::clone(&self.two_sided) }
    }
}

impl<D: AxisTable> CubeAnytime<D> {
    /// The planner of `puzzle` with these tables.
    ///
    /// # Errors
    ///
    /// Unless the moves of the puzzle are single turns, in the metric of both tables.
    pub fn new(
        puzzle: &Puzzle3,
        subgroup: Arc<Subgroup>,
        database: Arc<D>,
    ) -> Result<Self, UnfitDatabases> {
        let metrics = [subgroup.metric(), database.metric()];
        UnfitDatabases::check(puzzle, metrics[0])?;
        UnfitDatabases::check(puzzle, metrics[1])?;
        Ok(Self {
            two_phase: TwoPhase::new().with_subgroup(subgroup),
            two_sided: Arc::new(TwoSided::new(database)),
        })
    }
}

impl<D: AxisTable> Planner<Puzzle3> for CubeAnytime<D> {
    fn plan(&mut self, task: &mut Task<'_, Puzzle3>) -> Result<(), Spent> {
        let start = *task.start();
        // Each quarter turn is an odd permutation of the corners.
        let (step, parity) = match self.two_sided.metric() {
            TurnMetric::HalfTurn => (1, 0),
            TurnMetric::QuarterTurn => (2, parity(&start)),
        };
        let bound = self.two_sided.bound(&start);
        let mut length = if step == 2 { bound + (bound + parity) % 2 } else { bound };
        offer(&self.two_phase, task, step, FIRST)?;
        let mut is_second = false;
        loop {
            task.prove(u64::from(length));
            if task.upper_bound().is_some_and(|upper| upper <= u64::from(length)) {
                return Ok(());
            }
            let (mut made, mut spent) = (0, None);
            task.hold(self.two_sided.bytes(length))?;
            let found = self.two_sided.search(&start, length, &mut |effort| {
                made += effort.generated;
                spent = effort.count(task).err();
                if spent.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Some(spent) = spent {
                return Err(spent);
            }
            if let ControlFlow::Continue(Some(word)) = found {
                let moves = in_moves(task.puzzle().actions(), &word);
                task.offer(&moves);
                return Ok(());
            }
            length += step;
            if made > SHORT && !is_second {
                is_second = true;
                offer(&self.two_phase, task, step, SECOND)?;
            }
        }
    }
}

/// Offers the task what the two-phase solver finds in so many positions, and at least one solution.
fn offer(
    solver: &TwoPhase,
    task: &mut Task<'_, Puzzle3>,
    step: u8,
    nodes: u64,
) -> Result<(), Spent> {
    let start = *task.start();
    task.hold(TwoPhase::BYTES)?;
    let mut offers = Offers { task, step, left: nodes, spent: None };
    // A break is told by `spent`, or by the end of the positions.
    let _ = solver.search(&start, &mut offers);
    offers.spent.map_or(Ok(()), Err)
}

struct Offers<'a, 'b> {
    task: &'a mut Task<'b, Puzzle3>,
    step: u8,
    left: u64,
    spent: Option<Spent>,
}

impl Viewer for Offers<'_, '_> {
    #[inline]
    fn spend(&mut self, effort: Effort) -> ControlFlow<()> {
        self.left = self.left.saturating_sub(effort.generated);
        self.spent = effort.count(self.task).err();
        let is_over = self.left == 0 && self.task.upper_bound().is_some();
        if self.spent.is_some() || is_over {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    #[inline]
    fn longest(&self) -> u8 {
        self.task.upper_bound().map_or(ANY, |upper| (upper as u8).saturating_sub(self.step))
    }

    fn found(&mut self, word: Vec<Turn>, _: u8) -> ControlFlow<()> {
        self.task.offer(&in_moves(self.task.puzzle().actions(), &word));
        ControlFlow::Continue(())
    }
}

/// 1 if the permutation of the corners is odd.
fn parity(state: &State) -> u8 {
    let corners = state.corners();
    let is_inversion = |(i, a): (usize, &u8)| {
        corners[i + 1..].iter().filter(move |b| (*b & 15) < (a & 15)).count()
    };
    (corners.iter().enumerate().map(is_inversion).sum::<usize>() % 2) as u8
}
