//! Pattern databases in files.

use super::Additive;
use super::table::{PatternError, PatternTable};
use crate::board::Board;
use orienteer_table::{Folder, FolderError, Key, Table, Width};
use std::sync::Arc;

/// Why there are no pattern databases.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There are none of these patterns.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// A file is not what it should be, or cannot be written.
    #[error(transparent)]
    File(#[from] FolderError),
}

impl PatternTable<Table> {
    /// Opens the table of `tiles` in `folder`, or builds and saves it.
    ///
    /// # Errors
    ///
    /// When there are no such tiles, or a file is damaged, of something else, or cannot be written.
    pub fn open(folder: &Folder, side: usize, tiles: &[u8]) -> Result<Self, OpenError> {
        let entries = PatternTable::count(side, tiles)?;
        let key = key(side, tiles, entries);
        let build = || Ok(Table::pack(&PatternTable::excesses(side, tiles, entries), Width::Four));
        let table = folder.open_or_build(&key, build)?.resident();
        Ok(Self::from_entries(side, tiles, table)?)
    }
}

impl<B: Board> Additive<B, Table> {
    /// The sum of the tables of these patterns, which are opened in `folder` or built; the mirror
    /// image of a board is looked up, too.
    ///
    /// # Errors
    ///
    /// When a pattern is none, the patterns overlap, or a file is damaged, of something else, or
    /// cannot be written.
    pub fn open(folder: &Folder, patterns: &[&[u8]]) -> Result<Self, OpenError> {
        let open = |tiles: &&[u8]| PatternTable::open(folder, B::SIDE, tiles).map(Arc::new);
        let tables = patterns.iter().map(open).collect::<Result<_, _>>()?;
        Ok(Self::new(tables)?.with_mirror())
    }
}

/// The name and meaning of a table. A change of the numbering of placements, or of what an entry
/// says, must change the text.
fn key(side: usize, tiles: &[u8], entries: usize) -> Key {
    let mut sorted: Vec<_> = tiles.iter().map(ToString::to_string).collect();
    sorted.sort_by_key(|tile| tile.parse::<u8>().unwrap_or(0));
    let name = format!("tiles-{}-{}", side * side - 1, sorted.join("-"));
    let meaning = b"half the excess over Manhattan distance, mixed-radix ranks, version 1";
    Key::new(name, meaning, entries, Width::Four)
}
