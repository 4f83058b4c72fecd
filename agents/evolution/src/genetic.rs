//! The generational genetic algorithm: tournament selection, uniform crossover, mutation, elitism.
//!
//! Holland, "Adaptation in Natural and Artificial Systems" (1975); Goldberg, "Genetic Algorithms in
//! Search, Optimization and Machine Learning" (1989). Tournaments need only an order of scores, and
//! uniform crossover (Syswerda, ICGA 1989) does not depend on the order of the parameters. A child
//! always differs from what crossover gave in at least one decision, because evaluating a copy of a
//! parent would teach nothing. A generation is one batch.

use crate::tournament::{Individual, MOST, tournament};
use orienteer_core::{AskTell, Design, Rng, Space, SpaceSpec, Step};
use rand::RngExt;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The hyperparameters of [`Genetic`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The number of individuals of a generation.
    #[param(range = 10..=200, log)]
    pub population: u32,
    /// The number of individuals drawn, of which the best becomes a parent.
    #[param(range = 2..=10)]
    pub tournament: u32,
    /// The probability that a child has two parents.
    #[param(range = 0.0..=1.0)]
    pub crossover: f64,
    /// The expected number of decisions that mutation changes: the rate is this over the number of
    /// active decisions.
    #[param(range = 0.5..=4.0, log)]
    pub mutations: f64,
    /// The number of best individuals that live on unchanged, without another evaluation.
    #[param(range = 0..=5)]
    pub elite: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { population: 30, tournament: 3, crossover: 0.9, mutations: 1.0, elite: 2 }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        let Self { population, tournament, crossover, mutations, elite } = *self;
        for (name, value) in [("population", population), ("tournament", tournament)] {
            if !(1..=MOST).contains(&value) {
                return Err(format!("`{name}` is {value}; give 1 to {MOST}"));
            }
        }
        if elite >= population {
            return Err(format!("`elite` is {elite}; give less than `population`, {population}"));
        }
        if !(0.0..=1.0).contains(&crossover) {
            return Err(format!("`crossover` is {crossover}; a probability is 0 to 1"));
        }
        if !(mutations >= 0.0 && mutations.is_finite()) {
            return Err(format!("`mutations` is {mutations}; give 0 or more"));
        }
        Ok(())
    }
}

/// Evolves generations.
#[derive(Debug)]
pub struct Genetic {
    settings: Settings,
    /// The living, in no order; empty before the first generation.
    population: Vec<Individual>,
}

impl Genetic {
    /// A genetic algorithm with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings, population: Vec::new() }
    }

    fn child(&self, space: &SpaceSpec, rng: &mut Rng) -> Design {
        let Settings { tournament: rounds, crossover, mutations, .. } = self.settings;
        let first = &tournament(&self.population, rounds, rng).design;
        let child = if rng.random_bool(crossover) {
            let second = &tournament(&self.population, rounds, rng).design;
            space.crossover(first, second, rng)
        } else {
            first.clone()
        };
        let rate = mutations / child.genes().len().max(1) as f64;
        space.mutate_each(&child, rate, rng)
    }
}

impl AskTell for Genetic {
    fn ask(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Vec<Design> {
        let Settings { population, elite, .. } = self.settings;
        if self.population.is_empty() {
            return (0..population).map(|_| space.sample(rng)).collect();
        }
        (elite..population).map(|_| self.child(space, rng)).collect()
    }

    fn tell(&mut self, designs: &[Design], steps: &[Step]) {
        self.population.sort_by_key(|individual| Reverse(individual.score));
        self.population.truncate(self.settings.elite as usize);
        self.population.extend(
            designs
                .iter()
                .zip(steps)
                .map(|(design, step)| Individual { design: design.clone(), score: step.score() }),
        );
    }
}
