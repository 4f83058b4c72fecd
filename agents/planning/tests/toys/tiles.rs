//! The 8- and 15-puzzle with Manhattan distance, packed: cell `i` is nibble `i`, the blank is 0.

use orienteer_core::path::{Heuristic, Incremental, Puzzle};
use orienteer_core::{Move, Moves, Rng};
use rand::seq::IndexedRandom;

/// Sliding tiles on a square. The goal has the blank first.
pub struct Tiles {
    moves: Moves,
    side: u32,
    goal: u64,
    masks: [u64; 16],
    /// What each move adds to the place of the blank.
    offsets: [u32; 4],
}

impl Tiles {
    pub fn new(side: u32) -> Self {
        let goal = (0..u64::from(side * side)).map(|cell| cell << (4 * cell)).sum();
        let mut masks = [0; 16];
        for (cell, mask) in (0..side * side).zip(&mut masks) {
            let (row, column) = (cell / side, cell % side);
            let legal = [row > 0, column > 0, column + 1 < side, row + 1 < side];
            *mask = (0..4).map(|mv| u64::from(legal[mv]) << mv).sum();
        }
        let offsets = [0_u32.wrapping_sub(side), 0_u32.wrapping_sub(1), 1, side];
        let moves = Moves::new(["up", "left", "right", "down"]);
        Self { moves, side, goal, masks, offsets }
    }

    /// The place of the blank: the lowest nibble that is 0.
    #[inline]
    pub fn blank(state: u64) -> u32 {
        let zeros = state.wrapping_sub(0x1111_1111_1111_1111) & !state & 0x8888_8888_8888_8888;
        zeros.trailing_zeros() / 4
    }

    pub fn pack(cells: &[u64]) -> u64 {
        cells.iter().zip(0..).map(|(cell, at)| cell << (4 * at)).sum()
    }

    fn draw(&self, depth: u32, rng: &mut Rng) -> u64 {
        let (mut state, mut legal) = (self.goal, Vec::new());
        for _ in 0..depth {
            self.legal(&state, &mut legal);
            self.apply(&mut state, *legal.choose(rng).unwrap());
        }
        state
    }
}

impl Puzzle for Tiles {
    type State = u64;

    fn moves(&self) -> &Moves {
        &self.moves
    }

    fn legal(&self, state: &u64, out: &mut Vec<Move>) {
        let mask = self.masks[Self::blank(*state) as usize];
        out.clear();
        out.extend((0..4).filter(|mv| mask >> mv & 1 == 1));
    }

    #[inline]
    fn legal_mask(&self, state: &u64) -> Option<u64> {
        Some(self.masks[Self::blank(*state) as usize & 15])
    }

    #[inline]
    fn apply(&self, state: &mut u64, mv: Move) {
        let from = Self::blank(*state);
        let to = from.wrapping_add(self.offsets[mv as usize & 3]);
        let tile = *state >> ((4 * to) & 63) & 15;
        *state ^= tile << ((4 * to) & 63) | tile << ((4 * from) & 63);
    }

    #[inline]
    fn is_goal(&self, state: &u64) -> bool {
        *state == self.goal
    }

    fn goal(&self) -> Option<u64> {
        Some(self.goal)
    }

    #[inline]
    fn inverse(&self, mv: Move) -> Option<Move> {
        Some(3 - mv)
    }

    crate::unused_by_planners!();
}

/// The sum over tiles of the rows and columns that they are away from home.
pub struct Manhattan {
    /// By tile and cell.
    distance: [[u8; 16]; 16],
}

impl Manhattan {
    pub fn new(puzzle: &Tiles) -> Self {
        let mut distance = [[0; 16]; 16];
        let side = puzzle.side;
        for tile in 1..side * side {
            for cell in 0..side * side {
                let rows = (tile / side).abs_diff(cell / side);
                let columns = (tile % side).abs_diff(cell % side);
                distance[tile as usize][cell as usize] = (rows + columns) as u8;
            }
        }
        Self { distance }
    }

    #[inline]
    pub fn of(&self, state: u64) -> u32 {
        (0..16)
            .map(|cell| u32::from(self.distance[(state >> (4 * cell) & 15) as usize][cell]))
            .sum()
    }
}

impl Heuristic<Tiles> for Manhattan {
    #[inline]
    fn estimate(&self, _: &Tiles, state: &u64) -> f32 {
        self.of(*state) as f32
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}

impl Incremental<Tiles> for Manhattan {
    type Token = u8;

    #[inline]
    fn token(&self, _: &Tiles, state: &u64) -> u8 {
        self.of(*state) as u8
    }

    #[inline]
    fn follow(&self, puzzle: &Tiles, token: &u8, before: &u64, mv: Move, _: &u64) -> u8 {
        let to = Tiles::blank(*before);
        let from = to.wrapping_add(puzzle.offsets[mv as usize & 3]) & 15;
        let distance = &self.distance[(before >> (4 * from) & 15) as usize];
        token + distance[to as usize & 15] - distance[from as usize]
    }

    #[inline]
    fn value(&self, token: &u8) -> f32 {
        f32::from(*token)
    }
}
