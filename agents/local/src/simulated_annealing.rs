//! Simulated annealing: a worse neighbour is taken with a probability that falls as the budget is
//! spent.
//!
//! Kirkpatrick, Gelatt and Vecchi, "Optimization by simulated annealing", Science 220 (1983), with
//! the rule of Metropolis et al. (1953) and geometric cooling over the budget. Temperatures are in
//! units of the standard deviation of the rewards seen so far (White, "Concepts of scale in
//! simulated annealing", 1984), so that one setting serves objectives of any scale. A neighbour
//! without a feasible value has no energy: it is taken only when it is no worse, by the order of
//! scores.

use orienteer_core::wrappers::Moments;
use orienteer_core::{Agent, Designs, Environment, Rng, Score, Session, Space, Stop};
use rand::RngExt;
use serde::{Deserialize, Serialize};

/// The most restarts: a cycle needs at least one evaluation.
const RESTARTS: u32 = 1_000_000;

/// The hyperparameters of [`SimulatedAnnealing`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The temperature at the start, in standard deviations of the rewards seen.
    #[param(range = 0.1..=10.0, log)]
    pub initial: f64,
    /// The temperature at the end, in the same unit.
    #[param(range = 0.001..=0.1, log)]
    pub last: f64,
    /// How often the search starts again from a random design and the initial temperature; the
    /// budget is shared equally.
    #[param(range = 0..=5)]
    pub restarts: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { initial: 0.5, last: 0.01, restarts: 0 }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        let Self { initial, last, restarts } = *self;
        if !(last > 0.0 && last <= initial && initial.is_finite()) {
            return Err(format!(
                "`initial` is {initial} and `last` is {last}; temperatures must be positive and \
                 fall"
            ));
        }
        if restarts > RESTARTS {
            return Err(format!("`restarts` is {restarts}; give 0 to {RESTARTS}"));
        }
        Ok(())
    }
}

/// Anneals one design.
#[derive(Debug)]
pub struct SimulatedAnnealing {
    settings: Settings,
}

impl SimulatedAnnealing {
    /// Simulated annealing with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// How often the search begins.
    fn cycles(&self) -> f64 {
        f64::from(self.settings.restarts) + 1.0
    }

    /// The temperature, in standard deviations, after this part of the budget.
    fn temperature(&self, part: f64) -> f64 {
        let Settings { initial, last, .. } = self.settings;
        let part = (part * self.cycles()).fract();
        initial * (last / initial).powf(part)
    }
}

impl<E: Environment<Space = Designs>> Agent<E> for SimulatedAnnealing {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let space = session.space();
        let budget = (session.spent() + session.remaining()) as f64;
        let mut spread = Moments::default();
        for cycle in 1_u64.. {
            let mut current = space.sample(session.rng());
            let mut score = session.evaluate(&current)?.score();
            if let Some(reward) = score.reward() {
                spread.add(reward);
            }
            while (session.spent() as f64) < budget / self.cycles() * cycle as f64 {
                let temperature = self.temperature(session.spent() as f64 / budget);
                let neighbour = space.mutate(&current, session.rng());
                let found = session.evaluate(&neighbour)?.score();
                if let Some(reward) = found.reward() {
                    spread.add(reward);
                }
                if accepts(score, found, temperature * spread.deviation(), session.rng()) {
                    (current, score) = (neighbour, found);
                }
            }
        }
        Ok(())
    }
}

/// The rule of Metropolis.
fn accepts(score: Score, found: Score, temperature: f64, rng: &mut Rng) -> bool {
    if found >= score {
        return true;
    }
    match (score.reward(), found.reward()) {
        (Some(old), Some(new)) => rng.random::<f64>() < ((new - old) / temperature).exp(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::rng::rng;

    #[test]
    fn cooling_is_geometric_in_each_cycle() {
        let annealing = SimulatedAnnealing::new(Settings { initial: 1.0, last: 0.01, restarts: 1 });
        for (part, temperature) in [(0.0, 1.0), (0.25, 0.1), (0.5, 1.0), (0.75, 0.1)] {
            assert!((annealing.temperature(part) - temperature).abs() < 1e-12);
        }
    }

    #[test]
    fn worse_is_taken_as_often_as_metropolis_says() {
        let mut rng = rng(1);
        let (old, new) = (Score::Feasible(1.0), Score::Feasible(0.0));
        let taken = (0..10_000).filter(|_| accepts(old, new, 1.0, &mut rng)).count() as f64;
        assert!((taken / 10_000.0 - (-1.0_f64).exp()).abs() < 0.02);
        assert!(!accepts(old, new, 0.0, &mut rng), "a temperature of zero is a hill climber");
        assert!(!accepts(old, Score::Failed, 1e9, &mut rng));
        assert!(accepts(Score::Failed, Score::Failed, 0.0, &mut rng));
    }
}
