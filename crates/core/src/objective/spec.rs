//! An objective as an experiment file writes it.

use super::{Formula, Goal, ObjectiveError, ParetoGoal};
use crate::metric::{Direction, MetricSpec};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Exactly one of `minimize`, `maximize`, `target`, `pareto`, and any number of constraints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ObjectiveSpec {
    /// A metric or a formula to minimise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimize: Option<String>,
    /// A metric or a formula to maximise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximize: Option<String>,
    /// A value to come near to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetSpec>,
    /// Several goals at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pareto: Option<ParetoSpec>,
    /// One-sided constraints: `a <= b` or `a >= b`, formulas on both sides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subject_to: Vec<String>,
}

/// Minimise the distance of a formula to a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetSpec {
    /// A metric or a formula.
    pub formula: String,
    /// Where it should be.
    pub value: f64,
}

/// The Pareto set of several goals, judged by the hypervolume between `ideal` and `reference`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParetoSpec {
    /// Metrics or formulas to minimise.
    #[serde(default)]
    pub minimize: Vec<String>,
    /// Metrics or formulas to maximise.
    #[serde(default)]
    pub maximize: Vec<String>,
    /// The best imaginable value of each goal, those to minimise first.
    pub ideal: Vec<f64>,
    /// The worst value of each goal that still counts, in the same order.
    pub reference: Vec<f64>,
}

/// The objective in words, such as `minimize latency subject to energy <= 3`.
impl fmt::Display for ObjectiveSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut goals = Vec::new();
        goals.extend(self.minimize.iter().map(|formula| format!("minimize {formula}")));
        goals.extend(self.maximize.iter().map(|formula| format!("maximize {formula}")));
        let near = |target: &TargetSpec| format!("bring {} near {}", target.formula, target.value);
        goals.extend(self.target.iter().map(near));
        if let Some(ParetoSpec { minimize, maximize, .. }) = &self.pareto {
            goals.push(format!("the front of {}", [&minimize[..], maximize].concat().join(", ")));
        }
        f.write_str(&goals.join(", "))?;
        for (i, bound) in self.subject_to.iter().enumerate() {
            write!(f, " {} {bound}", if i == 0 { "subject to" } else { "and" })?;
        }
        Ok(())
    }
}

impl ObjectiveSpec {
    pub(super) fn goal(&self, metrics: &[MetricSpec]) -> Result<Goal, ObjectiveError> {
        match (&self.minimize, &self.maximize, &self.target, &self.pareto) {
            (Some(text), None, None, None) => {
                let formula = Formula::new(text, metrics)?;
                Ok(Goal::Optimize { formula, direction: Direction::Minimize })
            }
            (None, Some(text), None, None) => {
                let formula = Formula::new(text, metrics)?;
                Ok(Goal::Optimize { formula, direction: Direction::Maximize })
            }
            (None, None, Some(TargetSpec { formula, value }), None) => {
                Ok(Goal::Target { formula: Formula::new(formula, metrics)?, value: *value })
            }
            (None, None, None, Some(spec)) => Ok(Goal::Pareto(ParetoGoal::new(spec, metrics)?)),
            _ => Err(ObjectiveError(
                "an objective needs exactly one of `minimize`, `maximize`, `target`, `pareto`"
                    .into(),
            )),
        }
    }
}
