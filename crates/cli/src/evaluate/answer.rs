//! The answer to one row.

use super::columns::{Column, Layout, STATUS};
use anyhow::{Context, Result, bail};
use orienteer_core::environment::guarded;
use orienteer_core::rng::stream_seed;
use orienteer_core::{AnyEnvironment, Designs, Environment, Fault, Metrics, Moves, Value};
use orienteer_experiment::AnyEnv;
use orienteer_experiment::rows::Row;
use serde_json::{Map, Value as Json};

/// What answers rows.
pub(super) struct Job<'a> {
    pub(super) env: &'a AnyEnv,
    pub(super) instance: u64,
    pub(super) noiseless: bool,
}

/// A row of the answer.
pub(super) struct Answer {
    pub(super) cells: Map<String, Json>,
    /// The parameters that were not given, with their values.
    pub(super) filled: Vec<(String, Value)>,
}

/// What was evaluated, and what came of it.
struct Evaluated {
    given: Vec<(String, Value)>,
    filled: Vec<(String, Value)>,
    result: Result<Metrics, Fault>,
}

impl Job<'_> {
    /// Evaluates the row number `index`.
    pub(super) fn answer(&self, row: Row, layout: &Layout, index: u64) -> Result<Answer> {
        let (mut values, mut extra) = (Vec::new(), Vec::new());
        for ((name, column), cell) in row.names.iter().zip(layout).zip(row.cells) {
            match column {
                Column::Parameter(path) => values.push((path.as_str(), value(name, &cell)?)),
                Column::Extra(name) => extra.push((name.clone(), cell)),
            }
        }
        let Evaluated { given, filled, result } = match self.env {
            AnyEnv::Designs(env) => self.design(env, values, index)?,
            AnyEnv::Moves(env) => self.moves(env, values)?,
        };
        let given = given.iter().map(|(name, value)| (name.clone(), json(value)));
        let mut cells: Map<String, Json> = given.chain(extra).collect();
        let (status, reason) = match result {
            Ok(metrics) => {
                let named = self.env.metrics().iter().zip(metrics);
                cells.extend(named.map(|(spec, m)| (spec.name.to_string(), Json::from(m))));
                ("ok", None)
            }
            Err(fault) => (fault.kind(), Some(fault.reason().to_owned())),
        };
        cells.insert(STATUS[0].into(), status.into());
        cells.extend(reason.map(|reason| (STATUS[1].to_owned(), reason.into())));
        Ok(Answer { cells, filled })
    }

    /// Evaluates a design; gives the active parameters with it.
    fn design(
        &self,
        env: &AnyEnvironment<Designs>,
        values: Vec<(&str, Option<Value>)>,
        index: u64,
    ) -> Result<Evaluated> {
        let space = env.space();
        let completed = space.complete(values)?;
        let (design, filled) = (completed.design, completed.filled);
        let named = space.assignment(&design).into_iter().map(|(name, v)| (name.to_owned(), v));
        let evaluated = |result| Evaluated { given: named.collect(), filled, result };
        if let Err(clause) = space.allows(&design) {
            return Ok(evaluated(Err(Fault::Infeasible(clause))));
        }
        if self.noiseless && env.noisy() {
            let unknown = || Fault::Infeasible("there is no noise-free value of it".into());
            return Ok(evaluated(env.noiseless(&design).ok_or_else(unknown)));
        }
        let seed = if env.noisy() { stream_seed(self.instance, index) } else { self.instance };
        let outcome = guarded(env.metrics(), || env.step(&mut env.reset(seed), &design));
        Ok(evaluated(outcome.map(|outcome| outcome.metrics)))
    }

    /// Makes the moves of a row.
    fn moves(
        &self,
        env: &AnyEnvironment<Moves>,
        values: Vec<(&str, Option<Value>)>,
    ) -> Result<Evaluated> {
        let Some((_, Some(Value::Text(moves)))) = values.into_iter().next() else {
            bail!("no column `moves`: expected moves such as `{}`", env.space().name(0));
        };
        let given = vec![("moves".to_owned(), Value::Text(moves.clone()))];
        let evaluated = |result| Evaluated { given, filled: Vec::new(), result };
        let mut state = env.reset(self.instance);
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
                Err(fault) => return Ok(evaluated(Err(fault))),
            }
        }
        Ok(evaluated(Ok(metrics)))
    }
}

/// The value of a cell; nothing if it is blank.
fn value(name: &str, cell: &Json) -> Result<Option<Value>> {
    match cell {
        Json::Null => Ok(None),
        Json::String(text) => Ok(Some(Value::Text(text.clone()))),
        other => serde_json::from_value(other.clone()).map(Some).with_context(|| {
            format!("`{name}` is {other}; expected a number, text, true or false")
        }),
    }
}

fn json(value: &Value) -> Json {
    serde_json::to_value(value).unwrap_or(Json::Null)
}
