//! What an experiment asks for: from metrics to a value, and from a value to a score.
//!
//! Environments only measure. An [`ObjectiveSpec`] (as written in an experiment file) names what is
//! wanted; bound to the metrics of an environment it becomes an [`Objective`].

mod formula;
mod pareto;
mod score;
mod spec;

pub use formula::Formula;
pub use pareto::{Front, ParetoGoal};
pub use score::Score;
pub use spec::{ObjectiveSpec, ParetoSpec, TargetSpec};

use crate::metric::{Direction, MetricSpec};

/// A wrong objective, in words that name the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ObjectiveError(pub String);

/// An objective bound to the metrics of one environment.
#[derive(Clone, Debug)]
pub struct Objective {
    goal: Goal,
    constraints: Vec<Constraint>,
}

#[derive(Clone, Debug)]
enum Goal {
    Optimize { formula: Formula, direction: Direction },
    Target { formula: Formula, value: f64 },
    Pareto(ParetoGoal),
}

/// A one-sided constraint: `left <= right` with sign 1, `left >= right` with sign -1.
#[derive(Clone, Debug)]
struct Constraint {
    text: String,
    left: Bound,
    sign: f64,
    right: Bound,
}

impl Constraint {
    /// By how much the constraint is broken, relative to its right side; 0 when it holds.
    fn violation(&self, metrics: &[f64]) -> f64 {
        let (left, right) = (self.left.value(metrics), self.right.value(metrics));
        let scale = if right == 0.0 { 1.0 } else { right.abs() };
        let broken = self.sign * (left - right) / scale;
        // A formula that is not a number is as far from holding as can be.
        if broken.is_nan() { f64::INFINITY } else { broken.max(0.0) }
    }
}

impl Objective {
    /// Binds `spec` to `metrics`.
    ///
    /// # Errors
    ///
    /// No or several goals, a formula that cannot be read, a name that is no metric.
    pub fn new(spec: &ObjectiveSpec, metrics: &[MetricSpec]) -> Result<Self, ObjectiveError> {
        let goal = spec.goal(metrics)?;
        let constraints = spec
            .subject_to
            .iter()
            .map(|text| constraint(text, metrics))
            .collect::<Result<_, _>>()?;
        Ok(Self { goal, constraints })
    }

    /// Minimises the metric or formula `text`.
    ///
    /// # Errors
    ///
    /// As [`Objective::new`].
    pub fn minimize(text: &str, metrics: &[MetricSpec]) -> Result<Self, ObjectiveError> {
        Self::new(
            &ObjectiveSpec { minimize: Some(text.into()), ..ObjectiveSpec::default() },
            metrics,
        )
    }

    /// Maximises the metric or formula `text`.
    ///
    /// # Errors
    ///
    /// As [`Objective::new`].
    pub fn maximize(text: &str, metrics: &[MetricSpec]) -> Result<Self, ObjectiveError> {
        Self::new(
            &ObjectiveSpec { maximize: Some(text.into()), ..ObjectiveSpec::default() },
            metrics,
        )
    }

    /// The value that is optimised; for a Pareto objective, the scalarised distance to the ideal.
    pub fn value(&self, metrics: &[f64]) -> f64 {
        match &self.goal {
            Goal::Optimize { formula, .. } => formula.evaluate(metrics),
            Goal::Target { formula, value } => (formula.evaluate(metrics) - value).abs(),
            Goal::Pareto(goal) => goal.distance(metrics),
        }
    }

    /// The score of an evaluation: a feasible value, or how far it is from feasible.
    pub fn score(&self, metrics: &[f64]) -> Score {
        let violation: f64 = self.constraints.iter().map(|c| c.violation(metrics)).sum();
        if violation > 0.0 {
            return Score::Infeasible { violation };
        }
        let value = self.value(metrics);
        match self.direction() {
            _ if !value.is_finite() => Score::Failed,
            Direction::Minimize => Score::Feasible(-value),
            Direction::Maximize => Score::Feasible(value),
        }
    }

    /// Which way [`Objective::value`] is better.
    pub fn direction(&self) -> Direction {
        match &self.goal {
            Goal::Optimize { direction, .. } => *direction,
            Goal::Target { .. } | Goal::Pareto(_) => Direction::Minimize,
        }
    }

    /// The objective in a few words, for an axis.
    pub fn label(&self) -> String {
        match &self.goal {
            Goal::Optimize { formula, .. } => formula.text().to_owned(),
            Goal::Target { formula, value } => format!("|{} - {value}|", formula.text()),
            Goal::Pareto(_) => "hypervolume".into(),
        }
    }

    /// The unit of the value, where it is that of a single metric.
    pub fn unit(&self, metrics: &[MetricSpec]) -> String {
        match &self.goal {
            Goal::Optimize { formula, .. } | Goal::Target { formula, .. } => {
                formula.metric().map_or(String::new(), |m| metrics[m].unit.to_string())
            }
            Goal::Pareto(_) => String::new(),
        }
    }

    /// The goals of a Pareto objective.
    pub fn pareto(&self) -> Option<&ParetoGoal> {
        match &self.goal {
            Goal::Pareto(goal) => Some(goal),
            _ => None,
        }
    }

    /// The constraints as written.
    pub fn constraints(&self) -> impl Iterator<Item = &str> {
        self.constraints.iter().map(|c| c.text.as_str())
    }

    /// The first broken constraint, in words.
    pub fn broken(&self, metrics: &[f64]) -> Option<&str> {
        self.constraints.iter().find(|c| c.violation(metrics) > 0.0).map(|c| c.text.as_str())
    }
}

/// Parses `a <= b` or `a >= b`, where both sides are formulas or numbers.
fn constraint(text: &str, metrics: &[MetricSpec]) -> Result<Constraint, ObjectiveError> {
    let wrong = |why: String| ObjectiveError(format!("constraint `{text}`: {why}"));
    let side = |part: &str| Bound::new(part.trim(), metrics).map_err(|error| wrong(error.0));
    // `at least` is `at most` with the sides exchanged in sign, which keeps the violation relative
    // to the right side.
    let (left, sign, right) = if let Some((left, right)) = text.split_once("<=") {
        (side(left)?, 1.0, side(right)?)
    } else if let Some((left, right)) = text.split_once(">=") {
        (side(left)?, -1.0, side(right)?)
    } else {
        return Err(wrong("it needs `<=` or `>=`, as in `latency <= 2.5`".into()));
    };
    if matches!((&left, &right), (Bound::Number(_), Bound::Number(_))) {
        return Err(wrong("it names no metric".into()));
    }
    Ok(Constraint { text: text.to_owned(), left, sign, right })
}

/// One side of a constraint.
#[derive(Clone, Debug)]
enum Bound {
    Number(f64),
    Formula(Formula),
}

impl Bound {
    fn new(text: &str, metrics: &[MetricSpec]) -> Result<Self, ObjectiveError> {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Self::Number(number)),
            _ => Formula::new(text, metrics).map(Self::Formula),
        }
    }

    fn value(&self, metrics: &[f64]) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Formula(formula) => formula.evaluate(metrics),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics() -> Vec<MetricSpec> {
        vec![MetricSpec::minimize("latency", "ns", ""), MetricSpec::minimize("energy", "pJ", "")]
    }

    #[test]
    fn directions_and_formulas() {
        let metrics = metrics();
        let product = Objective::minimize("latency * energy", &metrics).unwrap();
        assert_eq!(product.value(&[3.0, 4.0]), 12.0);
        assert_eq!(product.score(&[3.0, 4.0]), Score::Feasible(-12.0));
        assert_eq!(product.unit(&metrics), "");
        let one = Objective::maximize("energy", &metrics).unwrap();
        assert_eq!(one.score(&[3.0, 4.0]), Score::Feasible(4.0));
        assert_eq!(one.unit(&metrics), "pJ");
    }

    #[test]
    fn feasibility_comes_before_value() {
        let spec = ObjectiveSpec {
            minimize: Some("energy".into()),
            subject_to: vec!["latency <= 2".into(), "latency >= 1".into()],
            ..ObjectiveSpec::default()
        };
        let objective = Objective::new(&spec, &metrics()).unwrap();
        assert_eq!(objective.score(&[1.5, 9.0]), Score::Feasible(-9.0));
        let far = objective.score(&[4.0, 1.0]);
        let near = objective.score(&[3.0, 1.0]);
        assert_eq!(far, Score::Infeasible { violation: 1.0 });
        assert!(far < near && near < objective.score(&[2.0, 1e9]));
        assert_eq!(objective.broken(&[0.5, 1.0]), Some("latency >= 1"));
    }

    #[test]
    fn a_target_is_a_distance() {
        let spec = ObjectiveSpec {
            target: Some(TargetSpec { formula: "latency".into(), value: 2.0 }),
            ..ObjectiveSpec::default()
        };
        let objective = Objective::new(&spec, &metrics()).unwrap();
        assert_eq!(objective.value(&[1.5, 0.0]), 0.5);
        assert_eq!(objective.label(), "|latency - 2|");
    }

    #[test]
    fn wrong_names_are_named() {
        let error = Objective::minimize("latncy", &metrics()).unwrap_err().to_string();
        assert!(error.contains("latncy") && error.contains("`latency`"), "{error}");
        let error = Objective::new(&ObjectiveSpec::default(), &metrics()).unwrap_err().to_string();
        assert!(error.contains("minimize"), "{error}");
    }
}
