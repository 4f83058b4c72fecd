//! The files of an experiment of planners as they lie on disk.

use crate::ReportError;
use crate::study::Invocation;
use crate::study::load::{
    REPAIR_PLAN, REPAIR_PROVENANCE, REPAIR_RUN, UPGRADE, damaged, json, text,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::path::Path;

/// What tells one kind of experiment from the other.
#[derive(Deserialize)]
pub(super) struct Kind {
    #[serde(default)]
    pub(super) kind: String,
}

/// `plan.json`.
#[derive(Debug, Deserialize)]
pub(super) struct Plan {
    format: u32,
    pub(super) name: String,
    #[serde(default)]
    pub(super) question: String,
    pub(super) budget: Budget,
    pub(super) problems: Vec<Problem>,
    pub(super) agents: Vec<Agent>,
    #[serde(default)]
    pub(super) misfits: Vec<Misfit>,
    pub(super) runs: Vec<Run>,
}

/// What a planner may spend on each instance.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Budget {
    pub(super) nodes: u64,
    #[serde(default)]
    pub(super) expanded: Option<u64>,
    #[serde(default)]
    pub(super) estimates: Option<u64>,
    #[serde(default)]
    pub(super) bytes: Option<u64>,
    #[serde(default)]
    pub(super) seconds: Option<f64>,
}

impl Line {
    /// Whether the planner solved the instance and ended by itself. Of others it is only known that
    /// the whole search takes more than they were given.
    pub(super) fn is_whole(&self) -> bool {
        self.cost.is_some() && self.stop == "finished"
    }

    /// What the whole search took; infinite where it was cut off.
    pub(super) fn to_the_end(&self, measure: impl Fn(&Self) -> Option<f64>) -> Option<f64> {
        if self.is_whole() { measure(self) } else { Some(f64::INFINITY) }
    }
}

/// A puzzle with its instances.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Problem {
    pub(super) name: String,
    pub(super) environment: String,
    #[serde(default)]
    pub(super) config: Map<String, Value>,
    /// A hash of the files that answers depend on, where there are some.
    #[serde(default)]
    pub(super) fingerprint: Option<String>,
    #[serde(default)]
    pub(super) axis: Option<Axis>,
    #[serde(default)]
    pub(super) group: String,
    pub(super) instances: Vec<Instance>,
}

/// What sets a problem apart from others of its group.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Axis {
    pub(super) name: String,
    pub(super) value: f64,
}

/// A start and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Instance {
    pub(super) id: String,
    pub(super) start: String,
    #[serde(default)]
    pub(super) optimum: Option<u64>,
    #[serde(default)]
    pub(super) depth: Option<u32>,
}

/// A planner with its settings.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Agent {
    pub(super) name: String,
    pub(super) method: String,
    pub(super) settings: Vec<Map<String, Value>>,
}

/// Where a planner does not apply.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Misfit {
    pub(super) problem: usize,
    pub(super) agent: usize,
    pub(super) setting: usize,
    pub(super) reason: String,
}

/// A run by its indices into the plan.
#[derive(Debug, Deserialize)]
pub(super) struct Run {
    pub(super) id: String,
    pub(super) problem: usize,
    pub(super) agent: usize,
    pub(super) setting: usize,
}

/// `run.json`: the seal of a run that is over.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Seal {
    pub(super) status: Status,
    #[serde(default)]
    pub(super) reason: Option<String>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    Complete,
    Failed,
}

/// A line of `log.jsonl`: what came of one instance.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Line {
    pub(super) i: usize,
    #[serde(default)]
    pub(super) cost: Option<u64>,
    #[serde(default)]
    pub(super) lower_bound: u64,
    #[serde(default)]
    pub(super) optimal: bool,
    #[serde(default)]
    pub(super) unsolvable: bool,
    pub(super) stop: String,
    pub(super) generated: u64,
    #[serde(default)]
    pub(super) expanded: u64,
    #[serde(default)]
    pub(super) estimates: u64,
    #[serde(default)]
    pub(super) peak_bytes: u64,
    #[serde(default)]
    pub(super) improvements: Vec<Improvement>,
    /// From `clock.csv`; `None` where that has no row.
    #[serde(skip)]
    pub(super) seconds: Option<f64>,
}

/// A path that was the cheapest so far.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Improvement {
    pub(super) cost: u64,
    pub(super) generated: u64,
}

/// A folder in memory.
pub(super) struct Folder {
    pub(super) plan: Plan,
    pub(super) config: Option<String>,
    pub(super) invocations: Vec<Invocation>,
    /// For each planned run what is recorded of it.
    pub(super) runs: Vec<(Option<Seal>, Vec<Line>)>,
}

/// Reads a folder. What is not there yet is no error; what is there must be sound.
pub(super) fn load(folder: &Path) -> Result<Folder, ReportError> {
    let path = folder.join("plan.json");
    let plan: Plan = json(&path, REPAIR_PLAN)?
        .ok_or_else(|| ReportError::NotAnExperiment(folder.to_path_buf()))?;
    check(&plan).map_err(|(problem, remedy)| damaged(&path, problem, remedy))?;
    let runs = plan.runs.iter().map(|run| {
        let instances = plan.problems[run.problem].instances.len();
        let folder = folder.join("runs").join(&run.id);
        Ok((json(&folder.join("run.json"), REPAIR_RUN)?, lines(&folder, instances)?))
    });
    Ok(Folder {
        runs: runs.collect::<Result<_, ReportError>>()?,
        config: text(&folder.join("experiment.toml"))?,
        invocations: json(&folder.join("provenance.json"), REPAIR_PROVENANCE)?.unwrap_or_default(),
        plan,
    })
}

fn check(plan: &Plan) -> Result<(), (String, &'static str)> {
    if plan.format != 1 {
        return Err((format!("its format is {}, and this version reads 1", plan.format), UPGRADE));
    }
    let is_there = |problem: usize, agent: usize, setting: usize| {
        let settings = plan.agents.get(agent).map_or(0, |agent| agent.settings.len());
        problem < plan.problems.len() && setting < settings
    };
    let lost = plan.runs.iter().find(|run| !is_there(run.problem, run.agent, run.setting));
    if let Some(run) = lost {
        let problem =
            format!("run `{}` points at a problem, agent or setting that is not there", run.id);
        return Err((problem, REPAIR_PLAN));
    }
    if plan.misfits.iter().any(|m| !is_there(m.problem, m.agent, m.setting)) {
        return Err(("a misfit points at what is not there".into(), REPAIR_PLAN));
    }
    Ok(())
}

/// The whole lines of a log, with the seconds of the clock.
fn lines(folder: &Path, instances: usize) -> Result<Vec<Line>, ReportError> {
    let path = folder.join("log.jsonl");
    let log = text(&path)?.unwrap_or_default();
    let whole = log.rfind('\n').map_or("", |end| &log[..end]);
    let mut lines = Vec::new();
    for (i, text) in whole.lines().enumerate() {
        let line: Line = serde_json::from_str(text)
            .map_err(|error| damaged(&path, format!("line {}: {error}", i + 1), REPAIR_RUN))?;
        if line.i != i || i >= instances {
            let problem = format!("line {} is of instance {}, expected {i}", i + 1, line.i);
            return Err(damaged(&path, problem, REPAIR_RUN));
        }
        lines.push(line);
    }
    let path = folder.join("clock.csv");
    let clock = text(&path)?.unwrap_or_default();
    let whole = clock.rfind('\n').map_or("", |end| &clock[..end]);
    // After a power loss, rows may be missing, or be of lines that are.
    let mut least = 0;
    for (i, row) in whole.lines().skip(1).enumerate() {
        let cells = row.split_once(',').and_then(|(number, seconds)| {
            let number = number.parse::<usize>().ok().filter(|number| *number >= least)?;
            let seconds = seconds.parse::<f64>().ok()?;
            (seconds.is_finite() && seconds >= 0.0).then_some((number, seconds))
        });
        let Some((number, seconds)) = cells else {
            let wanted =
                format!("line {}: expected the number of an instance from {least} on", i + 2);
            let problem = format!("{wanted} and its seconds, found `{row}`");
            return Err(damaged(&path, problem, REPAIR_RUN));
        };
        least = number + 1;
        if let Some(line) = lines.get_mut(number) {
            line.seconds = Some(seconds);
        }
    }
    Ok(lines)
}
