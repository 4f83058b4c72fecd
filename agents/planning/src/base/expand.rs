//! The making of children, a block of nodes at a time.
//!
//! A child's slot in the index lies somewhere in memory, and waiting for it takes longer than
//! making the child. So all children of a block are made first, then one short loop reads all their
//! slots, which a processor does side by side, and only then are they looked up one by one.

use super::graph::{Graph, Id};
use super::room::room;
use super::successors::{Prune, Successors};
use orienteer_core::Move;
use orienteer_core::path::{Meter, Puzzle, Spent};
use std::hash::Hash;

/// A position that was made, and is not looked up yet.
#[derive(Clone)]
pub(crate) struct Child<S> {
    pub(crate) state: S,
    pub(crate) hash: u32,
    pub(crate) g: u32,
    pub(crate) parent: Id,
    pub(crate) via: Move,
}

/// Makes children.
pub(crate) struct Expander<S> {
    successors: Successors,
    /// What each move costs backwards, if that is where the search goes.
    backward: Option<Vec<u32>>,
    pub(crate) children: Vec<Child<S>>,
    /// Whether a path was left out because its cost does not fit: then nothing is proved.
    pub(crate) is_truncated: bool,
}

impl<S: Clone + Eq + Hash> Expander<S> {
    pub(crate) fn new<P: Puzzle<State = S>>(puzzle: &P, prune: Prune) -> Self {
        let successors = Successors::new(puzzle, prune);
        Self { successors, backward: None, children: Vec::new(), is_truncated: false }
    }

    /// For a search from the goal: a move made there stands for the one that takes it back.
    pub(crate) fn backward<P: Puzzle<State = S>>(puzzle: &P) -> Self {
        let mut expander = Self::new(puzzle, Prune::Inverse);
        let moves = 0..puzzle.moves().len() as Move;
        let cost = |mv| puzzle.inverse(mv).map_or(1, |inverse| puzzle.cost(inverse));
        expander.backward = Some(moves.map(cost).collect());
        expander
    }

    /// Adds the children of `id`, as many as the meter allows, and counts them and it.
    #[inline]
    pub(crate) fn expand<P: Puzzle<State = S>, T>(
        &mut self,
        puzzle: &P,
        graph: &Graph<S, T>,
        id: Id,
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        meter.expand()?;
        let Self { successors, backward, children, is_truncated } = self;
        let node = graph.at(id);
        successors.each(puzzle, &node.state, node.via, |mv| {
            let cost = backward.as_ref().map_or_else(|| puzzle.cost(mv), |cost| cost[mv as usize]);
            // The greatest value marks nodes that are superseded.
            let Some(g) = node.g.checked_add(cost).filter(|g| *g < u32::MAX) else {
                *is_truncated = true;
                return Ok(());
            };
            room(children, meter)?;
            meter.generate(1)?;
            let mut state = node.state.clone();
            puzzle.apply(&mut state, mv);
            let hash = graph.hash(puzzle, &state);
            children.push(Child { state, hash, g, parent: id, via: mv });
            Ok(())
        })
    }

    /// Brings what is needed to look the children up near.
    #[inline]
    pub(crate) fn fetch<T>(&self, graph: &Graph<S, T>) {
        let graph = graph.view();
        for child in &self.children {
            graph.fetch(child.hash);
        }
        for child in &self.children {
            graph.fetch_known(child.hash);
        }
    }
}
