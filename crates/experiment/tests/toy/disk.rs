//! What lies on disk after a run.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use orienteer_experiment::{Plan, Summary, run};
use serde_json::Value as Json;
use std::fs;
use std::path::{Path, PathBuf};

/// One problem, one agent, one seed.
pub(crate) const SMALL: &str = r#"
name = "small"
budget = { evaluations = 30 }
seeds = 1
[[problem]]
name = "plain"
environment.sphere = {}
objective.minimize = "distance"
[[agent]]
method.batch-climber = {}
"#;

pub(crate) fn execute(plan: &Plan, folder: &Path, threads: usize) -> Summary {
    run(plan, folder, threads, &()).unwrap()
}

/// All files that must be the same each time, with their content.
pub(crate) fn records(folder: &Path) -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { collect(&path, files) } else { files.push(path) }
        }
    }
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let varies = |file: &&PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy();
        !["clock.csv", "provenance.json", ".lock"].contains(&&*name)
    };
    let content = |file: &PathBuf| {
        (file.strip_prefix(folder).unwrap().to_owned(), fs::read_to_string(file).unwrap())
    };
    files.iter().filter(varies).map(content).collect()
}

/// The seal of a run of the plan.
pub(crate) fn seal(folder: &Path, plan: &Plan, run: usize) -> Json {
    let path = folder.join("runs").join(&plan.runs()[run].id).join("run.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}
