//! `log.jsonl` and `clock.csv` of a planner's run: a line an instance, and its seconds.
//!
//! The clock is written first, so a kill between the two leaves seconds without an instance, which
//! are dropped. A loss of power may keep more of either file; a result without its seconds is kept.

use super::Instance;
use crate::registry::Answer;
use orienteer_core::path::Counters;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

const CLOCK: &str = "instance,seconds\n";

/// What came of one instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    i: usize,
    id: String,
    start: String,
    optimum: Option<u64>,
    pub(super) cost: Option<u64>,
    lower_bound: u64,
    pub(super) optimal: bool,
    pub(super) unsolvable: bool,
    stop: String,
    #[serde(flatten)]
    pub(super) counters: Count,
    improvements: Vec<Found>,
    moves: Option<Vec<String>>,
}

/// Counters as they are recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Count {
    pub(super) generated: u64,
    pub(super) expanded: u64,
    pub(super) estimates: u64,
    pub(super) peak_bytes: u64,
}

impl From<Counters> for Count {
    fn from(counters: Counters) -> Self {
        let Counters { generated, expanded, estimates, peak_bytes } = counters;
        Self { generated, expanded, estimates, peak_bytes }
    }
}

/// A path that was the cheapest so far, and what was spent until then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Found {
    cost: u64,
    #[serde(flatten)]
    counters: Count,
}

impl Line {
    /// The line of instance `i`.
    pub(super) fn new(i: usize, instance: &Instance, answer: &Answer) -> Self {
        let report = &answer.report;
        let improvements = report.improvements.iter();
        Self {
            i,
            id: instance.id.clone(),
            start: instance.start.clone(),
            optimum: instance.optimum,
            cost: report.solution.as_ref().map(|solution| solution.cost),
            lower_bound: report.lower_bound,
            optimal: report.is_optimal(),
            unsolvable: report.unsolvable,
            stop: answer.stop().into(),
            counters: report.counters.into(),
            improvements: improvements
                .map(|found| Found { cost: found.cost, counters: found.counters.into() })
                .collect(),
            moves: answer.moves.clone(),
        }
    }

    /// Whether it is the record of instance `i`.
    fn is_of(&self, i: usize, instance: &Instance) -> bool {
        (self.i, &self.id, &self.start) == (i, &instance.id, &instance.start)
    }
}

/// The record of a run on disk.
pub(super) struct Log {
    results: File,
    clock: File,
    /// What is recorded.
    pub(super) lines: Vec<Line>,
}

impl Log {
    /// Opens the record in `folder`. What was torn is cut off.
    pub(super) fn open(folder: &Path, instances: &[Instance]) -> Result<Self, String> {
        let path = folder.join("log.jsonl");
        let name = path.display().to_string();
        let unwritable = |error: io::Error| format!("cannot write `{name}`: {error}");
        let clock_path = folder.join("clock.csv");
        let old = read(&path).map_err(unwritable)?;
        let old_clock = read(&clock_path).map_err(unwritable)?;
        let whole: Vec<&str> = whole_lines(&old).collect();
        let mut lines = Vec::new();
        for (i, text) in whole.iter().enumerate() {
            let damaged = |reason: String| {
                format!(
                    "`{name}` is damaged at line {}: {reason}. Remove the folder of this run to \
                     execute it anew",
                    i + 1
                )
            };
            let line: Line = serde_json::from_str(text).map_err(|e| damaged(e.to_string()))?;
            let Some(instance) = instances.get(i) else {
                return Err(damaged("there is no such instance".into()));
            };
            if !line.is_of(i, instance) {
                return Err(damaged(format!(
                    "expected instance `{}`, found `{}`",
                    instance.id, line.id
                )));
            }
            lines.push(line);
        }
        let is_of_result = |row: &&str| {
            let number = row.split(',').next().and_then(|number| number.parse::<usize>().ok());
            number.is_some_and(|number| number < lines.len())
        };
        let rows = whole_lines(&old_clock).skip(1).filter(is_of_result);
        let clock = CLOCK.to_owned() + &rows.collect::<String>();
        for (path, old, kept) in [(&path, &old, whole.concat()), (&clock_path, &old_clock, clock)] {
            if *old != kept {
                fs::write(path, kept).map_err(unwritable)?;
            }
        }
        let append = |path| File::options().create(true).append(true).open(path);
        let results = append(&path).map_err(unwritable)?;
        let clock = append(&clock_path).map_err(unwritable)?;
        Ok(Self { results, clock, lines })
    }

    /// Records an instance that took so many seconds.
    pub(super) fn append(&mut self, line: Line, seconds: f64) -> io::Result<()> {
        self.clock.write_all(format!("{},{seconds:.6}\n", line.i).as_bytes())?;
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        self.results.write_all(text.as_bytes())?;
        self.lines.push(line);
        Ok(())
    }

    /// Waits until the disk has it.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.clock.sync_all()?;
        self.results.sync_all()
    }
}

/// The lines that have an end.
fn whole_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').filter(|line| line.ends_with('\n'))
}

/// The text of a file; empty if there is none.
fn read(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        text => text,
    }
}
