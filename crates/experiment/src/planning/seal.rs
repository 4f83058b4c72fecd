//! `run.json`: the seal of a planner's run that is over.

use super::log::Line;
use crate::run::files;
use serde_json::{Value as Json, json};
use std::io;
use std::path::Path;

const NAME: &str = "run.json";

/// Seals the run in `folder`; `failure` is why it could not go on.
pub(super) fn write(
    folder: &Path,
    id: &str,
    lines: &[Line],
    failure: Option<&str>,
) -> io::Result<()> {
    let count = |is: fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count();
    let sum = |of: fn(&Line) -> u64| lines.iter().map(of).sum::<u64>();
    let content = json!({
        "id": id,
        "status": if failure.is_none() { "complete" } else { "failed" },
        "reason": failure,
        "instances": lines.len(),
        "solved": count(|line| line.cost.is_some()),
        "optimal": count(|line| line.optimal),
        "unsolvable": count(|line| line.unsolvable),
        "generated": sum(|line| line.counters.generated),
        "expanded": sum(|line| line.counters.expanded),
        "estimates": sum(|line| line.counters.estimates),
        "peak_bytes": lines.iter().map(|line| line.counters.peak_bytes).max().unwrap_or(0),
    });
    files::replace_json(folder, NAME, &content)
}

/// Whether the run in `folder` is complete with all its instances. A run that failed is not.
pub(super) fn is_complete(folder: &Path, instances: usize) -> bool {
    let text = std::fs::read_to_string(folder.join(NAME)).unwrap_or_default();
    let seal: Json = serde_json::from_str(&text).unwrap_or_default();
    seal["status"] == "complete" && seal["instances"] == instances
}
