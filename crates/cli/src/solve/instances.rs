//! Instances as they come: tables, or plain lines.

use crate::input::{Input, Row, Rows, plain, rows};
use anyhow::{Context, Result, bail};
use orienteer_experiment::Domain;
use serde_json::Value as Json;
use std::io::{BufRead, Cursor, Read};
use std::sync::Arc;

/// The column that a plain line becomes.
const PLAIN: &str = "position";

/// The rows, and the header of a table that has one.
pub(super) fn read(
    mut reader: impl BufRead + Send + 'static,
    name: &str,
    columns: &[&str],
) -> Result<(Option<Arc<[String]>>, Rows)> {
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
    Ok(match rows(reader, name)? {
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
        let text = text.with_context(|| format!("{name}, line {line}"))?;
        let cells = vec![Json::from(text.trim_end())];
        Ok(Row { line, names: Arc::clone(&names), cells })
    };
    Box::new(reader.lines().zip(1..).filter(full).map(row))
}

/// The position of a row.
pub(super) fn position(row: &Row, domain: &dyn Domain) -> Result<String> {
    let columns = domain.columns();
    if let Some(position) = first(row, columns).or_else(|| first(row, &[PLAIN])) {
        return Ok(position);
    }
    let names =
        |names: &[&str]| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    let found: Vec<_> = row.names.iter().map(String::as_str).collect();
    bail!("no position: expected a column {}, found {}", names(columns), names(&found))
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

/// The cost of a cheapest path, where the row knows it in one of these columns.
pub(super) fn optimum(row: &Row, columns: &[&str]) -> Result<Option<u64>, String> {
    let Some(text) = first(row, columns) else { return Ok(None) };
    let cost = text.trim().parse().map_err(|_| {
        format!("the optimum ({}) is `{text}`: expected a whole number", columns.join(" or "))
    })?;
    Ok(Some(cost))
}

/// The first of these columns that the row has something in, as text: the rows of a level with bars
/// between them.
fn first(row: &Row, columns: &[&str]) -> Option<String> {
    columns.iter().find_map(|column| {
        let at = row.names.iter().position(|name| name == column)?;
        let text = match &row.cells[at] {
            Json::Array(items) if items.iter().all(Json::is_string) => {
                items.iter().map(|item| plain(Some(item))).collect::<Vec<_>>().join("|")
            }
            cell => plain(Some(cell)),
        };
        (!text.trim().is_empty()).then_some(text)
    })
}
