//! The MAX-MIN ant system over the decisions of a design.
//!
//! Stützle and Hoos, "MAX-MIN ant system", Future Generation Computer Systems 16 (2000). Ants build
//! designs decision by decision, guided by the pheromone on the options; one design an iteration
//! deposits, and limits on the trails keep every option possible. There is no heuristic
//! desirability, because a simulator offers none before it is called. An iteration is one batch.
//!
//! One thing deviates from the paper. There every tour visits every city, so that all trails
//! evaporate in every iteration. Here a design makes only the decisions that its choices lead to,
//! and trails evaporate only where the depositing design makes the decision. Otherwise the trails
//! under the arms that it did not take would sink to their lower limit without any evidence against
//! an option, and what ants had learnt there would be lost whenever another arm led for a while.
//!
//! The paper's evaporation of 0.02 and convergence of 0.05 are for tens of thousands of tours; the
//! defaults here are for hundreds of evaluations.

use crate::pheromone::Pheromone;
use orienteer_core::{AskTell, Design, Rng, Score, Space, SpaceSpec, Step};
use rand::RngExt;
use serde::{Deserialize, Serialize};

/// The most ants: their designs must fit in memory even where the budget is less.
const ANTS: u32 = 100_000;

/// The most bins: every real decision keeps a trail for each, and every ant looks at all of them.
const BINS: u32 = 1_000;

/// The hyperparameters of [`AntColony`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The number of designs built in an iteration.
    #[param(range = 2..=50, log)]
    pub ants: u32,
    /// The part of a trail that evaporates in an iteration.
    #[param(range = 0.01..=0.5, log)]
    pub evaporation: f64,
    /// The probability that the best design since the trails began deposits, and not the best of
    /// the iteration.
    #[param(range = 0.0..=1.0)]
    pub elitism: f64,
    /// The probability that an ant of a converged colony builds the same design again, which sets
    /// the lower limit of the trails.
    #[param(range = 0.01..=0.5, log)]
    pub convergence: f64,
    /// The probability that a decision follows the strongest trail, as in the ant colony system.
    #[param(range = 0.0..=0.9)]
    pub exploitation: f64,
    /// The number of parts into which the range of a real number, or of more ordered options than
    /// this, is divided.
    #[param(range = 4..=32, log)]
    pub bins: u32,
    /// The iterations without a better design after which all trails start anew.
    #[param(range = 10..=200, log)]
    pub patience: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ants: 10,
            evaporation: 0.2,
            elitism: 0.5,
            convergence: 0.2,
            exploitation: 0.0,
            bins: 10,
            patience: 50,
        }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        for (name, value, most) in [("ants", self.ants, ANTS), ("bins", self.bins, BINS)] {
            if !(1..=most).contains(&value) {
                return Err(format!("`{name}` is {value}; give 1 to {most}"));
            }
        }
        if self.patience == 0 {
            return Err("`patience` is 0; give at least 1".into());
        }
        for (name, value) in [("elitism", self.elitism), ("exploitation", self.exploitation)] {
            if !(0.0..=1.0).contains(&value) {
                return Err(format!("`{name}` is {value}; a probability is 0 to 1"));
            }
        }
        for (name, value) in [("evaporation", self.evaporation), ("convergence", self.convergence)]
        {
            if !(value > 0.0 && value < 1.0) {
                return Err(format!("`{name}` is {value}; give more than 0 and less than 1"));
            }
        }
        Ok(())
    }
}

/// Builds designs along pheromone trails.
#[derive(Debug)]
pub struct AntColony {
    settings: Settings,
    /// None before the first iteration.
    pheromone: Option<Pheromone>,
    /// The best design since the trails began (the session keeps the best of all).
    best: Option<(Score, Design)>,
    /// The best design of the last iteration.
    latest: Option<(Score, Design)>,
    /// The iterations since the best design improved.
    failures: u32,
}

impl AntColony {
    /// An ant colony with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings, pheromone: None, best: None, latest: None, failures: 0 }
    }
}

impl AskTell for AntColony {
    fn ask(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Vec<Design> {
        let Settings { ants, evaporation, elitism, convergence, exploitation, bins, .. } =
            self.settings;
        let pheromone = self.pheromone.get_or_insert_with(|| Pheromone::new(space, bins));
        let elite = rng.random_bool(elitism);
        let source = if elite { &self.best } else { &self.latest };
        if let Some((score, design)) = source
            && *score > Score::Failed
        {
            pheromone.deposit(space, design, evaporation, convergence);
        }
        let mut walk = || pheromone.walk(space, exploitation, rng);
        let designs: Vec<_> = (0..ants).map(|_| walk()).collect();
        designs.into_iter().map(|design| design.unwrap_or_else(|| space.sample(rng))).collect()
    }

    fn tell(&mut self, designs: &[Design], steps: &[Step]) {
        let scored = designs.iter().zip(steps).map(|(design, step)| (step.score(), design));
        let latest = scored.max_by_key(|(score, _)| *score);
        self.latest = latest.map(|(score, design)| (score, design.clone()));
        self.failures += 1;
        if self.latest.as_ref().map(|l| l.0) > self.best.as_ref().map(|b| b.0) {
            self.best.clone_from(&self.latest);
            self.failures = 0;
        }
        if self.failures >= self.settings.patience {
            *self = Self::new(self.settings.clone());
        }
    }
}
