//! The corners alone, as a graph.

use super::numbers::{Tables, tables};
use super::{CORNER_STATES, turn_indices};
use crate::turn::{Face, TurnMetric};
use orienteer_table::Graph;

pub(super) struct Corners {
    turns: Vec<u8>,
    tables: &'static Tables,
}

impl Corners {
    pub(super) fn new(metric: TurnMetric) -> Self {
        Self { turns: turn_indices(metric, &Face::ALL), tables: tables() }
    }
}

impl Graph for Corners {
    fn entries(&self) -> usize {
        CORNER_STATES
    }

    #[inline]
    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool) {
        let permutations = &self.tables.permutations[index / 2_187];
        let twists = &self.tables.twists[index % 2_187];
        for turn in self.turns.iter().map(|turn| usize::from(*turn)) {
            if !visit(usize::from(permutations[turn]) * 2_187 + usize::from(twists[turn])) {
                return;
            }
        }
    }
}
