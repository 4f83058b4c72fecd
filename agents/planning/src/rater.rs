//! The keys of moves, by an action-value function.

use crate::base::{Graph, Id, Prune, Successors, sane};
use orienteer_core::Move;
use orienteer_core::path::{Meter, Puzzle, QFunction, Spent};

/// Gives keys to the moves from nodes, many nodes at a time. Its lists are used again.
pub(crate) struct Rater<'a, P: Puzzle, Q> {
    puzzle: &'a P,
    values: &'a Q,
    successors: Successors,
    weight: f32,
    states: Vec<P::State>,
    moves: Vec<Vec<Move>>,
    keys: Vec<Vec<f32>>,
    /// The bytes of the lists, at the most.
    held: u64,
}

impl<'a, P: Puzzle, Q: QFunction<P>> Rater<'a, P, Q> {
    pub(crate) fn new(puzzle: &'a P, values: &'a Q, prune: Prune, weight: f32) -> Self {
        let successors = Successors::new(puzzle, prune);
        let (states, moves, keys) = (Vec::new(), Vec::new(), Vec::new());
        Self { puzzle, values, successors, weight, states, moves, keys, held: 0 }
    }

    /// Rates the moves from nodes: a key is the weighted cost of the node, which its token holds,
    /// and the estimate. A move is estimated at no less than it costs; moves that lead nowhere are
    /// left out.
    pub(crate) fn rate(
        &mut self,
        graph: &Graph<P::State, u32>,
        nodes: &[Id],
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        let count = nodes.len();
        let Self { puzzle, states, moves, keys, .. } = self;
        states.clear();
        states.extend(nodes.iter().map(|&id| graph.at(id).state.clone()));
        if moves.len() < count {
            moves.resize_with(count, Vec::new);
            keys.resize_with(count, Vec::new);
        }
        let (moves, keys) = (&mut moves[..count], &mut keys[..count]);
        for (moves, &id) in moves.iter_mut().zip(nodes) {
            let node = graph.at(id);
            self.successors.list(*puzzle, &node.state, node.via, moves);
        }
        let total: usize = moves.iter().map(Vec::len).sum();
        let each = size_of::<Vec<Move>>() + size_of::<Vec<f32>>() + size_of::<P::State>();
        let bytes = (total * (size_of::<Move>() + size_of::<f32>()) + count * each) as u64;
        if bytes > self.held {
            meter.allocate(bytes - self.held)?;
            self.held = bytes;
        }
        self.values.estimate_all(puzzle, states, moves, keys);
        for ((keys, moves), &id) in keys.iter_mut().zip(moves).zip(nodes) {
            let cost = self.weight * graph.at(id).token as f32;
            // A function that gives too few values leaves the rest at 0, below every cost.
            keys.resize(moves.len(), 0.0);
            for (key, &mv) in keys.iter_mut().zip(&*moves) {
                *key = cost + sane(*key).max(puzzle.cost(mv) as f32);
            }
            if keys.contains(&f32::INFINITY) {
                let mut finite = keys.iter().map(|key| *key < f32::INFINITY);
                moves.retain(|_| finite.next().unwrap_or(true));
                keys.retain(|key| *key < f32::INFINITY);
            }
        }
        Ok(())
    }

    /// The moves and keys of the node at this place among those rated last.
    pub(crate) fn rated(&self, index: usize) -> (&[Move], &[f32]) {
        (&self.moves[index], &self.keys[index])
    }
}
