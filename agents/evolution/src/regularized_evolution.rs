//! Regularised evolution: each child replaces the oldest individual, however good that is.
//!
//! Real, Aggarwal, Huang and Le, "Regularized evolution for image classifier architecture search",
//! AAAI 2019, algorithm 1. A lucky measurement dies with its age, so that only designs whose
//! children are good again persist. As in the paper, the sample of a tournament is drawn with
//! replacement and a child is a mutation without crossover. Children are evaluated one by one,
//! because each parent is chosen from the population that the child before it left.

use crate::tournament::{Individual, MOST, tournament};
use orienteer_core::{Agent, Designs, Environment, Session, Space, Stop};
use serde::{Deserialize, Serialize};

/// The hyperparameters of [`RegularizedEvolution`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The number of individuals alive.
    #[param(range = 10..=200, log)]
    pub population: u32,
    /// The number of individuals drawn, of which the best becomes a parent.
    #[param(range = 2..=50, log)]
    pub sample: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { population: 50, sample: 10 }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        for (name, value) in [("population", self.population), ("sample", self.sample)] {
            if !(1..=MOST).contains(&value) {
                return Err(format!("`{name}` is {value}; give 1 to {MOST}"));
            }
        }
        Ok(())
    }
}

/// Evolves an ageing population.
#[derive(Debug)]
pub struct RegularizedEvolution {
    settings: Settings,
}

impl RegularizedEvolution {
    /// Regularised evolution with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

impl<E: Environment<Space = Designs>> Agent<E> for RegularizedEvolution {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let Settings { population, sample } = self.settings;
        let space = session.space();
        let designs: Vec<_> = (0..population).map(|_| space.sample(session.rng())).collect();
        let steps = session.evaluate_batch(&designs)?;
        let scores = steps.iter().map(orienteer_core::Step::score);
        let mut population: Vec<_> = designs
            .into_iter()
            .zip(scores)
            .map(|(design, score)| Individual { design, score })
            .collect();
        // A ring: the individual at `oldest` dies next.
        for oldest in (0..population.len()).cycle() {
            let parent = tournament(&population, sample, session.rng());
            let design = space.mutate(&parent.design, session.rng());
            let score = session.evaluate(&design)?.score();
            population[oldest] = Individual { design, score };
        }
        Ok(())
    }
}
