//! Reads one experiment folder. What is not there yet is no error; what is there must be sound.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::record::{Invocation, Plan, Seal};
use crate::ReportError;

pub(crate) const REPAIR_PLAN: &str =
    "run `orienteer run` with the experiment file again, which rewrites it";
pub(crate) const REPAIR_RUN: &str =
    "delete it and run `orienteer run` again: only this run is repeated";
pub(crate) const REPAIR_PROVENANCE: &str = "delete it: results do not depend on it";
pub(crate) const UPGRADE: &str = "use the version of orienteer that wrote it";

/// An experiment folder in memory.
pub(crate) struct Folder {
    pub(super) plan: Plan,
    /// The exact text of the experiment file, if it is there.
    pub(super) config: Option<String>,
    pub(super) invocations: Vec<Invocation>,
    /// What is known of each planned run, in the order of the plan.
    pub(super) runs: Vec<(Option<Seal>, Clock)>,
}

/// Rows of (evaluations spent, seconds since the run began), ascending.
pub(super) type Clock = Vec<(u64, f64)>;

/// Reads an experiment folder.
pub(crate) fn load(folder: &Path) -> Result<Folder, ReportError> {
    let path = folder.join("plan.json");
    let plan: Plan = json(&path, REPAIR_PLAN)?
        .ok_or_else(|| ReportError::NotAnExperiment(folder.to_path_buf()))?;
    check(&plan, &path)?;
    let runs = plan.runs.iter().map(|run| {
        let folder = folder.join("runs").join(&run.id);
        Ok((json(&folder.join("run.json"), REPAIR_RUN)?, clock(&folder.join("clock.csv"))?))
    });
    Ok(Folder {
        runs: runs.collect::<Result<_, ReportError>>()?,
        config: text(&folder.join("experiment.toml"))?,
        invocations: json(&folder.join("provenance.json"), REPAIR_PROVENANCE)?.unwrap_or_default(),
        plan,
    })
}

fn check(plan: &Plan, path: &Path) -> Result<(), ReportError> {
    let damaged = |problem, remedy| ReportError::Damaged { path: path.into(), problem, remedy };
    if plan.format != 1 {
        let problem = format!("its format is {}, and this version reads 1", plan.format);
        return Err(damaged(problem, UPGRADE));
    }
    for run in &plan.runs {
        let settings = plan.agents.get(run.agent).map(|agent| agent.settings.len().max(1));
        if run.problem >= plan.problems.len() || settings.is_none_or(|n| run.setting >= n) {
            let problem =
                format!("run `{}` points at a problem, agent or setting that is not there", run.id);
            return Err(damaged(problem, REPAIR_PLAN));
        }
    }
    Ok(())
}

/// The text of a file, or `None` if there is no such file.
pub(crate) fn text(path: &Path) -> Result<Option<String>, ReportError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(source) => Err(ReportError::Read { path: path.into(), source }),
    }
}

pub(crate) fn json<T: DeserializeOwned>(
    path: &Path,
    remedy: &'static str,
) -> Result<Option<T>, ReportError> {
    let Some(text) = text(path)? else { return Ok(None) };
    serde_json::from_str(&text).map(Some).map_err(|error| damaged(path, error.to_string(), remedy))
}

/// The clock of a run; empty if there is none. A last line that is cut off, as a killed process
/// leaves it, is passed over.
fn clock(path: &Path) -> Result<Clock, ReportError> {
    let Some(text) = text(path)? else { return Ok(Vec::new()) };
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let mut rows: Clock = Vec::new();
    for (number, line) in whole.lines().enumerate().skip(1) {
        let row = line.split_once(',').and_then(|(evaluations, seconds)| {
            Some((evaluations.trim().parse().ok()?, seconds.trim().parse::<f64>().ok()?))
        });
        match row {
            Some((evaluations, seconds)) if seconds.is_finite() && seconds >= 0.0 => {
                rows.push((evaluations, seconds));
            }
            _ => {
                let problem =
                    format!("line {}: expected `evaluations,seconds`, found `{line}`", number + 1);
                return Err(damaged(path, problem, REPAIR_RUN));
            }
        }
    }
    Ok(rows)
}

pub(crate) fn damaged(path: &Path, problem: String, remedy: &'static str) -> ReportError {
    ReportError::Damaged { path: path.into(), problem, remedy }
}
