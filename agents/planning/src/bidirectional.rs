//! Bidirectional search: from the start and from the goal at once, until the two meet.
//!
//! Pohl, "Bi-directional search", Machine Intelligence 6, 1971. Where all moves cost the same, both
//! searches are breadth-first; else both take the cheapest node first. The side with the shorter
//! queue goes on. Two searches of half the depth look at about the square root of the positions
//! that one of full depth does.
//!
//! A path that is not known yet leads from a node queued on one side to another queued on the other,
//! so it costs at least the sum of their least costs and one move more. That is the lower bound, and
//! what ends the search.
//!
//! It needs the one goal and the inverse of every move. Without them it searches from the start
//! only; [`crate::build`] says so beforehand.

use crate::base::{Expander, Graph, Id, NONE, Node, Open, Place, Prune};
use crate::breadth_first::costs;
use crate::options::Ties;
use crate::uniform_cost::UniformCost;
use orienteer_core::path::{Planner, Puzzle, Spent, Task};
use orienteer_core::{Move, Space};
use serde::{Deserialize, Serialize};

/// The most nodes that leave a queue at once.
const BLOCK: usize = 16;

/// Bidirectional search has no hyperparameters.
#[derive(Clone, Debug, Default, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {}

impl orienteer_core::Settings for Settings {}

/// Bidirectional search.
#[derive(Debug, Default)]
pub struct Bidirectional;

impl Bidirectional {
    /// Whether a puzzle has one goal, and takes every move back with one.
    pub fn fits<P: Puzzle>(puzzle: &P) -> bool {
        let moves = puzzle.moves().len() as Move;
        puzzle.goal().is_some() && (0..moves).all(|mv| puzzle.inverse(mv).is_some())
    }
}

impl<P: Puzzle> Planner<P> for Bidirectional {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let puzzle = task.puzzle();
        let start = task.start().clone();
        if puzzle.is_goal(&start) {
            task.offer(&[]);
            return Ok(());
        }
        let Some(goal) = puzzle.goal().filter(|_| Self::fits(puzzle)) else {
            return UniformCost.plan(task);
        };
        let forward = Side::new(start, Expander::new(puzzle, Prune::Inverse), task)?;
        let backward = Side::new(goal, Expander::backward(puzzle), task)?;
        let mut sides = [forward, backward];
        let (least, _) = costs(puzzle);
        let mut upper = task.upper_bound().unwrap_or(u64::MAX);
        while let (Some(a), Some(b)) = (sides[0].open.key(), sides[1].open.key()) {
            // Costs up to 2^24 are exact in the queue; beyond, a bound of less is still one.
            let sum = f64::from(a) + f64::from(b);
            let bound = (sum - sum * 1e-6).round() as u64 + u64::from(least);
            task.prove(bound.min(upper));
            if bound >= upper {
                return Ok(());
            }
            let turn = usize::from(sides[1].open.len() < sides[0].open.len());
            let [forward, backward] = &mut sides;
            let (this, other) = if turn == 0 { (forward, backward) } else { (backward, forward) };
            this.advance(other, turn == 1, &mut upper, task)?;
        }
        if !sides.iter().any(|side| side.expander.is_truncated) {
            task.prove_exhausted();
        }
        Ok(())
    }
}

/// The search from one end.
struct Side<P: Puzzle> {
    graph: Graph<P::State, ()>,
    open: Open<Id>,
    expander: Expander<P::State>,
    block: Vec<Id>,
}

impl<P: Puzzle> Side<P> {
    fn new(
        root: P::State,
        expander: Expander<P::State>,
        task: &mut Task<'_, P>,
    ) -> Result<Self, Spent> {
        // Two positions that are the same by a symmetry are no meeting.
        let mut graph = Graph::exact(task.meter())?;
        let mut open = Open::new(Ties::FirstIn);
        let root = graph.root(task.puzzle(), root, (), task.meter())?;
        open.push(0.0, 0.0, root, task.meter())?;
        Ok(Self { graph, open, expander, block: Vec::new() })
    }

    /// Expands some of the cheapest nodes, and looks for what they reach on the other side.
    fn advance(
        &mut self,
        other: &Self,
        is_backward: bool,
        upper: &mut u64,
        task: &mut Task<'_, P>,
    ) -> Result<(), Spent> {
        let puzzle = task.puzzle();
        let Self { graph, open, expander, block } = self;
        open.pop_block(block, BLOCK);
        let meter = task.meter();
        let made = block
            .drain(..)
            .filter(|id| !graph.at(*id).is_superseded())
            .try_for_each(|id| expander.expand(puzzle, graph, id, meter));
        expander.fetch(graph);
        for child in expander.children.drain(..) {
            let mut batch = graph.reserve(1, task.meter())?;
            let node = Node {
                state: child.state,
                token: (),
                g: child.g,
                parent: child.parent,
                via: child.via,
            };
            let id = match batch.look(puzzle, &node.state, child.hash) {
                Place::New(slot) => batch.add(slot, child.hash, node),
                Place::Known(old, _) if batch.at(old).g <= child.g => continue,
                Place::Known(old, slot) => batch.supersede(old, slot, child.hash, node),
            };
            open.push(child.g as f32, 0.0, id, task.meter())?;
            let met = other.graph.find(puzzle, &graph.at(id).state, child.hash);
            let Some(met) = met else { continue };
            let cost = u64::from(child.g) + u64::from(other.graph.at(met).g);
            if cost < *upper {
                *upper = cost;
                let (here, there) = (graph.path(puzzle, id), other.graph.path(puzzle, met));
                let path =
                    if is_backward { join(puzzle, there, here) } else { join(puzzle, here, there) };
                task.offer(&path);
            }
        }
        made
    }
}

/// A path from the start, and one from the goal made backwards.
fn join<P: Puzzle>(puzzle: &P, mut forward: Vec<Move>, backward: Vec<Move>) -> Vec<Move> {
    forward.extend(backward.iter().rev().map(|&mv| puzzle.inverse(mv).unwrap_or(NONE)));
    forward
}
