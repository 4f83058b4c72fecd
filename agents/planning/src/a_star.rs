//! A*: the node of least `g + h` first.
//!
//! Hart, Nilsson and Raphael, "A formal basis for the heuristic determination of minimum cost
//! paths", IEEE Transactions on Systems Science and Cybernetics 1968. With an admissible heuristic
//! the path is a cheapest one, and the smallest key so far is a lower bound all along.

use crate::best_first::{Rule, search};
use crate::options::{Stop, Ties};
use orienteer_core::Space;
use orienteer_core::path::{Incremental, Planner, Puzzle, Spent, Task};
use serde::{Deserialize, Serialize};

/// The hyperparameters of [`AStar`].
#[derive(Clone, Debug, Default, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// Which of the nodes with equal keys comes first.
    pub ties: Ties,
}

impl orienteer_core::Settings for Settings {}

/// A* search.
#[derive(Debug)]
pub struct AStar<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> AStar<H> {
    /// A* with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Incremental<P>> Planner<P> for AStar<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let Settings { ties } = self.settings;
        let rule = Rule { weight: 1.0, ties, stop: Stop::Bound, reopens: true, is_blind: false };
        search(rule, &self.heuristic, task)
    }
}
