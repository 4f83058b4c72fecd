//! What can be wrong with a description, an address map, a trace or a controller.

use std::io;

/// Why there is nothing to simulate.
#[derive(Debug, thiserror::Error)]
pub enum DramError {
    /// A file cannot be read.
    #[error("cannot read {file}: {reason}")]
    Read {
        /// The file.
        file: String,
        /// Why not.
        reason: io::Error,
    },
    /// A file is not JSON of the expected shape.
    #[error("{file}: {reason}")]
    Json {
        /// The file.
        file: String,
        /// What is wrong, with line and column.
        reason: serde_json::Error,
    },
    /// A field of a description, a map or a controller has a value that cannot be.
    #[error("{file}: `{field}` {reason}")]
    Field {
        /// The file, or what stands for it.
        file: String,
        /// The field.
        field: &'static str,
        /// What is wrong, and what is expected.
        reason: String,
    },
    /// A line of a trace is wrong.
    #[error("{file}, line {line}: {reason}")]
    Line {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong, and what is expected.
        reason: String,
    },
    /// A trace has no line that is an access.
    #[error("{file} holds no access; expected lines of {expected}")]
    Empty {
        /// The file.
        file: String,
        /// What a line looks like.
        expected: &'static str,
    },
    /// No workload, device or map has this name.
    #[error("`{name}` is not a {kind} (there are {known})")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// The name as given.
        name: String,
        /// The names there are.
        known: String,
    },
}

impl DramError {
    pub(crate) fn field(file: &str, field: &'static str, reason: impl Into<String>) -> Self {
        Self::Field { file: file.to_owned(), field, reason: reason.into() }
    }

    pub(crate) fn line(file: &str, line: u64, reason: impl Into<String>) -> Self {
        Self::Line { file: file.to_owned(), line, reason: reason.into() }
    }
}
