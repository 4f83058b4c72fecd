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
    /// Whether a constraint is broken without noise: the observation was lucky, not the design good.
    pub noiseless_infeasible: bool,
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
    /// Whether a constraint is broken without noise: the observation was lucky, not the design good.
    pub noiseless_infeasible: bool,
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

    /// Takes a candidate in, and says whether it improved. `subject` and `without_noise` are asked
    /// for only if it does.
    pub(super) fn consider(
        &mut self,
        objective: &Objective,
        candidate: &Candidate<'_>,
        subject: impl FnOnce() -> Subject,
        without_noise: impl FnOnce() -> Option<Metrics>,
    ) -> Option<Improvement> {
        let Candidate { index, spent, score, metrics } = *candidate;
        score.reward()?;
        let joins_front = match objective.pareto() {
            Some(goal) => self.front.insert(index, goal.scaled(metrics)),
            None => false,
        };
        let is_best = self.score().is_none_or(|best| score > best);
        if !joins_front && !is_best {
            return None;
        }
        let calm = without_noise();
        let broken = calm.as_ref().is_some_and(|m| objective.score(m).reward().is_none());
        let incumbent = Incumbent {
            index,
            value: objective.value(metrics),
            noiseless: calm.filter(|_| !broken).map(|m| objective.value(&m)),
            noiseless_infeasible: broken,
            subject: subject(),
            metrics: metrics.clone(),
        };
        let mut improvement = Improvement {
            index,
            spent,
            value: incumbent.value,
            noiseless: incumbent.noiseless,
            noiseless_infeasible: broken,
        };
        if joins_front {
            self.members.push(incumbent.clone());
            let kept: Vec<u64> = self.front.indices().collect();
            self.members.retain(|member| kept.contains(&member.index));
            // The members were chosen by noise: a hypervolume without it is not defined.
            let value = self.front.hypervolume();
            improvement =
                Improvement { value, noiseless: None, noiseless_infeasible: false, ..improvement };
        }
        if is_best {
            self.best = Some((score, incumbent));
        }
        let grows = self.history.last().is_none_or(|last| improvement.value > last.value);
        if objective.pareto().is_none() || (joins_front && grows) {
            self.history.push(improvement);
        }
        Some(improvement)
    }
}
