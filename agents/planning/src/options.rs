//! Choices that several planners offer.

use orienteer_core::Space;
use serde::{Deserialize, Serialize};

/// When a best-first search ends by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Stop {
    /// With the first goal.
    FirstGoal,
    /// When the smallest key is as large as the weighted cost of the best path: that costs at most
    /// the optimum divided by the weight, if the estimates never exceed the truth.
    #[default]
    Bound,
    /// When nothing is left that could cost less than the best path: anytime search, in which paths
    /// get better as long as the budget lasts (Hansen and Zhou, "Anytime heuristic search", JAIR
    /// 2007).
    Optimum,
}

/// Which of the nodes with equal keys comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Ties {
    /// The one that waits longest.
    FirstIn,
    /// The newest.
    LastIn,
    /// The one with the least estimate, and of these the newest: it finds a goal sooner among paths
    /// of equal cost (Asai and Fukunaga, "Tie-breaking strategies for cost-optimal best first
    /// search", JAIR 2017).
    #[default]
    Nearest,
}
