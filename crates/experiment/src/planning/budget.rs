//! What a planner may spend on each instance.

use crate::config::{Config, ConfigErrors, Fields};
use crate::plan::limits::seconds;
use orienteer_core::path::Limits;
use serde::Serialize;

/// The bytes that a planner may hold unless the file says otherwise: 1 GiB. Fixed, because a limit
/// that followed the machine or its threads would change the records.
const BYTES: u64 = 1 << 30;

/// The budget of each instance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NodeBudget {
    /// Positions generated.
    pub nodes: u64,
    /// Positions expanded.
    pub expanded: Option<u64>,
    /// Estimates asked for.
    pub estimates: Option<u64>,
    /// Bytes that a planner holds at one time, as it counts its own tables and lists.
    pub bytes: u64,
    /// Seconds of wall clock. With it, what comes out depends on the machine.
    pub seconds: Option<f64>,
}

impl NodeBudget {
    /// Reads `budget = { nodes = 200_000, seconds = 60 }`.
    pub(super) fn read(written: &Config, errors: &mut ConfigErrors) -> Option<Self> {
        if let Some(evaluations) = written.get("evaluations") {
            errors.push(evaluations.error(
                "a budget is either in `evaluations`, for agents, or in `nodes`, for planners: \
                 remove one of them",
            ));
            return None;
        }
        let known = ["nodes", "expanded", "estimates", "bytes", "seconds"];
        let fields = Fields::of(written, &known, errors)?;
        let mut count = |key| {
            let number: Option<u64> = errors.keep(fields.optional(key))?;
            if let (Some(0), Some(written)) = (number, fields.get(key)) {
                errors.push(written.error(format_args!("a budget of no `{key}` solves nothing")));
            }
            Some(number)
        };
        let [nodes, expanded, estimates, bytes] =
            ["nodes", "expanded", "estimates", "bytes"].map(&mut count);
        let seconds = errors.keep(seconds(fields.get("seconds")));
        Some(Self {
            nodes: nodes??,
            expanded: expanded?,
            estimates: estimates?,
            bytes: bytes?.unwrap_or(BYTES),
            seconds: seconds?,
        })
    }

    /// The same for a planner.
    pub(super) fn limits(&self) -> Limits {
        Limits {
            generated: Some(self.nodes),
            expanded: self.expanded,
            estimates: self.estimates,
            bytes: Some(self.bytes),
            seconds: self.seconds,
        }
    }
}
