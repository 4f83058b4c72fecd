//! The settings of the two-phase solver, which is a planner of the 3x3x3 alone.

use orienteer_core::Space;
use orienteer_env_cube::{TwoPhase, TwoPhasePlanner};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// Its name.
pub(super) const NAME: &str = "two-phase";

/// What ends it.
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub(super) struct Settings {
    /// A solution of at most so many turns ends the search; half turns are one.
    #[param(range = 18..=30)]
    pub(super) enough: u8,
    /// So many positions end it, if there is a solution then.
    #[param(range = 10_000..=100_000_000, log)]
    pub(super) nodes: u32,
    /// So many positions more are made after the first solution that is short enough, in case there is
    /// a shorter one.
    #[param(range = 0..=10_000_000)]
    pub(super) patience: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { enough: 21, nodes: 1_000_000, patience: 0 }
    }
}

impl orienteer_core::Settings for Settings {}

/// The planner with these settings.
pub(super) fn planner(settings: &Map<String, Json>) -> Result<TwoPhasePlanner, String> {
    let settings: Settings = serde_json::from_value(settings.clone().into())
        .map_err(|error| format!("planner `{NAME}`: {error}"))?;
    let solver = TwoPhase::new().with_patience(settings.patience.into());
    Ok(TwoPhasePlanner::new(settings.enough, settings.nodes.into()).with_solver(solver))
}
