//! The settings of the two-sided search, which is a planner of the 3x3x3 alone.

use orienteer_core::Space;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// Its name.
pub(super) const NAME: &str = "two-sided";

/// What it judges by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub(super) enum Table {
    /// Twists, flips and which edges are in the middle slice: 70 MB.
    Subgroup,
    /// Twists, flips and where the edges of the middle slice are: 1.8 GB, built in minutes.
    Slice,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub(super) struct Settings {
    /// Exact distances to judge by: `subgroup` (70 MB) or `slice` (1.8 GB, built in minutes), with which
    /// it makes far fewer positions.
    pub(super) table: Table,
}

impl Default for Settings {
    fn default() -> Self {
        Self { table: Table::Subgroup }
    }
}

impl orienteer_core::Settings for Settings {}

/// These settings.
pub(super) fn settings(settings: &Map<String, Json>) -> Result<Settings, String> {
    serde_json::from_value(settings.clone().into())
        .map_err(|error| format!("planner `{NAME}`: {error}"))
}
