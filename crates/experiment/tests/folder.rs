//! The folder of an experiment: whom it belongs to, and what is noted in it.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod toy;

use orienteer_experiment::{Error, Observer, Plan, run};
use serde_json::Value as Json;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use tempfile::TempDir;
use toy::disk::{SMALL, execute, records};
use toy::plan;

#[test]
fn a_folder_of_another_experiment_is_left_alone() {
    let folder = TempDir::new().unwrap();
    execute(&plan(SMALL).unwrap(), folder.path(), 1);
    let before = records(folder.path());
    let other = SMALL
        .replace("evaluations = 30", "evaluations = 31")
        .replace("sphere = {}", "sphere = { noise = 1.0 }");
    let error = run(&plan(&other).unwrap(), folder.path(), 1, &()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "`{}` holds another experiment; nothing was changed. These differ:\n  \
             budget.evaluations: 30 there, 31 here\n  \
             problem.plain.config.noise: none there, 1.0 here\n  \
             problem.plain.noisy: false there, true here\n\
             To keep both, choose another folder with `--out`",
            folder.path().display()
        )
    );
    assert_eq!(records(folder.path()), before);
}

#[test]
fn a_folder_that_is_no_experiment_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("thesis.tex"), "").unwrap();
    let error = run(&plan(SMALL).unwrap(), folder.path(), 1, &()).unwrap_err();
    assert!(matches!(error, Error::Foreign(_)), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    // A file in place of the folder cannot be written to.
    let file = folder.path().join("thesis.tex");
    let error = run(&plan(SMALL).unwrap(), &file, 1, &()).unwrap_err();
    assert!(matches!(error, Error::Write { .. }), "{error}");
}

/// Starts the same experiment from inside itself, which another process would do as well.
struct Intruder<'a> {
    plan: &'a Plan,
    folder: &'a Path,
    refused: Mutex<Option<Error>>,
}

impl Observer for Intruder<'_> {
    fn begins(&self, _: usize, _: usize) {
        *self.refused.lock().unwrap() = run(self.plan, self.folder, 1, &()).err();
    }
}

#[test]
fn two_processes_do_not_share_a_folder() {
    let (plan, folder) = (plan(SMALL).unwrap(), TempDir::new().unwrap());
    let intruder = Intruder { plan: &plan, folder: folder.path(), refused: Mutex::new(None) };
    run(&plan, folder.path(), 1, &intruder).unwrap();
    let refused = intruder.refused.into_inner().unwrap();
    assert!(matches!(refused, Some(Error::Locked(_))), "{refused:?}");
}

#[test]
fn provenance_is_kept_for_each_execution() {
    let (plan, folder) = (plan(SMALL).unwrap(), TempDir::new().unwrap());
    execute(&plan, folder.path(), 1);
    execute(&plan, folder.path(), 2);
    let text = fs::read_to_string(folder.path().join("provenance.json")).unwrap();
    let all: Vec<Json> = serde_json::from_str(&text).unwrap();
    let threads: Vec<_> = all.iter().map(|one| one["threads"].as_u64().unwrap()).collect();
    assert_eq!(threads, [1, 2]);
    assert!(all.iter().all(|one| one["seconds"].is_f64() && one["started"].is_string()));
    assert_eq!(fs::read_to_string(folder.path().join("experiment.toml")).unwrap(), SMALL);
}
