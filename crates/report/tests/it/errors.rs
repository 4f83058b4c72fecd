//! Damaged records are errors that name the file and the remedy.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fixture::{Agent, Experiment, Problem, save};

fn records(folder: &Path) {
    let agents = vec![Agent::new("random", 0.3)];
    Experiment { seeds: 1, ..Experiment::new("e", vec![Problem::new("p")], agents) }.write(folder);
}

/// The message of the error after a file of sound records was replaced.
fn error_with(file: &str, text: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    records(root.path());
    save(&root.path().join(file), text);
    message(&[root.path().into()])
}

fn message(folders: &[PathBuf]) -> String {
    let out = tempfile::tempdir().unwrap();
    orienteer_report::write(folders, out.path()).unwrap_err().to_string()
}

#[test]
fn no_folder_or_another_folder() {
    assert!(message(&[]).contains("pass at least one"));
    let empty = tempfile::tempdir().unwrap();
    let message = message(&[empty.path().join("results")]);
    assert!(
        message.contains("results` is no experiment folder") && message.contains("orienteer run")
    );
}

#[test]
fn damaged_files_are_named() {
    let run = "runs/p0/a0/000-s00/run.json";
    let message = error_with(run, "{\"status\": \"compl");
    assert!(
        message.contains("run.json` is damaged: EOF while parsing")
            && message.contains("only this run is repeated")
    );
    let message =
        error_with("runs/p0/a0/000-s00/clock.csv", "evaluations,seconds\n1,0.1\n2,soon\n");
    assert!(
        message.contains("clock.csv") && message.contains("line 3") && message.contains("`2,soon`")
    );
    assert!(error_with("plan.json", "{}").contains("missing field `format`"));
    assert!(error_with("provenance.json", "[1]").contains("results do not depend on it"));
}

#[test]
fn a_plan_of_another_format_or_with_loose_ends() {
    let plan = |format: u32, agent: usize| {
        format!(
            r#"{{"format": {format}, "name": "n", "problems": [], "agents": [], "runs":
            [{{"id": "r", "problem": 0, "agent": {agent}, "setting": 0, "seed": 0}}]}}"#
        )
    };
    assert!(
        error_with("plan.json", &plan(2, 0)).contains("its format is 2, and this version reads 1")
    );
    assert!(error_with("plan.json", &plan(1, 7)).contains("run `r` points at"));
}

#[test]
fn a_last_line_that_was_cut_off_is_no_error() {
    let root = tempfile::tempdir().unwrap();
    records(root.path());
    save(&root.path().join("runs/p0/a0/000-s00/clock.csv"), "evaluations,seconds\n1,0.1\n2,0.");
    let out = root.path().join("report");
    orienteer_report::write(&[root.path().into()], &out).unwrap();
    assert!(fs::exists(out.join("best-so-far-seconds.svg")).unwrap());
}

#[test]
fn one_name_for_two_problems() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    records(first.path());
    let problem = Problem { maximize: true, ..Problem::new("p") };
    Experiment::new("other", vec![problem], Vec::new()).write(second.path());
    let message = message(&[first.path().into(), second.path().into()]);
    assert!(
        message.contains("problem `p`")
            && message.contains("`other`")
            && message.contains("objective")
    );
}
