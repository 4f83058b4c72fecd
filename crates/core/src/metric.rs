//! What an environment measures: named numbers with a unit and a direction.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::sync::Arc;

/// Which way a metric is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Less is better.
    Minimize,
    /// More is better.
    Maximize,
}

/// The name, unit, direction and meaning of one metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricSpec {
    /// An identifier (`[a-z_][a-z0-9_]*`), so that formulas can use it.
    pub name: Arc<str>,
    /// The unit, in SI notation; empty for a pure number.
    #[serde(default = "no_text")]
    pub unit: Arc<str>,
    /// Which way is better.
    pub direction: Direction,
    /// One sentence for people.
    #[serde(default = "no_text")]
    pub doc: Arc<str>,
}

fn no_text() -> Arc<str> {
    Arc::from("")
}

impl MetricSpec {
    /// A metric that is better when smaller.
    pub fn minimize(name: &str, unit: &str, doc: &str) -> Self {
        Self {
            name: name.into(),
            unit: unit.into(),
            direction: Direction::Minimize,
            doc: doc.into(),
        }
    }

    /// A metric that is better when larger.
    pub fn maximize(name: &str, unit: &str, doc: &str) -> Self {
        Self { direction: Direction::Maximize, ..Self::minimize(name, unit, doc) }
    }
}

/// The values of an environment's metrics, in the order of its specifications. Empty when a step
/// measures nothing (a design that is not yet complete).
pub type Metrics = SmallVec<[f64; 4]>;
