//! The laws that every environment keeps, as a suite that any environment can be put through.
//!
//! An environment's own tests call [`check_moves`] or [`check_designs`]; the command does the same
//! for `orienteer check`. A law that fails names what was done and what came out.

mod designs;
mod moves;

pub use designs::check_designs;
pub use moves::check_moves;

use crate::environment::{Environment, Fault, Outcome};
use crate::metric::MetricSpec;

/// How many random episodes or designs a check tries.
const TRIALS: u64 = 50;

/// A law that an environment keeps, and how it was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The law.
    pub law: &'static str,
    /// What was tried.
    pub tried: String,
}

/// A law that an environment breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{law}: {what}")]
pub struct Broken {
    /// The law.
    pub law: &'static str,
    /// What was done and what came out.
    pub what: String,
}

/// Fails with `what` unless `holds`.
fn ensure(law: &'static str, holds: bool, what: impl FnOnce() -> String) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(Broken { law, what: what() }) }
}

const METRICS: &str = "metrics have names, units and finite values";

/// The longest unit, such as `1e6 parameters`.
const LONGEST_UNIT: usize = 20;

/// Names can be used in formulas and are different; units can stand on an axis, and every metric says
/// what it is.
fn metric_specs<E: Environment>(env: &E) -> Result<Kept, Broken> {
    let specs = env.metrics();
    ensure(METRICS, !specs.is_empty(), || "there are no metrics".into())?;
    for (i, spec) in specs.iter().enumerate() {
        let mut chars = spec.name.chars();
        let head = chars.next().is_some_and(|c| c.is_ascii_lowercase() || c == '_');
        let tail = chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        ensure(METRICS, head && tail, || {
            format!("`{}` is not an identifier of lower-case letters, digits and `_`", spec.name)
        })?;
        let unit = &*spec.unit;
        let fits = unit.trim() == unit && unit.len() <= LONGEST_UNIT && !unit.contains(['[', ']']);
        ensure(METRICS, fits, || {
            format!(
                "`{unit}` is no unit for an axis: expected at most {LONGEST_UNIT} characters without brackets"
            )
        })?;
        ensure(METRICS, !spec.doc.trim().is_empty(), || {
            format!("`{}` has no description", spec.name)
        })?;
        let again = specs[..i].iter().any(|other| other.name == spec.name);
        ensure(METRICS, !again, || format!("`{}` occurs twice", spec.name))?;
    }
    let in_words = |spec: &MetricSpec| match &*spec.unit {
        "" => spec.name.to_string(),
        unit => format!("{} [{unit}]", spec.name),
    };
    let list: Vec<_> = specs.iter().map(in_words).collect();
    Ok(Kept { law: METRICS, tried: list.join(", ") })
}

/// Whether an outcome is a measurement: `guarded` has made a fault of one that is not.
fn measurement(outcome: &Result<Outcome, Fault>, doing: &str) -> Result<(), Broken> {
    let why = match outcome {
        Err(Fault::Invalid(why)) => why.clone(),
        Ok(outcome)
            if outcome.cost > 0 && outcome.metrics.is_empty() && outcome.along.is_none() =>
        {
            "it is charged but measures nothing".into()
        }
        _ => return Ok(()),
    };
    ensure(METRICS, false, || format!("{doing}: {why}"))
}

/// An outcome in a few words, faults included, for comparing and for messages.
fn words(outcome: &Result<Outcome, Fault>) -> String {
    match outcome {
        Ok(o) => format!("{:?} {:?} cost {}", o.metrics.as_slice(), o.end, o.cost),
        Err(fault) => fault.to_string(),
    }
}
