//! The comparison in memory: problems, agents and runs of one or several experiments.

use serde_json::Value;

use super::load::Clock;
use super::record::{Best, Budget, Direction, Invocation, PlannedProblem, Seal, Status};
use crate::number::plural;

/// The factor between the largest and the smallest regret from which on a logarithmic axis tells them
/// apart better than the objective does.
const REGRET_SPAN: f64 = 10.0;

/// All that a report is made from.
#[derive(Debug)]
pub(crate) struct Study {
    pub(crate) experiments: Vec<Experiment>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) agents: Vec<Agent>,
    pub(crate) runs: Vec<Run>,
    /// What a reader must know about how the experiments were merged.
    pub(crate) notes: Vec<String>,
}

impl Study {
    /// The runs of an agent on a problem, in the order of the plan.
    pub(crate) fn runs_of(&self, problem: usize, agent: usize) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(move |run| run.problem == problem && run.agent == agent)
    }

    /// Whether figures show the regret of a problem, on a logarithmic axis, in place of the objective:
    /// if the optimum is known, no run reaches it, and some are far nearer to it than others.
    pub(crate) fn shows_regret(&self, problem: usize) -> bool {
        let runs = self.runs.iter().filter(|run| run.problem == problem);
        let regrets = runs.filter_map(|run| self.problems[problem].regret(run.value()?));
        let (low, high) = regrets.fold((f64::INFINITY, 0.0_f64), |(a, b), r| (a.min(r), b.max(r)));
        low > 0.0 && high >= REGRET_SPAN * low
    }

    /// Whether an agent has several settings.
    pub(crate) fn is_swept(&self, agent: usize) -> bool {
        self.agents[agent].settings.len() > 1
    }

    /// Why a problem has no values; `None` if it has.
    pub(crate) fn why_no_value(&self, problem: usize) -> Option<&'static str> {
        let outcomes = self.runs.iter().filter(|run| run.problem == problem).map(Run::outcome);
        let outcomes: Vec<Outcome> = outcomes.collect();
        let any = |kind: fn(&Outcome) -> bool| outcomes.iter().any(kind);
        if any(|outcome| matches!(outcome, Outcome::Value(_))) {
            None
        } else if any(|outcome| matches!(outcome, Outcome::Infeasible(_))) {
            Some("no feasible design")
        } else if any(|outcome| matches!(outcome, Outcome::Failed(_))) {
            Some("all finished runs failed")
        } else {
            Some("no finished run")
        }
    }
}

/// An experiment folder that was read.
#[derive(Debug)]
pub(crate) struct Experiment {
    pub(crate) name: String,
    pub(crate) question: String,
    pub(crate) budget: Budget,
    pub(crate) config: Option<String>,
    pub(crate) invocations: Vec<Invocation>,
}

/// A problem, as it was planned.
pub(crate) type Problem = PlannedProblem;

impl Problem {
    pub(crate) fn direction(&self) -> Direction {
        self.objective.direction
    }

    /// The distance from the optimum, if it is known; positive is worse.
    pub(crate) fn regret(&self, value: f64) -> Option<f64> {
        let direction = self.direction();
        self.optimum.map(|optimum| direction.loss(value) - direction.loss(optimum))
    }

    /// The ideal and the reference point of a Pareto front, by goal; `None` where the experiment
    /// names its objective and does not write them.
    pub(crate) fn ends(&self) -> Option<[Vec<f64>; 2]> {
        let pareto = self.objective.spec.get("pareto")?;
        let point = |name: &str| -> Option<Vec<f64>> {
            let point: Option<Vec<f64>> =
                pareto.get(name)?.as_array()?.iter().map(Value::as_f64).collect();
            point.filter(|point| point.len() == self.pareto.len())
        };
        Some([point("ideal")?, point("reference")?])
    }

    /// The name of a quantity of this problem with the unit of its objective.
    pub(crate) fn with_unit(&self, quantity: &str) -> String {
        with_unit(quantity, &self.objective.unit)
    }
}

/// A quantity with its unit in brackets.
pub(crate) fn with_unit(quantity: &str, unit: &str) -> String {
    if unit.is_empty() { quantity.into() } else { format!("{quantity} [{unit}]") }
}

/// A competitor: a method with its settings, under one budget.
#[derive(Debug)]
pub(crate) struct Agent {
    /// Unique in the study.
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) settings: Vec<Value>,
    pub(crate) budget: Budget,
}

/// What came of a run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// It is not over.
    Unfinished,
    /// It failed, for this reason.
    Failed(String),
    /// It is complete, and has no feasible design, for this reason.
    Infeasible(String),
    /// Its final value.
    Value(f64),
}

/// A run with its records.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) experiment: usize,
    pub(crate) problem: usize,
    pub(crate) agent: usize,
    pub(crate) setting: usize,
    pub(crate) seed: u64,
    /// `None` while the run is unfinished.
    pub(crate) seal: Option<Seal>,
    pub(crate) clock: Clock,
}

impl Run {
    /// The seal of a run that came to its end.
    pub(crate) fn complete(&self) -> Option<&Seal> {
        self.seal.as_ref().filter(|seal| seal.status == Status::Complete)
    }

    /// The best design of a run that came to its end.
    pub(crate) fn best(&self) -> Option<&Best> {
        self.complete()?.best.as_ref()
    }

    /// The final value: that of the last incumbent. `None` for runs that are unfinished, failed,
    /// or ended without a feasible design.
    pub(crate) fn value(&self) -> Option<f64> {
        let seal = self.complete()?;
        match &seal.best {
            Some(best) => best.quality(),
            None => seal.incumbents.last()?.quality(),
        }
    }

    /// What came of it.
    pub(crate) fn outcome(&self) -> Outcome {
        let Some(seal) = &self.seal else { return Outcome::Unfinished };
        let evaluations = plural(seal.evaluations as usize, "evaluation");
        match (seal.status, self.value()) {
            (Status::Failed, _) => {
                let reason = seal.reason.clone();
                Outcome::Failed(reason.unwrap_or_else(|| "no reason recorded".into()))
            }
            (Status::Complete, Some(value)) => Outcome::Value(value),
            (Status::Complete, None) if seal.incumbents.is_empty() && seal.best.is_none() => {
                Outcome::Infeasible(format!("no feasible design in {evaluations}"))
            }
            (Status::Complete, None) => Outcome::Infeasible(format!(
                "after {evaluations} the best design is feasible only by noise"
            )),
        }
    }

    /// The wall-clock seconds of the whole run, if its clock was recorded.
    pub(crate) fn seconds(&self) -> Option<f64> {
        self.clock.last().map(|row| row.1)
    }

    /// The wall-clock seconds at which a number of evaluations had been spent.
    pub(crate) fn seconds_at(&self, evaluations: u64) -> Option<f64> {
        let at = self.clock.partition_point(|row| row.0 < evaluations);
        self.clock.get(at).or(self.clock.last()).map(|row| row.1)
    }
}
