//! One evaluation as a line of JSON. `docs/records.md` describes the fields.

use crate::environment::{Fault, Outcome};
use crate::metric::{MetricSpec, Metrics};
use crate::space::{Subject, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json};

/// A record that cannot be kept, or that contradicts what the agent does.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct JournalError(pub String);

/// One evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Counts evaluations from 0.
    pub index: u64,
    /// What was evaluated.
    pub subject: Subject,
    /// For a move: the evaluation that led to the state it was made in; none at the start.
    pub from: Option<u64>,
    /// What was measured, or why nothing was.
    pub result: Result<Metrics, Fault>,
    /// The broken constraint of an evaluation that is infeasible though measured.
    pub broken: Option<String>,
    /// The objective's value, when feasible.
    pub value: Option<f64>,
    /// The agent's reward, when feasible.
    pub reward: Option<f64>,
    /// The value without noise, on evaluations that became the incumbent.
    pub noiseless: Option<f64>,
    /// Evaluations charged.
    pub cost: u32,
    /// Whether it was answered from the cache.
    pub cached: bool,
    /// For the moves of an episode: how many of them led to what was measured.
    pub counted: Option<u64>,
}

impl Record {
    /// `ok`, `infeasible`, or the kind of fault.
    pub fn status(&self) -> &'static str {
        match &self.result {
            Ok(_) if self.value.is_some() => "ok",
            Ok(_) | Err(Fault::Infeasible(_)) => "infeasible",
            Err(Fault::Crash(_)) => "crash",
            Err(Fault::Timeout(_)) => "timeout",
            Err(Fault::Invalid(_)) => "invalid",
        }
    }

    /// Why there is no value, in words.
    pub fn reason(&self) -> Option<&str> {
        match &self.result {
            Ok(_) => self.broken.as_deref(),
            Err(
                Fault::Infeasible(reason)
                | Fault::Crash(reason)
                | Fault::Timeout(reason)
                | Fault::Invalid(reason),
            ) => Some(reason),
        }
    }

    /// The outcome as the environment gave it.
    pub(super) fn outcome(self) -> Result<Outcome, Fault> {
        let along =
            if self.counted.is_some() { self.result.iter().cloned().collect() } else { vec![] };
        self.result.map(|metrics| Outcome { metrics, end: None, cost: self.cost, along })
    }

    /// The line, without a line end.
    pub fn to_json(&self, specs: &[MetricSpec]) -> String {
        // Nothing here can fail: the keys are text, and all numbers are finite.
        serde_json::to_string(&Line { record: self, specs }).unwrap_or_default()
    }

    /// Reads a line back.
    pub fn from_json(line: &str, specs: &[MetricSpec]) -> Result<Self, JournalError> {
        let bad = |what: &str| JournalError(format!("a record has no valid {what}: {line}"));
        let map: Map<String, Json> = serde_json::from_str(line)
            .map_err(|e| JournalError(format!("{e} in record {line}")))?;
        let number = |key: &str| map.get(key).and_then(Json::as_f64);
        let text = |key: &str| map.get(key).and_then(Json::as_str);
        let subject = if let Some(design) = map.get("design").and_then(Json::as_object) {
            let values = design.iter().map(|(k, v)| Some((k.clone(), value(v)?)));
            Subject::Design(values.collect::<Option<_>>().ok_or_else(|| bad("design"))?)
        } else if let Some(name) = text("move") {
            Subject::Move(name.into())
        } else {
            let moves = text("moves").ok_or_else(|| bad("design, move or moves"))?;
            Subject::Moves(moves.split_whitespace().map(Into::into).collect())
        };
        let status = text("status").ok_or_else(|| bad("status"))?;
        let reason = text("reason").map(str::to_owned);
        let result = if let Some(metrics) = map.get("metrics") {
            let values = specs.iter().map(|s| metrics.get(&*s.name).and_then(Json::as_f64));
            Ok(values.collect::<Option<Metrics>>().ok_or_else(|| bad("metrics"))?)
        } else {
            let reason = reason.clone().unwrap_or_default();
            Err(match status {
                "infeasible" => Fault::Infeasible(reason),
                "crash" => Fault::Crash(reason),
                "timeout" => Fault::Timeout(reason),
                "invalid" => Fault::Invalid(reason),
                _ => return Err(bad("metrics")),
            })
        };
        Ok(Self {
            index: map.get("i").and_then(Json::as_u64).ok_or_else(|| bad("i"))?,
            subject,
            from: map.get("from").and_then(Json::as_u64),
            broken: if result.is_ok() { reason } else { None },
            result,
            value: number("value"),
            reward: number("reward"),
            noiseless: number("noiseless"),
            cost: map.get("cost").and_then(Json::as_u64).ok_or_else(|| bad("cost"))? as u32,
            cached: map.contains_key("cached"),
            counted: map.get("counted").and_then(Json::as_u64),
        })
    }
}

/// A record with the names of its metrics. Written field by field: a map of the fields would cost
/// several times as much as the rest of an evaluation.
struct Line<'a> {
    record: &'a Record,
    specs: &'a [MetricSpec],
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = self.record;
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("i", &record.index)?;
        match &record.subject {
            Subject::Design(assignment) => {
                line.serialize_entry("design", &Pairs(assignment.iter().map(|(k, v)| (&**k, v))))?;
            }
            Subject::Move(name) => {
                line.serialize_entry("from", &record.from)?;
                line.serialize_entry("move", name)?;
            }
            Subject::Moves(names) => line.serialize_entry("moves", &names.join(" "))?,
        }
        if let Ok(metrics) = &record.result {
            let named = self.specs.iter().zip(metrics).map(|(spec, m)| (&*spec.name, m));
            line.serialize_entry("metrics", &Pairs(named))?;
        }
        let mut optional = |key: &str, value: Option<f64>| match value {
            Some(value) => line.serialize_entry(key, &value),
            None => Ok(()),
        };
        optional("value", record.value)?;
        optional("reward", record.reward)?;
        optional("noiseless", record.noiseless)?;
        line.serialize_entry("status", record.status())?;
        if let Some(reason) = record.reason() {
            line.serialize_entry("reason", reason)?;
        }
        line.serialize_entry("cost", &record.cost)?;
        if record.cached {
            line.serialize_entry("cached", &true)?;
        }
        if let Some(counted) = record.counted {
            line.serialize_entry("counted", &counted)?;
        }
        line.end()
    }
}

/// Pairs as an object.
struct Pairs<I>(I);

impl<'a, V: Serialize + 'a, I: Iterator<Item = (&'a str, &'a V)> + Clone> Serialize for Pairs<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}

fn value(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(n) => n.as_i64().map(Value::Int).or_else(|| n.as_f64().map(Value::Real))?,
        Json::String(t) => Value::Text(t.clone()),
        _ => return None,
    })
}
