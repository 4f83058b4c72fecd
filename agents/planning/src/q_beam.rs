//! Q-beam search: beam search over moves, with an action-value function in place of a heuristic.
//!
//! Each round estimates the moves from a layer in one call, and makes the best of them until `width`
//! new positions are there: as Q* does to A*, it generates one position for each that it keeps,
//! where beam search generates as many as there are moves (the Q-beam of JAxtar, and `beam_q` of
//! DeepXube). It ends with the first layer that holds a goal.

pub use crate::beam::Settings;

use crate::base::{Graph, Id, NONE, Node, Place, Prune, room};
use crate::edges::Edge;
use crate::rater::Rater;
use orienteer_core::path::{Planner, Puzzle, QFunction, Spent, Task};
use std::collections::BinaryHeap;

/// Q-beam search.
#[derive(Debug)]
pub struct QBeam<Q> {
    settings: Settings,
    values: Q,
}

impl<Q> QBeam<Q> {
    /// Q-beam search with these settings and these action values.
    pub fn new(settings: Settings, values: Q) -> Self {
        Self { settings, values }
    }
}

/// Moves from a layer, the best first: by key, and by number where keys are equal.
type Ranked = std::cmp::Reverse<(u64, Id)>;

impl<P: Puzzle, Q: QFunction<P>> Planner<P> for QBeam<Q> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let puzzle = task.puzzle();
        let start = task.start().clone();
        if puzzle.is_goal(&start) {
            task.offer(&[]);
            return Ok(());
        }
        let weight = self.settings.weight as f32;
        let mut rater = Rater::new(puzzle, &self.values, Prune::Inverse, weight);
        let mut graph = Graph::new(task.meter())?;
        let mut layer = Vec::new();
        room(&mut layer, task.meter())?;
        layer.push(graph.root(puzzle, start, 0, task.meter())?);
        let (mut edges, mut heap, mut is_complete) = (Vec::new(), BinaryHeap::new(), true);
        while !layer.is_empty() {
            edges.clear();
            layer.iter().try_for_each(|_| task.expand())?;
            task.estimate(layer.len() as u64)?;
            rater.rate(&graph, &layer, task.meter())?;
            let mut ranked: Vec<Ranked> = heap_storage(heap);
            for (index, &node) in layer.iter().enumerate() {
                let (moves, keys) = rater.rated(index);
                for (&mv, key) in moves.iter().zip(keys) {
                    let number = edges.len() as u32;
                    room(&mut edges, task.meter())?;
                    room(&mut ranked, task.meter())?;
                    edges.push(Edge { node, mv });
                    let rank = u64::from(key.to_bits()) << 32 | u64::from(number);
                    ranked.push(std::cmp::Reverse((rank, number)));
                }
            }
            heap = BinaryHeap::from(ranked);
            layer.clear();
            let (mut made, mut found) = (Ok(()), false);
            while layer.len() < self.settings.width as usize {
                let Some(std::cmp::Reverse((_, number))) = heap.pop() else { break };
                let edge = edges[number as usize];
                match follow(puzzle, &mut graph, edge, task) {
                    Ok(Reached::Goal) => found = true,
                    Ok(Reached::New(id)) => {
                        if let Err(spent) = room(&mut layer, task.meter()) {
                            made = Err(spent);
                            break;
                        }
                        layer.push(id);
                    }
                    Ok(Reached::Known) => {}
                    Ok(Reached::TooFar) => is_complete = false,
                    Err(spent) => {
                        made = Err(spent);
                        break;
                    }
                }
            }
            is_complete &= heap.is_empty();
            made?;
            if found {
                return Ok(());
            }
        }
        if is_complete {
            task.prove_exhausted();
        }
        Ok(())
    }
}

/// The list of a heap, emptied, to be filled again.
fn heap_storage(heap: BinaryHeap<Ranked>) -> Vec<Ranked> {
    let mut items = heap.into_vec();
    items.clear();
    items
}

enum Reached {
    Goal,
    New(Id),
    Known,
    /// Its cost does not fit.
    TooFar,
}

/// Makes a move.
fn follow<P: Puzzle>(
    puzzle: &P,
    graph: &mut Graph<P::State, u32>,
    Edge { node: parent, mv }: Edge,
    task: &mut Task<'_, P>,
) -> Result<Reached, Spent> {
    let node = graph.at(parent);
    let Some(g) = node.token.checked_add(puzzle.cost(mv)).filter(|g| *g < NONE) else {
        return Ok(Reached::TooFar);
    };
    task.generate(1)?;
    let mut state = node.state.clone();
    puzzle.apply(&mut state, mv);
    if puzzle.is_goal(&state) {
        if task.upper_bound().is_none_or(|upper| u64::from(g) < upper) {
            task.offer(&graph.path_with(puzzle, parent, mv));
        }
        return Ok(Reached::Goal);
    }
    let hash = graph.hash(puzzle, &state);
    let mut graph = graph.reserve(1, task.meter())?;
    let node = Node { state, token: g, g, parent, via: mv };
    Ok(match graph.look(puzzle, &node.state, hash) {
        Place::New(slot) => Reached::New(graph.add(slot, hash, node)),
        Place::Known(known, _) if graph.at(known).g <= g => Reached::Known,
        Place::Known(known, slot) => Reached::New(graph.supersede(known, slot, hash, node)),
    })
}
