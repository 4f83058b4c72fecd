//! The files of an experiment folder as they lie on disk (the record format, version 1).
//!
//! Fields that a report can do without have a default, so that records of an older or younger
//! writer are still readable.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// `plan.json`: what was to be run.
#[derive(Debug, Deserialize)]
pub(crate) struct Plan {
    pub(crate) format: u32,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) budget: Budget,
    pub(crate) problems: Vec<PlannedProblem>,
    pub(crate) agents: Vec<PlannedAgent>,
    pub(crate) runs: Vec<PlannedRun>,
}

/// What one run may spend.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(crate) struct Budget {
    #[serde(default)]
    pub(crate) evaluations: Option<u64>,
    #[serde(default)]
    pub(crate) seconds: Option<f64>,
}

/// A problem: an environment with its configuration, and an objective.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PlannedProblem {
    pub(crate) name: String,
    pub(crate) environment: String,
    #[serde(default)]
    pub(crate) config: Map<String, Value>,
    pub(crate) objective: Goal,
    #[serde(default)]
    pub(crate) noisy: bool,
    #[serde(default)]
    pub(crate) optimum: Option<f64>,
    #[serde(default)]
    pub(crate) space: Option<String>,
    /// The objectives of a Pareto front; empty for a single objective.
    #[serde(default)]
    pub(crate) pareto: Vec<Goal>,
}

/// A quantity and which way is better.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Goal {
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) unit: String,
    pub(crate) direction: Direction,
    #[serde(default)]
    pub(crate) constraints: Vec<String>,
    /// As the experiment asks for it.
    #[serde(default)]
    pub(crate) spec: Value,
}

impl Goal {
    /// Whether both ask for the same, however it is written: hypervolumes under other points are not
    /// the same. Older records have no `spec`.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let pareto = |goal: &Self, name: &str| goal.spec.get("pareto")?.get(name).cloned();
        let moved = |name: &str| match (pareto(self, name), pareto(other, name)) {
            (Some(here), Some(there)) => here != there,
            _ => false,
        };
        self.label == other.label
            && self.unit == other.unit
            && self.direction == other.direction
            && self.constraints == other.constraints
            && !moved("ideal")
            && !moved("reference")
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Direction {
    Minimize,
    Maximize,
}

impl Direction {
    /// The value as something to minimise.
    pub(crate) fn loss(self, value: f64) -> f64 {
        match self {
            Self::Minimize => value,
            Self::Maximize => -value,
        }
    }

    /// The better of two values.
    pub(crate) fn better(self, a: f64, b: f64) -> f64 {
        if self.loss(b) < self.loss(a) { b } else { a }
    }

    /// The worse of two values.
    pub(crate) fn worse(self, a: f64, b: f64) -> f64 {
        if self.loss(b) > self.loss(a) { b } else { a }
    }

    /// What is worse than every value.
    pub(crate) fn worst(self) -> f64 {
        self.loss(f64::INFINITY)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Minimize => "minimize",
            Self::Maximize => "maximize",
        }
    }
}

/// An agent with its settings.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PlannedAgent {
    pub(crate) name: String,
    pub(crate) method: String,
    #[serde(default)]
    pub(crate) settings: Vec<Value>,
}

/// A run by its indices into the plan.
#[derive(Debug, Deserialize)]
pub(crate) struct PlannedRun {
    pub(crate) id: String,
    pub(crate) problem: usize,
    pub(crate) agent: usize,
    pub(crate) setting: usize,
    pub(crate) seed: u64,
}

/// `run.json`: the seal of a run that is over.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Seal {
    pub(crate) status: Status,
    #[serde(default)]
    pub(crate) reason: Option<String>,
    #[serde(default)]
    pub(crate) evaluations: u64,
    #[serde(default)]
    pub(crate) faults: u64,
    #[serde(default)]
    pub(crate) fault_reasons: BTreeMap<String, u64>,
    #[serde(default)]
    pub(crate) infeasible: u64,
    #[serde(default)]
    pub(crate) cached: u64,
    #[serde(default)]
    pub(crate) incumbents: Vec<Incumbent>,
    #[serde(default)]
    pub(crate) best: Option<Best>,
    #[serde(default)]
    pub(crate) front: Vec<FrontPoint>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    Complete,
    Failed,
}

/// An improvement: the evaluations spent when it was found, and its value.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Incumbent {
    pub(crate) evaluations: u64,
    value: f64,
    #[serde(default)]
    noiseless: Option<f64>,
    #[serde(default)]
    noiseless_infeasible: bool,
}

impl Incumbent {
    /// The value without noise where it is known: the luckiest observation is not the quality.
    /// `None` if the design is feasible only by its luckiest observation.
    pub(crate) fn quality(&self) -> Option<f64> {
        (!self.noiseless_infeasible).then(|| self.noiseless.unwrap_or(self.value))
    }
}

/// What was evaluated: a design or a sequence of moves, in an instance of a problem.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Subject {
    pub(crate) instance: Option<String>,
    pub(crate) design: Option<Value>,
    pub(crate) moves: Option<String>,
}

/// The best design (or sequence of moves) of a run.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Best {
    value: f64,
    #[serde(default)]
    noiseless: Option<f64>,
    #[serde(default)]
    noiseless_infeasible: bool,
    #[serde(flatten)]
    pub(crate) subject: Subject,
}

impl Best {
    /// As [`Incumbent::quality`].
    pub(crate) fn quality(&self) -> Option<f64> {
        (!self.noiseless_infeasible).then(|| self.noiseless.unwrap_or(self.value))
    }
}

/// A point of the front of a multi-objective run.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct FrontPoint {
    #[serde(default)]
    pub(crate) metrics: Map<String, Value>,
    /// Whether it breaks a constraint when measured without noise.
    #[serde(default)]
    pub(crate) noiseless_infeasible: bool,
    #[serde(flatten)]
    pub(crate) subject: Subject,
}

/// An entry of `provenance.json`: one call of the command. What a machine does not tell is null.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct Invocation {
    #[serde(deserialize_with = "or_default")]
    pub(crate) version: String,
    #[serde(deserialize_with = "or_default")]
    pub(crate) command: String,
    #[serde(deserialize_with = "or_default")]
    pub(crate) started: String,
    pub(crate) seconds: Option<f64>,
    pub(crate) threads: Option<u64>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) machine: Machine,
    pub(crate) commit: Option<String>,
}

/// The machine of an invocation.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct Machine {
    pub(crate) os: Option<String>,
    pub(crate) arch: Option<String>,
    pub(crate) cpu: Option<String>,
    pub(crate) cores: Option<u64>,
}

/// A value, or its default in place of null.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    from: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_of_provenance_may_be_null() {
        let nulls = r#"{"version": null, "command": null, "started": null, "seconds": null,
            "threads": null, "commit": null,
            "machine": {"os": null, "arch": null, "cpu": null, "cores": null}}"#;
        for text in [nulls, r#"{"machine": null}"#, "{}"] {
            let read: Invocation = serde_json::from_str(text).unwrap();
            assert_eq!(read, Invocation::default(), "{text}");
        }
    }

    #[test]
    fn an_incumbent_that_noise_made_feasible_has_no_quality() {
        let read = |text| serde_json::from_str::<Best>(text).unwrap().quality();
        assert_eq!(read(r#"{"value": 3.0}"#), Some(3.0));
        assert_eq!(read(r#"{"value": 3.0, "noiseless": 4.0}"#), Some(4.0));
        assert_eq!(read(r#"{"value": 3.0, "noiseless_infeasible": true}"#), None);
    }

    #[test]
    fn hypervolumes_under_other_points_are_not_alike() {
        let goal = |spec: Value| -> Goal {
            let goal = json!({"label": "hypervolume", "direction": "maximize", "spec": spec});
            serde_json::from_value(goal).expect("a goal")
        };
        let under =
            |ideal: f64| json!({"pareto": {"ideal": [ideal, 1.0], "reference": [2.0, 3.0]}});
        assert!(goal(under(0.0)).is_like(&goal(under(0.0))));
        assert!(!goal(under(0.0)).is_like(&goal(under(0.5))));
        assert!(goal(under(0.0)).is_like(&goal(Value::Null)));
        assert!(goal(json!("time")).is_like(&goal(json!({"maximize": "time"}))));
    }
}
