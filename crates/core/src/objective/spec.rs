//! An objective as an experiment file writes it.

use super::{Formula, Goal, ObjectiveError, ParetoGoal};
use crate::metric::{Direction, MetricSpec};
use serde::{Deserialize, Serialize};

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
