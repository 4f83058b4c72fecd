//! Breadth-first search: positions in the order of the number of moves that they are away.
//!
//! Moore, "The shortest path through a maze", 1959. The path has the fewest moves; where all moves
//! cost the same, that is the cheapest. Nodes lie in the order in which they were found, so the list
//! of nodes is the queue.

use crate::base::{Expander, Graph, Id, Node, Place, Prune};
use orienteer_core::path::{Planner, Puzzle, Spent, Task};
use orienteer_core::{Move, Space};
use serde::{Deserialize, Serialize};

/// The number of nodes whose children are looked up together.
const BLOCK: Id = 16;

/// Breadth-first search has no hyperparameters.
#[derive(Clone, Debug, Default, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {}

impl orienteer_core::Settings for Settings {}

/// Breadth-first search.
#[derive(Debug, Default)]
pub struct BreadthFirst;

impl<P: Puzzle> Planner<P> for BreadthFirst {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let puzzle = task.puzzle();
        let start = task.start().clone();
        if puzzle.is_goal(&start) {
            task.offer(&[]);
            return Ok(());
        }
        let (least, most) = costs(puzzle);
        let mut graph = Graph::new(task.meter())?;
        let mut expander = Expander::new(puzzle, Prune::Inverse);
        graph.root(puzzle, start, (), task.meter())?;
        let (mut next, mut layer_end, mut depth) = (0, 1, 0);
        while next < graph.len() as Id {
            if next == layer_end {
                (layer_end, depth) = (graph.len() as Id, depth + 1);
            }
            // A goal further on takes one more move than this layer.
            let bound = (depth + 1) * u64::from(least);
            let upper = task.upper_bound().unwrap_or(u64::MAX);
            task.prove(bound.min(upper));
            if bound >= upper {
                return Ok(());
            }
            let block = next..layer_end.min(next + BLOCK);
            next = block.end;
            let meter = task.meter();
            let made =
                block.into_iter().try_for_each(|id| expander.expand(puzzle, &graph, id, meter));
            expander.fetch(&graph);
            let mut batch = graph.reserve(expander.children.len(), task.meter())?;
            for child in expander.children.drain(..) {
                let place = batch.look(puzzle, &child.state, child.hash);
                let Place::New(slot) = place else { continue };
                let (g, parent, via) = (child.g, child.parent, child.via);
                if puzzle.is_goal(&child.state) {
                    task.offer(&batch.path_with(puzzle, parent, via));
                    if least == most {
                        task.prove(u64::from(g));
                    }
                    return Ok(());
                }
                let node = Node { state: child.state, token: (), g, parent, via };
                batch.add(slot, child.hash, node);
            }
            made?;
        }
        // Where moves differ in cost, a path known from before need not be the cheapest.
        let is_complete = least == most || task.upper_bound().is_none();
        if is_complete && !expander.is_truncated {
            task.prove_exhausted();
        }
        Ok(())
    }
}

/// The least and the greatest cost of a move.
pub(crate) fn costs<P: Puzzle>(puzzle: &P) -> (u32, u32) {
    let costs = (0..puzzle.moves().len() as Move).map(|mv| puzzle.cost(mv));
    costs.fold((u32::MAX, 0), |(least, most), cost| (least.min(cost), most.max(cost)))
}
