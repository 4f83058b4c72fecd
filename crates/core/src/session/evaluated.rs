//! What an evaluation came to: an outcome reduced to what counts.
//!
//! This, and not the outcome, is what the cache keeps and what a record holds, so that an evaluation
//! that is answered from either is the same as one that was made.

use super::record::Record;
use crate::environment::{Fault, Outcome};
use crate::metric::Metrics;
use crate::objective::{Objective, Score};

/// An evaluation that is over.
#[derive(Clone, Debug)]
pub(super) struct Evaluated {
    /// The metrics that count, or why there are none.
    pub(super) result: Result<Metrics, Fault>,
    /// Evaluations to charge.
    pub(super) cost: u32,
    /// The moves of an episode, and how many of them led to what counts.
    pub(super) episode: Option<(Vec<String>, u64)>,
    /// What cut the episode short after the state that counts.
    pub(super) note: Option<String>,
}

impl Evaluated {
    /// Of the states along an episode, the best one counts.
    pub(super) fn new(outcome: Result<Outcome, Fault>, objective: &Objective) -> Self {
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(fault) => return Self::fault(fault, 1),
        };
        // Whatever is asked of the simulator is charged.
        let cost = outcome.cost.max(1);
        let Some(along) = outcome.along else {
            return Self {
                result: valued(outcome.metrics, objective),
                cost,
                episode: None,
                note: None,
            };
        };
        let mut best: Option<(Score, usize)> = None;
        for (i, metrics) in along.metrics.iter().enumerate() {
            let score = objective.score(metrics);
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        let (result, counted) = match (best, along.fault.clone()) {
            (Some((_, i)), _) => (valued(along.metrics[i].clone(), objective), i as u64 + 1),
            (None, Some(fault)) => (Err(fault), 0),
            (None, None) => (valued(outcome.metrics, objective), 0),
        };
        let note = along.fault.filter(|_| best.is_some()).map(|fault| fault.to_string());
        Self { result, cost, episode: Some((along.moves, counted)), note }
    }

    /// An evaluation that gave nothing.
    pub(super) fn fault(fault: Fault, cost: u32) -> Self {
        Self { result: Err(fault), cost, episode: None, note: None }
    }

    /// The evaluation that a record holds.
    pub(super) fn of(record: &Record) -> Self {
        Self {
            result: record.result.clone(),
            cost: record.cost,
            episode: record.episode(),
            note: record.reason.clone().filter(|_| record.value.is_some()),
        }
    }

    /// How good it is.
    pub(super) fn score(&self, objective: &Objective) -> Score {
        self.result.as_ref().map_or(Score::Failed, |metrics| objective.score(metrics))
    }

    /// Whether the same would come out again. A time-out says as much of the machine as of the
    /// design.
    pub(super) fn is_lasting(&self) -> bool {
        !matches!(self.result, Err(Fault::Timeout(_)))
    }
}

/// Metrics for which the objective has a value; what has none is no measurement.
pub(super) fn valued(metrics: Metrics, objective: &Objective) -> Result<Metrics, Fault> {
    if metrics.is_empty() {
        return Err(Fault::Invalid("nothing was measured".into()));
    }
    match objective.score(&metrics) {
        Score::Failed => {
            let value = objective.value(&metrics);
            Err(Fault::Invalid(format!("the objective `{}` is {value}", objective.label())))
        }
        _ => Ok(metrics),
    }
}
