//! The best so far: one incumbent, or the front of a Pareto objective, and the curve that led there.

use crate::metric::Metrics;
use crate::objective::{Front, Objective, Score};
use crate::space::Subject;

/// The best evaluation so far, or one on the Pareto front.
#[derive(Clone, Debug, PartialEq)]
pub struct Incumbent {
    /// Its index in the record.
    pub index: u64,
    /// The value of the objective as observed.
    pub value: f64,
    /// The value without noise, where the environment knows it.
    pub noiseless: Option<f64>,
    /// The design, or the moves from the start.
    pub subject: Subject,
    /// What was measured.
    pub metrics: Metrics,
}

/// One point of the best-so-far curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Improvement {
    /// The evaluation that improved.
    pub index: u64,
    /// The evaluations spent with it.
    pub spent: u64,
    /// The value of the objective; the hypervolume for a Pareto objective.
    pub value: f64,
    /// The value without noise, where the environment knows it.
    pub noiseless: Option<f64>,
}

/// Keeps the best.
#[derive(Clone, Debug, Default)]
pub struct Incumbents {
    best: Option<(Score, Incumbent)>,
    front: Front,
    members: Vec<Incumbent>,
    history: Vec<Improvement>,
}

/// An evaluation that may become the incumbent.
pub(super) struct Candidate<'a> {
    pub(super) index: u64,
    pub(super) spent: u64,
    pub(super) score: Score,
    pub(super) metrics: &'a Metrics,
}

impl Incumbents {
    /// The best feasible evaluation, if any.
    pub fn best(&self) -> Option<&Incumbent> {
        self.best.as_ref().map(|(_, incumbent)| incumbent)
    }

    /// The score of the best evaluation.
    pub fn score(&self) -> Option<Score> {
        self.best.as_ref().map(|(score, _)| *score)
    }

    /// The Pareto front in the order found; empty for a single objective.
    pub fn front(&self) -> &[Incumbent] {
        &self.members
    }

    /// The best-so-far curve: one point for each improvement.
    pub fn history(&self) -> &[Improvement] {
        &self.history
    }

    /// Takes a candidate in; says whether it improved. `subject` and `noiseless` are asked for only
    /// if it stays.
    pub(super) fn consider(
        &mut self,
        objective: &Objective,
        candidate: &Candidate<'_>,
        subject: impl FnOnce() -> Subject,
        noiseless: impl FnOnce() -> Option<Metrics>,
    ) -> bool {
        let Candidate { index, spent, score, metrics } = *candidate;
        if score.reward().is_none() {
            return false;
        }
        let joins_front = match objective.pareto() {
            Some(goal) => self.front.insert(index, goal.scaled(metrics)),
            None => false,
        };
        let is_best = self.score().is_none_or(|best| score > best);
        if !joins_front && !is_best {
            return false;
        }
        let incumbent = Incumbent {
            index,
            value: objective.value(metrics),
            noiseless: noiseless().map(|m| objective.value(&m)),
            subject: subject(),
            metrics: metrics.clone(),
        };
        if joins_front {
            self.members.push(incumbent.clone());
            let kept: Vec<u64> = self.front.indices().collect();
            self.members.retain(|member| kept.contains(&member.index));
        }
        let (value, noiseless) = match objective.pareto() {
            // The front's noise-free hypervolume is not defined: its members were chosen by noise.
            Some(_) => (self.front.hypervolume(), None),
            None => (incumbent.value, incumbent.noiseless),
        };
        if objective.pareto().is_none() || self.history.last().is_none_or(|h| value > h.value) {
            self.history.push(Improvement { index, spent, value, noiseless });
        }
        if is_best {
            self.best = Some((score, incumbent));
        }
        true
    }
}
