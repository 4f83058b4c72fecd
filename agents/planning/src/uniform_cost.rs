//! Uniform-cost search: the node of least cost first, without any estimate.
//!
//! Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1959, in the
//! form that makes the graph as it goes (Felner, "Position paper: Dijkstra's algorithm versus
//! uniform cost search", SoCS 2011).

use crate::best_first::{Rule, search};
use crate::options::{Stop, Ties};
use orienteer_core::Space;
use orienteer_core::path::{Planner, Puzzle, Spent, Task, Zero};
use serde::{Deserialize, Serialize};

/// Uniform-cost search has no hyperparameters.
#[derive(Clone, Debug, Default, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {}

impl orienteer_core::Settings for Settings {}

/// Uniform-cost search.
#[derive(Debug, Default)]
pub struct UniformCost;

impl<P: Puzzle> Planner<P> for UniformCost {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let rule = Rule {
            weight: 1.0,
            ties: Ties::FirstIn,
            stop: Stop::Bound,
            reopens: true,
            is_blind: true,
        };
        search(rule, &Zero, task)
    }
}
