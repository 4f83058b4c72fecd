//! Instances as they come: tables, or plain lines.

use anyhow::{Context, Result, bail};
use orienteer_experiment::Domain;
use orienteer_experiment::rows::{Blanks, Input, Row, RowError, Rows, decompressed, plain, rows};
use serde_json::Value as Json;
use std::io::{BufRead, Cursor, Read};
use std::sync::Arc;

/// The column that a plain line becomes.
const PLAIN: &str = "position";

/// The rows, and the header of a table that has one.
pub(super) fn read(
    reader: impl BufRead + Send + 'static,
    name: &str,
    columns: &[&str],
) -> Result<(Option<Arc<[String]>>, Rows)> {
    let mut reader = decompressed(reader, name)?;
    // What the format is shows in the first line that is not blank.
    let mut start = String::new();
    let first = loop {
        let before = start.len();
        let read = reader.read_line(&mut start).with_context(|| format!("reading {name}"))?;
        if read == 0 {
            bail!("{name} is empty: expected CSV with a header, JSON lines, or a position a line");
        }
        if !start[before..].trim().is_empty() {
            break start[before..].trim().trim_start_matches('\u{feff}').to_owned();
        }
    };
    let reader = Cursor::new(start.into_bytes()).chain(reader);
    let is_header =
        first.split(',').any(|column| columns.contains(&column.trim().trim_matches('"')));
    if !first.starts_with('{') && !is_header {
        return Ok((None, plain_rows(reader, name)));
    }
    Ok(match rows(reader, name, Blanks::Kept)? {
        Input::Csv(header, rows) => (Some(header), rows),
        Input::JsonLines(rows) => (None, rows),
    })
}

fn plain_rows(reader: impl BufRead + Send + 'static, name: &str) -> Rows {
    let (name, names): (_, Arc<[String]>) = (name.to_owned(), Arc::from([PLAIN.to_owned()]));
    let full = |(text, _): &(std::io::Result<String>, u64)| {
        !text.as_ref().is_ok_and(|text| text.trim().is_empty())
    };
    let row = move |(text, line): (std::io::Result<String>, u64)| {
        let text = text.map_err(|error| RowError(format!("{name}, line {line}: {error}")))?;
        let cells = vec![Json::from(text.trim_end())];
        Ok(Row { line, number: line, names: Arc::clone(&names), cells })
    };
    Box::new(reader.lines().zip(1..).filter(full).map(row))
}

/// The position of a row.
pub(super) fn position(row: &Row, domain: &dyn Domain) -> Result<String, String> {
    row.position(&[domain.columns(), &[PLAIN]].concat())
}

/// The error of a position, with what may have been meant.
pub(super) fn explained(row: &Row, error: &str, domain: &dyn Domain) -> String {
    let text = plain(row.cells.first());
    let is_plain = row.names.len() == 1 && row.names[0] == PLAIN;
    let is_like_a_header = text.contains(',') && text.contains(|c: char| c.is_alphabetic());
    if !(is_plain && is_like_a_header) {
        return error.to_owned();
    }
    let columns = domain.columns().join(", ");
    format!("{error} (a table would have a header with a column {columns})")
}

/// The cost of a cheapest path: of the column that is asked for, which the row must have, or of those
/// that the puzzle's files use.
pub(super) fn optimum(
    row: &Row,
    asked: Option<&str>,
    domain: &dyn Domain,
) -> Result<Option<u64>, String> {
    let Some(column) = asked else { return row.optimum(domain.optimum_columns()) };
    if row.cell(column).is_none() {
        let found = row.names.join(", ");
        return Err(format!("--optimum {column}: there is no such column, only {found}"));
    }
    row.optimum(&[column])
}
