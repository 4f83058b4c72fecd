//! `orienteer evaluate`: any environment as a batch simulator.

use crate::args::Evaluate;
use crate::input::{Input, Row, Rows, Writer, rows};
use crate::lookup::environment;
use crate::text::note;
use anyhow::{Context, Result, bail};
use orienteer_core::environment::guarded;
use orienteer_core::rng::stream_seed;
use orienteer_core::{
    AnyEnvironment, Designs, Environment, Fault, MetricSpec, Metrics, Moves, Value,
};
use orienteer_experiment::AnyEnv;
use rayon::prelude::*;
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// Rows evaluated at once: enough to keep all cores busy, few enough to stream.
const CHUNK: usize = 1024;

/// What the columns that the answer adds are called, beside the metrics.
const STATUS: [&str; 2] = ["status", "reason"];

pub(crate) fn evaluate(arguments: &Evaluate) -> Result<ExitCode> {
    let env = environment(&arguments.environment, &arguments.set)?;
    let job = Job { env: &env, arguments };
    let file = arguments.file.as_deref().filter(|path| path.as_os_str() != "-");
    let input = if let Some(path) = file {
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
        rows(BufReader::new(file), &name)?
    } else {
        if io::stdin().is_terminal() {
            note(
                "reading rows from the keyboard; end with Ctrl-D (see `orienteer evaluate --help`)",
            );
        }
        rows(BufReader::new(io::stdin()), "standard input")?
    };
    let out = BufWriter::new(io::stdout());
    let (rows, mut writer) = match input {
        Input::JsonLines(rows) => (rows, Writer::json_lines(out)),
        Input::Csv(header, rows) => {
            let columns = job.columns(&header)?;
            (rows, Writer::csv(out, columns)?)
        }
    };
    let answered = job.answer_all(rows, &mut writer);
    // What was answered before an error is not lost.
    writer.flush()?;
    answered.map(|()| ExitCode::SUCCESS)
}

/// What was evaluated, and what came of it.
type Evaluated = (Vec<(String, Value)>, Result<Metrics, Fault>);

struct Job<'a> {
    env: &'a AnyEnv,
    arguments: &'a Evaluate,
}

impl Job<'_> {
    fn metrics(&self) -> &[MetricSpec] {
        match self.env {
            AnyEnv::Moves(env) => env.metrics(),
            AnyEnv::Designs(env) => env.metrics(),
        }
    }

    /// The names of what can be given.
    fn known(&self) -> Vec<String> {
        match self.env {
            AnyEnv::Moves(_) => vec!["moves".into()],
            AnyEnv::Designs(env) => env.space().paths().to_vec(),
        }
    }

    /// The names of what is added.
    fn added(&self) -> Vec<String> {
        self.metrics().iter().map(|m| m.name.to_string()).chain(STATUS.map(Into::into)).collect()
    }

    /// The columns of the answer to a CSV with this header: those of the space, what else was
    /// given, and what is added.
    fn columns(&self, header: &[String]) -> Result<Vec<String>> {
        self.accept(header.iter())?;
        let mut columns = self.known();
        let extra: Vec<String> = header.iter().filter(|c| !columns.contains(c)).cloned().collect();
        columns.extend(extra);
        columns.extend(self.added());
        Ok(columns)
    }

    /// Refuses names that nothing can be done with.
    fn accept<'n>(&self, names: impl Iterator<Item = &'n String>) -> Result<()> {
        let (known, added) = (self.known(), self.added());
        for name in names {
            if added.contains(name) && !known.contains(name) {
                bail!("column `{name}` is one that the answer adds: give it another name");
            }
            if !known.contains(name) && !self.arguments.keep_extra {
                let near = orienteer_core::space::nearest(name, known.iter().map(String::as_str));
                let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                bail!(
                    "`{name}` is not a parameter{hint} (`--keep-extra` copies columns that are not)"
                );
            }
        }
        Ok(())
    }

    /// Answers in chunks: a chunk is evaluated in parallel and written in order.
    fn answer_all<W: Write>(&self, mut rows: Rows, writer: &mut Writer<W>) -> Result<()> {
        let mut count = 0;
        loop {
            let chunk: Vec<Result<Row>> = rows.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(());
            }
            let first = count;
            count += chunk.len() as u64;
            let answers: Vec<_> = chunk
                .into_par_iter()
                .enumerate()
                .map(|(i, row)| self.answer(row?, first + i as u64))
                .collect();
            for answer in answers {
                writer.write(&answer?)?;
            }
            writer.flush()?;
        }
    }

    /// Evaluates the row number `index`.
    fn answer(&self, row: Row, index: u64) -> Result<Map<String, Json>> {
        let place = || format!("line {}", row.line);
        self.accept(row.cells.iter().map(|(name, _)| name)).with_context(place)?;
        let known = self.known();
        let is_known = |name: &String| known.contains(name);
        let (given, result) = match self.env {
            AnyEnv::Designs(env) => self.design(env, &row, index).with_context(place)?,
            AnyEnv::Moves(env) => self.moves(env, &row).with_context(place)?,
        };
        let extra = row.cells.into_iter().filter(|(name, _)| !is_known(name));
        let mut cells: Map<String, Json> =
            given.into_iter().chain(extra).map(|(name, value)| (name, json(&value))).collect();
        let (status, reason) = match result {
            Ok(metrics) => {
                let named = self.metrics().iter().zip(metrics);
                cells.extend(named.map(|(spec, m)| (spec.name.to_string(), Json::from(m))));
                ("ok", None)
            }
            Err(fault) => (fault.kind(), Some(fault.reason().to_owned())),
        };
        cells.insert(STATUS[0].into(), status.into());
        cells.extend(reason.map(|reason| (STATUS[1].to_owned(), reason.into())));
        Ok(cells)
    }

    /// Evaluates a design; gives the active parameters with it.
    fn design(&self, env: &AnyEnvironment<Designs>, row: &Row, index: u64) -> Result<Evaluated> {
        let space = env.space();
        let given = row.cells.iter().filter(|(name, _)| space.paths().contains(name));
        let design = space.design(given.map(|(name, value)| (name.as_str(), value.clone())))?;
        let named = space.assignment(&design).into_iter().map(|(name, v)| (name.to_owned(), v));
        let named = named.collect();
        if let Err(clause) = space.allows(&design) {
            return Ok((named, Err(Fault::Infeasible(clause))));
        }
        if self.arguments.noiseless && env.noisy() {
            let unknown = || Fault::Infeasible("there is no noise-free value of it".into());
            return Ok((named, env.noiseless(&design).ok_or_else(unknown)));
        }
        let instance = self.arguments.instance;
        let seed = if env.noisy() { stream_seed(instance, index) } else { instance };
        let outcome = guarded(env.metrics(), || env.step(&mut env.reset(seed), &design));
        Ok((named, outcome.map(|outcome| outcome.metrics)))
    }

    /// Makes the moves of a row.
    fn moves(&self, env: &AnyEnvironment<Moves>, row: &Row) -> Result<Evaluated> {
        let Some((_, Value::Text(moves))) = row.cells.iter().find(|(name, _)| name == "moves")
        else {
            bail!("no column `moves`: expected moves such as `{}`", env.space().name(0));
        };
        let named = vec![("moves".to_owned(), Value::Text(moves.clone()))];
        let mut state = env.reset(self.arguments.instance);
        let mut metrics = env.measure(&state).unwrap_or_default();
        let (mut legal, mut over) = (Vec::new(), false);
        for (i, name) in moves.split_whitespace().enumerate() {
            let nth = i + 1;
            let Some(mv) = env.space().parse(name) else {
                let names = env.space().names().join(" ");
                bail!("move {nth}, `{name}`, is not a move (the moves are {names})");
            };
            env.legal(&state, &mut legal);
            if over || !legal.contains(&mv) {
                let why = if over { "comes after the end" } else { "is not legal there" };
                bail!("move {nth}, `{name}`, {why}");
            }
            match guarded(env.metrics(), || env.step(&mut state, &mv)) {
                Ok(outcome) => {
                    over = outcome.end.is_some();
                    metrics = outcome.metrics;
                }
                Err(fault) => return Ok((named, Err(fault))),
            }
        }
        Ok((named, Ok(metrics)))
    }
}

fn json(value: &Value) -> Json {
    serde_json::to_value(value).unwrap_or(Json::Null)
}
