//! Six edges alone, as a graph. Which six they are does not matter: turns move all edges alike.

use super::numbers::{Tables, tables};
use super::{EDGE_STATES, turn_indices};
use crate::turn::{Face, TurnMetric};
use orienteer_table::Graph;

pub(super) struct Edges {
    turns: Vec<u8>,
    tables: &'static Tables,
}

impl Edges {
    pub(super) fn new(metric: TurnMetric) -> Self {
        Self { turns: turn_indices(metric, &Face::ALL), tables: tables() }
    }
}

impl Graph for Edges {
    fn entries(&self) -> usize {
        EDGE_STATES
    }

    #[inline]
    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool) {
        let [first, second] = self.tables.triples_of(index);
        let [first, second] = [first, second].map(|t| &self.tables.triples[usize::from(t)]);
        for turn in self.turns.iter().map(|turn| usize::from(*turn)) {
            if !visit(self.tables.pair(first[turn], second[turn])) {
                return;
            }
        }
    }
}
