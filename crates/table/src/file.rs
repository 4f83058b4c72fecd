//! Tables in files.
//!
//! | bytes | content (numbers little-endian) |
//! |---|---|
//! | 0..8 | `ORNTABLE` |
//! | 8..12 | version of the format, 1 |
//! | 12..16 | bits of an entry |
//! | 16..24 | number of entries |
//! | 24..32 | fingerprint of what the table is of |
//! | 32..40 | XXH3 of the entries |
//! | 40..48 | XXH3 of this header, with zeros here |
//! | 48..52 | length of the name |
//! | 52..56 | number of distances in the histogram |
//! | 56..2096 | histogram, 255 numbers of 8 bytes |
//! | 2096..4096 | name |
//! | 4096.. | entries |
//!
//! A file is written under a temporary name, synchronised, and only then renamed: the name of a
//! table names a whole one. Opening verifies all of it, checksum included, at the speed of memory.

use crate::storage::Storage;
use crate::table::{Table, Width};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

const MAGIC: &[u8; 8] = b"ORNTABLE";
const VERSION: u32 = 1;
const HEADER: usize = 4096;
const HISTOGRAM: usize = 56;
const NAME: usize = 2096;

/// What a table is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// A name in words that a file name can have, such as `cube3-corners-half-turn`.
    pub name: String,
    /// A number that changes with the meaning of an index, see [`Key::new`].
    pub fingerprint: u64,
    /// The number of entries.
    pub entries: usize,
    /// The bits of an entry.
    pub width: Width,
}

impl Key {
    /// The key of the table `name`, whose numbering of entries `meaning` describes: any text or bytes
    /// that change when an index comes to mean something else, such as a version and the neighbours
    /// of some entries.
    pub fn new(name: impl Into<String>, meaning: &[u8], entries: usize, width: Width) -> Self {
        let name = name.into();
        let fingerprint = xxh3_64_with_seed(meaning, xxh3_64(name.as_bytes()));
        Self { name, fingerprint, entries, width }
    }

    /// How large the file of the table is.
    pub fn bytes(&self) -> usize {
        HEADER + self.width.bytes(self.entries)
    }
}

/// Why a file gives no table.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct TableError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The system says so.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Something else than a table.
    #[error("this is no table of Orienteer: remove it, and the table is built again")]
    Foreign,
    /// A table of another version of this crate.
    #[error("a table of format {0}, not {VERSION}: remove it, and it is built again")]
    Version(u32),
    /// A table of something else.
    #[error(
        "this is the table `{found}`, not `{expected}` as numbered here: remove it, and the table is built again"
    )]
    Other {
        /// The name in the file.
        found: String,
        /// The name asked for.
        expected: String,
    },
    /// Too short, or too long.
    #[error("{found} bytes long, expected {expected}: remove it, and the table is built again")]
    Length {
        /// The length of the file.
        found: u64,
        /// The length of the whole table.
        expected: u64,
    },
    /// The bytes are not those that were written.
    #[error("its checksum is wrong: remove it, and the table is built again")]
    Damaged,
}

impl Table {
    /// Opens the table that `path` holds.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it is not the whole table that `key` describes.
    pub fn open(path: &Path, key: &Key) -> Result<Self, TableError> {
        open(path, key).map_err(|problem| TableError { path: path.to_owned(), problem })
    }

    /// Writes the table to `path`, whose folder must exist, as what `key` says.
    ///
    /// # Errors
    ///
    /// When the system refuses. Nothing is at `path` then that was not there before.
    pub fn save(&self, path: &Path, key: &Key) -> Result<(), TableError> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        // Two processes that build the same table write two files; the last to end keeps the name.
        name.push(format!(".{}.partial", std::process::id()));
        let partial = path.with_file_name(name);
        let saved = save(self, &partial, key).and_then(|()| Ok(fs::rename(&partial, path)?));
        saved.map_err(|problem| {
            // It may not exist, and there is nothing to do about it if it stays.
            let _ = fs::remove_file(&partial);
            TableError { path: path.to_owned(), problem }
        })
    }
}

fn save(table: &Table, path: &Path, key: &Key) -> Result<(), Problem> {
    let mut header = [0; HEADER];
    let histogram = table.histogram();
    let name = &key.name.as_bytes()[..key.name.len().min(HEADER - NAME)];
    header[..8].copy_from_slice(MAGIC);
    header[8..12].copy_from_slice(&VERSION.to_le_bytes());
    header[12..16].copy_from_slice(&table.width().bits().to_le_bytes());
    header[16..24].copy_from_slice(&(table.entries() as u64).to_le_bytes());
    header[24..32].copy_from_slice(&key.fingerprint.to_le_bytes());
    header[32..40].copy_from_slice(&xxh3_64(table.bytes()).to_le_bytes());
    header[48..52].copy_from_slice(&(name.len() as u32).to_le_bytes());
    header[52..56].copy_from_slice(&(histogram.len() as u32).to_le_bytes());
    for (bytes, count) in header[HISTOGRAM..NAME].chunks_exact_mut(8).zip(histogram) {
        bytes.copy_from_slice(&count.to_le_bytes());
    }
    header[NAME..NAME + name.len()].copy_from_slice(name);
    let sum = xxh3_64(&header);
    header[40..48].copy_from_slice(&sum.to_le_bytes());

    let mut file = File::create(path)?;
    file.write_all(&header)?;
    file.write_all(table.bytes())?;
    // Before the name: after a power failure, a name must not point at missing data.
    Ok(file.sync_all()?)
}

fn open(path: &Path, key: &Key) -> Result<Table, Problem> {
    let mut file = File::open(path)?;
    let found = file.metadata()?.len();
    let expected = key.bytes() as u64;
    let mut header = [0; HEADER];
    if found < HEADER as u64 {
        // What begins as a table does was one; anything else never was.
        let mut start = Vec::new();
        file.read_to_end(&mut start)?;
        let was = start.starts_with(MAGIC) || start.is_empty();
        return Err(if was { Problem::Length { found, expected } } else { Problem::Foreign });
    }
    file.read_exact(&mut header)?;
    if &header[..8] != MAGIC {
        return Err(Problem::Foreign);
    }
    let word =
        |at: usize| header[at..].first_chunk().map_or(0, |b: &[u8; 4]| u32::from_le_bytes(*b));
    let long =
        |at: usize| header[at..].first_chunk().map_or(0, |b: &[u8; 8]| u64::from_le_bytes(*b));
    if word(8) != VERSION {
        return Err(Problem::Version(word(8)));
    }
    let mut unsummed = header;
    unsummed[40..48].fill(0);
    if xxh3_64(&unsummed) != long(40) {
        return Err(Problem::Damaged);
    }
    let is_same = long(16) == key.entries as u64 && word(12) == key.width.bits();
    if long(24) != key.fingerprint || !is_same {
        let name = &header[NAME..][..(word(48) as usize).min(HEADER - NAME)];
        let found = String::from_utf8_lossy(name).into_owned();
        return Err(Problem::Other { found, expected: key.name.clone() });
    }
    if found != expected {
        return Err(Problem::Length { found, expected });
    }
    let storage = Storage::map(&file, HEADER as u64, key.width.bytes(key.entries))?;
    if xxh3_64(storage.bytes()) != long(32) {
        return Err(Problem::Damaged);
    }
    let counts = (0..(word(52) as usize).min(255)).map(|depth| long(HISTOGRAM + depth * 8));
    Ok(Table::new(storage, key.entries, key.width, counts.collect()))
}
