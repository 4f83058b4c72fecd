//! Positions of the tiles, as small as they can be and still quick to slide.

mod bytes;
mod nibbles;

pub use bytes::{BytePlaces, Bytes};
pub use nibbles::{NibblePlaces, Nibbles};

use crate::symmetry::mirrored;
use std::fmt::Debug;
use std::hash::Hash;

/// A square of tiles with one blank. Cells are numbered row by row from 0; the blank is tile 0.
///
/// The goal has tile `i + 1` in cell `i` and the blank in the last cell.
pub trait Board: Copy + Eq + Hash + Debug + Send + Sync + 'static {
    /// Cells along an edge.
    const SIDE: usize;
    /// All cells.
    const CELLS: usize = Self::SIDE * Self::SIDE;

    /// Where each tile is: the same information the other way round.
    type Places: Places;

    /// A Manhattan distance in as few bytes as hold the longest: searches hold millions of them.
    type Distance: Copy + Debug + Into<u16> + Send + Sync + 'static;

    /// The distance of so many moves, if this board can have it.
    fn distance(moves: u16) -> Self::Distance;

    /// The board with these tiles, cell by cell: every number below [`Board::CELLS`] once.
    fn from_tiles(tiles: &[u8]) -> Self;

    /// The tile in a cell.
    fn tile(&self, cell: usize) -> u8;

    /// The cell of the blank.
    fn blank(&self) -> usize;

    /// Moves the tile in the cell `from` to the blank's cell `blank`, which it must be.
    fn slide(&mut self, from: usize, blank: usize);

    /// All tiles, cell by cell.
    fn tiles(&self) -> impl Iterator<Item = u8> {
        (0..Self::CELLS).map(|cell| self.tile(cell))
    }

    /// The mirror image in the main diagonal: [`crate::symmetry`].
    #[must_use]
    fn mirrored(&self) -> Self {
        mirrored(self)
    }

    /// Whether its tiles come first in lexicographic order, cell by cell.
    fn is_before(&self, other: &Self) -> bool {
        self.tiles().lt(other.tiles())
    }

    /// The goal.
    fn goal() -> Self {
        let tiles: Vec<u8> = (1..Self::CELLS as u8).chain([0]).collect();
        Self::from_tiles(&tiles)
    }

    /// The cell of every tile.
    fn places(&self) -> Self::Places {
        let mut places = Self::Places::default();
        for (cell, tile) in self.tiles().enumerate() {
            places.set(tile.into(), cell);
        }
        places
    }
}

/// The cell of each tile.
pub trait Places: Copy + Default + Eq + Debug + Send + Sync + 'static {
    /// The cell of a tile.
    fn get(&self, tile: usize) -> usize;

    /// Puts a tile, of which there must be less than the board has, into a cell.
    fn set(&mut self, tile: usize, cell: usize);
}

/// The cell that a tile has in the goal.
#[inline]
pub(crate) const fn home(tile: usize, cells: usize) -> usize {
    (tile + cells - 1) % cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_board_and_its_places_agree<B: Board>() {
        let mut board = B::goal();
        assert_eq!(board.blank(), B::CELLS - 1);
        // Once around the blank's corner.
        let (last, side) = (B::CELLS - 1, B::SIDE);
        for (from, blank) in [(last - 1, last), (last - 1 - side, last - 1)] {
            board.slide(from, blank);
            assert_eq!((board.blank(), board.tile(from)), (from, 0));
            let places = board.places();
            assert!((0..B::CELLS).all(|cell| places.get(board.tile(cell).into()) == cell));
            assert_eq!(B::from_tiles(&board.tiles().collect::<Vec<_>>()), board);
        }
        assert_eq!(usize::from(board.tile(last)), last);
        assert_eq!(home(0, B::CELLS), last);
        assert_eq!(home(1, B::CELLS), 0);
    }

    #[test]
    fn boards_of_all_sizes_slide() {
        a_board_and_its_places_agree::<Nibbles<3>>();
        a_board_and_its_places_agree::<Nibbles<4>>();
        a_board_and_its_places_agree::<Bytes<5, 25>>();
        a_board_and_its_places_agree::<Bytes<6, 36>>();
        a_board_and_its_places_agree::<Bytes<7, 49>>();
        assert_eq!(size_of::<Nibbles<4>>(), 8);
        assert_eq!(size_of::<Bytes<7, 49>>(), 50);
    }
}
