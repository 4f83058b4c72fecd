//! The sum of pattern databases as a heuristic.

use super::{LARGEST_PATTERN, PatternError, PatternTable};
use crate::board::{Board, Places};
use crate::heuristic::Manhattan;
use crate::puzzle::Tiles;
use crate::symmetry::{mirrored_cell, mirrored_tile};
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Incremental};
use std::sync::Arc;

/// No view has this tile.
const NONE: u8 = u8::MAX;
/// The most tables: a token has room for 16 entries, one for the board and one for its mirror image.
const MOST_TABLES: usize = 8;

/// The sum of the entries of several patterns, and the Manhattan distance of the tiles that are in
/// none.
#[derive(Clone, Debug)]
pub struct Additive<B, T = Vec<u8>> {
    manhattan: Manhattan<B>,
    tables: Vec<Arc<PatternTable<T>>>,
    /// The tables as they are, and for the mirror image of the board if it is asked for, too.
    readings: Vec<Reading>,
}

/// How the tables are looked up.
#[derive(Clone, Debug)]
struct Reading {
    /// For each table, the tiles of the board that stand for its tiles.
    tiles: Vec<[u8; LARGEST_PATTERN]>,
    /// For each tile of the board, the table it is in.
    table_of: [u8; 64],
    /// For each cell of the board, the cell that it stands for.
    cells: [u8; 64],
}

impl Reading {
    fn new<T>(side: usize, tables: &[Arc<PatternTable<T>>], is_mirrored: bool) -> Self
    where
        T: AsRef<[u8]>,
    {
        let tile = |tile: u8| {
            if is_mirrored { mirrored_tile(tile.into(), side) as u8 } else { tile }
        };
        let mut table_of = [NONE; 64];
        let mut tiles = Vec::new();
        for (number, table) in tables.iter().enumerate() {
            let mut here = [0; LARGEST_PATTERN];
            for (slot, known) in here.iter_mut().zip(table.tiles()) {
                *slot = tile(*known);
                table_of[usize::from(*slot)] = number as u8;
            }
            tiles.push(here);
        }
        let mut cells = [0; 64];
        for (cell, image) in cells.iter_mut().enumerate().take(side * side) {
            *image = if is_mirrored { mirrored_cell(cell, side) } else { cell } as u8;
        }
        Self { tiles, table_of, cells }
    }
}

/// What [`Additive`] carries along a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace<P> {
    places: P,
    /// The entry of each table, four bits each, those of the mirror image from bit 32.
    entries: u64,
    manhattan: u16,
    /// The sums of the entries, for the board and its mirror image.
    sums: [u8; 2],
}

impl<B: Board, T: AsRef<[u8]>> Additive<B, T> {
    /// The sum of these tables.
    ///
    /// # Errors
    ///
    /// When two have a tile in common, one is for another board, or there are more than 8.
    pub fn new(tables: Vec<Arc<PatternTable<T>>>) -> Result<Self, PatternError> {
        if tables.len() > MOST_TABLES {
            return Err(PatternError::Many(tables.len()));
        }
        let mut seen = [false; 64];
        for table in &tables {
            if table.side() != B::SIDE {
                return Err(PatternError::Board { found: table.side(), expected: B::SIDE });
            }
            for &tile in table.tiles() {
                if std::mem::replace(&mut seen[usize::from(tile)], true) {
                    return Err(PatternError::Overlap(tile));
                }
            }
        }
        let readings = vec![Reading::new(B::SIDE, &tables, false)];
        Ok(Self { manhattan: Manhattan::new(), tables, readings })
    }

    /// Also looks up the mirror image of the board, and takes the larger sum: nearly as good as
    /// tables of mirrored patterns, without their memory.
    #[must_use]
    pub fn with_mirror(mut self) -> Self {
        self.readings.truncate(1);
        self.readings.push(Reading::new(B::SIDE, &self.tables, true));
        self
    }

    #[inline]
    fn lookup(&self, reading: &Reading, table: usize, places: &B::Places) -> u8 {
        let pattern = &self.tables[table];
        let tiles = reading.tiles[table].iter().take(pattern.tiles().len());
        pattern.excess(tiles.map(|tile| reading.cells[places.get((*tile).into())].into()))
    }

    fn trace(&self, board: &B) -> Trace<B::Places> {
        let places = board.places();
        let (mut entries, mut sums) = (0, [0; 2]);
        for (r, reading) in self.readings.iter().enumerate() {
            for table in 0..self.tables.len() {
                let entry = self.lookup(reading, table, &places);
                entries |= u64::from(entry) << (32 * r + 4 * table);
                sums[r] += entry;
            }
        }
        Trace { places, entries, manhattan: self.manhattan.distance(board), sums }
    }
}

impl<B: Board> Additive<B> {
    /// Computes the tables of these patterns and looks up the mirror image, too.
    ///
    /// # Errors
    ///
    /// When a pattern is none or the patterns overlap.
    pub fn build(patterns: &[&[u8]]) -> Result<Self, PatternError> {
        let tables = patterns.iter().map(|tiles| PatternTable::build(B::SIDE, tiles).map(Arc::new));
        Ok(Self::new(tables.collect::<Result<_, _>>()?)?.with_mirror())
    }
}

fn value<P>(trace: &Trace<P>) -> f32 {
    (trace.manhattan + 2 * u16::from(trace.sums[0].max(trace.sums[1]))).into()
}

impl<B: Board, T: AsRef<[u8]> + Send + Sync> Heuristic<Tiles<B>> for Additive<B, T> {
    fn estimate(&self, _: &Tiles<B>, state: &B) -> f32 {
        value(&self.trace(state))
    }

    fn is_admissible(&self) -> bool {
        true
    }

    /// An entry is the least over all places of the blank. That place is another one after a move, and
    /// the entry may change by more than the move costs.
    fn is_consistent(&self) -> bool {
        false
    }
}

impl<B: Board, T: AsRef<[u8]> + Send + Sync> Incremental<Tiles<B>> for Additive<B, T> {
    type Token = Trace<B::Places>;

    fn token(&self, _: &Tiles<B>, state: &B) -> Self::Token {
        self.trace(state)
    }

    /// Looks up only the tables that have the tile which moved.
    #[inline]
    fn follow(
        &self,
        _: &Tiles<B>,
        token: &Self::Token,
        before: &B,
        _: Move,
        after: &B,
    ) -> Self::Token {
        let (from, to) = (after.blank(), before.blank());
        let tile = usize::from(after.tile(to));
        let mut next = *token;
        next.manhattan = self.manhattan.distance_after(token.manhattan, before, after);
        next.places.set(tile, to);
        next.places.set(0, from);
        for (r, reading) in self.readings.iter().enumerate() {
            let table = reading.table_of[tile];
            if table == NONE {
                continue;
            }
            let (shift, entry) =
                (32 * r + 4 * usize::from(table), self.lookup(reading, table.into(), &next.places));
            let old = (next.entries >> shift & 15) as u8;
            next.entries ^= u64::from(old ^ entry) << shift;
            next.sums[r] = next.sums[r] + entry - old;
        }
        next
    }

    #[inline]
    fn value(&self, token: &Self::Token) -> f32 {
        value(token)
    }
}
