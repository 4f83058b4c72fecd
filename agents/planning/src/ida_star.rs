//! IDA*: depth-first searches, each up to a bound on `g + h` that is the least which the one before
//! it exceeded.
//!
//! Korf, "Depth-first iterative-deepening: an optimal admissible tree search", Artificial
//! Intelligence 1985. It remembers nothing but its path and what branches off it, so memory never
//! ends it; and every path of the bound is looked at again, so it is for puzzles with few ways to
//! the same position, or rules that leave most of them out ([`Puzzle::is_redundant`]).
//!
//! All children of a node are made before the first of them is searched: their estimates wait for
//! memory side by side. The heuristic is carried along ([`Incremental`]) and may stop at the bound.
//! Where no path leads to a goal, it ends only with its budget, unless no path goes on for ever.

use crate::base::{Prune, Successors, at_least, room, sane};
use orienteer_core::path::{Incremental, Planner, Puzzle, Spent, Task};
use orienteer_core::{Move, Space};
use serde::{Deserialize, Serialize};

/// IDA* has no hyperparameters.
#[derive(Clone, Debug, Default, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {}

impl orienteer_core::Settings for Settings {}

/// IDA* search.
#[derive(Debug)]
pub struct IdaStar<H> {
    heuristic: H,
}

impl<H> IdaStar<H> {
    /// IDA* with this heuristic.
    pub fn new(heuristic: H) -> Self {
        Self { heuristic }
    }
}

impl<P: Puzzle, H: Incremental<P>> Planner<P> for IdaStar<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let puzzle = task.puzzle();
        let start = task.start().clone();
        if puzzle.is_goal(&start) {
            task.offer(&[]);
            return Ok(());
        }
        task.estimate(1)?;
        let token = self.heuristic.token(puzzle, &start);
        let h = sane(self.heuristic.value(&token));
        if h == f32::INFINITY {
            task.prove_unsolvable();
            return Ok(());
        }
        let mut search = Search {
            puzzle,
            heuristic: &self.heuristic,
            successors: Successors::new(puzzle, Prune::Redundant),
            stack: Vec::new(),
            path: Vec::new(),
            bound: at_least(h),
            next: f32::INFINITY,
            is_truncated: false,
        };
        let is_admissible = self.heuristic.is_admissible();
        loop {
            let upper = task.upper_bound().unwrap_or(u64::MAX);
            if is_admissible {
                task.prove(search.bound.min(upper));
            }
            if search.bound >= upper {
                return Ok(());
            }
            let root = Branch { state: start.clone(), token, g: 0, depth: 0, via: 0 };
            if search.deepen(root, task)? {
                return Ok(());
            }
            if search.next == f32::INFINITY {
                if !search.is_truncated {
                    task.prove_exhausted();
                }
                return Ok(());
            }
            // Costs are whole, so the bound can be.
            search.bound = at_least(search.next).max(search.bound + 1);
        }
    }
}

struct Search<'a, P: Puzzle, H: Incremental<P>> {
    puzzle: &'a P,
    heuristic: &'a H,
    successors: Successors,
    stack: Vec<Branch<P::State, H::Token>>,
    /// The moves to the node at hand.
    path: Vec<Move>,
    /// No path that is estimated to cost more is followed in this iteration.
    bound: u64,
    /// The least such estimate.
    next: f32,
    is_truncated: bool,
}

/// A position to search from.
struct Branch<S, T> {
    state: S,
    token: T,
    g: u32,
    depth: u32,
    via: Move,
}

impl<P: Puzzle, H: Incremental<P>> Search<'_, P, H> {
    /// Searches up to the bound. Whether a goal was found.
    fn deepen(
        &mut self,
        root: Branch<P::State, H::Token>,
        task: &mut Task<'_, P>,
    ) -> Result<bool, Spent> {
        let Self { puzzle, heuristic, successors, stack, path, bound, next, is_truncated } = self;
        let (puzzle, bound) = (*puzzle, *bound);
        *next = f32::INFINITY;
        stack.clear();
        room(stack, task.meter())?;
        stack.push(root);
        let mut found = false;
        while let Some(branch) = stack.pop() {
            let Branch { state, token, g, depth, via } = branch;
            let last = if depth == 0 { Move::MAX } else { via };
            path.truncate((depth as usize).saturating_sub(1));
            if depth > 0 {
                room(path, task.meter())?;
                path.push(via);
            }
            task.expand()?;
            let first = stack.len();
            successors.each(puzzle, &state, last, |mv| {
                if found {
                    return Ok(());
                }
                let Some(g) = g.checked_add(puzzle.cost(mv)) else {
                    *is_truncated = true;
                    return Ok(());
                };
                task.generate(1)?;
                let mut child = state.clone();
                puzzle.apply(&mut child, mv);
                // What is left of the bound, and as much as floats may be off.
                let left = bound as i64 - i64::from(g);
                if left < 0 {
                    *next = next.min(g as f32);
                    return Ok(());
                }
                if puzzle.is_goal(&child) {
                    room(path, task.meter())?;
                    path.push(mv);
                    found = task.offer(path);
                    path.pop();
                    return Ok(());
                }
                task.estimate(1)?;
                let limit = left as f32 + left as f32 * 1e-6 + 1e-3;
                match heuristic.follow_within(puzzle, &token, &state, mv, &child, limit) {
                    Ok(token) => {
                        room(stack, task.meter())?;
                        stack.push(Branch { state: child, token, g, depth: depth + 1, via: mv });
                    }
                    Err(h) => *next = next.min(g as f32 + h),
                }
                Ok(())
            })?;
            if found {
                return Ok(true);
            }
            // The best comes last, and so is searched first: it matters in the last iteration.
            if stack.len() > first + 1 {
                let value =
                    |branch: &Branch<_, _>| branch.g as f32 + heuristic.value(&branch.token);
                stack[first..].sort_by(|a, b| value(b).total_cmp(&value(a)));
            }
        }
        Ok(false)
    }
}
