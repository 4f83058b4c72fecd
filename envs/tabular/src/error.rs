//! What can be wrong with a table, its description, or the choice of one.

use std::io;

/// Why there is no table to look things up in.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// No table of this name comes with the crate.
    #[error("`{name}` is not a table{hint} (the tables are {known})")]
    Unknown {
        /// The name as given.
        name: String,
        /// The nearest name as a suggestion, or nothing.
        hint: String,
        /// The names there are.
        known: String,
    },
    /// Two tables were asked for.
    #[error("`table` and `path` exclude each other; keep one")]
    TableAndPath,
    /// A repeat that was never measured was asked for.
    #[error("`repeats` asks for column {asked}: the table has {repeats}, numbered from 0")]
    Repeat {
        /// The repeat asked for.
        asked: u32,
        /// How many there are.
        repeats: u32,
    },
    /// A file cannot be read.
    #[error("cannot read {file}: {reason}")]
    Read {
        /// The file.
        file: String,
        /// Why not.
        reason: io::Error,
    },
    /// A description is wrong.
    #[error("{file}: {reason}")]
    Description {
        /// The file.
        file: String,
        /// What is wrong, and the remedy.
        reason: String,
    },
    /// A line of a table is wrong.
    #[error("{file}, line {line}: {reason}")]
    Line {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong, and what is expected.
        reason: String,
    },
}
