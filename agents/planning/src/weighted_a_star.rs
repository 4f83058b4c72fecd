//! Weighted A*: the node of least `weight * g + h` first.
//!
//! Pohl, "Heuristic search viewed as path finding in a graph", Artificial Intelligence 1970. The
//! weight is that of DeepCubeA, on the cost so far and at most 1: the inverse of the one on the
//! heuristic in the older form `g + W * h`. With an admissible heuristic the path costs at most the
//! optimum divided by the weight; the smallest key so far is still a lower bound on the optimum.

use crate::best_first::{Rule, search};
use crate::options::{Stop, Ties};
use orienteer_core::Space;
use orienteer_core::path::{Incremental, Planner, Puzzle, Spent, Task};
use serde::{Deserialize, Serialize};

/// The hyperparameters of [`WeightedAStar`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The weight of the cost so far against the estimate of what is left: 1 is A*, 0 is greedy.
    #[param(range = 0.1..=1.0)]
    pub weight: f64,
    /// When the search ends.
    pub stop: Stop,
    /// Which of the nodes with equal keys comes first.
    pub ties: Ties,
}

impl Default for Settings {
    fn default() -> Self {
        Self { weight: 0.6, stop: Stop::Bound, ties: Ties::Nearest }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        check_weight(self.weight)
    }
}

/// Whether this is a weight of the cost so far.
pub(crate) fn check_weight(weight: f64) -> Result<(), String> {
    if (0.0..=1.0).contains(&weight) {
        Ok(())
    } else {
        Err(format!("`weight` is {weight}; give 0 to 1"))
    }
}

/// Weighted A* search.
#[derive(Debug)]
pub struct WeightedAStar<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> WeightedAStar<H> {
    /// Weighted A* with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Incremental<P>> Planner<P> for WeightedAStar<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let Settings { weight, stop, ties } = self.settings;
        let rule = Rule { weight: weight as f32, ties, stop, reopens: true, is_blind: false };
        search(rule, &self.heuristic, task)
    }
}
