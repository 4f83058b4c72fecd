//! The one symmetry that keeps the goal: reflection in the main diagonal.
//!
//! The mirror image of a board is no position of the same tiles in mirrored cells only: the tiles
//! change their names, too, each into the one whose home is the mirror image of its own home. Then
//! the goal is its own image, left and right moves become up and down, and distances stay.

use crate::board::{Board, home};

/// The mirror image of a cell.
#[inline]
pub(crate) const fn mirrored_cell(cell: usize, side: usize) -> usize {
    cell % side * side + cell / side
}

/// The tile whose home is the mirror image of the home of `tile`.
#[inline]
pub(crate) const fn mirrored_tile(tile: usize, side: usize) -> usize {
    let cells = side * side;
    (mirrored_cell(home(tile, cells), side) + 1) % cells
}

/// The mirror image of a board.
pub(crate) fn mirrored<B: Board>(board: &B) -> B {
    // The largest board there can be: 15 by 15 tiles fill a byte.
    let mut tiles = [0; 256];
    for (cell, image) in tiles.iter_mut().enumerate().take(B::CELLS) {
        let tile = board.tile(mirrored_cell(cell, B::SIDE));
        *image = mirrored_tile(tile.into(), B::SIDE) as u8;
    }
    B::from_tiles(&tiles[..B::CELLS])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tiles8, Tiles15, Tiles24};
    use orienteer_core::path::Puzzle;
    use orienteer_core::rng::rng;

    fn moves_commute_with_the_mirror<B: Board>(puzzle: &impl Puzzle<State = B>) {
        let state = puzzle.sample(100, &mut rng(3));
        let image = mirrored(&state);
        assert_eq!(mirrored(&image), state);
        assert_eq!(mirrored(&B::goal()), B::goal());
        assert_eq!(puzzle.canonical(&state), puzzle.canonical(&image));
        let mut legal = Vec::new();
        puzzle.legal(&state, &mut legal);
        for mv in legal {
            let (mut here, mut there) = (state, image);
            puzzle.apply(&mut here, mv);
            // U and L, D and R.
            puzzle.apply(&mut there, mv ^ 2);
            assert_eq!(mirrored(&here), there);
        }
    }

    /// What boards do all at once is the same as tile by tile.
    #[test]
    fn packed_boards_are_mirrored_and_ordered_as_others() {
        let (puzzle, mut seeds) = (Tiles15::new(), rng(4));
        for _ in 0..2000 {
            let [one, other] = [20, 200].map(|steps| puzzle.sample(steps, &mut seeds));
            assert_eq!(one.mirrored(), mirrored(&one));
            for (a, b) in [(one, other), (other, one), (one, one), (one, one.mirrored())] {
                assert_eq!(a.is_before(&b), a.tiles().lt(b.tiles()), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn a_mirrored_move_leads_to_the_mirrored_board() {
        moves_commute_with_the_mirror(&Tiles8::new());
        moves_commute_with_the_mirror(&Tiles15::new());
        moves_commute_with_the_mirror(&Tiles24::new());
    }
}
