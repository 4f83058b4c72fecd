//! Any number of cells, one byte each.

use super::{Board, Places};

/// A board of `SIDE * SIDE == CELLS` cells, with the blank's cell beside them: it would take long to
/// find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bytes<const SIDE: usize, const CELLS: usize> {
    tiles: [u8; CELLS],
    blank: u8,
}

impl<const SIDE: usize, const CELLS: usize> Board for Bytes<SIDE, CELLS> {
    const SIDE: usize = SIDE;
    type Places = BytePlaces<CELLS>;
    type Distance = u16;

    #[inline]
    fn distance(moves: u16) -> u16 {
        moves
    }

    fn from_tiles(tiles: &[u8]) -> Self {
        const { assert!(SIDE * SIDE == CELLS) };
        let mut cells = [0; CELLS];
        for (cell, tile) in cells.iter_mut().zip(tiles) {
            *cell = *tile;
        }
        let blank = cells.iter().position(|tile| *tile == 0).unwrap_or(0) as u8;
        Self { tiles: cells, blank }
    }

    #[inline]
    fn tile(&self, cell: usize) -> u8 {
        self.tiles[cell]
    }

    #[inline]
    fn blank(&self) -> usize {
        self.blank.into()
    }

    #[inline]
    fn slide(&mut self, from: usize, blank: usize) {
        self.tiles[blank] = self.tiles[from];
        self.tiles[from] = 0;
        self.blank = from as u8;
    }
}

/// The cell of each of `CELLS` tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BytePlaces<const CELLS: usize>([u8; CELLS]);

impl<const CELLS: usize> Default for BytePlaces<CELLS> {
    fn default() -> Self {
        Self([0; CELLS])
    }
}

impl<const CELLS: usize> Places for BytePlaces<CELLS> {
    #[inline]
    fn get(&self, tile: usize) -> usize {
        self.0[tile].into()
    }

    #[inline]
    fn set(&mut self, tile: usize, cell: usize) {
        self.0[tile] = cell as u8;
    }
}
