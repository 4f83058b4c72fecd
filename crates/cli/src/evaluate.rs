//! `orienteer evaluate`: any environment as a batch simulator.

use crate::args::Evaluate;
use crate::input::{Row, Writer, rows};
use crate::lookup::environment;
use crate::text::note;
use anyhow::{Context, Result, bail};
use orienteer_core::rng::stream_seed;
use orienteer_core::{
    AnyEnvironment, Designs, Environment, Fault, MetricSpec, Metrics, Moves, Value,
};
use orienteer_experiment::AnyEnv;
use rayon::prelude::*;
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal};
use std::process::ExitCode;

/// Rows evaluated at once: enough to keep all cores busy, few enough to stream.
const CHUNK: usize = 1024;

/// What the columns that the answer adds are called, beside the metrics.
const STATUS: [&str; 2] = ["status", "reason"];

pub(crate) fn evaluate(arguments: &Evaluate) -> Result<ExitCode> {
    let env = environment(&arguments.environment, &arguments.set)?;
    let file = arguments.file.as_deref().filter(|path| path.as_os_str() != "-");
    let (format, rows) = if let Some(path) = file {
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
    let job = Job { env: &env, arguments };
    let mut rows = rows.peekable();
    let columns = match rows.peek() {
        Some(Ok(first)) => job.columns(first),
        _ => Vec::new(),
    };
    let mut writer = Writer::new(format, BufWriter::new(io::stdout()), columns)?;
    let (mut count, mut failure) = (0, None);
    while failure.is_none() && rows.peek().is_some() {
        let mut chunk = Vec::new();
        for row in rows.by_ref().take(CHUNK) {
            match row {
                Ok(row) => chunk.push(row),
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        let first = count;
        count += chunk.len() as u64;
        let answers: Vec<_> = chunk
            .into_par_iter()
            .enumerate()
            .map(|(i, row)| job.answer(row, first + i as u64))
            .collect();
        for answer in answers {
            match answer {
                Ok(cells) => writer.write(&cells)?,
                Err(error) => {
                    failure.get_or_insert(error);
                    break;
                }
            }
        }
        writer.flush()?;
    }
    match failure {
        Some(error) => Err(error),
        None => Ok(ExitCode::SUCCESS),
    }
}

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

    /// The columns of the answer: those of the space, extras of the first row, and what is added.
    fn columns(&self, first: &Row) -> Vec<String> {
        let mut columns: Vec<String> = match self.env {
            AnyEnv::Moves(_) => vec!["moves".into()],
            AnyEnv::Designs(env) => env.space().paths().iter().map(ToString::to_string).collect(),
        };
        let added = self.metrics().iter().map(|m| m.name.to_string()).chain(STATUS.map(Into::into));
        let given: Vec<String> = first.cells.iter().map(|(key, _)| key.clone()).collect();
        let extra: Vec<String> = given.into_iter().filter(|key| !columns.contains(key)).collect();
        columns.extend(extra);
        let added: Vec<String> = added.filter(|key| !columns.contains(key)).collect();
        columns.extend(added);
        columns
    }

    /// Evaluates the row number `index`.
    fn answer(&self, row: Row, index: u64) -> Result<Map<String, Json>> {
        let place = || format!("line {}", row.line);
        let result = match self.env {
            AnyEnv::Designs(env) => self.design(env, &row, index).with_context(place)?,
            AnyEnv::Moves(env) => self.moves(env, &row).with_context(place)?,
        };
        let mut cells: Map<String, Json> =
            row.cells.iter().map(|(key, value)| (key.clone(), json(value))).collect();
        match result {
            Ok(metrics) => {
                let named = self.metrics().iter().zip(metrics);
                cells.extend(named.map(|(spec, m)| (spec.name.to_string(), Json::from(m))));
                cells.insert(STATUS[0].into(), "ok".into());
            }
            Err(fault) => {
                cells.insert(STATUS[0].into(), "fault".into());
                cells.insert(STATUS[1].into(), fault.to_string().into());
            }
        }
        Ok(cells)
    }

    fn design(
        &self,
        env: &AnyEnvironment<Designs>,
        row: &Row,
        index: u64,
    ) -> Result<Result<Metrics, Fault>> {
        let space = env.space();
        let keep =
            |key: &str| !self.arguments.keep_extra || space.paths().iter().any(|p| **p == *key);
        let given = row.cells.iter().filter(|(key, _)| keep(key));
        let design = space.design(given.map(|(key, value)| (key.as_str(), value.clone())))?;
        if let Err(clause) = space.allows(&design) {
            return Ok(Err(Fault::Infeasible(clause)));
        }
        if self.arguments.noiseless && env.noisy() {
            let metrics = env.noiseless(&design);
            let unknown = || Fault::Infeasible("there is no noise-free value of it".into());
            return Ok(metrics.ok_or_else(unknown));
        }
        let seed = if env.noisy() {
            stream_seed(self.arguments.instance, index)
        } else {
            self.arguments.instance
        };
        Ok(env.step(&mut env.reset(seed), &design).map(|outcome| outcome.metrics))
    }

    fn moves(&self, env: &AnyEnvironment<Moves>, row: &Row) -> Result<Result<Metrics, Fault>> {
        let Some((_, Value::Text(moves))) = row.cells.iter().find(|(key, _)| key == "moves") else {
            bail!("no column `moves`: expected moves such as `{}`", env.space().name(0));
        };
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
            match env.step(&mut state, &mv) {
                Ok(outcome) => {
                    over = outcome.end.is_some();
                    metrics = outcome.metrics;
                }
                Err(fault) => return Ok(Err(fault)),
            }
        }
        Ok(Ok(metrics))
    }
}

fn json(value: &Value) -> Json {
    serde_json::to_value(value).unwrap_or(Json::Null)
}
