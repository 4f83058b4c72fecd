//! The breadth-first search that fills a table.
//!
//! Its nodes are a placement of the pattern and a region of the free cells that holds the blank:
//! inside a region the blank moves for nothing. So every edge is a move of a pattern's tile and
//! costs 1, and layers can be searched in parallel.

use super::rank::rank;
use crate::board::home;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

/// Nodes that one thread takes at a time.
const CHUNK: usize = 1 << 12;

/// The entry of placements that no moves lead to.
pub(super) const UNREACHED: u8 = 15;

/// For every placement of `tiles`, half the excess of its cost over Manhattan distance. Above 14 it
/// is stored as 14, which is still a lower bound.
pub(super) fn excesses(side: usize, tiles: &[u8], placements: usize) -> Vec<u8> {
    let search = Search::new(side, tiles, placements);
    let homes = tiles.iter().map(|tile| home(usize::from(*tile), side * side));
    let goal = Node::new(homes, side * side - 1);
    let mut layer: Vec<Node> = search.visit(goal, 0).into_iter().collect();
    let mut cost = 0;
    while !layer.is_empty() {
        cost += 1;
        let next = layer.par_chunks(CHUNK).flat_map_iter(|nodes| {
            let mut found = Vec::new();
            for node in nodes {
                search.expand(*node, cost, &mut found);
            }
            found
        });
        layer = next.collect();
    }
    search.entries.into_iter().map(AtomicU8::into_inner).collect()
}

/// A placement, six bits a tile, and one of the blank's cells above them.
#[derive(Clone, Copy)]
struct Node(u64);

impl Node {
    fn new(places: impl Iterator<Item = usize>, blank: usize) -> Self {
        let places = places.enumerate().fold(0, |all, (i, cell)| all | (cell as u64) << (6 * i));
        Self(places | (blank as u64) << 48)
    }

    fn place(self, i: usize) -> usize {
        (self.0 >> (6 * i) & 63) as usize
    }

    fn blank(self) -> usize {
        (self.0 >> 48) as usize
    }

    /// Tile number `i` of the pattern moves from one cell to another, where the blank was.
    fn moved(self, i: usize, from: usize, to: usize) -> Self {
        let places = self.0 & ((1 << 48) - 1);
        Self((places ^ ((from ^ to) as u64) << (6 * i)) | (from as u64) << 48)
    }
}

struct Search<'a> {
    side: usize,
    cells: usize,
    tiles: &'a [u8],
    /// For each placement, the free cells that the blank can be in: a bit a cell, without gaps.
    visited: Vec<AtomicU64>,
    entries: Vec<AtomicU8>,
    first_column: u64,
    all: u64,
}

impl<'a> Search<'a> {
    fn new(side: usize, tiles: &'a [u8], placements: usize) -> Self {
        let cells = side * side;
        let words = (placements * cells).div_ceil(64);
        Self {
            side,
            cells,
            tiles,
            visited: (0..words).map(|_| AtomicU64::new(0)).collect(),
            entries: (0..placements).map(|_| AtomicU8::new(UNREACHED)).collect(),
            first_column: (0..side).map(|row| 1 << (row * side)).sum(),
            all: (1 << cells) - 1,
        }
    }

    fn places(&self, node: Node) -> impl Iterator<Item = usize> {
        (0..self.tiles.len()).map(move |i| node.place(i))
    }

    /// The cells of `region` and those beside them.
    fn around(&self, region: u64) -> u64 {
        let (right, left) = (region << 1 & !self.first_column, (region & !self.first_column) >> 1);
        region | right | left | region << self.side | region >> self.side
    }

    /// The free cells that the blank can go to.
    fn region(&self, node: Node) -> u64 {
        let free = self.places(node).fold(self.all, |free, cell| free & !(1 << cell));
        let mut region = 1 << node.blank();
        loop {
            let next = self.around(region) & free;
            if next == region {
                return region;
            }
            region = next;
        }
    }

    /// The word and the bit of a cell of a placement.
    fn bit(&self, rank: usize, cell: usize) -> (&AtomicU64, u64) {
        let at = rank * self.cells + cell;
        (&self.visited[at / 64], 1 << (at % 64))
    }

    /// Marks a node, and fills its placement's entry if this is the first. The node, unless it was
    /// marked before.
    fn visit(&self, node: Node, cost: usize) -> Option<Node> {
        let rank = rank(self.cells, self.places(node));
        // Most nodes were visited before: so find that out before looking for the region.
        let (word, bit) = self.bit(rank, node.blank());
        if word.load(Relaxed) & bit != 0 {
            return None;
        }
        let region = self.region(node);
        // The region's first cell says which of the threads that are here at once goes on.
        let (word, bit) = self.bit(rank, region.trailing_zeros() as usize);
        if word.fetch_or(bit, Relaxed) & bit != 0 {
            return None;
        }
        let mut others = region & (region - 1);
        while others != 0 {
            let (word, bit) = self.bit(rank, others.trailing_zeros() as usize);
            word.fetch_or(bit, Relaxed);
            others &= others - 1;
        }
        if self.entries[rank].load(Relaxed) == UNREACHED {
            // Another region's node of the same layer would store the same.
            let excess = (cost - self.manhattan(node)) / 2;
            self.entries[rank].store(excess.min(usize::from(UNREACHED) - 1) as u8, Relaxed);
        }
        Some(node)
    }

    fn manhattan(&self, node: Node) -> usize {
        let ways = self.places(node).zip(self.tiles).map(|(cell, tile)| {
            let home = home((*tile).into(), self.cells);
            (cell / self.side).abs_diff(home / self.side)
                + (cell % self.side).abs_diff(home % self.side)
        });
        ways.sum()
    }

    fn expand(&self, node: Node, cost: usize, found: &mut Vec<Node>) {
        let region = self.region(node);
        for (i, from) in self.places(node).enumerate() {
            let mut targets = self.around(1 << from) & region;
            while targets != 0 {
                let to = targets.trailing_zeros() as usize;
                targets &= targets - 1;
                found.extend(self.visit(node.moved(i, from, to), cost));
            }
        }
    }
}
