//! Files of instances: CSV with a header, or JSON lines, plain or compressed (`.gz`).

use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// One row: its number from 1, without the header, and its cells by column.
pub(super) struct Row {
    pub(super) number: usize,
    cells: Map<String, Json>,
}

impl Row {
    /// The first of these columns that the row has, as text.
    pub(super) fn first(&self, columns: &[&str]) -> Option<String> {
        let cells = columns.iter().filter_map(|column| self.cells.get(*column));
        cells.map(text).find(|text| !text.is_empty())
    }

    /// The names of its columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.cells.keys().map(String::as_str)
    }
}

/// A cell as people write it: the rows of a level below each other, a list of tiles as such.
fn text(cell: &Json) -> String {
    let lines = |items: &[Json]| -> Option<Vec<String>> {
        items.iter().map(|item| item.as_str().map(str::to_owned)).collect()
    };
    match cell {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) if !items.is_empty() => {
            lines(items).map_or_else(|| cell.to_string(), |lines| lines.join("\n"))
        }
        other => other.to_string(),
    }
}

/// Reads a file. The error says what is wrong with it and where.
pub(super) fn read(path: &Path) -> Result<Vec<Row>, String> {
    let unreadable = |error: std::io::Error| format!("cannot read `{}`: {error}", path.display());
    let file = File::open(path).map_err(unreadable)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let (name, mut reader): (&str, Box<dyn Read>) = match name.strip_suffix(".gz") {
        Some(inner) => (inner, Box::new(MultiGzDecoder::new(file))),
        None => (&name, Box::new(file)),
    };
    let mut content = String::new();
    reader.read_to_string(&mut content).map_err(unreadable)?;
    let rows = if has_extension(name, &["jsonl", "ndjson"]) {
        json_lines(&content)
    } else if has_extension(name, &["csv"]) {
        comma_separated(&content)
    } else {
        Err("expected a file of CSV (`.csv`) or JSON lines (`.jsonl`), or one of these compressed \
             (`.gz`)"
            .into())
    };
    rows.map_err(|error| format!("`{}`: {error}", path.display()))
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

fn json_lines(content: &str) -> Result<Vec<Row>, String> {
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let row = |(i, line): (usize, &str)| match serde_json::from_str(line) {
        Ok(cells) => Ok(Row { number: i + 1, cells }),
        Err(error) => Err(format!("line {}: {error}", i + 1)),
    };
    lines.map(row).collect()
}

fn comma_separated(content: &str) -> Result<Vec<Row>, String> {
    let mut reader = csv::Reader::from_reader(content.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let rows = reader.records().enumerate().map(|(i, record)| {
        let record = record.map_err(|error| error.to_string())?;
        let cells = header.iter().zip(&record);
        let cells = cells.map(|(name, cell)| (name.to_owned(), cell.to_owned().into())).collect();
        Ok(Row { number: i + 1, cells })
    });
    rows.collect()
}
