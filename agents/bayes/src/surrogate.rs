//! What is believed about designs: how good they are, and whether they are feasible.
//!
//! One process models the feasible evaluations, and, once there are others, a second one models
//! feasibility (1 or -1), whose probability weighs the acquisition function (Schonlau, Welch and
//! Jones, "Global versus local search in constrained optimization of computer models", 1998; Gardner
//! et al., "Bayesian optimization with inequality constraints", ICML 2014). So the cliff at a
//! constraint does not bend the model of the objective. Before anything is feasible, one process
//! models the order of all scores, by violation and with faults at the end.

use crate::gp::{Belief, Features, Process};
use crate::model::{Model, Observation};
use crate::normal::log_below;
use crate::outcome::Outcome;
use orienteer_core::{Design, Score, SpaceSpec};

/// A belief about the outcome, and the logarithm of the probability that it is feasible.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prospect {
    pub(crate) belief: Belief,
    pub(crate) log_feasible: f64,
}

/// The models, and the observations they learn from.
#[derive(Debug)]
pub(crate) struct Surrogate {
    features: Features,
    outcome: Outcome,
    cap: usize,
    observations: Vec<Observation>,
    /// Of all scores before the first feasible one, then of the feasible ones.
    objective: Model,
    feasibility: Model,
    feasible: usize,
    /// The best and the least outcome at observed designs, as modelled.
    pub(crate) range: (f64, f64),
}

impl Surrogate {
    /// A surrogate for a space, of at most `cap` observations.
    pub(crate) fn new(space: &SpaceSpec, outcome: Outcome, cap: usize) -> Self {
        Self {
            features: Features::new(space),
            outcome,
            cap,
            observations: Vec::new(),
            objective: Model::new(cap),
            feasibility: Model::new(cap),
            feasible: 0,
            range: (0.0, 0.0),
        }
    }

    /// Takes note of an evaluation of a canonical design.
    pub(crate) fn note(&mut self, space: &SpaceSpec, canonical: &Design, score: Score) {
        let row = self.row(space, canonical);
        if score.reward().is_some() {
            if self.feasible == 0 {
                self.objective = Model::new(self.cap);
            }
            self.feasible += 1;
        }
        self.observations.push(Observation { row, score });
    }

    /// The features of a canonical design.
    pub(crate) fn row(&self, space: &SpaceSpec, canonical: &Design) -> Vec<f64> {
        self.features.row(space, canonical)
    }

    /// Brings the models up to date. There must be an observation.
    pub(crate) fn learn(&mut self) {
        let Self { features, outcome, observations, .. } = self;
        let hopeful = self.feasible == 0;
        let models = |o: &Observation| hopeful || o.score.reward().is_some();
        let values = |scores: &[Score]| outcome.transform(scores);
        if let Some(process) = self.objective.learn(features, observations, models, values) {
            let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
            self.range = process
                .fitted()
                .fold((high, low), |(best, worst), value| (best.max(value), worst.min(value)));
        }
        if self.feasible > 0 && self.feasible < observations.len() {
            let sign = |score: &Score| if score.reward().is_some() { 1.0 } else { -1.0 };
            let values = |scores: &[Score]| scores.iter().map(sign).collect();
            self.feasibility.learn(features, observations, |_| true, values);
        }
    }

    /// What to expect of designs with these features.
    pub(crate) fn predict(&self, rows: &[Vec<f64>]) -> Vec<Prospect> {
        let Some(objective) = self.objective.process() else { return Vec::new() };
        let beliefs = objective.predict(rows).into_iter();
        let Some(feasibility) = self.feasibility.process() else {
            return beliefs.map(|belief| Prospect { belief, log_feasible: 0.0 }).collect();
        };
        let log_feasible = feasibility.predict(rows).into_iter().map(|latent| {
            // The observations scatter around the latent function by the noise.
            log_below(latent.mean / (latent.variance + feasibility.kernel().noise()).sqrt())
        });
        beliefs
            .zip(log_feasible)
            .map(|(belief, log_feasible)| Prospect { belief, log_feasible })
            .collect()
    }

    /// The process that models the outcome.
    pub(crate) fn objective(&self) -> Option<&Process> {
        self.objective.process()
    }
}
