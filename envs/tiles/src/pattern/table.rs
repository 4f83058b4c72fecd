//! The table of one pattern.

use super::LARGEST_PATTERN;
use super::build::{UNREACHED, excesses};
use super::rank::{placements, rank};
use crate::board::home;

/// More entries would not fit into memory while they are computed.
const MOST_ENTRIES: usize = 1 << 32;

/// For every placement of some tiles, the fewest moves of theirs that bring them home.
///
/// Entries may lie in any bytes, such as a mapped file: two in a byte, the one with the even number
/// in the lower bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternTable<T = Vec<u8>> {
    side: usize,
    tiles: Vec<u8>,
    entries: T,
}

/// Why there is no such table, or no such sum of tables.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// The board's size.
    #[error("{0} cells along an edge: expected 2 to 7")]
    Side(usize),
    /// The number of tiles.
    #[error("a pattern of {0} tiles: expected 1 to {LARGEST_PATTERN}")]
    Count(usize),
    /// The tiles themselves.
    #[error("tile {tile} in a pattern: expected different tiles from 1 to {last}")]
    Tile {
        /// The tile that is none or is there before.
        tile: u8,
        /// The last tile of the board.
        last: usize,
    },
    /// Its size.
    #[error("a table of {0:?} entries: expected at most {MOST_ENTRIES}")]
    Large(Option<usize>),
    /// The bytes of a table are not as many as its entries need.
    #[error("{found} bytes: the table of this pattern has {expected}")]
    Length {
        /// The bytes there are.
        found: usize,
        /// The bytes it needs.
        expected: usize,
    },
    /// Two patterns of a sum have a tile in common.
    #[error("tile {0} is in two patterns: their moves would be counted twice")]
    Overlap(u8),
    /// A pattern of another board.
    #[error("the pattern is one of {found} by {found} cells: expected {expected}")]
    Board {
        /// Its cells along an edge.
        found: usize,
        /// Those of the board.
        expected: usize,
    },
    /// More patterns than a token has room for.
    #[error("{0} patterns: expected at most 8")]
    Many(usize),
}

impl PatternTable {
    /// Computes the table of `tiles` on a board of `side` by `side` cells, on all threads.
    ///
    /// It takes two bytes an entry, and about as much again for the widest layer of the search.
    ///
    /// # Errors
    ///
    /// When there are no such tiles, or too many.
    pub fn build(side: usize, tiles: &[u8]) -> Result<Self, PatternError> {
        let packed = Self::values(side, tiles)?
            .chunks(2)
            .map(|pair| pair[0] | pair.get(1).unwrap_or(&0) << 4)
            .collect();
        Ok(Self { side, tiles: sorted(tiles), entries: packed })
    }

    /// The entries of [`PatternTable::build`] one a byte, to be packed and stored elsewhere.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn values(side: usize, tiles: &[u8]) -> Result<Vec<u8>, PatternError> {
        Ok(Self::excesses(side, tiles, check(side, tiles)?))
    }

    /// The same for tiles that were checked: as many as `entries`.
    pub(super) fn excesses(side: usize, tiles: &[u8], entries: usize) -> Vec<u8> {
        excesses(side, &sorted(tiles), entries)
    }

    /// How many entries the table of `tiles` has.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn count(side: usize, tiles: &[u8]) -> Result<usize, PatternError> {
        check(side, tiles)
    }
}

impl<T: AsRef<[u8]>> PatternTable<T> {
    /// A table computed before: see [`PatternTable::entries`].
    ///
    /// # Errors
    ///
    /// When there are no such tiles, or another number of entries.
    pub fn from_entries(side: usize, tiles: &[u8], entries: T) -> Result<Self, PatternError> {
        let expected = check(side, tiles)?.div_ceil(2);
        let found = entries.as_ref().len();
        if found != expected {
            return Err(PatternError::Length { found, expected });
        }
        Ok(Self { side, tiles: sorted(tiles), entries })
    }

    /// The bytes of all entries, to be stored.
    pub fn entries(&self) -> &[u8] {
        self.entries.as_ref()
    }

    /// The tiles of the pattern, ascending.
    pub fn tiles(&self) -> &[u8] {
        &self.tiles
    }

    /// Cells along an edge of the board.
    pub fn side(&self) -> usize {
        self.side
    }

    /// The fewest moves of the pattern's tiles that bring them home from these cells, in the order of
    /// [`PatternTable::tiles`]; `None` where no moves do, or for cells that are not as many different
    /// ones.
    pub fn cost(&self, cells: &[usize]) -> Option<u32> {
        let different = (0..cells.len()).all(|i| !cells[..i].contains(&cells[i]));
        let exist = cells.iter().all(|cell| *cell < self.side * self.side);
        if cells.len() != self.tiles.len() || !different || !exist {
            return None;
        }
        let excess = self.excess(cells.iter().copied());
        let ways = self.tiles.iter().zip(cells).map(|(tile, cell)| {
            let home = home((*tile).into(), self.side * self.side);
            (home / self.side).abs_diff(cell / self.side)
                + (home % self.side).abs_diff(cell % self.side)
        });
        (excess < UNREACHED).then(|| ways.sum::<usize>() as u32 + 2 * u32::from(excess))
    }

    /// Half of what the cost of these cells exceeds their Manhattan distance.
    #[inline]
    pub(super) fn excess(&self, cells: impl Iterator<Item = usize>) -> u8 {
        let rank = rank(self.side * self.side, cells);
        self.entries.as_ref()[rank / 2] >> (4 * (rank % 2)) & 15
    }
}

/// The number of entries.
fn check(side: usize, tiles: &[u8]) -> Result<usize, PatternError> {
    if !(2..=7).contains(&side) {
        return Err(PatternError::Side(side));
    }
    if !(1..=LARGEST_PATTERN).contains(&tiles.len()) {
        return Err(PatternError::Count(tiles.len()));
    }
    let last = side * side - 1;
    for (i, &tile) in tiles.iter().enumerate() {
        if tile == 0 || usize::from(tile) > last || tiles[..i].contains(&tile) {
            return Err(PatternError::Tile { tile, last });
        }
    }
    let entries = placements(side * side, tiles.len());
    entries.filter(|entries| *entries <= MOST_ENTRIES).ok_or(PatternError::Large(entries))
}

fn sorted(tiles: &[u8]) -> Vec<u8> {
    let mut tiles = tiles.to_vec();
    tiles.sort_unstable();
    tiles
}
