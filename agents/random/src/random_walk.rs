//! The random walk: uniform legal moves, from the start again after each episode.
//!
//! The counterpart of random search for moves, and the rollout of Monte Carlo tree search without
//! its tree.

use orienteer_core::{Agent, Environment, Moves, Session, Space, Stop};
use rand::seq::IndexedRandom;
use serde::{Deserialize, Serialize};

/// So many episodes in a row that evaluate nothing mean that there is nothing to evaluate.
const IDLE: u32 = 1000;

/// The longest walk.
const LENGTH: u32 = 1_000_000;

/// The hyperparameters of [`RandomWalk`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The evaluations after which an episode is given up, where the environment has no limit of
    /// its own.
    #[param(range = 10..=1000, log)]
    pub length: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { length: 100 }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        if !(1..=LENGTH).contains(&self.length) {
            return Err(format!("`length` is {}; give 1 to {LENGTH}", self.length));
        }
        Ok(())
    }
}

/// Makes uniform legal moves.
#[derive(Debug)]
pub struct RandomWalk {
    settings: Settings,
}

impl RandomWalk {
    /// A random walk with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

impl<E: Environment<Space = Moves>> Agent<E> for RandomWalk {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let length = u64::from(session.horizon().unwrap_or(self.settings.length));
        let start = session.reset();
        let (mut node, mut legal) = (start.clone(), Vec::new());
        let mut idle = 0;
        while idle < IDLE {
            node.clone_from(&start);
            let before = session.spent();
            while session.spent() - before < length {
                session.legal(&node, &mut legal);
                let Some(&mv) = legal.choose(session.rng()) else { break };
                session.step(&mut node, mv)?;
            }
            idle = if session.spent() > before { 0 } else { idle + 1 };
        }
        Ok(())
    }
}
