//! The sliding-tile puzzle.

use crate::board::{Board, Bytes, Nibbles};
use crate::heuristic::Manhattan;
use crate::notation;
use orienteer_core::path::{Heuristic, Progress, Puzzle, PuzzleError};
use orienteer_core::{Move, Moves, Rng};
use rand::seq::IndexedRandom;

/// The 8-puzzle, 3 by 3 cells.
pub type Tiles8 = Tiles<Nibbles<3>>;
/// The 15-puzzle, 4 by 4 cells.
pub type Tiles15 = Tiles<Nibbles<4>>;
/// The 24-puzzle, 5 by 5 cells.
pub type Tiles24 = Tiles<Bytes<5, 25>>;
/// The 35-puzzle, 6 by 6 cells.
pub type Tiles35 = Tiles<Bytes<6, 36>>;
/// The 48-puzzle, 7 by 7 cells.
pub type Tiles48 = Tiles<Bytes<7, 49>>;

/// Sliding tiles on a square with one blank: the goal is tile `i + 1` in cell `i`, row by row, and
/// the blank in the last cell.
///
/// A move is named by the direction in which the tile moves: `U` moves the tile below the blank up.
#[derive(Clone, Debug)]
pub struct Tiles<B> {
    moves: Moves,
    goal: B,
    manhattan: Manhattan<B>,
}

/// A tile moves up. Every move and its inverse differ in the lowest bit.
pub const UP: Move = 0;
/// A tile moves down.
pub const DOWN: Move = 1;
/// A tile moves left.
pub const LEFT: Move = 2;
/// A tile moves right.
pub const RIGHT: Move = 3;

/// The names of the moves, in the order of their numbers.
pub(crate) const NAMES: [&str; 4] = ["U", "D", "L", "R"];

impl<B: Board> Default for Tiles<B> {
    fn default() -> Self {
        Self::new()
    }
}

impl<B: Board> Tiles<B> {
    /// For each cell of the blank, the legal moves as bits.
    const LEGAL: [u8; 64] = {
        let mut masks = [0; 64];
        let mut cell = 0;
        while cell < B::CELLS {
            let (row, column, last) = (cell / B::SIDE, cell % B::SIDE, B::SIDE - 1);
            masks[cell] = ((row < last) as u8) << UP
                | ((row > 0) as u8) << DOWN
                | ((column < last) as u8) << LEFT
                | ((column > 0) as u8) << RIGHT;
            cell += 1;
        }
        masks
    };

    /// How far from the blank the tile is that a move moves, modulo 2^64.
    const OFFSETS: [usize; 4] = [B::SIDE, B::SIDE.wrapping_neg(), 1, 1_usize.wrapping_neg()];

    /// The puzzle.
    pub fn new() -> Self {
        Self { moves: Moves::new(NAMES), goal: B::goal(), manhattan: Manhattan::new() }
    }

    /// The puzzle's usual name: `15-puzzle` for 4 by 4 cells.
    pub fn name() -> String {
        format!("{}-puzzle", B::CELLS - 1)
    }
}

impl<B: Board> Puzzle for Tiles<B> {
    type State = B;

    fn moves(&self) -> &Moves {
        &self.moves
    }

    fn legal(&self, state: &B, out: &mut Vec<Move>) {
        let mask = Self::LEGAL[state.blank()];
        out.clear();
        out.extend((0..4).filter(|mv| mask >> mv & 1 == 1));
    }

    #[inline]
    fn legal_mask(&self, state: &B) -> Option<u64> {
        Some(Self::LEGAL[state.blank()].into())
    }

    #[inline]
    fn apply(&self, state: &mut B, mv: Move) {
        let blank = state.blank();
        state.slide(blank.wrapping_add(Self::OFFSETS[mv as usize]), blank);
    }

    #[inline]
    fn is_goal(&self, state: &B) -> bool {
        *state == self.goal
    }

    fn goal(&self) -> Option<B> {
        Some(self.goal)
    }

    #[inline]
    fn inverse(&self, mv: Move) -> Option<Move> {
        Some(mv ^ 1)
    }

    #[inline]
    fn is_redundant(&self, last: Move, next: Move) -> bool {
        last ^ 1 == next
    }

    /// The smaller of the board and its mirror image in the main diagonal.
    fn canonical(&self, state: &B) -> B {
        let mirrored = state.mirrored();
        if mirrored.is_before(state) { mirrored } else { *state }
    }

    /// A random walk that never takes back the move before.
    fn sample(&self, depth: u32, rng: &mut Rng) -> B {
        let (mut state, mut legal, mut last) = (self.goal, Vec::new(), None);
        for _ in 0..depth {
            self.legal(&state, &mut legal);
            legal.retain(|mv| last.is_none_or(|last| !self.is_redundant(last, *mv)));
            let Some(&mv) = legal.choose(rng) else { break };
            self.apply(&mut state, mv);
            last = Some(mv);
        }
        state
    }

    fn width(&self) -> usize {
        B::CELLS * B::CELLS
    }

    /// For each cell, which tile is in it.
    fn observe(&self, state: &B, out: &mut [f32]) {
        out.fill(0.0);
        for (tile, features) in state.tiles().zip(out.chunks_exact_mut(B::CELLS)) {
            features[usize::from(tile)] = 1.0;
        }
    }

    /// The tiles row by row, `[1, 2, 3, ...]` or parted by spaces, 0 for the blank; or a word of
    /// moves that scrambles the goal, such as `DRU`.
    fn read(&self, text: &str) -> Result<B, PuzzleError> {
        if text.contains(|c: char| c.is_ascii_digit()) {
            notation::read_tiles(text)
        } else {
            notation::read_scramble(self, text)
        }
    }

    fn write(&self, state: &B) -> String {
        notation::write_tiles(state)
    }
}

impl<B: Board> Progress for Tiles<B> {
    const UNIT: &'static str = "moves";
    const MEANING: &'static str = "Manhattan distance: rows and columns that tiles are from home";

    fn distance(&self, state: &B) -> f64 {
        self.manhattan.estimate(self, state).into()
    }
}
