//! Where a piece of configuration was written.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text that configuration is read from: a file, or one `--set`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// How messages call it: the path of a file, or `--set`.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) origin: Origin,
}

/// Who wrote a text, hence what to show of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A file: line and column mean something.
    File,
    /// One line from the command line.
    Line,
    /// The program itself: there is nothing to show.
    Program,
}

/// A range of a [`Source`], and the key that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) source: Arc<Source>,
    pub(crate) range: Range<usize>,
    /// The dotted path of the key, empty for the whole.
    pub(crate) path: String,
}

impl Place {
    /// What errors are sorted by: first those of the file, from its head to its end.
    pub(crate) fn order(&self) -> (bool, usize) {
        (self.source.origin != Origin::File, self.range.start)
    }

    pub(crate) fn whole(source: Source) -> Self {
        Self { range: 0..source.text.len(), source: Arc::new(source), path: String::new() }
    }

    /// The place of something inside this one.
    pub(crate) fn inside(&self, key: impl fmt::Display, range: Range<usize>) -> Self {
        let path = match self.path.as_str() {
            "" => key.to_string(),
            path => format!("{path}.{key}"),
        };
        Self { source: Arc::clone(&self.source), range, path }
    }

    /// The line where it begins: its number from 1, its text, and the characters from 0 on it that
    /// the place covers.
    fn line(&self) -> (usize, &str, Range<usize>) {
        let text = &self.source.text;
        let start = text.floor_char_boundary(self.range.start);
        let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[first..].lines().next().unwrap_or_default();
        let end =
            text.floor_char_boundary(self.range.end).clamp(start, (first + line.len()).max(start));
        let column = text[first..start].chars().count();
        let width = text[start..end].chars().count();
        (text[..first].matches('\n').count() + 1, line, column..column + width.max(1))
    }
}

/// The name of the source, the line and a caret, in the manner of the Rust compiler.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, line, columns) = self.line();
        let is_file = self.source.origin == Origin::File;
        let label = if is_file { number.to_string() } else { String::new() };
        let margin = " ".repeat(label.len());
        write!(f, "{margin}--> {}", self.source.name)?;
        // Of a file as a whole there is no line to show.
        if is_file && self.path.is_empty() && self.range == (0..self.source.text.len()) {
            return Ok(());
        }
        if is_file {
            write!(f, ":{number}:{}", columns.start + 1)?;
        }
        if !self.path.is_empty() {
            write!(f, " in `{}`", self.path)?;
        }
        if self.source.origin == Origin::Program || self.source.text.is_empty() {
            return Ok(());
        }
        let line = line.replace('\t', " ");
        let blank = " ".repeat(columns.start);
        let caret = "^".repeat(columns.len());
        write!(f, "\n{margin} |\n{label} | {line}\n{margin} | {blank}{caret}")
    }
}
