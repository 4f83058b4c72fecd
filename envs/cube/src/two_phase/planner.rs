//! The two-phase algorithm as a planner: the fast upper bound.

use super::solver::{ANY, TwoPhase, Viewer};
use crate::Effort;
use crate::puzzle::{Actions, Puzzle3};
use crate::turn::{Angle, Turn, TurnMetric};
use orienteer_core::Move;
use orienteer_core::path::{Planner, Spent, Task};
use std::ops::ControlFlow;

/// Offers the first solution, in about a millisecond, and each shorter one, until one has at most so
/// many turns (each of which may be a half turn, whatever the puzzle counts) and the patience of the
/// solver is over ([`TwoPhase::with_patience`]), or so many positions were made, or the task stops it.
/// Proves nothing.
///
/// A puzzle of quarter turns gets half turns as two of them, and one of meta-actions as many turns in
/// one move as it allows.
#[derive(Clone, Debug)]
pub struct TwoPhasePlanner {
    solver: TwoPhase,
    enough: u8,
    nodes: u64,
}

impl TwoPhasePlanner {
    /// Stops at a solution of `enough` turns, or after `nodes` positions if there is a solution then.
    pub fn new(enough: u8, nodes: u64) -> Self {
        Self { solver: TwoPhase::new(), enough, nodes }
    }
}

impl TwoPhasePlanner {
    /// The same with a solver that has more tables, or another balance of the phases.
    #[must_use]
    pub fn with_solver(mut self, solver: TwoPhase) -> Self {
        self.solver = solver;
        self
    }
}

impl Default for TwoPhasePlanner {
    /// 21 turns, which most positions have within a few milliseconds, or a million positions.
    fn default() -> Self {
        Self::new(21, 1_000_000)
    }
}

impl Planner<Puzzle3> for TwoPhasePlanner {
    fn plan(&mut self, task: &mut Task<'_, Puzzle3>) -> Result<(), Spent> {
        let start = *task.start();
        task.hold(TwoPhase::BYTES)?;
        let (enough, nodes) = (self.enough, self.nodes);
        let patience = self.solver.patience();
        let mut offers =
            Offers { task, enough, nodes, patience, made: 0, longest: ANY, spent: None };
        // A break is told by `spent`, or by a solution that is short enough.
        let _ = self.solver.search(&start, &mut offers);
        offers.spent.map_or(Ok(()), Err)
    }
}

struct Offers<'a, 'b> {
    task: &'a mut Task<'b, Puzzle3>,
    enough: u8,
    nodes: u64,
    patience: u64,
    made: u64,
    longest: u8,
    spent: Option<Spent>,
}

impl Viewer for Offers<'_, '_> {
    #[inline]
    fn spend(&mut self, effort: Effort) -> ControlFlow<()> {
        self.made += effort.generated;
        self.spent = effort.count(self.task).err();
        let is_over = self.made > self.nodes && self.longest < ANY;
        if self.spent.is_some() || is_over {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    #[inline]
    fn longest(&self) -> u8 {
        self.longest
    }

    fn found(&mut self, word: Vec<Turn>, length: u8) -> ControlFlow<()> {
        self.task.offer(&in_moves(self.task.puzzle().actions(), &word));
        if length <= self.enough && self.longest >= self.enough {
            // The first that is short enough.
            self.nodes = self.nodes.min(self.made.saturating_add(self.patience));
        }
        self.longest = length.saturating_sub(1);
        if length <= self.enough && self.made >= self.nodes {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

/// A word in the moves of a puzzle.
pub(crate) fn in_moves(actions: &Actions, word: &[Turn]) -> Vec<Move> {
    let one = |turn: &Turn| match (actions.metric(), turn.angle) {
        (TurnMetric::QuarterTurn, Angle::Half) => vec![Angle::Clockwise; 2],
        (_, angle) => vec![angle],
    };
    let turns: Vec<_> = word
        .iter()
        .flat_map(|turn| one(turn).into_iter().map(|angle| Turn { angle, ..*turn }))
        .collect();
    turns.chunks(actions.longest()).filter_map(|turns| actions.of(turns)).collect()
}
