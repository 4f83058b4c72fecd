//! A position as the numbers that pattern databases are looked up by.

use super::numbers::{SECOND, Tables, rank, tables, triple, twist_number};
use crate::State;

/// Arrangements of the corners.
pub(crate) const CORNER_STATES: usize = 40_320 * 2_187;
/// Arrangements of six edges.
pub(crate) const EDGE_STATES: usize = 1_320 * 8 * SECOND * 8;

/// A position of the 3x3x3 as six small numbers, complete: the permutation and the twists of the
/// corners, and four triples of edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coordinates {
    pub(crate) permutation: u16,
    pub(crate) twist: u16,
    pub(crate) triples: [u16; 4],
}

impl Coordinates {
    /// Those of a position.
    pub fn of(state: &State) -> Self {
        let mut pieces = [0; 8];
        let mut twists = [0; 8];
        for (i, &corner) in state.corners().iter().enumerate() {
            (pieces[i], twists[i]) = (corner & 15, corner >> 4);
        }
        let mut places = [0; 12];
        for (position, &edge) in (0..).zip(state.edges()) {
            places[usize::from(edge & 15)] = position | (edge & 0x10);
        }
        Self {
            permutation: rank(&pieces) as u16,
            twist: twist_number(twists),
            triples: std::array::from_fn(|i| triple([0, 1, 2].map(|j| places[3 * i + j]))),
        }
    }

    /// Those after the turn at `turn` in [`crate::TURNS`], below 18.
    #[must_use]
    #[inline]
    pub fn after(&self, turn: usize) -> Self {
        self.after_with(tables(), turn)
    }

    /// The same with the tables at hand.
    #[inline]
    pub(crate) fn after_with(&self, tables: &Tables, turn: usize) -> Self {
        Self {
            permutation: tables.permutations[usize::from(self.permutation)][turn],
            twist: tables.twists[usize::from(self.twist)][turn],
            triples: self.triples.map(|triple| tables.triples[usize::from(triple)][turn]),
        }
    }

    /// The number of the arrangement of the corners.
    #[inline]
    pub fn corners(&self) -> usize {
        usize::from(self.permutation) * 2_187 + usize::from(self.twist)
    }

    /// The numbers of the arrangements of the two halves of the edges.
    #[inline]
    pub fn edges(&self) -> [usize; 2] {
        let ([a, b, c, d], tables) = (self.triples, tables());
        [tables.pair(a, b), tables.pair(c, d)]
    }
}
