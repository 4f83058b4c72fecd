//! The search as a planner, metered like any other.

use super::axes::Axes;
use super::expand::{Children, Expand, Successors};
use super::ida::is_solution;
use crate::puzzle::Puzzle3;
use crate::turn::TurnMetric;
use crate::{Databases, Subgroup, TURNS};
use orienteer_core::Move;
use orienteer_core::path::{Planner, Spent, Task};
use std::sync::Arc;

/// Iterative deepening A* on the 3x3x3 as a [`Planner`]: optimal, with hardly any memory beside its
/// databases, and nearly as fast as [`crate::IdaStar`].
///
/// Positions judged by the databases count as generated and as estimated.
#[derive(Clone, Debug)]
pub struct CubeIdaStar {
    databases: Arc<Databases>,
    subgroup: Option<Arc<Subgroup>>,
    /// The move of the puzzle that each of the 18 turns is.
    moves: [Move; 18],
}

/// A puzzle that the databases do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "pattern databases in {databases:?} moves fit a puzzle of single turns of this kind, not of up to {turns_a_move} {puzzle:?} moves at a time"
)]
pub struct UnfitDatabases {
    databases: TurnMetric,
    puzzle: TurnMetric,
    turns_a_move: usize,
}

impl UnfitDatabases {
    /// That the moves of `puzzle` are single turns in this metric.
    pub(super) fn check(puzzle: &Puzzle3, databases: TurnMetric) -> Result<(), Self> {
        let (metric, turns_a_move) = (puzzle.actions().metric(), puzzle.actions().longest());
        if metric != databases || turns_a_move != 1 {
            return Err(Self { databases, puzzle: metric, turns_a_move });
        }
        Ok(())
    }
}

impl CubeIdaStar {
    /// The planner of `puzzle` with these databases.
    ///
    /// # Errors
    ///
    /// Unless the moves of the puzzle are single turns, in the metric of the databases.
    pub fn new(puzzle: &Puzzle3, databases: Arc<Databases>) -> Result<Self, UnfitDatabases> {
        UnfitDatabases::check(puzzle, databases.metric())?;
        let mut moves = [0; 18];
        for (mv, element) in (0..).zip(puzzle.elements()) {
            if let Some(turn) = TURNS.iter().position(|turn| turn == element) {
                moves[turn] = mv;
            }
        }
        Ok(Self { databases, subgroup: None, moves })
    }

    /// Judges by [`Axes`] in place of the edges: 28 MB more, and about a
    /// seventieth of the positions, at a quarter of the rate. Only
    /// for half turns; it changes nothing for quarter turns.
    #[must_use]
    pub fn with_subgroup(mut self, subgroup: Arc<Subgroup>) -> Self {
        self.subgroup = Some(subgroup);
        self
    }
}

impl Planner<Puzzle3> for CubeIdaStar {
    fn plan(&mut self, task: &mut Task<'_, Puzzle3>) -> Result<(), Spent> {
        match self.subgroup.as_ref().and_then(|s| Axes::new(&self.databases, s)) {
            Some(axes) => plan(axes, self.moves, task),
            None => plan(Successors::new(&self.databases), self.moves, task),
        }
    }
}

fn plan<E: Expand>(
    expand: E,
    moves: [Move; 18],
    task: &mut Task<'_, Puzzle3>,
) -> Result<(), Spent> {
    if task.start().is_solved() {
        task.offer(&[]);
        return Ok(());
    }
    task.estimate(1)?;
    let root = expand.root(task.start());
    let mut bound = expand.bound(&root).max(1);
    let mut search = Search { expand, task, word: Vec::new() };
    loop {
        search.task.prove(u64::from(bound));
        // The children of every position of the path, which lie on the stack, and its turns.
        let level = size_of::<Children<E::Node>>() + size_of::<u8>();
        search.task.hold(u64::from(bound) * level as u64)?;
        if search.visit(&root, bound - 1)? {
            let path: Vec<_> = search.word.iter().map(|t| moves[usize::from(*t)]).collect();
            search.task.offer(&path);
            return Ok(());
        }
        bound += 1;
    }
}

/// One search.
struct Search<'b, 'c, E> {
    expand: E,
    task: &'b mut Task<'c, Puzzle3>,
    word: Vec<u8>,
}

impl<E: Expand> Search<'_, '_, E> {
    fn visit(&mut self, node: &E::Node, left: u8) -> Result<bool, Spent> {
        // All children count, also those that are cut off: they were made and judged.
        let made = self.expand.count(node) as u64;
        self.task.expand()?;
        self.task.generate(made)?;
        self.task.estimate(made)?;
        let mut children: Children<E::Node> = [(0, *node); 18];
        let passed = self.expand.within(node, left, &mut children);
        for (turn, child) in &children[..passed] {
            self.word.push(*turn);
            let may_be_solved = self.expand.bound(child) == 0;
            if may_be_solved && is_solution(self.task.start(), &self.word) {
                return Ok(true);
            }
            if left > 0 && self.visit(child, left - 1)? {
                return Ok(true);
            }
            self.word.pop();
        }
        Ok(false)
    }
}
