//! Rows in, rows out: CSV with a header or JSON lines, told apart by the first character.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value as Json};
use std::io::{BufRead, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// One row: its columns in the order given, a cell for each, and the line it stands on.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) names: Arc<[String]>,
    /// Text where the table is CSV; `null` where a cell is blank.
    pub(crate) cells: Vec<Json>,
}

/// A table that is read row by row.
pub(crate) enum Input {
    /// With the columns of its header.
    Csv(Arc<[String]>, Rows),
    /// Every row names its own columns.
    JsonLines(Rows),
}

/// The rows of a table, one at a time.
pub(crate) type Rows = Box<dyn Iterator<Item = Result<Row>> + Send>;

/// Reads rows in a thread of its own, at most so many ahead, so that whoever takes them sees which
/// are there without waiting for the next.
pub(crate) fn ahead(rows: Rows, most: usize) -> Result<Receiver<Result<Row>>> {
    let (sender, receiver) = mpsc::sync_channel(most);
    let read = move || {
        for row in rows {
            // Nobody takes rows any more after an error.
            if sender.send(row).is_err() {
                break;
            }
        }
    };
    thread::Builder::new().name("rows".into()).spawn(read).context("no thread to read rows")?;
    Ok(receiver)
}

/// Looks at the first character and returns the rows.
pub(crate) fn rows(mut reader: impl BufRead + Send + 'static, name: &str) -> Result<Input> {
    // Leading blank lines would hide what the format is.
    loop {
        let buffer = reader.fill_buf().with_context(|| format!("reading {name}"))?;
        match buffer.first() {
            Some(b' ' | b'\t' | b'\r' | b'\n') => reader.consume(1),
            Some(b'{') => return Ok(Input::JsonLines(json_lines(reader, name))),
            Some(b'[') => bail!("{name} is a JSON array: expected one object a line, `{{...}}`"),
            Some(_) => return csv_rows(reader, name),
            None => bail!("{name} is empty: expected CSV with a header, or JSON lines"),
        }
    }
}

fn json_lines(reader: impl BufRead + Send + 'static, name: &str) -> Rows {
    let name = name.to_owned();
    let mut last: Arc<[String]> = Arc::default();
    let numbered = reader.lines().zip(1..);
    let full = numbered.filter(|(text, _)| !text.as_ref().is_ok_and(|t| t.trim().is_empty()));
    Box::new(full.map(move |(text, line)| {
        let place = || format!("{name}, line {line}");
        let map: Map<String, Json> =
            serde_json::from_str(&text.with_context(place)?).with_context(place)?;
        if !map.keys().eq(last.iter()) {
            last = map.keys().cloned().collect();
        }
        let cells = map.into_iter().map(|(_, cell)| cell).collect();
        Ok(Row { line, names: Arc::clone(&last), cells })
    }))
}

fn csv_rows(reader: impl BufRead + Send + 'static, name: &str) -> Result<Input> {
    let name = name.to_owned();
    let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
    let header = csv.headers().with_context(|| name.clone())?.clone();
    let columns: Arc<[String]> = header.iter().map(str::to_owned).collect();
    if let Some(twice) = columns.iter().enumerate().find(|(i, c)| columns[..*i].contains(c)) {
        bail!("{name}: the column `{}` occurs twice", twice.1);
    }
    let names = Arc::clone(&columns);
    let rows = csv.into_records().map(move |record| {
        let record = record.with_context(|| name.clone())?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |text: &str| if text.is_empty() { Json::Null } else { text.into() };
        Ok(Row { line, names: Arc::clone(&names), cells: record.iter().map(cell).collect() })
    });
    Ok(Input::Csv(columns, Box::new(rows)))
}

/// Writes rows in the format in which they came.
pub(crate) enum Writer<W: Write> {
    /// With the columns of the header.
    Csv(Box<csv::Writer<W>>, Vec<String>),
    JsonLines(W),
}

impl<W: Write> Writer<W> {
    /// JSON lines.
    pub(crate) fn json_lines(out: W) -> Self {
        Self::JsonLines(out)
    }

    /// CSV with these columns; the header is written at once.
    pub(crate) fn csv(out: W, columns: Vec<String>) -> Result<Self> {
        let mut csv = Box::new(csv::Writer::from_writer(out));
        csv.write_record(&columns)?;
        Ok(Self::Csv(csv, columns))
    }

    /// Writes one row.
    pub(crate) fn write(&mut self, cells: &Map<String, Json>) -> Result<()> {
        match self {
            Self::JsonLines(out) => Ok(writeln!(out, "{}", Json::Object(cells.clone()))?),
            Self::Csv(csv, columns) => {
                Ok(csv.write_record(columns.iter().map(|key| plain(cells.get(key))))?)
            }
        }
    }

    /// Hands everything on to the reader of the output.
    pub(crate) fn flush(&mut self) -> Result<()> {
        match self {
            Self::JsonLines(out) => out.flush()?,
            Self::Csv(csv, _) => csv.flush()?,
        }
        Ok(())
    }
}

/// A JSON value as the text of a cell.
pub(crate) fn plain(json: Option<&Json>) -> String {
    match json {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
