//! Execution, resumption, and what lies on disk afterwards.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod toy;

use orienteer_experiment::{Observer, Progress, Run, run};
use serde_json::Value as Json;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use toy::disk::{SMALL, execute, records, seal};
use toy::plan;

const FILE: &str = r#"
# Everything at once.
name = "toy"
budget = { evaluations = 40 }
seeds = 2

[[problem]]
name = "plain"
environment.sphere = {}
objective.minimize = "distance"
objective.subject-to = ["size <= 60"]

[[problem]]
name = "noisy"
environment.sphere = { noise = 5.0 }
objective.minimize = "distance"

[[problem]]
name = "front"
environment.sphere = {}
objective.pareto = { minimize = ["distance", "size"], ideal = [0, 0], reference = [900, 80] }

[[problem]]
name = "trap"
environment.trap = {}
objective.minimize = "distance"

[[problem]]
name = "walk"
horizon = 25
environment.walk = {}
objective.minimize = "distance"

[[agent]]
method.random-search = {}

[[agent]]
method.batch-climber = {}
sweep = { grid = { batch = [2, 8] } }

[[agent]]
method.walker = {}
"#;

#[test]
fn records_are_the_same_on_one_thread_and_on_many() {
    let plan = plan(FILE).unwrap();
    let (one, three) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let summary = execute(&plan, one.path(), 1);
    assert_eq!((summary.completed, summary.skipped), (40, 0));
    assert_eq!(summary.failures, []);
    execute(&plan, three.path(), 3);
    assert_eq!(records(one.path()), records(three.path()));
    // plan.json, experiment.toml, and two files a run.
    assert_eq!(records(one.path()).len(), 2 + 2 * 40);
}

#[test]
fn a_run_that_is_cut_anywhere_goes_on_as_if_it_had_not_been() {
    let plan = plan(SMALL).unwrap();
    let whole = TempDir::new().unwrap();
    execute(&plan, whole.path(), 1);
    let expected = records(whole.path());
    let run = whole.path().join("runs").join(&plan.runs()[0].id);
    let log = fs::read(run.join("log.jsonl")).unwrap();
    for length in (0..log.len()).step_by(41) {
        fs::write(run.join("log.jsonl"), &log[..length]).unwrap();
        fs::remove_file(run.join("run.json")).unwrap();
        assert_eq!(execute(&plan, whole.path(), 2).completed, 1);
        assert_eq!(records(whole.path()), expected, "cut at {length}");
    }
}

#[test]
fn every_kind_of_run_can_be_resumed() {
    let plan = plan(FILE).unwrap();
    let folder = TempDir::new().unwrap();
    execute(&plan, folder.path(), 2);
    let expected = records(folder.path());
    for (i, run) in plan.runs().iter().enumerate() {
        let run = folder.path().join("runs").join(&run.id);
        let log = fs::read(run.join("log.jsonl")).unwrap();
        fs::write(run.join("log.jsonl"), &log[..log.len() * (i % 5) / 5]).unwrap();
        fs::remove_file(run.join("run.json")).unwrap();
    }
    assert_eq!(execute(&plan, folder.path(), 2).failures, []);
    for (now, before) in records(folder.path()).iter().zip(&expected) {
        assert_eq!(now, before);
    }
}

#[test]
fn complete_runs_are_not_run_again_and_new_seeds_are_added() {
    let folder = TempDir::new().unwrap();
    let two = plan(FILE).unwrap();
    execute(&two, folder.path(), 2);
    assert_eq!(execute(&two, folder.path(), 2).skipped, 40);
    let before = records(folder.path());
    let three = plan(&FILE.replace("seeds = 2", "seeds = 3")).unwrap();
    let summary = execute(&three, folder.path(), 2);
    assert_eq!((summary.skipped, summary.completed), (40, 20));
    let after = records(folder.path());
    let logs = |records: Vec<(PathBuf, String)>| {
        records.into_iter().filter(|(path, _)| path.starts_with("runs")).collect::<Vec<_>>()
    };
    let after = logs(after);
    assert!(logs(before).iter().all(|record| after.contains(record)));
}

#[test]
fn seals_say_what_happened() {
    let plan = plan(FILE).unwrap();
    let folder = TempDir::new().unwrap();
    execute(&plan, folder.path(), 2);
    let of = |problem: &str, agent: &str| {
        let matches = |run: &Run| run.id.starts_with(&format!("{problem}/{agent}/000-s00"));
        seal(folder.path(), &plan, plan.runs().iter().position(matches).unwrap())
    };

    let plain = of("plain", "random-search");
    assert_eq!(plain["status"], "complete");
    assert_eq!(plain["stop"], "budget");
    assert_eq!(plain["evaluations"], 40);
    assert!(plain["infeasible"].as_u64().unwrap() > 0, "size <= 60 forbids a sixth");
    let curve = plain["incumbents"].as_array().unwrap();
    let values: Vec<_> = curve.iter().map(|point| point["value"].as_f64().unwrap()).collect();
    assert!(values.is_sorted_by(|a, b| a > b), "{values:?}");
    assert_eq!(plain["best"]["value"], *values.last().unwrap());
    assert_eq!(plain["best"]["metrics"]["distance"], *values.last().unwrap());
    assert!(plain["best"]["design"]["x"].is_i64());

    let front = of("front", "random-search");
    assert_eq!(front["best"], Json::Null);
    assert!(front["front"].as_array().unwrap().len() > 1);
    assert!(
        front["incumbents"].as_array().unwrap().iter().all(|p| p["value"].as_f64() <= Some(1.0))
    );

    let trap = of("trap", "random-search");
    let reasons = &trap["fault_reasons"];
    let count = |reason: &str| reasons[reason].as_u64().unwrap();
    let sum = count("crash: no licence")
        + count("crash: the environment panicked: x is 1")
        + count("invalid: metric `distance` is NaN");
    assert_eq!(trap["faults"], sum);
    assert!(trap["cached"].is_u64());

    assert!(of("walk", "walker")["best"]["moves"].as_str().unwrap().starts_with("left"));
    assert!(of("walk", "random-search")["best"]["moves"].is_string());
    assert!(of("plain", "walker")["best"]["design"]["y"].is_i64());
}

/// The noise of the sphere only adds, so a distance that has to be large is often so by noise alone.
#[test]
fn an_incumbent_that_is_feasible_only_by_noise_is_marked() {
    let text = SMALL
        .replace("sphere = {}", "sphere = { noise = 400.0 }")
        .replace("= \"distance\"", "= \"distance\"\nobjective.subject-to = [\"distance >= 300\"]");
    let (plan, folder) = (plan(&text).unwrap(), TempDir::new().unwrap());
    execute(&plan, folder.path(), 1);
    let seal = seal(folder.path(), &plan, 0);
    let curve = seal["incumbents"].as_array().unwrap();
    let marked = |point: &Json| point["noiseless_infeasible"] == true;
    assert!(curve.iter().any(marked), "{seal:#}");
    for point in curve.iter().chain([&seal["best"]]) {
        // Either the value without noise or the mark, and no mark that says false.
        assert_ne!(point["noiseless"].is_number(), marked(point), "{point}");
        assert!(marked(point) || point["noiseless_infeasible"].is_null(), "{point}");
    }
    assert_eq!(marked(&seal["best"]), curve.last().is_some_and(marked));
}

/// Agents that share problem and seed meet the same instance.
#[test]
fn agents_are_paired() {
    let other = "[[agent]]\nname = \"other\"\nmethod.walker = {}\n";
    let plan = plan(&format!("{FILE}\n{other}")).unwrap();
    let folder = TempDir::new().unwrap();
    execute(&plan, folder.path(), 2);
    let start = |agent: &str, seed: u32| {
        let matches = |run: &&Run| run.id.starts_with(&format!("walk/{agent}/000-s{seed:02}"));
        let run = plan.runs().iter().find(matches).unwrap();
        let log = folder.path().join("runs").join(&run.id).join("log.jsonl");
        let log = fs::read_to_string(log).unwrap();
        let first: Json = serde_json::from_str(log.lines().next().unwrap()).unwrap();
        let distance = first["metrics"]["distance"].as_f64().unwrap();
        // Undo the first move: where the walk began.
        if first["move"] == "left" { distance + 1.0 } else { distance - 1.0 }
    };
    for seed in 0..2 {
        assert_eq!(start("walker", seed), start("other", seed));
    }
}

#[test]
fn an_agent_that_panics_fails_alone_and_is_tried_again() {
    let text = format!("{SMALL}\n[[agent]]\nmethod.panicker = {{}}\n");
    let plan = plan(&text).unwrap();
    let folder = TempDir::new().unwrap();
    let summary = execute(&plan, folder.path(), 2);
    assert_eq!((summary.completed, summary.failures.len()), (1, 1));
    assert_eq!(summary.failures[0].reason, "the agent panicked: out of ideas");
    let sealed = seal(folder.path(), &plan, 1);
    assert_eq!(sealed["status"], "failed");
    assert_eq!(sealed["reason"], "the agent panicked: out of ideas");
    assert_eq!(sealed["evaluations"], 5);
    let before = records(folder.path());
    let summary = execute(&plan, folder.path(), 2);
    assert_eq!((summary.skipped, summary.failures.len()), (1, 1));
    assert_eq!(records(folder.path()), before);
}

#[test]
fn a_damaged_log_is_named_with_its_line() {
    let plan = plan(SMALL).unwrap();
    let folder = TempDir::new().unwrap();
    execute(&plan, folder.path(), 1);
    let run = folder.path().join("runs").join(&plan.runs()[0].id);
    let log = fs::read_to_string(run.join("log.jsonl")).unwrap();
    fs::write(run.join("log.jsonl"), log.replacen("{\"i\":3", "{\"i\";3", 1)).unwrap();
    fs::remove_file(run.join("run.json")).unwrap();
    let summary = execute(&plan, folder.path(), 1);
    let reason = &summary.failures[0].reason;
    assert!(reason.contains("log.jsonl` is damaged at line 4: "), "{reason}");
    assert!(reason.ends_with("Remove the folder of this run to execute it anew"), "{reason}");
}

#[test]
fn a_log_of_another_agent_is_not_continued() {
    let plan = plan(SMALL).unwrap();
    let folder = TempDir::new().unwrap();
    execute(&plan, folder.path(), 1);
    let run = folder.path().join("runs").join(&plan.runs()[0].id);
    let log = fs::read_to_string(run.join("log.jsonl")).unwrap();
    fs::write(run.join("log.jsonl"), log.replacen("\"x\":", "\"x\":1", 1)).unwrap();
    fs::remove_file(run.join("run.json")).unwrap();
    let reason = &execute(&plan, folder.path(), 1).failures[0].reason;
    assert!(reason.starts_with("evaluation 0 does not repeat"), "{reason}");
}

#[derive(Default)]
struct Watcher {
    started: AtomicUsize,
    finished: AtomicUsize,
    last: Mutex<Option<Arc<Progress>>>,
}

impl Observer for Watcher {
    fn started(&self, _: &Run, progress: &Arc<Progress>) {
        assert_eq!((progress.spent(), progress.best()), (0, None));
        self.started.fetch_add(1, Ordering::Relaxed);
        *self.last.lock().unwrap() = Some(Arc::clone(progress));
    }

    fn finished(&self, _: &Run, failure: Option<&str>) {
        assert_eq!(failure, None);
        self.finished.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn an_observer_sees_runs_begin_advance_and_end() {
    let (plan, folder) = (plan(SMALL).unwrap(), TempDir::new().unwrap());
    let watcher = Watcher::default();
    run(&plan, folder.path(), 1, &watcher).unwrap();
    assert_eq!(watcher.started.into_inner(), 1);
    assert_eq!(watcher.finished.into_inner(), 1);
    let progress = watcher.last.into_inner().unwrap().unwrap();
    assert_eq!(progress.spent(), 30);
    assert_eq!(progress.best(), seal(folder.path(), &plan, 0)["best"]["value"].as_f64());
}

#[test]
fn the_clock_has_a_row_for_each_improvement_and_goes_on_after_a_cut() {
    let (plan, folder) = (plan(SMALL).unwrap(), TempDir::new().unwrap());
    execute(&plan, folder.path(), 1);
    let run = folder.path().join("runs").join(&plan.runs()[0].id);
    let rows = || {
        let clock = fs::read_to_string(run.join("clock.csv")).unwrap();
        let mut lines = clock.lines();
        assert_eq!(lines.next(), Some("evaluations,seconds"));
        let row = |line: &str| {
            let (evaluations, seconds) = line.split_once(',').unwrap();
            (evaluations.parse::<u64>().unwrap(), seconds.parse::<f64>().unwrap())
        };
        lines.map(row).collect::<Vec<_>>()
    };
    let mut expected: Vec<u64> = seal(folder.path(), &plan, 0)["incumbents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| point["evaluations"].as_u64().unwrap())
        .collect();
    expected.push(30);
    expected.dedup();
    // On a machine that is very busy there are rows in between, one a second.
    let has_all = || {
        let noted: Vec<u64> = rows().into_iter().map(|(evaluations, _)| evaluations).collect();
        noted.is_sorted() && expected.iter().all(|evaluations| noted.contains(evaluations))
    };
    assert!(has_all(), "{:?} {expected:?}", rows());

    // As if killed an hour into the run, while the second row was written.
    let first = format!("evaluations,seconds\n{},3600.000000\n17,36", expected[0]);
    fs::write(run.join("clock.csv"), first).unwrap();
    fs::remove_file(run.join("run.json")).unwrap();
    execute(&plan, folder.path(), 1);
    assert!(has_all(), "{:?} {expected:?}", rows());
    assert!(rows().is_sorted_by(|a, b| a.1 <= b.1) && rows()[1].1 >= 3600.0, "{:?}", rows());
}

#[test]
fn a_time_that_is_spent_stops_a_run_before_its_evaluations() {
    let text = SMALL.replace("evaluations = 30", "evaluations = 4000000000, seconds = 0.2");
    let (plan, folder) = (plan(&text).unwrap(), TempDir::new().unwrap());
    execute(&plan, folder.path(), 1);
    assert_eq!(seal(folder.path(), &plan, 0)["stop"], "seconds");
}

#[test]
fn an_evaluation_that_takes_too_long_is_a_recorded_fault() {
    let text =
        SMALL.replace("sphere", "slow").replace("= 30 }", "= 12 }\nevaluation-timeout = 0.2");
    let (plan, folder) = (plan(&text).unwrap(), TempDir::new().unwrap());
    assert_eq!(execute(&plan, folder.path(), 2).failures, []);
    let sealed = seal(folder.path(), &plan, 0);
    assert!(sealed["faults"].as_u64().unwrap() > 0);
    assert_eq!(sealed["fault_reasons"]["timeout: no answer within 0.2 s"], sealed["faults"]);
    // What was too slow once is not asked again.
    let expected = records(folder.path());
    fs::remove_file(folder.path().join("runs").join(&plan.runs()[0].id).join("run.json")).unwrap();
    execute(&plan, folder.path(), 1);
    assert_eq!(records(folder.path()), expected);
}
