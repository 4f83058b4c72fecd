//! Greedy best-first search: the node that looks nearest to a goal first, whatever it took to get
//! there.
//!
//! Doran and Michie, "Experiments with the Graph Traverser program", Proceedings of the Royal Society
//! 1966. Positions are not looked at again when a cheaper way to them turns up.

use crate::best_first::{Rule, search};
use crate::options::{Stop, Ties};
use orienteer_core::Space;
use orienteer_core::path::{Incremental, Planner, Puzzle, Spent, Task};
use serde::{Deserialize, Serialize};

/// The hyperparameters of [`GreedyBestFirst`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// Which of the nodes with equal estimates comes first.
    pub ties: Ties,
}

impl Default for Settings {
    fn default() -> Self {
        Self { ties: Ties::FirstIn }
    }
}

impl orienteer_core::Settings for Settings {}

/// Greedy best-first search.
#[derive(Debug)]
pub struct GreedyBestFirst<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> GreedyBestFirst<H> {
    /// Greedy best-first search with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Incremental<P>> Planner<P> for GreedyBestFirst<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        greedy(self.settings.ties, &self.heuristic, task)
    }
}

/// Searches greedily, to the first goal.
pub(crate) fn greedy<P: Puzzle, H: Incremental<P>>(
    ties: Ties,
    heuristic: &H,
    task: &mut Task<'_, P>,
) -> Result<(), Spent> {
    let rule = Rule { weight: 0.0, ties, stop: Stop::FirstGoal, reopens: false, is_blind: false };
    search(rule, heuristic, task)
}
