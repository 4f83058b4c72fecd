//! Planners on puzzles: what is planned, executed, recorded, and resumed.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod toy;

use flate2::Compression;
use flate2::write::GzEncoder;
use orienteer_experiment::{Experiment, PlannerPlan};
use serde_json::Value as Json;
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;
use toy::disk::records;
use toy::registry;

const FILE: &str = r#"
# Who counts best?
name = "count"
budget = { nodes = 100 }

[[problem]]
name = "listed"
environment.countdown = {}
instances = { list = ["3", "5", "9", "12"] }

[[problem]]
name = "drawn"
environment.countdown = { inverses = false }
instances = { scramble = [4, 8], count = 3 }
axis = { moves = 2 }

[[agent]]
method.exact = {}

[[agent]]
method.detour = {}
sweep = { grid = { weight = [0.5, 1] } }

[[agent]]
method.two-ended = {}
"#;

fn plan(text: &str) -> PlannerPlan {
    match PlannerPlan::parse(Path::new("toy.toml"), text, &[], &registry()) {
        Ok(plan) => plan,
        Err(errors) => panic!("{errors}"),
    }
}

/// Writes the file into a folder and executes it there.
fn execute(text: &str, folder: &Path, threads: usize) -> orienteer_experiment::Summary {
    let file = folder.join("count.toml");
    fs::create_dir_all(folder).unwrap();
    fs::write(&file, text).unwrap();
    let experiment = Experiment::load(&file, &[], &registry()).unwrap();
    experiment.run(&folder.join("out"), threads, &()).unwrap()
}

fn lines(folder: &Path, run: &str) -> Vec<Json> {
    let found = records(&folder.join("out"));
    let log = |path: &Path| {
        let path = path.to_string_lossy().replace('\\', "/");
        path.starts_with(&format!("runs/{run}")) && path.ends_with("log.jsonl")
    };
    let log = found.iter().find(|(path, _)| log(path)).unwrap();
    log.1.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_budget_says_which_kind_of_experiment_it_is() {
    let folder = TempDir::new().unwrap();
    let load = |text: &str| {
        let file = folder.path().join("x.toml");
        fs::write(&file, text).unwrap();
        Experiment::load(&file, &[], &registry()).unwrap()
    };
    assert!(matches!(load(FILE), Experiment::Planners(_)));
    assert!(matches!(load(toy::disk::SMALL), Experiment::Agents(_)));
}

#[test]
fn what_does_not_apply_is_said_and_not_run() {
    let plan = plan(FILE);
    assert_eq!(
        plan.describe(),
        "count: 2 problems with 10 instances x 3 planners (4 settings) = 7 runs, 100 nodes an \
         instance\n  two-ended does not apply to drawn: moves cannot be taken back"
    );
    let folder = TempDir::new().unwrap();
    assert_eq!(execute(FILE, folder.path(), 1).completed, 7);
    let text = fs::read_to_string(folder.path().join("out/plan.json")).unwrap();
    let json: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(json["misfits"][0]["reason"], "moves cannot be taken back");
    assert_eq!(json["runs"].as_array().unwrap().len(), 7);
    assert_eq!(json["budget"]["bytes"], 1_u64 << 30);
    assert_eq!(json["problems"][1]["axis"]["value"], 2.0);
    // 1 is the default, 1.0: a setting is the same however its number is written.
    assert_eq!(json["agents"][1]["settings"][1]["weight"].to_string(), "1.0");
    assert!(!folder.path().join("out/runs/drawn/two-ended").exists());
}

#[test]
fn a_line_an_instance_and_a_seal() {
    let folder = TempDir::new().unwrap();
    execute(FILE, folder.path(), 1);
    let exact = lines(folder.path(), "listed/exact/000");
    assert_eq!(exact.len(), 4);
    assert_eq!((&exact[2]["id"], &exact[2]["start"]), (&"3".into(), &"9".into()));
    assert_eq!((&exact[2]["cost"], &exact[2]["optimal"]), (&9.into(), &true.into()));
    assert_eq!(exact[2]["moves"].as_array().unwrap().len(), 9);
    assert_eq!((&exact[2]["stop"], &exact[2]["generated"]), (&"finished".into(), &90.into()));
    // Twelve steps of ten nodes are more than the budget has.
    assert_eq!((&exact[3]["stop"], &exact[3]["cost"]), (&"nodes".into(), &Json::Null));
    let detour = lines(folder.path(), "listed/detour/001");
    assert_eq!((&detour[0]["cost"], &detour[0]["optimal"]), (&4.into(), &false.into()));
    let improvements = detour[0]["improvements"].as_array().unwrap();
    let curve: Vec<_> = improvements.iter().map(|at| (&at["cost"], &at["generated"])).collect();
    assert_eq!(curve, [(&6.into(), &6.into()), (&4.into(), &60.into())]);
    // Nothing that depends on the clock.
    assert!(exact[0].get("seconds").is_none());
    let sealed = records(&folder.path().join("out"));
    let seal = |(path, _): &&(std::path::PathBuf, String)| {
        path.ends_with("run.json") && path.to_string_lossy().contains("listed") && {
            path.to_string_lossy().contains("exact")
        }
    };
    let seal: Json = serde_json::from_str(&sealed.iter().find(seal).unwrap().1).unwrap();
    assert_eq!((&seal["status"], &seal["instances"]), (&"complete".into(), &4.into()));
    assert_eq!((&seal["solved"], &seal["generated"]), (&3.into(), &(30 + 50 + 90 + 100).into()));
}

#[test]
fn records_are_the_same_on_one_thread_and_on_many() {
    let (one, three) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    execute(FILE, one.path(), 1);
    execute(FILE, three.path(), 3);
    let (one, three) = (records(&one.path().join("out")), records(&three.path().join("out")));
    assert_eq!(one, three);
    // plan.json, experiment.toml, and two files a run.
    assert_eq!(one.len(), 2 + 2 * 7);
}

#[test]
fn a_run_that_is_cut_anywhere_goes_on_as_if_it_had_not_been() {
    let folder = TempDir::new().unwrap();
    execute(FILE, folder.path(), 1);
    let out = folder.path().join("out");
    let expected = records(&out);
    let plan = plan(FILE);
    let run = plan.runs().iter().find(|run| run.id.starts_with("listed/detour/000")).unwrap();
    let run = out.join("runs").join(&run.id);
    let log = fs::read(run.join("log.jsonl")).unwrap();
    let clock = fs::read_to_string(run.join("clock.csv")).unwrap();
    assert_eq!(clock, "instance,seconds\n0,0.250000\n1,0.250000\n2,0.250000\n3,0.250000\n");
    for length in (0..=log.len()).step_by(37) {
        fs::write(run.join("log.jsonl"), &log[..length]).unwrap();
        fs::remove_file(run.join("run.json")).unwrap();
        assert_eq!(execute(FILE, folder.path(), 2).completed, 1);
        assert_eq!(records(&out), expected, "cut at {length}");
        assert_eq!(fs::read_to_string(run.join("clock.csv")).unwrap(), clock);
    }
}

/// A loss of power may keep the log and lose the clock, as each file is written when the system likes.
#[test]
fn results_without_their_seconds_are_kept() {
    let folder = TempDir::new().unwrap();
    execute(FILE, folder.path(), 1);
    let out = folder.path().join("out");
    let expected = records(&out);
    let plan = plan(FILE);
    let run = plan.runs().iter().find(|run| run.id.starts_with("listed/detour/000")).unwrap();
    let run = out.join("runs").join(&run.id);
    let clock = fs::read_to_string(run.join("clock.csv")).unwrap();
    for length in (0..clock.len()).step_by(5) {
        fs::write(run.join("clock.csv"), &clock[..length]).unwrap();
        fs::remove_file(run.join("run.json")).unwrap();
        assert_eq!(execute(FILE, folder.path(), 1).completed, 1);
        assert_eq!(records(&out), expected, "cut at {length}");
        // Nothing was solved again, so only whole rows are there.
        let whole = clock[..length].rfind('\n').map_or(0, |end| end + 1);
        let rows = clock[..whole].strip_prefix("instance,seconds\n").unwrap_or_default();
        let kept = fs::read_to_string(run.join("clock.csv")).unwrap();
        assert_eq!(kept, format!("instance,seconds\n{rows}"), "cut at {length}");
    }
}

#[test]
fn more_instances_go_on_and_others_are_refused() {
    let folder = TempDir::new().unwrap();
    execute(FILE, folder.path(), 1);
    let file = folder.path().join("count.toml");
    let refused = |text: &str| {
        fs::write(&file, text).unwrap();
        let experiment = Experiment::load(&file, &[], &registry()).unwrap();
        experiment.run(&folder.path().join("out"), 1, &()).unwrap_err().to_string()
    };
    let error = refused(&FILE.replace("\"9\"", "\"8\""));
    assert!(error.contains("problem.listed.instances.2.start: \"9\" there, \"8\" here"), "{error}");
    let error = refused(&FILE.replace("count = 3", "count = 2"));
    assert!(error.contains("problem.drawn.instances: 6 there, 4 here"), "{error}");
    let more = FILE.replace("\"12\"]", "\"12\", \"2\"]").replace("count = 3", "count = 4");
    let summary = execute(&more, folder.path(), 1);
    assert_eq!((summary.completed, summary.skipped), (7, 0));
    let fresh = TempDir::new().unwrap();
    execute(&more, fresh.path(), 1);
    assert_eq!(records(&folder.path().join("out")), records(&fresh.path().join("out")));
}

#[test]
fn a_panic_fails_its_run_and_keeps_what_is_recorded() {
    let text = FILE.replace("method.two-ended = {}", "method.panicker = {}");
    let folder = TempDir::new().unwrap();
    let summary = execute(&text, folder.path(), 2);
    assert!(summary.failures[0].reason.contains("five is right out"), "{:?}", summary.failures);
    assert_eq!(lines(folder.path(), "listed/panicker").len(), 1);
    // It is tried again the next time.
    assert_eq!(execute(&text, folder.path(), 2).failures[0].id, summary.failures[0].id);
}

#[test]
fn instances_come_from_files_of_either_format() {
    let folder = TempDir::new().unwrap();
    let csv = "id,number,length\na,3,3\nb,4,\nc,5,5\nd,6,6\n";
    fs::write(folder.path().join("numbers.csv"), csv).unwrap();
    let jsonl = "{\"id\":7,\"position\":3,\"length\":3}\n\n{\"id\":7,\"position\":\"4\"}\n";
    fs::write(folder.path().join("numbers.jsonl"), jsonl).unwrap();
    let read = |instances: &str| {
        let text = FILE.replace("{ list = [\"3\", \"5\", \"9\", \"12\"] }", instances);
        let file = folder.path().join("count.toml");
        let plan = PlannerPlan::parse(&file, &text, &[], &registry()).unwrap();
        let instances = plan.problems()[0].instances.iter();
        instances.map(|i| (i.id.clone(), i.start.clone(), i.optimum)).collect::<Vec<_>>()
    };
    let row = |id: &str, start: &str, optimum| (id.to_owned(), start.to_owned(), optimum);
    assert_eq!(
        read("{ file = \"numbers.csv\", every = 2 }"),
        [row("a", "3", Some(3)), row("c", "5", Some(5))]
    );
    assert_eq!(read("{ file = \"numbers.csv\", first = 2 }")[1], row("b", "4", None));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(csv.as_bytes()).unwrap();
    fs::write(folder.path().join("numbers.csv.gz"), gzip.finish().unwrap()).unwrap();
    assert_eq!(read("{ file = \"numbers.csv.gz\" }"), read("{ file = \"numbers.csv\" }"));
    let other = "{ file = \"numbers.csv\", start = \"length\", optimum = \"number\", first = 1 }";
    assert_eq!(read(other), [row("a", "3", Some(3))]);
    // The same name twice is none: the numbers of the lines are.
    assert_eq!(read("{ file = \"numbers.jsonl\" }"), [row("1", "3", Some(3)), row("3", "4", None)]);
}
