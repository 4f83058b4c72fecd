//! Manhattan distance.

use crate::board::{Board, home};
use crate::puzzle::Tiles;
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Incremental};
use std::marker::PhantomData;

/// The rows and columns that every tile is from home, summed. A move brings one tile one row or
/// column nearer at best.
///
/// The distance is 0 at the goal only: the blank alone cannot be out of place.
#[derive(Clone, Debug)]
pub struct Manhattan<B> {
    /// For each tile and cell, the way home.
    ways: Vec<u8>,
    board: PhantomData<fn() -> B>,
}

impl<B: Board> Default for Manhattan<B> {
    fn default() -> Self {
        Self::new()
    }
}

impl<B: Board> Manhattan<B> {
    /// Makes the table of ways home.
    pub fn new() -> Self {
        let way = |tile: usize, cell: usize| {
            let home = home(tile, B::CELLS);
            let rows = (home / B::SIDE).abs_diff(cell / B::SIDE);
            let columns = (home % B::SIDE).abs_diff(cell % B::SIDE);
            if tile == 0 { 0 } else { (rows + columns) as u8 }
        };
        let ways = (0..B::CELLS).flat_map(|tile| (0..B::CELLS).map(move |cell| way(tile, cell)));
        Self { ways: ways.collect(), board: PhantomData }
    }

    /// How far `tile` is from home when it is in `cell`.
    #[inline]
    pub(crate) fn way(&self, tile: u8, cell: usize) -> u16 {
        self.ways[usize::from(tile) * B::CELLS + cell].into()
    }

    /// The distance in moves.
    pub(crate) fn distance(&self, board: &B) -> u16 {
        board.tiles().enumerate().map(|(cell, tile)| self.way(tile, cell)).sum()
    }

    /// The distance after a move, from that before it: the tile went to where the blank was.
    #[inline]
    pub(crate) fn distance_after(&self, distance: u16, before: &B, after: &B) -> u16 {
        let (from, to) = (after.blank(), before.blank());
        let tile = after.tile(to);
        distance + self.way(tile, to) - self.way(tile, from)
    }
}

impl<B: Board> Heuristic<Tiles<B>> for Manhattan<B> {
    #[inline]
    fn estimate(&self, _: &Tiles<B>, state: &B) -> f32 {
        self.distance(state).into()
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}

impl<B: Board> Incremental<Tiles<B>> for Manhattan<B> {
    type Token = B::Distance;

    #[inline]
    fn token(&self, _: &Tiles<B>, state: &B) -> B::Distance {
        B::distance(self.distance(state))
    }

    #[inline]
    fn follow(
        &self,
        _: &Tiles<B>,
        token: &B::Distance,
        before: &B,
        _: Move,
        after: &B,
    ) -> B::Distance {
        B::distance(self.distance_after((*token).into(), before, after))
    }

    #[inline]
    fn value(&self, token: &B::Distance) -> f32 {
        (*token).into().into()
    }
}
