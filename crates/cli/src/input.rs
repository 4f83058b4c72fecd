//! Rows in, rows out: CSV with a header or JSON lines, told apart by the first character.

use anyhow::{Context, Result, bail};
use orienteer_core::Value;
use serde_json::{Map, Value as Json};
use std::io::{BufRead, Write};

/// One row: named values in the order given, and the line it stands on.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) cells: Vec<(String, Value)>,
}

/// The format of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    JsonLines,
}

/// The rows of a table, one at a time.
pub(crate) type Rows = Box<dyn Iterator<Item = Result<Row>>>;

/// Looks at the first character and returns the rows.
pub(crate) fn rows(mut reader: impl BufRead + 'static, name: &str) -> Result<(Format, Rows)> {
    // Leading blank lines would hide what the format is.
    loop {
        let buffer = reader.fill_buf().with_context(|| format!("reading {name}"))?;
        match buffer.first() {
            Some(b' ' | b'\t' | b'\r' | b'\n') => reader.consume(1),
            Some(b'{') => return Ok((Format::JsonLines, json_lines(reader, name))),
            Some(_) => return Ok((Format::Csv, csv_rows(reader, name)?)),
            None => bail!("{name} is empty: expected CSV with a header, or JSON lines"),
        }
    }
}

fn json_lines(reader: impl BufRead + 'static, name: &str) -> Rows {
    let name = name.to_owned();
    let numbered = reader.lines().zip(1..);
    let full = numbered.filter(|(text, _)| !text.as_ref().is_ok_and(|t| t.trim().is_empty()));
    Box::new(full.map(move |(text, line)| {
        let place = || format!("{name}, line {line}");
        let map: Map<String, Json> =
            serde_json::from_str(&text.with_context(place)?).with_context(place)?;
        let cells = map.into_iter().map(|(key, json)| {
            let value = value(&json).with_context(|| {
                format!("{}: `{key}` is {json}; expected a number, text, true or false", place())
            });
            Ok((key, value?))
        });
        Ok(Row { line, cells: cells.collect::<Result<_>>()? })
    }))
}

fn value(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(n) => n.as_i64().map(Value::Int).or_else(|| n.as_f64().map(Value::Real))?,
        Json::String(t) => Value::Text(t.clone()),
        _ => return None,
    })
}

fn csv_rows(reader: impl BufRead + 'static, name: &str) -> Result<Rows> {
    let name = name.to_owned();
    let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
    let header = csv.headers().with_context(|| name.clone())?.clone();
    Ok(Box::new(csv.into_records().map(move |record| {
        let record = record.with_context(|| name.clone())?;
        let line = record.position().map_or(0, csv::Position::line);
        // An empty cell is an inactive parameter.
        let filled = header.iter().zip(record.iter()).filter(|(_, cell)| !cell.is_empty());
        let cells = filled.map(|(key, cell)| (key.to_owned(), Value::Text(cell.to_owned())));
        Ok(Row { line, cells: cells.collect() })
    })))
}

/// Writes rows in the format in which they came.
pub(crate) enum Writer<W: Write> {
    /// With the columns of the header.
    Csv(Box<csv::Writer<W>>, Vec<String>),
    JsonLines(W),
}

impl<W: Write> Writer<W> {
    /// `columns` are those of a CSV; JSON lines name their own.
    pub(crate) fn new(format: Format, out: W, columns: Vec<String>) -> Result<Self> {
        Ok(match format {
            Format::JsonLines => Self::JsonLines(out),
            Format::Csv => {
                let mut csv = Box::new(csv::Writer::from_writer(out));
                csv.write_record(&columns)?;
                Self::Csv(csv, columns)
            }
        })
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
