//! Rows in, rows out: where they come from, and how they are written.

use crate::text::note;
use anyhow::{Context, Result};
use orienteer_experiment::rows::{Row, RowError, Rows, plain};
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Opens a file, or standard input where there is none or `-`, and says what errors call it. `what`
/// is what somebody at a keyboard is told.
pub(crate) fn open(file: Option<&Path>, what: &str) -> Result<(String, Box<dyn BufRead + Send>)> {
    if let Some(path) = file.filter(|path| path.as_os_str() != "-") {
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
        return Ok((name, Box::new(BufReader::new(file))));
    }
    if io::stdin().is_terminal() {
        note(what);
    }
    Ok(("standard input".into(), Box::new(BufReader::new(io::stdin()))))
}

/// Reads rows in a thread of its own, at most so many ahead, so that whoever takes them sees which
/// are there without waiting for the next.
pub(crate) fn ahead(rows: Rows, most: usize) -> Result<Receiver<Result<Row, RowError>>> {
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
