//! Rows of a table, as files and pipes bring them: CSV with a header or JSON lines, told apart by the
//! first character, plain or compressed.
//!
//! Rows are read one by one, so that a table may be longer than memory, or never end.

mod instance;
mod open;

pub use open::{decompressed, open};

use serde_json::{Map, Value as Json};
use std::io::BufRead;
use std::sync::Arc;

/// One row: its columns in the order given, and a cell for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line that it stands on, from 1.
    pub line: u64,
    /// What it is known by: its number from 1 below a header, its line where there is none.
    pub number: u64,
    /// The columns.
    pub names: Arc<[String]>,
    /// Text where the table is CSV; `null` where a cell is blank.
    pub cells: Vec<Json>,
}

/// A table that is read row by row.
pub enum Input {
    /// With the columns of its header.
    Csv(Arc<[String]>, Rows),
    /// Every row names its own columns.
    JsonLines(Rows),
}

/// The rows of a table, one at a time.
pub type Rows = Box<dyn Iterator<Item = Result<Row, RowError>> + Send>;

/// A file that cannot be read, or a row that is none: what is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RowError(pub String);

/// What becomes of blanks around the cells of CSV. Those around the names of columns are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blanks {
    /// They are no part of a cell.
    Cut,
    /// They are: the first row of a level may begin with some.
    Kept,
}

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: &str) -> Option<&Json> {
        self.names.iter().position(|name| name == column).map(|at| &self.cells[at])
    }
}

/// Looks at the first character and returns the rows. `name` is what errors call the table.
///
/// # Errors
///
/// When nothing can be read, there is nothing, or it is of another format.
pub fn rows(
    mut reader: impl BufRead + Send + 'static,
    name: &str,
    blanks: Blanks,
) -> Result<Input, RowError> {
    // Leading blank lines would hide what the format is.
    loop {
        let buffer =
            reader.fill_buf().map_err(|error| RowError(format!("cannot read {name}: {error}")))?;
        match buffer.first() {
            Some(b' ' | b'\t' | b'\r' | b'\n') => reader.consume(1),
            Some(b'{') => return Ok(Input::JsonLines(json_lines(reader, name))),
            Some(b'[') => {
                let wanted = "expected one object a line, `{...}`";
                return Err(RowError(format!("{name} is a JSON array: {wanted}")));
            }
            Some(_) => return comma_separated(reader, name, blanks),
            None => {
                let wanted = "expected CSV with a header, or JSON lines";
                return Err(RowError(format!("{name} is empty: {wanted}")));
            }
        }
    }
}

fn json_lines(reader: impl BufRead + Send + 'static, name: &str) -> Rows {
    let name = name.to_owned();
    let mut last: Arc<[String]> = Arc::default();
    let numbered = reader.lines().zip(1..);
    let full = numbered.filter(|(text, _)| !text.as_ref().is_ok_and(|t| t.trim().is_empty()));
    Box::new(full.map(move |(text, line)| {
        let wrong = |error: String| RowError(format!("{name}, line {line}: {error}"));
        let text = text.map_err(|error| wrong(error.to_string()))?;
        let map: Map<String, Json> =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if !map.keys().eq(last.iter()) {
            last = map.keys().cloned().collect();
        }
        let cells = map.into_iter().map(|(_, cell)| cell).collect();
        Ok(Row { line, number: line, names: Arc::clone(&last), cells })
    }))
}

fn comma_separated(
    reader: impl BufRead + Send + 'static,
    name: &str,
    blanks: Blanks,
) -> Result<Input, RowError> {
    let name = name.to_owned();
    let trim = match blanks {
        Blanks::Cut => csv::Trim::All,
        Blanks::Kept => csv::Trim::Headers,
    };
    let wrong = |name: &str, error: csv::Error| RowError(format!("{name}: {error}"));
    let mut csv = csv::ReaderBuilder::new().trim(trim).from_reader(reader);
    let header = csv.headers().map_err(|error| wrong(&name, error))?.clone();
    let columns: Arc<[String]> = header.iter().map(str::to_owned).collect();
    if let Some(twice) = columns.iter().enumerate().find(|(i, c)| columns[..*i].contains(c)) {
        return Err(RowError(format!("{name}: the column `{}` occurs twice", twice.1)));
    }
    let names = Arc::clone(&columns);
    let rows = csv.into_records().zip(1..).map(move |(record, number)| {
        let record = record.map_err(|error| wrong(&name, error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |text: &str| if text.trim().is_empty() { Json::Null } else { text.into() };
        let cells = record.iter().map(cell).collect();
        Ok(Row { line, number, names: Arc::clone(&names), cells })
    });
    Ok(Input::Csv(columns, Box::new(rows)))
}

/// A JSON value as the text of a cell.
pub fn plain(json: Option<&Json>) -> String {
    match json {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
