//! Records that are partial, extreme or empty still give a report that says so.

use std::fs;

use crate::fixture::{Agent, Experiment, Fate, Problem, save};
use crate::report;

fn experiment(problem: Problem) -> Experiment {
    let agents = vec![Agent::new("random", 0.3), Agent::new("tpe", 0.6)];
    Experiment::new("odd", vec![problem], agents)
}

/// Even the range of five runs covers the true median in less than 95 % of cases.
#[test]
fn fewer_than_six_runs_have_no_interval() {
    for (seeds, has_interval) in [(1, false), (2, false), (5, false), (6, true)] {
        let report = report(&[Experiment { seeds, ..experiment(Problem::new("p")) }]);
        for column in ["iqm_low", "iqm_high", "median_low", "median_high"] {
            let ends = report.column("results.csv", column);
            assert_eq!(ends.iter().all(|end| !end.is_empty()), has_interval, "{seeds} {column}");
        }
        assert!(report.column("results.csv", "iqm").iter().all(|iqm| !iqm.is_empty()));
    }
}

#[test]
fn a_single_seed_has_no_test() {
    let report = report(&[Experiment { seeds: 1, ..experiment(Problem::new("p")) }]);
    assert_eq!(report.column("results.csv", "p_holm"), ["", ""]);
    assert_eq!(report.column("results.csv", "leading"), ["false", "false"]);
    assert!(report.read("index.html").contains("(not tested)"));
}

#[test]
fn an_agent_that_only_fails_is_last_and_has_no_values() {
    let fate = |_, agent, _| if agent == 1 { Fate::Failed } else { Fate::Complete };
    let report = report(&[Experiment { fate, ..experiment(Problem::new("p")) }]);
    assert_eq!(report.column("results.csv", "rank"), ["1", "2"]);
    assert_eq!(report.column("results.csv", "median")[1], "");
    assert!(report.read("final-values.svg").contains("all finished runs failed"));
    assert!(report.summary.contains("tpe"));
}

#[test]
fn a_problem_without_feasible_designs_says_so() {
    let report =
        report(&[Experiment { fate: |_, _, _| Fate::Infeasible, ..experiment(Problem::new("p")) }]);
    let page = report.read("index.html");
    assert!(page.contains("p: none (no feasible design)"));
    assert!(!page.contains("no finished run"));
    let rows = report.summary.lines().filter(|line| line.contains("tpe"));
    assert!(
        rows.into_iter().all(|row| row.ends_with("10       0          10")),
        "{}",
        report.summary
    );

    // The same in the panel of a figure, where another problem has values.
    let agents = vec![Agent::new("random", 0.3), Agent::new("tpe", 0.6)];
    let problems = vec![Problem::new("p"), Problem::new("q")];
    let fate = |problem, _, _| if problem == 0 { Fate::Infeasible } else { Fate::Complete };
    let report = crate::report(&[Experiment { fate, ..Experiment::new("two", problems, agents) }]);
    for figure in ["best-so-far-evaluations", "final-values"] {
        let svg = report.read(&format!("{figure}.svg"));
        assert!(svg.contains("no feasible design") && !svg.contains("no finished run"), "{figure}");
    }
}

#[test]
fn a_machine_that_does_not_tell_its_processor_is_no_error() {
    let root = tempfile::tempdir().unwrap();
    experiment(Problem::new("p")).write(root.path());
    save(
        &root.path().join("provenance.json"),
        r#"[{"version": "0.1.0", "command": "orienteer run x.toml", "started": "2026-11-22T13:00:00Z",
            "seconds": null, "threads": 2, "commit": null,
            "machine": {"os": "macos", "arch": "aarch64", "cpu": null, "cores": 8}}]"#,
    );
    let out = root.path().join("report");
    orienteer_report::write(&[root.path().into()], &out).unwrap();
    assert!(
        fs::read_to_string(out.join("index.html")).unwrap().contains("macos, aarch64, 8 cores")
    );
}

#[test]
fn constant_and_negative_values_are_drawn() {
    let constant = report(&[experiment(Problem { scale: 0.0, ..Problem::new("constant") })]);
    assert_eq!(constant.column("scores.csv", "score"), ["", ""]);
    assert_eq!(constant.column("results.csv", "p_holm")[1], "1");
    assert!(constant.has("best-so-far-evaluations.png"));
    let negative = report(&[experiment(Problem { base: -500.0, ..Problem::new("negative") })]);
    assert!(negative.read("final-values.svg").contains("−49"));
}

#[test]
fn nothing_finished_gives_a_page_without_figures() {
    let report =
        report(&[Experiment { fate: |_, _, _| Fate::Unfinished, ..experiment(Problem::new("p")) }]);
    let page = report.read("index.html");
    assert!(page.contains("20 runs of 20 are unfinished: this is an interim report."));
    assert!(!page.contains("<figure") && !report.has("scores.svg"));
    assert!(report.summary.contains("0 of 10"));
}

#[test]
fn records_of_little_more_than_a_plan_are_enough() {
    let root = tempfile::tempdir().unwrap();
    let plan = r#"{"format": 1, "name": "bare", "runs": [
        {"id": "r", "problem": 0, "agent": 0, "setting": 0, "seed": 0}],
        "agents": [{"name": "a", "method": "m"}], "problems": [{"name": "p",
        "environment": "e", "objective": {"label": "x", "direction": "minimize"}}]}"#;
    save(&root.path().join("plan.json"), plan);
    save(
        &root.path().join("runs/r/run.json"),
        r#"{"status": "complete", "best": {"value": -1e-7}}"#,
    );
    let out = root.path().join("report");
    let report = orienteer_report::write(&[root.path().into()], &out).unwrap();
    assert!(report.summary.contains("-1e-7"), "{}", report.summary);
    let page = fs::read_to_string(report.index).unwrap();
    assert!(page.contains("provenance.json is missing"));
    assert!(!out.join("best-so-far-seconds.svg").exists());
}

#[test]
fn an_empty_plan_is_reported_as_such() {
    let report = report(&[Experiment::new("empty", Vec::new(), Vec::new())]);
    assert!(report.read("index.html").contains("0 problems, 0 agents: 0 runs"));
}

/// A second report in the same folder has none of the figures of the first, and touches nothing that
/// is not of a report.
#[test]
fn a_report_removes_what_the_one_before_left() {
    let root = tempfile::tempdir().unwrap();
    let [records, folder] = ["records", "report"].map(|name| root.path().join(name));
    let write = |agents: Vec<Agent>| {
        fs::remove_dir_all(&records).unwrap_or_default();
        Experiment::new("changing", vec![Problem::new("table")], agents).write(&records);
        orienteer_report::write(std::slice::from_ref(&records), &folder).unwrap();
        let list = fs::read_to_string(folder.join("files.txt")).unwrap();
        assert!(list.lines().all(|name| folder.join(name).exists()));
        list.lines().map(str::to_owned).collect::<Vec<String>>()
    };
    let swept = write(vec![Agent::new("swept", 1.0).sweep(4), Agent::new("plain", 2.0)]);
    let own = [folder.join("notes.md"), root.path().join("beside.txt")];
    for file in &own {
        fs::write(file, "mine").unwrap();
    }
    let list = folder.join("files.txt");
    fs::write(&list, format!("{}\n../beside.txt\n", swept.join("\n"))).unwrap();
    let plain = write(vec![Agent::new("plain", 2.0)]);
    let (gone, kept): (Vec<_>, Vec<_>) = swept.iter().partition(|name| !plain.contains(name));
    assert!(!gone.is_empty() && !kept.is_empty());
    assert!(gone.iter().all(|name| !folder.join(name).exists()));
    assert!(own.iter().all(|file| file.exists()));
}
