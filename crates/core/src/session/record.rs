//! One evaluation as a line of JSON. `docs/records.md` describes the fields.

use crate::environment::Fault;
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
    /// Why there is no value: the fault, or the broken constraint. With a value: what cut the
    /// episode short after the state that counts.
    pub reason: Option<String>,
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
    /// The moves that the agent asked for, where others were made: an illegal move stands for a
    /// legal one, and an episode may end early.
    pub asked: Option<Vec<String>>,
}

impl Record {
    /// `ok`, `infeasible`, or the kind of fault.
    pub fn status(&self) -> &'static str {
        match &self.result {
            Ok(_) if self.value.is_some() => "ok",
            Ok(_) => "infeasible",
            Err(fault) => fault.kind(),
        }
    }

    /// The moves of the episode that was evaluated, and how many of them count.
    pub(super) fn episode(&self) -> Option<(Vec<String>, u64)> {
        match (&self.subject, self.counted) {
            (Subject::Moves(moves), Some(counted)) => Some((moves.clone(), counted)),
            _ => None,
        }
    }

    /// The line, without a line end.
    pub fn to_json(&self, specs: &[MetricSpec]) -> String {
        // Nothing here can fail: the keys are text, and all numbers are finite.
        serde_json::to_string(&Line { record: self, specs }).unwrap_or_default()
    }

    /// Reads a line back.
    ///
    /// # Errors
    ///
    /// When it is no JSON, or a field is missing or not what it should be.
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
            Subject::Moves(words(moves))
        };
        let status = text("status").ok_or_else(|| bad("status"))?;
        let reason = text("reason").map(str::to_owned);
        let result = if let Some(metrics) = map.get("metrics") {
            let values = specs.iter().map(|s| metrics.get(&*s.name).and_then(Json::as_f64));
            Ok(values.collect::<Option<Metrics>>().ok_or_else(|| bad("metrics"))?)
        } else {
            let fault = Fault::of_kind(status, reason.clone().unwrap_or_default());
            Err(fault.ok_or_else(|| bad("metrics"))?)
        };
        let record = Self {
            index: map.get("i").and_then(Json::as_u64).ok_or_else(|| bad("i"))?,
            subject,
            from: map.get("from").and_then(Json::as_u64),
            reason,
            result,
            value: number("value"),
            reward: number("reward"),
            noiseless: number("noiseless"),
            cost: map.get("cost").and_then(Json::as_u64).ok_or_else(|| bad("cost"))? as u32,
            cached: map.contains_key("cached"),
            counted: map.get("counted").and_then(Json::as_u64),
            asked: text("asked").map(words),
        };
        if record.status() == status { Ok(record) } else { Err(bad("status")) }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(Into::into).collect()
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
        if let Some(reason) = &record.reason {
            line.serialize_entry("reason", reason)?;
        }
        line.serialize_entry("cost", &record.cost)?;
        if record.cached {
            line.serialize_entry("cached", &true)?;
        }
        if let Some(counted) = record.counted {
            line.serialize_entry("counted", &counted)?;
        }
        if let Some(asked) = &record.asked {
            line.serialize_entry("asked", &asked.join(" "))?;
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
