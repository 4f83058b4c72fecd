//! The (1+1) hill climber: one parent, one mutant, the better one stays.
//!
//! First improvement with one decision changed at a time, and a fresh start once a design seems
//! locally optimal (random-restart hill climbing; Rudolph, "Convergence properties of evolutionary
//! algorithms", 1997, for the (1+1) scheme). The patience counts mutants per active decision, so
//! that one value serves spaces of any size.

use orienteer_core::{Agent, Designs, Environment, Session, Space, Stop};
use serde::{Deserialize, Serialize};

/// The hyperparameters of [`OnePlusOne`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The mutants in a row that may fail to improve, per active decision, before a restart from a
    /// random design.
    #[param(range = 1..=30, log)]
    pub patience: u32,
    /// Whether a mutant that is as good as its parent replaces it, so that plateaus are crossed.
    pub neutral: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { patience: 3, neutral: true }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        if self.patience == 0 {
            return Err("`patience` is 0; give at least 1".into());
        }
        Ok(())
    }
}

/// Climbs by single mutations.
#[derive(Debug)]
pub struct OnePlusOne {
    settings: Settings,
}

impl OnePlusOne {
    /// A hill climber with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

impl<E: Environment<Space = Designs>> Agent<E> for OnePlusOne {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let Settings { patience, neutral } = self.settings;
        let space = session.space();
        loop {
            let mut parent = space.sample(session.rng());
            let mut score = session.evaluate(&parent)?.score();
            let mut failures = 0;
            // There are as many genes as active decisions.
            while failures < patience.saturating_mul(parent.genes().len() as u32) {
                let mutant = space.mutate(&parent, session.rng());
                let found = session.evaluate(&mutant)?.score();
                failures = if found > score { 0 } else { failures + 1 };
                if found > score || (neutral && found == score) {
                    (parent, score) = (mutant, found);
                }
            }
        }
    }
}
