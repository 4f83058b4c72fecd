//! `orienteer evaluate`: any environment as a batch simulator, and as one that a program asks row by
//! row.

mod answer;
mod columns;

use crate::args::Evaluate;
use crate::filter::Filter;
use crate::input::{Writer, ahead, open};
use crate::lookup::environment;
use answer::{Answer, Job};
use anyhow::{Context, Result};
use columns::{Columns, Layout};
use orienteer_experiment::Registry;
use orienteer_experiment::rows::{Blanks, Input, Row, RowError, decompressed, rows};
use rayon::prelude::*;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

/// The most rows evaluated at once: enough to keep all cores busy, few enough to stream.
const MOST: usize = 1024;

pub(crate) fn evaluate(arguments: &Evaluate, registry: &Registry) -> Result<ExitCode> {
    let env = environment(registry, &arguments.environment, &arguments.set, &arguments.restrict)?;
    let mut filter = Filter::new(&arguments.filter)?;
    let what = "reading rows from the keyboard; end with Ctrl-D (see `orienteer evaluate --help`)";
    let (name, input) = open(arguments.file.as_deref(), what)?;
    let input = rows(decompressed(input, &name)?, &name, Blanks::Cut)?;
    let job = Job { env: &env, instance: arguments.instance, noiseless: arguments.noiseless };
    let mut columns = Columns::of(&env, &arguments.copy);
    let out = BufWriter::new(io::stdout());
    let (rows, mut writer) = match input {
        Input::JsonLines(rows) => (rows, Writer::json_lines(out)),
        Input::Csv(header, rows) => {
            filter.check(&header)?;
            let layout = columns.layout(&header)?;
            let mut writer = Writer::csv(out, columns.answer(&layout))?;
            // A program that asks row by row may wait for it.
            writer.flush()?;
            (rows, writer)
        }
    };
    let answered = answer_all(&job, &ahead(rows, MOST)?, &mut filter, &mut columns, &mut writer);
    // What was answered before an error is not lost.
    writer.flush()?;
    answered?;
    filter.finish();
    Ok(ExitCode::SUCCESS)
}

/// Answers in batches of what is there: a batch is evaluated in parallel and written in order.
fn answer_all<W: Write>(
    job: &Job<'_>,
    rows: &Receiver<Result<Row, RowError>>,
    filter: &mut Filter,
    columns: &mut Columns,
    writer: &mut Writer<W>,
) -> Result<()> {
    let mut count = 0;
    loop {
        let batch = batch(rows);
        if batch.is_empty() {
            return Ok(());
        }
        let mut questions = Vec::with_capacity(batch.len());
        for row in batch {
            match question(row, filter, columns) {
                Ok(None) => {}
                Ok(Some((row, layout))) => {
                    questions.push(Ok((row, layout, count)));
                    count += 1;
                }
                Err(error) => {
                    questions.push(Err(error));
                    break;
                }
            }
        }
        let answers: Vec<Result<Answer>> = questions
            .into_par_iter()
            .map(|question| {
                let (row, layout, index) = question?;
                let line = row.line;
                job.answer(row, &layout, index).with_context(|| format!("line {line}"))
            })
            .collect();
        columns.note_filled(answers.iter().flatten());
        for answer in answers {
            writer.write(&answer?.cells)?;
        }
        writer.flush()?;
    }
}

/// The rows that are there, at least one of them except at the end.
fn batch(rows: &Receiver<Result<Row, RowError>>) -> Vec<Result<Row, RowError>> {
    let mut batch: Vec<_> = rows.recv().into_iter().collect();
    while !batch.is_empty()
        && batch.len() < MOST
        && let Ok(row) = rows.try_recv()
    {
        batch.push(row);
    }
    batch
}

/// A row that is to be answered, and what its columns mean.
fn question(
    row: Result<Row, RowError>,
    filter: &mut Filter,
    columns: &mut Columns,
) -> Result<Option<(Row, Arc<Layout>)>> {
    let row = row?;
    if !filter.admits(&row) {
        return Ok(None);
    }
    let layout = columns.layout(&row.names).with_context(|| format!("line {}", row.line))?;
    Ok(Some((row, layout)))
}
