//! Up to 16 cells in one word, four bits each.

use super::{Board, Places};
use crate::symmetry::mirrored;

/// The lowest bit of each nibble.
const EACH: u64 = 0x1111_1111_1111_1111;

/// Adds the same to each nibble, modulo 16.
#[inline]
const fn add(nibbles: u64, number: u64) -> u64 {
    let added = EACH * number;
    ((nibbles & (EACH * 7)) + (added & (EACH * 7))) ^ ((nibbles ^ added) & (EACH * 8))
}

/// Exchanges the bits of a mask with those so many places above.
#[inline]
const fn exchange(word: u64, distance: u32, mask: u64) -> u64 {
    let differing = (word >> distance ^ word) & mask;
    word ^ differing ^ differing << distance
}

/// A board of up to 4 by 4 cells: cell `i` in the bits from `4 i`.
///
/// The blank's cell is not kept beside the tiles: finding the zero nibble takes a few instructions,
/// and a table of positions takes half the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Nibbles<const SIDE: usize>(u64);

impl<const SIDE: usize> Board for Nibbles<SIDE> {
    const SIDE: usize = SIDE;
    type Places = NibblePlaces;
    type Distance = u8;

    #[inline]
    fn distance(moves: u16) -> u8 {
        // Fifteen tiles are six moves from home at most.
        moves as u8
    }

    fn from_tiles(tiles: &[u8]) -> Self {
        // Nibbles beyond the last cell are filled, so that the only zero is the blank.
        let beyond = u64::MAX.checked_shl(4 * Self::CELLS as u32).unwrap_or(0);
        let fold = |word, (cell, tile): (usize, &u8)| word | u64::from(tile & 15) << (4 * cell);
        Self(tiles.iter().take(Self::CELLS).enumerate().fold(beyond, fold))
    }

    #[inline]
    fn tile(&self, cell: usize) -> u8 {
        (self.0 >> (4 * cell) & 15) as u8
    }

    #[inline]
    fn blank(&self) -> usize {
        // The lowest bit of each nibble becomes the OR of its four.
        let pairs = self.0 | self.0 >> 1;
        let any = pairs | pairs >> 2;
        (!any & 0x1111_1111_1111_1111).trailing_zeros() as usize / 4
    }

    /// Of 4 by 4 cells, all at once: it is asked for every position that a search looks up.
    #[inline]
    fn mirrored(&self) -> Self {
        if SIDE != 4 {
            return mirrored(self);
        }
        // A tile less one is a row and a column of two bits each, which change places.
        let homes = add(self.0, 15);
        let homes = (homes & (EACH * 3)) << 2 | homes >> 2 & (EACH * 3);
        let tiles = add(homes, 1);
        // So do the cells: beside the diagonal, and then squares of 2 by 2.
        let tiles = exchange(tiles, 12, 0x0000_f0f0_0000_f0f0);
        Self(exchange(tiles, 24, 0x0000_0000_ff00_ff00))
    }

    #[inline]
    fn is_before(&self, other: &Self) -> bool {
        // Where the first nibble that differs begins; any if none does.
        let first = (self.0 ^ other.0).trailing_zeros() & 0x3c;
        self.0 >> first & 15 < other.0 >> first & 15
    }

    #[inline]
    fn slide(&mut self, from: usize, blank: usize) {
        let tile = self.0 >> (4 * from) & 15;
        // The blank's nibble is 0: the tile appears in one and vanishes from the other.
        self.0 ^= tile << (4 * from) | tile << (4 * blank);
    }
}

/// The cells of up to 16 tiles: that of tile `i` in the bits from `4 i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NibblePlaces(u64);

impl Places for NibblePlaces {
    #[inline]
    fn get(&self, tile: usize) -> usize {
        (self.0 >> (4 * tile) & 15) as usize
    }

    #[inline]
    fn set(&mut self, tile: usize, cell: usize) {
        let shift = 4 * tile;
        self.0 = self.0 & !(15 << shift) | (cell as u64 & 15) << shift;
    }
}
