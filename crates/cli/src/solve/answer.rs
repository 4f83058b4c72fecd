//! The answer to one instance, as a row.

use orienteer_experiment::Answer;
use orienteer_experiment::rows::Row;
use serde_json::{Map, Value as Json};

/// What the answer adds. A column that was given under one of these names becomes `given_NAME`.
const ADDED: [&str; 16] = [
    "solution",
    "length",
    "cost",
    "optimal",
    "lower_bound",
    "upper_bound",
    "unsolvable",
    "gap",
    "generated",
    "expanded",
    "estimates",
    "peak_bytes",
    "seconds",
    "stop",
    "drawing",
    "error",
];

/// The columns that were given.
pub(super) fn given(row: &Row) -> Map<String, Json> {
    let name = |name: &String| {
        if ADDED.contains(&name.as_str()) { format!("given_{name}") } else { name.clone() }
    };
    row.names.iter().map(name).zip(row.cells.iter().cloned()).collect()
}

/// The columns that were given, and what came of it. `optimum` is the cost of a cheapest solution.
pub(super) fn answered(row: &Row, answer: &Answer, optimum: Option<u64>) -> Map<String, Json> {
    let mut cells = given(row);
    let report = &answer.report;
    let cost = report.solution.as_ref().map(|solution| solution.cost);
    let mut add = |name: &str, value: Json| cells.insert(name.to_owned(), value);
    add("solution", answer.moves.as_ref().map(|moves| moves.join(" ")).into());
    add("length", answer.moves.as_ref().map(Vec::len).into());
    add("cost", cost.into());
    add("optimal", report.is_optimal().into());
    add("lower_bound", report.lower_bound.into());
    add("upper_bound", cost.into());
    add("unsolvable", report.unsolvable.into());
    if let Some(optimum) = optimum {
        let gap = cost.and_then(|cost| i64::try_from(i128::from(cost) - i128::from(optimum)).ok());
        add("gap", gap.into());
    }
    let counters = &report.counters;
    add("generated", counters.generated.into());
    add("expanded", counters.expanded.into());
    add("estimates", counters.estimates.into());
    add("peak_bytes", counters.peak_bytes.into());
    add("seconds", report.seconds.into());
    add("stop", answer.stop().into());
    cells
}
