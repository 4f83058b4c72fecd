//! The puzzle.

use crate::linear::Elimination;
use crate::{notation, symmetry};
use orienteer_core::path::{Progress, Puzzle, PuzzleError};
use orienteer_core::{Move, Moves, Rng};
use rand::RngExt as _;

/// The largest board that fits into a word, in cells along an edge.
pub const LARGEST: usize = 8;

/// Lights Out on a square board. A position is a word whose bit `i` says whether cell `i`, row by
/// row, is lit; the goal is darkness. Move `i` presses cell `i`.
#[derive(Clone, Debug)]
pub struct LightsOut {
    side: usize,
    moves: Moves,
    /// What each press toggles.
    crosses: Vec<u64>,
    elimination: Elimination,
}

/// A board that is none or does not fit into a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} cells along an edge: expected 2 to {LARGEST}")]
pub struct SizeError(pub usize);

impl LightsOut {
    /// The puzzle on `side` by `side` cells.
    ///
    /// # Errors
    ///
    /// When `side` is not from 2 to [`LARGEST`].
    pub fn new(side: usize) -> Result<Self, SizeError> {
        if !(2..=LARGEST).contains(&side) {
            return Err(SizeError(side));
        }
        let cross = |cell: usize| {
            let (row, column) = (cell / side, cell % side);
            let mut bits = 1_u64 << cell;
            for (there, other) in [
                (row > 0, cell.wrapping_sub(side)),
                (row + 1 < side, cell + side),
                (column > 0, cell.wrapping_sub(1)),
                (column + 1 < side, cell + 1),
            ] {
                bits |= if there { 1 << other } else { 0 };
            }
            bits
        };
        let crosses: Vec<u64> = (0..side * side).map(cross).collect();
        let elimination = Elimination::new(&crosses);
        Ok(Self { side, moves: Moves::numbered((side * side) as u32), crosses, elimination })
    }

    /// Cells along an edge.
    pub fn side(&self) -> usize {
        self.side
    }

    /// All cells.
    pub fn cells(&self) -> usize {
        self.side * self.side
    }

    /// The bits that all cells take.
    pub(crate) fn all(&self) -> u64 {
        u64::MAX >> (64 - self.cells())
    }

    /// The fewest presses that put all lights out, as bits: each is made once, in any order. `None`
    /// where none do.
    ///
    /// Presses commute and undo themselves, so a solution is a set of cells, which solves a linear
    /// system over GF(2): one solution by elimination, and the others by adding the sets that change
    /// nothing, of which there are 16 on 4 by 4 cells, 4 on 5 by 5, and only the empty one on the
    /// other boards (Anderson and Feil, "Turning lights out with linear algebra", Mathematics
    /// Magazine 71, 1998).
    pub fn optimum(&self, state: u64) -> Option<u64> {
        let solution = self.elimination.solve(state)?;
        self.elimination.kernel().map(|idle| solution ^ idle).min_by_key(|set| set.count_ones())
    }

    /// The least number of presses among the solutions that differ from `solution` by sets that
    /// change nothing.
    #[inline]
    pub(crate) fn weight(&self, solution: u64) -> u32 {
        let weights = self.elimination.kernel().map(|idle| (solution ^ idle).count_ones());
        weights.min().unwrap_or(0)
    }

    /// The position in which the set `presses` of cells was pressed from the goal.
    pub(crate) fn pressed(&self, presses: u64) -> u64 {
        let toggles = self.crosses.iter().enumerate().filter(|(cell, _)| presses >> cell & 1 == 1);
        toggles.fold(0, |state, (_, cross)| state ^ cross)
    }
}

impl Puzzle for LightsOut {
    type State = u64;

    fn moves(&self) -> &Moves {
        &self.moves
    }

    fn legal(&self, _: &u64, out: &mut Vec<Move>) {
        out.clear();
        out.extend(0..self.cells() as Move);
    }

    #[inline]
    fn legal_mask(&self, _: &u64) -> Option<u64> {
        Some(self.all())
    }

    #[inline]
    fn apply(&self, state: &mut u64, mv: Move) {
        *state ^= self.crosses[mv as usize];
    }

    #[inline]
    fn is_goal(&self, state: &u64) -> bool {
        *state == 0
    }

    fn goal(&self) -> Option<u64> {
        Some(0)
    }

    #[inline]
    fn inverse(&self, mv: Move) -> Option<Move> {
        Some(mv)
    }

    /// Presses commute: only falling sequences need be tried, and none presses a cell twice. Searches
    /// that go on with the last of equal children then never press a cell while a higher one is left
    /// that they must press, too.
    #[inline]
    fn is_redundant(&self, last: Move, next: Move) -> bool {
        next >= last
    }

    /// The least of the eight images under the rotations and reflections of the square.
    fn canonical(&self, state: &u64) -> u64 {
        symmetry::images(*state, self.side).into_iter().min().unwrap_or(*state)
    }

    /// Random presses, none of the same cell twice in a row.
    fn sample(&self, depth: u32, rng: &mut Rng) -> u64 {
        let (mut state, mut last) = (0, None);
        for _ in 0..depth {
            let mut mv = rng.random_range(0..self.cells() as Move - Move::from(last.is_some()));
            // Skip the last cell.
            mv += Move::from(last.is_some_and(|last| mv >= last));
            self.apply(&mut state, mv);
            last = Some(mv);
        }
        state
    }

    fn width(&self) -> usize {
        self.cells()
    }

    /// For each cell, 1 if it is lit.
    fn observe(&self, state: &u64, out: &mut [f32]) {
        for (cell, feature) in out.iter_mut().enumerate() {
            *feature = f32::from((state >> cell & 1) as u8);
        }
    }

    /// The cells row by row, 1 for a lit one, with or without spaces; or the cells that are pressed
    /// from the goal, in brackets, such as `[0, 4]`.
    fn read(&self, text: &str) -> Result<u64, PuzzleError> {
        notation::read(self, text)
    }

    fn write(&self, state: &u64) -> String {
        notation::write(self, *state)
    }
}

impl Progress for LightsOut {
    const UNIT: &'static str = "cells";
    const MEANING: &'static str = "cells that are lit";

    fn distance(&self, state: &u64) -> f64 {
        state.count_ones().into()
    }
}
