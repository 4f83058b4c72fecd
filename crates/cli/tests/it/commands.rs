//! Each command, as its documentation promises.

use crate::support::{orienteer, printed, run, text, workspace};
use serde_json::Value as Json;
use std::fs;
use std::path::Path;

#[test]
fn list_and_describe_cover_everything() {
    let list = printed(&run(&["list"]));
    let names = |heading: &str| -> Vec<String> {
        let block = list.split(heading).nth(1).unwrap().lines().skip(1);
        let lines = block.take_while(|line| line.starts_with(' '));
        lines.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
    };
    let (envs, agents) = (names("Environments"), names("Agents"));
    let (puzzles, planners) = (names("Puzzles"), names("Planners"));
    assert_eq!(envs, ["cube", "dram", "lights-out", "sokoban", "tabular", "tiles"]);
    assert_eq!(agents.len(), 12);
    assert_eq!(puzzles, ["cube", "lights-out", "sokoban", "tiles"]);
    assert_eq!(planners.len(), 18);
    for name in envs.iter().chain(&agents).chain(&puzzles).chain(&planners) {
        assert!(printed(&run(&["describe", name])).starts_with(&format!("{name}: ")));
    }
    let table = printed(&run(&["describe", "tabular", "--set", "table=hpobench-kc1"]));
    for part in ["30000 designs", "validation_accuracy", "more is better", "batch_size"] {
        assert!(table.contains(part), "{table}");
    }
    let dram = printed(&run(&["describe", "dram", "--set", "space=archgym-rl"]));
    for part in ["442368 designs", "RefreshMaxPostponed", "archgym-both", "mW"] {
        assert!(dram.contains(part), "{dram}");
    }
}

#[test]
fn every_environment_keeps_the_laws() {
    for set in
        ["table=nasbench201-cifar10", "table=hpobench-kc1", "table=hpolib-slice-localization"]
    {
        assert!(printed(&run(&["check", "tabular", "--set", set])).contains("keeps every law"));
    }
    for set in ["space=full", "device=ddr4-2400", "space=archgym-exhaustive"] {
        assert!(printed(&run(&["check", "dram", "--set", set])).contains("keeps every law"));
    }
    for set in ["size=2", "size=3", "metric=quarter-turn"] {
        assert!(printed(&run(&["check", "cube", "--set", set])).contains("keeps every law"));
    }
    for (name, set) in [("tiles", "size=3"), ("lights-out", "size=4"), ("sokoban", "scramble=9")] {
        assert!(printed(&run(&["check", name, "--set", set])).contains("keeps every law"));
    }
}

/// Runs an experiment of one seed for each experiment file into `folder`.
fn small_run(file: &str, folder: &Path, set: &[&str]) {
    let mut command = orienteer();
    command.arg("run").arg(format!("experiments/{file}")).arg("--out").arg(folder);
    for set in set {
        command.args(["--set", set]);
    }
    printed(&command.output().unwrap());
}

#[test]
fn every_experiment_file_runs_and_reports() {
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    for entry in fs::read_dir(workspace().join("experiments")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let first = fs::read_to_string(workspace().join("experiments").join(&file)).unwrap();
        let question = first.lines().next().unwrap();
        assert!(question.starts_with("# ") && question.ends_with('?'), "{file}: {question}");
        let out = folder.path().join(&file);
        count += 1;
        if first.contains("\nbudget = { nodes") {
            planners_run(&file, &first, &out);
            continue;
        }
        // Thousands or hundreds of runs, which are to take seconds here.
        let evaluations = match file.as_str() {
            "archgym-dram.toml" => 3,
            "archgym-dram-demo.toml" => 12,
            _ => 60,
        };
        small_run(&file, &out, &["seeds=1", &format!("budget.evaluations={evaluations}")]);
        for name in
            ["index.html", "best-so-far-evaluations.svg", "best-so-far-seconds.png", "results.csv"]
        {
            assert!(out.join("report").join(name).is_file(), "{file}: no {name}");
        }
    }
    assert!(count >= 4);
}

/// Runs an experiment of planners with few nodes, and without tables that take time to build.
fn planners_run(file: &str, text: &str, out: &Path) {
    let mut set = vec!["budget.nodes=500".to_owned()];
    for problem in text.split("[[problem]]").filter(|p| p.contains("\"pattern-databases\"")) {
        let name = problem.split('"').nth(1).unwrap();
        set.push(format!("problem.{name}.environment.cube.heuristic=misplaced"));
    }
    small_run(file, out, &set.iter().map(String::as_str).collect::<Vec<_>>());
    for name in ["index.html", "success.svg", "excess.png", "instances.csv", "results.csv"] {
        assert!(out.join("report").join(name).is_file(), "{file}: no {name}");
    }
    let format = ["--format", "csv"].map(String::from);
    let exported = orienteer().arg("export").arg(out).args(format).output().unwrap();
    assert!(printed(&exported).contains("schema.json"), "{file}");
}

/// The command that the report gives for a best design finds the value that the record has.
#[test]
fn the_best_design_of_a_report_can_be_evaluated_again() {
    let folder = tempfile::tempdir().unwrap();
    small_run("quickstart.toml", folder.path(), &["seeds=2", "budget.evaluations=200"]);
    let best = fs::read_to_string(folder.path().join("report/best-designs.csv")).unwrap();
    let mut csv = best.lines();
    let header: Vec<&str> = csv.next().unwrap().split(',').collect();
    assert!(header.contains(&"command") && header.contains(&"value"), "{header:?}");
    let rows = parse_csv(&best);
    let column = |name: &str| rows[0].iter().position(|h| h == name).unwrap();
    let (command_at, value_at, problem_at) =
        (column("command"), column("value"), column("problem"));
    let mut cubes = 0;
    for row in rows[1..].iter().filter(|row| row[problem_at].starts_with("cube")) {
        let program = env!("CARGO_BIN_EXE_orienteer");
        let command = row[command_at].replacen("orienteer", &format!("'{program}'"), 1);
        let output = std::process::Command::new("sh").arg("-c").arg(&command).output().unwrap();
        let answer: Json = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|e| panic!("{command}: {e}: {}", text(&output.stderr)));
        let value: f64 = row[value_at].parse().unwrap();
        assert_eq!(answer["distance"].as_f64(), Some(value), "{command}");
        cubes += 1;
    }
    assert!(cubes >= 7);
}

fn parse_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn export_writes_one_table_a_problem_with_units() {
    let folder = tempfile::tempdir().unwrap();
    small_run("quickstart.toml", folder.path(), &["seeds=1", "budget.evaluations=50"]);
    printed(&run(&["export", &folder.path().display().to_string()]));
    let table = fs::read_to_string(folder.path().join("export/nas-cifar100.csv")).unwrap();
    let header = table.lines().next().unwrap();
    for name in ["agent,setting,seed,i", "design.op0", "metrics.latency", "value", "status"] {
        assert!(header.contains(name), "{header}");
    }
    assert_eq!(table.lines().count(), 1 + 7 * 50);
    let schema = fs::read_to_string(folder.path().join("export/schema.json")).unwrap();
    let schema: Json = serde_json::from_str(&schema).unwrap();
    let columns = schema["tables"][0]["columns"].as_array().unwrap();
    let latency = columns.iter().find(|c| c["name"] == "metrics.latency").unwrap();
    assert_eq!((&latency["unit"], &latency["type"]), (&"s".into(), &"real".into()));
    assert!(schema["provenance"].as_array().is_some_and(|p| !p.is_empty()), "{schema}");
    let agents = schema["agents"].as_array().unwrap();
    let genetic = agents.iter().find(|agent| agent["method"] == "genetic").unwrap();
    assert!(genetic["settings"][0]["population"].is_u64(), "{genetic}");
}

/// A kill leaves half a line, which resumption cuts off; until then the rest can be exported.
#[test]
fn export_passes_over_a_torn_last_line_only() {
    let folder = tempfile::tempdir().unwrap();
    small_run("quickstart.toml", folder.path(), &["seeds=1", "budget.evaluations=50"]);
    let plan = fs::read_to_string(folder.path().join("plan.json")).unwrap();
    let plan: Json = serde_json::from_str(&plan).unwrap();
    let id = plan["runs"][0]["id"].as_str().unwrap();
    let log = folder.path().join("runs").join(id).join("log.jsonl");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, &text[..text.len() - 20]).unwrap();
    let dir = folder.path().display().to_string();
    printed(&run(&["export", &dir]));
    let table = fs::read_to_string(folder.path().join("export/nas-cifar100.csv")).unwrap();
    assert_eq!(table.lines().count(), 1 + 7 * 50 - 1);
    // A damaged line that is whole is an error with its place.
    fs::write(&log, text.replacen("{\"i\":3", "{\"i\";3", 1)).unwrap();
    let output = run(&["export", &dir]);
    assert!(!output.status.success());
    assert!(
        crate::support::text(&output.stderr).contains("log.jsonl, line 4"),
        "{}",
        crate::support::text(&output.stderr)
    );
}

#[cfg(feature = "parquet")]
#[test]
fn export_writes_parquet() {
    let folder = tempfile::tempdir().unwrap();
    small_run("quickstart.toml", folder.path(), &["seeds=1", "budget.evaluations=50"]);
    let dir = folder.path().display().to_string();
    printed(&run(&["export", &dir, "--format", "parquet"]));
    let bytes = fs::read(folder.path().join("export/nas-cifar100.parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}
