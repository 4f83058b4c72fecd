//! Manhattan distance and linear conflicts.

use super::Manhattan;
use crate::board::{Board, home};
use crate::puzzle::Tiles;
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Incremental};

/// Manhattan distance, and two moves more for every tile that has to leave its line to let another
/// pass.
///
/// Tiles that are in the row (or column) of their homes, but in another order, cannot all stay in
/// it: one of them makes room and comes back, two moves that Manhattan distance does not count.
/// The fewest that make room are those outside a longest subsequence that is in order already. Rows
/// and columns add up, because one counts vertical moves and the other horizontal ones (Hansson,
/// Mayer and Yung, "Criticizing solutions to relaxed models yields powerful admissible heuristics",
/// Information Sciences 63, 1992; consistent, as shown there).
#[derive(Clone, Debug)]
pub struct LinearConflict<B> {
    manhattan: Manhattan<B>,
    /// For each row and tile, what the tile means in it: 0 if its home is elsewhere, else one more
    /// than the column of its home.
    rows: Vec<u8>,
    /// The same for columns.
    columns: Vec<u8>,
    /// Moves to add for a line, by what is in its cells: a number with one such digit a cell.
    extra: Vec<u8>,
}

impl<B: Board> Default for LinearConflict<B> {
    fn default() -> Self {
        Self::new()
    }
}

impl<B: Board> LinearConflict<B> {
    /// The contents that a cell of a line may have.
    const BASE: usize = B::SIDE + 1;

    /// Makes the table of lines: 625 of them for the 15-puzzle, two million for the 48-puzzle.
    pub fn new() -> Self {
        let lines = Self::BASE.pow(B::SIDE as u32);
        let extra = (0..lines).map(|content| extra_moves(content, Self::BASE, B::SIDE)).collect();
        let digits = |place: fn(usize) -> (usize, usize)| {
            let digit = |line: usize, tile: usize| {
                let (its_line, at) = place(home(tile, B::CELLS));
                if tile != 0 && its_line == line { at as u8 + 1 } else { 0 }
            };
            let lines = (0..B::SIDE).flat_map(|line| (0..B::CELLS).map(move |tile| (line, tile)));
            lines.map(|(line, tile)| digit(line, tile)).collect()
        };
        Self {
            manhattan: Manhattan::new(),
            rows: digits(|home| (home / B::SIDE, home % B::SIDE)),
            columns: digits(|home| (home % B::SIDE, home / B::SIDE)),
            extra,
        }
    }

    /// The extra moves for a row.
    #[inline]
    fn row(&self, board: &B, row: usize) -> u16 {
        let cells = (0..B::SIDE).map(|column| row * B::SIDE + column);
        self.line(board, cells, &self.rows[row * B::CELLS..][..B::CELLS])
    }

    /// The extra moves for a column.
    #[inline]
    fn column(&self, board: &B, column: usize) -> u16 {
        let cells = (0..B::SIDE).map(|row| row * B::SIDE + column);
        self.line(board, cells, &self.columns[column * B::CELLS..][..B::CELLS])
    }

    #[inline]
    fn line(&self, board: &B, cells: impl Iterator<Item = usize>, digits: &[u8]) -> u16 {
        let content = cells.fold(0, |content, cell| {
            content * Self::BASE + usize::from(digits[usize::from(board.tile(cell))])
        });
        self.extra[content].into()
    }

    fn distance(&self, board: &B) -> u16 {
        let lines = (0..B::SIDE).map(|line| self.row(board, line) + self.column(board, line));
        self.manhattan.distance(board) + lines.sum::<u16>()
    }
}

/// Twice the tiles that have to leave a line. Its content has one digit a cell, the first cell's the
/// most significant: 0 for the blank or a tile that belongs elsewhere, else one more than the place
/// of the tile's home along the line.
fn extra_moves(content: usize, base: usize, side: usize) -> u8 {
    let digits = (0..side).rev().map(|at| content / base.pow(at as u32) % base);
    let tiles: Vec<usize> = digits.filter(|digit| *digit > 0).collect();
    // The longest increasing subsequence that ends with each tile.
    let mut longest: Vec<usize> = Vec::new();
    for (i, tile) in tiles.iter().enumerate() {
        let before = (0..i).filter(|j| tiles[*j] < *tile).map(|j| longest[j]).max();
        longest.push(before.unwrap_or(0) + 1);
    }
    2 * (tiles.len() - longest.iter().max().unwrap_or(&0)) as u8
}

impl<B: Board> Heuristic<Tiles<B>> for LinearConflict<B> {
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

impl<B: Board> Incremental<Tiles<B>> for LinearConflict<B> {
    type Token = u16;

    #[inline]
    fn token(&self, _: &Tiles<B>, state: &B) -> u16 {
        self.distance(state)
    }

    /// A tile that moves along its row leaves the row's order as it was, and changes two columns.
    #[inline]
    fn follow(&self, _: &Tiles<B>, token: &u16, before: &B, _: Move, after: &B) -> u16 {
        let (from, to) = (after.blank(), before.blank());
        let distance = self.manhattan.distance_after(*token, before, after);
        if from / B::SIDE == to / B::SIDE {
            let sum =
                |board: &B| self.column(board, from % B::SIDE) + self.column(board, to % B::SIDE);
            distance + sum(after) - sum(before)
        } else {
            let sum = |board: &B| self.row(board, from / B::SIDE) + self.row(board, to / B::SIDE);
            distance + sum(after) - sum(before)
        }
    }

    #[inline]
    fn value(&self, token: &u16) -> f32 {
        (*token).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tiles8, Tiles15};
    use orienteer_core::path::Puzzle;

    #[test]
    fn lines_out_of_order_cost_more() {
        let line = |digits: [usize; 4]| digits.iter().fold(0, |content, digit| content * 5 + digit);
        for (digits, extra) in [
            ([1, 2, 3, 4], 0),
            ([2, 1, 3, 4], 2),
            ([4, 1, 2, 3], 2),
            ([4, 3, 2, 1], 6),
            ([2, 0, 1, 0], 2),
            ([0, 0, 4, 1], 2),
        ] {
            assert_eq!(extra_moves(line(digits), 5, 4), extra, "{digits:?}");
        }
    }

    #[test]
    fn rows_and_columns_add_up() {
        // The first row reversed, and two tiles of the last column.
        let puzzle = Tiles8::new();
        let state = puzzle.read("3 2 1 4 5 6 7 8 0").err();
        assert!(state.is_some(), "two tiles changed places");
        let puzzle = Tiles15::new();
        let state = puzzle.read("[4,3,2,1,5,6,7,8,9,10,11,12,13,14,15,0]").unwrap();
        assert_eq!(Manhattan::new().estimate(&puzzle, &state), 8.0);
        assert_eq!(LinearConflict::new().estimate(&puzzle, &state), 14.0);
    }
}
