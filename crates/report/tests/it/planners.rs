//! Reports on planners: the numbers are those worked out by hand.

use serde_json::Value;
use std::fs;
use std::path::PathBuf;

use crate::Written;
use crate::planner_fixture::{Answer, Planners};

#[expect(clippy::unnecessary_wraps, reason = "in the place of what is not recorded")]
const fn answer(found: &'static [(u64, u64)], lower_bound: u64, generated: u64) -> Option<Answer> {
    Some(Answer { found, lower_bound, generated, stop: "finished" })
}

#[expect(clippy::unnecessary_wraps, reason = "as above")]
const fn cut(generated: u64, stop: &'static str) -> Option<Answer> {
    Some(Answer { found: &[], lower_bound: 1, generated, stop })
}

/// Four instances of optimum 2, 4, 4 and one that is not recorded but proved to be 6.
fn small() -> Planners {
    Planners {
        name: "count".into(),
        nodes: 1000,
        problems: vec![
            ("main".into(), Some(12.0), vec![Some(2), Some(4), Some(4), None]),
            ("large".into(), Some(120.0), vec![Some(2), Some(4)]),
        ],
        agents: vec!["exact".into(), "hasty".into(), "two-ended".into()],
        answer: |problem, planner, instance| match (problem, planner, instance) {
            (0, 0, 0) => answer(&[(2, 100)], 2, 100),
            (0, 0, 1) => answer(&[(4, 200)], 4, 200),
            (0, 0, 2) => cut(1000, "nodes"),
            (0, 0, 3) => answer(&[(6, 600)], 6, 600),
            (0, 1, 0) => answer(&[(5, 5), (3, 20)], 0, 30),
            (0, 1, 1) => answer(&[(9, 10)], 0, 10),
            (0, 1, 2) => answer(&[(6, 50), (4, 500)], 0, 900),
            (0, 1, 3) => cut(70, "bytes"),
            (1, 0, 0) => answer(&[(2, 800)], 2, 800),
            (1, 0, 1) => answer(&[(4, 900)], 4, 900),
            (1, 1, 0) => answer(&[(2, 8)], 0, 8),
            (1, 1, 1) => answer(&[(4, 100)], 0, 100),
            _ => None,
        },
        misfits: vec![(0, 2), (1, 2)],
    }
}

fn report(experiments: &[Planners]) -> Written {
    let root = tempfile::tempdir().unwrap();
    let folders: Vec<PathBuf> =
        (0..experiments.len()).map(|i| root.path().join(format!("records-{i}"))).collect();
    for (experiment, folder) in experiments.iter().zip(&folders) {
        experiment.write(folder);
    }
    let folder = root.path().join("report");
    let report = orienteer_report::write(&folders, &folder).unwrap();
    Written { _root: root, folder, summary: report.summary }
}

/// The cells of a row of results by column.
fn result(report: &Written, row: usize, columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| report.column("results.csv", column)[row].clone()).collect()
}

#[test]
fn shares_and_means_are_those_of_the_records() {
    let report = report(&[small()]);
    assert_eq!(report.column("results.csv", "planner"), ["exact", "hasty", "exact", "hasty"]);
    let columns = ["instances", "solved", "known_optima", "optimal", "proved"];
    assert_eq!(result(&report, 0, &columns), ["4", "3", "4", "3", "3"]);
    // Of its three paths one costs as much as the optimum, and none is proved.
    assert_eq!(result(&report, 1, &columns), ["4", "3", "4", "1", "0"]);
    // 1, 5 and 0 above the optimum.
    assert_eq!(result(&report, 1, &["mean_excess"]), ["2"]);
    let [low, high] = ["mean_excess_low", "mean_excess_high"]
        .map(|column| report.column("results.csv", column)[1].parse::<f64>().unwrap());
    assert!((0.0..2.0).contains(&low) && 2.0 < high && high <= 5.0, "{low} {high}");
    let columns = ["mean_generated", "median_generated", "median_expanded", "max_peak_bytes"];
    assert_eq!(result(&report, 0, &columns), ["475", "400", "200", "10000"]);
    assert_eq!(result(&report, 1, &["mean_seconds", "median_estimates"]), ["0.0002525", "5"]);
    // As many solved; the one is above the cheapest paths by 0, the other by 6.
    assert_eq!(report.column("results.csv", "place"), ["1", "2", "2", "1"]);
    assert_eq!(report.column("instances.csv", "optimum")[3], "6");
}

#[test]
fn success_is_read_off_the_improvements() {
    let report = report(&[small()]);
    let steps = |file: &str, planner: &str| -> Vec<(String, String)> {
        let rows = report.rows(file).into_iter().filter(|r| r[0] == "main" && r[1] == planner);
        rows.map(|row| (row[3].clone(), row[4].clone())).collect()
    };
    let pairs = |steps: &[(&str, &str)]| -> Vec<(String, String)> {
        steps.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    assert_eq!(
        steps("success.csv", "hasty"),
        pairs(&[("5", "25"), ("10", "50"), ("50", "75"), ("1000", "75")])
    );
    // The first path that costs 4 came with 500 nodes.
    assert_eq!(steps("success-optimal.csv", "hasty"), pairs(&[("500", "25"), ("1000", "25")]));
}

#[test]
fn what_was_not_solved_counts_as_more_than_any_number() {
    let report = report(&[small()]);
    let rows = report.rows("nodes-by-optimum.csv");
    let of = |planner: &str, optimum: &str| {
        let mut rows = rows.iter().filter(|r| r[0] == "main" && r[1] == planner && r[2] == optimum);
        rows.next().unwrap()[3..].to_vec()
    };
    // Of the two instances of optimum 4 one was not solved: half have a median of infinity.
    assert_eq!(of("exact", "4"), ["2", "", "", ""]);
    assert_eq!(of("hasty", "4"), ["2", "232.5", "455", "677.5"]);
    assert_eq!(of("hasty", "6"), ["1", "", "", ""]);
    let bars = |low: &str| -> Vec<String> {
        let rows = report.rows("excess.csv").into_iter();
        let rows = rows.filter(|r| r[0] == "main" && r[1] == "hasty" && r[2] == low);
        rows.map(|row| row[4].clone()).collect()
    };
    assert_eq!(
        (bars("0"), bars("1"), bars("5"), bars("")),
        (vec!["1".to_owned()], vec!["1".to_owned()], vec!["1".to_owned()], vec!["1".to_owned()],)
    );
    let lengths: u32 = report
        .rows("path-lengths.csv")
        .iter()
        .filter(|row| row[0] == "main" && row[1] == "(optimum)")
        .map(|row| row[4].parse::<u32>().unwrap())
        .sum();
    assert_eq!(lengths, 4);
}

#[test]
fn growth_compares_with_the_first_planner_in_pairs() {
    let report = report(&[small()]);
    let rows = report.rows("savings.csv");
    let factor = |problem: &str| -> f64 {
        let row = rows.iter().find(|row| row[3] == problem && row[4] == "hasty").unwrap();
        row[6].parse().unwrap()
    };
    // Both solved the first two of main: 100 / 30 and 200 / 10.
    assert!((factor("main") - (100.0_f64 / 30.0 * 20.0).sqrt()).abs() < 1e-9);
    assert!((factor("large") - (100.0_f64 * 9.0).sqrt()).abs() < 1e-9);
    let growth = report.rows("growth.csv");
    let large =
        growth.iter().find(|r| r[0] == "countdown: nodes" && r[1] == "hasty" && r[3] == "120");
    assert_eq!(large.unwrap()[6], "54");
}

#[test]
fn misfits_and_limits_are_said() {
    let report = report(&[small()]);
    let page = report.read("index.html");
    assert!(page.contains("two-ended does not apply: moves cannot be taken back."));
    assert!(page.contains("does not apply</td>"));
    assert!(report.summary.contains("  two-ended does not apply: moves"), "{}", report.summary);
    assert!(page.contains("1 search ended without a path for want of memory"));
    assert!(report.read("report.md").contains("memory"));
    assert_eq!(report.rows("misfits.csv").len(), 2);
    assert!(page.contains("1,000 nodes, 1 GiB"));
}

#[test]
fn a_report_of_what_is_not_over_says_so_and_ranks_nothing_of_it() {
    let mut experiment = small();
    experiment.answer = |problem, planner, instance| match (problem, planner, instance) {
        (0, 0, 0) => answer(&[(2, 100)], 2, 100),
        (0, 0, _) | (0, 1, 3) => None,
        (0, 1, _) => answer(&[(9, 10)], 0, 10),
        _ => None,
    };
    let report = report(&[experiment]);
    assert!(report.read("index.html").contains("4 runs are not complete (8 instances to go)"));
    assert_eq!(report.column("results.csv", "place"), ["", "", "", ""]);
}

#[test]
fn contradictions_are_noted() {
    let mut experiment = small();
    experiment.answer = |_, planner, _| match planner {
        0 => answer(&[(1, 10)], 1, 10),
        _ => answer(&[(9, 10)], 9, 10),
    };
    let page = report(&[experiment]).read("index.html");
    assert!(page.contains("Shorter paths than the recorded optimum were found"));
    assert!(page.contains("main i0 (1, not 2) and 4 more"));
    assert!(page.contains("these estimates exceed the truth: hasty on main i0 and 5 more"));
}

#[test]
fn many_pairs_are_tested() {
    let mut experiment = small();
    experiment.problems = vec![("p".into(), None, vec![Some(4); 8])];
    experiment.misfits = Vec::new();
    experiment.answer = |_, planner, instance| match planner {
        0 => answer(&[(4, 100)], 4, 100),
        1 => answer(&[(6, 50)], 0, 50),
        _ if instance < 6 => answer(&[(4, 100)], 4, 100),
        _ => cut(1000, "nodes"),
    };
    let report = report(&[experiment]);
    assert_eq!(report.column("results.csv", "place"), ["1", "2", "3"]);
    // All eight differ to one side: 2 / 2^8, times two by Holm.
    assert_eq!(report.column("results.csv", "p_cost")[1], (2.0 * 2.0 / 256.0).to_string());
    assert_eq!(report.column("results.csv", "p_nodes")[1], (2.0 * 2.0 / 256.0).to_string());
    // Two of eight are not solved: (4 signs, 2 of them extreme) = 0.5.
    assert_eq!(report.column("results.csv", "p_cost")[2], "0.5");
    assert_eq!(report.column("results.csv", "leading"), ["true", "false", "true"]);
}

/// Eight planners that do not differ: seven tests of eight instances cannot come below 7 x 2 / 2^8.
#[test]
fn too_few_instances_make_nobody_the_best() {
    let leading = |instances| {
        let mut experiment = small();
        experiment.problems = vec![("p".into(), None, vec![Some(4); instances])];
        experiment.agents = (0..8).map(|i| format!("planner-{i}")).collect();
        experiment.misfits = Vec::new();
        experiment.answer = |_, _, _| answer(&[(4, 100)], 4, 100);
        let report = report(&[experiment]);
        assert_eq!(report.column("results.csv", "p_cost")[1], "1");
        (report.column("results.csv", "leading"), report.read("index.html"))
    };
    let (few, page) = leading(8);
    assert!(few.iter().all(|leading| leading == "false"), "{few:?}");
    assert!(page.contains("too few instances to tell"));
    let (enough, page) = leading(9);
    assert!(enough.iter().all(|leading| leading == "true"), "{enough:?}");
    assert!(page.contains("not significantly ahead of planner-1, "));
}

/// The time or the nodes of a search that was cut off are not those of the whole search, whether it had
/// a path by then or not.
#[test]
fn savings_leave_out_pairs_that_were_cut_off() {
    let mut experiment = small();
    experiment.answer = |_, planner, instance| match (planner, instance) {
        (0, 0) => answer(&[(2, 100)], 2, 100),
        (1, 0) => answer(&[(2, 10)], 2, 25),
        // One of the two has a path when its budget ends.
        (0, 1) => {
            Some(Answer { found: &[(4, 10)], lower_bound: 2, generated: 1000, stop: "nodes" })
        }
        (1, 2) => Some(Answer { found: &[(4, 10)], lower_bound: 2, generated: 500, stop: "bytes" }),
        (0, 3) => cut(1000, "nodes"),
        _ => answer(&[(4, 100)], 4, 1),
    };
    let report = report(&[experiment]);
    let rows = report.rows("savings.csv");
    for problem in ["main", "large"] {
        let row = rows.iter().find(|row| row[3] == problem && row[4] == "hasty").unwrap();
        assert_eq!(row[7], "1", "the first pair alone: {row:?}");
        assert!((row[6].parse::<f64>().unwrap() - 4.0).abs() < 1e-9, "{row:?}");
    }
}

#[test]
fn two_experiments_become_one_comparison() {
    let mut other = small();
    other.name = "later".into();
    other.agents = vec!["exact".into(), "third".into(), "fourth".into()];
    other.problems[0].2.push(Some(8));
    let report = report(&[small(), other]);
    let planners = report.column("results.csv", "planner");
    assert!(
        planners.contains(&"third".to_owned()) && !planners.contains(&"exact (later)".to_owned())
    );
    assert_eq!(report.column("results.csv", "instances")[0], "5");
}

/// A run that failed after the last instance has as many lines as a complete one.
#[test]
fn a_run_that_is_complete_anywhere_is_complete() {
    let root = tempfile::tempdir().unwrap();
    let [whole, broken] = ["whole", "broken"].map(|name| root.path().join(name));
    small().write(&whole);
    small().write(&broken);
    let seal = broken.join("runs/p0/a0/000/run.json");
    fs::write(&seal, r#"{"status": "failed", "reason": "the disk is full"}"#).unwrap();
    let page = |folders: &[PathBuf]| {
        let out = root.path().join("report");
        let index = orienteer_report::write(folders, &out).unwrap().index;
        fs::read_to_string(index).unwrap()
    };
    assert!(page(std::slice::from_ref(&broken)).contains("the disk is full"));
    for folders in [[whole.clone(), broken.clone()], [broken.clone(), whole.clone()]] {
        assert!(!page(&folders).contains("the disk is full"));
    }
    // A failure is still more than nothing.
    fs::remove_dir_all(whole.join("runs/p0/a0/000")).unwrap();
    for folders in [[whole.clone(), broken.clone()], [broken.clone(), whole.clone()]] {
        assert!(page(&folders).contains("the disk is full"));
    }
}

/// The name of a network's file is no proof that two experiments had the same one.
#[test]
fn networks_of_different_content_are_not_compared() {
    let root = tempfile::tempdir().unwrap();
    let folders = ["a", "b"].map(|name| root.path().join(name));
    for (folder, network) in folders.iter().zip(["00c0ffee00c0ffee", "00deadbeef00dead"]) {
        small().write(folder);
        let path = folder.join("plan.json");
        let mut plan: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        plan["problems"][0]["fingerprint"] = network.into();
        fs::write(&path, plan.to_string()).unwrap();
    }
    let out = root.path().join("report");
    let error = orienteer_report::write(&folders, &out).unwrap_err().to_string();
    assert!(error.contains("learned network") && error.contains("main"), "{error}");
    orienteer_report::write(&folders[..1], &out).unwrap();
}

#[test]
fn kinds_do_not_mix_and_damage_is_named() {
    let root = tempfile::tempdir().unwrap();
    let (a, b) = (root.path().join("a"), root.path().join("b"));
    small().write(&a);
    let agents = vec![crate::fixture::Agent::new("random", 0.3)];
    crate::fixture::Experiment::new("e", vec![crate::fixture::Problem::new("p")], agents).write(&b);
    let message = |folders: &[PathBuf]| {
        let out = root.path().join("report");
        orienteer_report::write(folders, &out).unwrap_err().to_string()
    };
    let both = message(&[a.clone(), b]);
    assert!(
        both.contains("has agents and") && both.contains("report on them separately"),
        "{both}"
    );
    let log = a.join("runs/p0/a0/000/log.jsonl");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, text.replacen("\"i\":1", "\"i\":2", 1)).unwrap();
    let damaged = message(&[a]);
    assert!(
        damaged.contains("log.jsonl` is damaged: line 2 is of instance 2, expected 1"),
        "{damaged}"
    );
}

#[test]
fn the_same_records_give_the_same_bytes_and_every_figure_is_there() {
    let (one, two) = (report(&[small()]), report(&[small()]));
    for id in [
        "success",
        "success-optimal",
        "nodes-by-optimum",
        "seconds-by-optimum",
        "excess",
        "path-lengths",
        "growth",
    ] {
        for extension in ["svg", "png", "csv"] {
            let read = |report: &Written| fs::read(report.folder.join(format!("{id}.{extension}")));
            assert!(read(&one).unwrap() == read(&two).unwrap(), "{id}.{extension} differs");
        }
        assert!(one.read("index.html").contains(&one.read(&format!("{id}.svg"))), "{id}");
    }
    assert_eq!(one.read("index.html"), two.read("index.html"));
}
