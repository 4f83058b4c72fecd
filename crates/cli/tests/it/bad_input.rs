//! Wrong input: one clear message that names the place and the remedy, a non-zero exit, and nothing
//! that was recorded is lost.

use crate::support::{orienteer, printed, records, run, text};
use std::fs;
use std::path::{Path, PathBuf};

const GOOD: &str = r#"name = "x"
budget = { evaluations = 20 }
seeds = 2

[[problem]]
environment.tabular = { table = "nasbench201-cifar10" }
objective.maximize = "validation_accuracy"

[[agent]]
method.genetic = {}
"#;

/// Runs `file` into `out`.
fn run_file(file: &Path, out: &Path) -> (bool, String) {
    let output =
        orienteer().args(["run", "--no-report", "--out"]).arg(out).arg(file).output().unwrap();
    (output.status.success(), text(&output.stderr))
}

/// Each change of the good file, and what the message must say.
#[test]
fn every_wrong_file_gets_one_clear_message() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("tabular", "tabulr", &["unknown environment `tabulr`", "`tabular`?", "x.toml:6:13"]),
        (
            "cifar10\"",
            "cifar11\"",
            &["`nasbench201-cifar11` is not a table", "`nasbench201-cifar10`?", "x.toml:6:33"],
        ),
        (
            "method.genetic",
            "method.genetik",
            &["unknown agent `genetik`", "`genetic`?", "x.toml:10:8"],
        ),
        (
            "genetic = {}",
            "genetic = { populaton = 9 }",
            &["unknown hyperparameter", "`population`?", "x.toml:10:20"],
        ),
        ("genetic = {}", "genetic = { population = 0 }", &["`population` is 0", "x.toml:10:33"]),
        (
            "genetic = {}",
            "genetic = { population = \"big\" }",
            &["expected", "\"big\"", "x.toml:10:33"],
        ),
        ("seeds = 2", "seeds = \"two\"", &["expected a whole number", "\"two\"", "x.toml:3:9"]),
        ("evaluations = 20", "evaluations = 0", &["at least one evaluation", "x.toml:2:26"]),
        (
            "genetic = {}",
            "genetic = {}\nsweep = { grid = { population = [] } }",
            &["`population` has no value", "x.toml:11"],
        ),
        (
            "genetic = {}",
            "genetic = {}\n\n[[agent]]\nmethod.genetic = {}",
            &["two agents are called `genetic`", "x.toml:12:1"],
        ),
        ("seeds", "sedes", &["unknown key `sedes`", "`seeds`?", "x.toml:3:1"]),
        (
            "_accuracy",
            "_acuracy",
            &["`validation_acuracy` is not a metric", "`validation_accuracy`?", "x.toml:7:22"],
        ),
        ("budget = {", "budget = ", &["not TOML", "x.toml:2:"]),
        (
            "tabular = { table = \"nasbench201-cifar10\" }",
            "cube = {}",
            &["is not a metric", "`distance`", "x.toml:7:22"],
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("x.toml"), folder.path().join("out"));
    for (good, bad, expected) in cases {
        assert!(GOOD.contains(good), "{good}");
        fs::write(&file, GOOD.replacen(good, bad, 1)).unwrap();
        let (success, message) = run_file(&file, &out);
        assert!(!success, "{bad} was accepted");
        for part in *expected {
            assert!(message.contains(part), "for {bad}, no {part} in:\n{message}");
        }
        assert_eq!(message.matches("error:").count(), 1, "{message}");
        assert!(!message.contains("panicked"), "{message}");
        assert!(!out.exists(), "{bad} left something behind");
    }
}

#[test]
fn an_output_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.toml");
    fs::write(&file, GOOD).unwrap();
    // A file where a folder is needed fails for every user, root included.
    let (success, message) = run_file(&file, &file.join("out"));
    assert!(!success && message.contains("cannot write") && message.contains("--out"), "{message}");
}

#[test]
fn a_changed_file_is_refused_and_the_records_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("x.toml"), folder.path().join("out"));
    fs::write(&file, GOOD).unwrap();
    assert!(run_file(&file, &out).0);
    let before = records(&out);
    fs::write(&file, GOOD.replace("20 }", "30 }")).unwrap();
    let (success, message) = run_file(&file, &out);
    assert!(!success);
    for part in ["budget.evaluations: 20 there, 30 here", "--out", "nothing was changed"] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(before, records(&out));
    // More seeds are not a contradiction: what is there stays, and the rest is added.
    fs::write(&file, GOOD.replace("seeds = 2", "seeds = 3")).unwrap();
    assert!(run_file(&file, &out).0);
    let after = records(&out);
    let logs = |path: &&PathBuf| path.ends_with("log.jsonl");
    assert!(before.keys().filter(logs).all(|path| before[path] == after[path]));
    assert_eq!(after.keys().filter(logs).count(), 3);
}

#[test]
fn an_edited_table_is_not_mixed_with_records_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = crate::support::workspace().join("envs/tabular/tests/data");
    for name in ["kernel.toml", "kernel.csv"] {
        fs::copy(data.join(name), folder.path().join(name)).unwrap();
    }
    let (file, out) = (folder.path().join("x.toml"), folder.path().join("out"));
    let table = folder.path().join("kernel.toml");
    let own = format!("path = {:?}", table.display().to_string());
    let text = GOOD.replace("table = \"nasbench201-cifar10\"", &own);
    fs::write(&file, text.replace("validation_accuracy", "throughput")).unwrap();
    let (success, message) = run_file(&file, &out);
    assert!(success, "{message}");
    let csv = folder.path().join("kernel.csv");
    let edited = fs::read_to_string(&csv).unwrap().replacen("4.8", "48", 1);
    fs::write(&csv, edited).unwrap();
    let (success, message) = run_file(&file, &out);
    assert!(!success && message.contains("fingerprint"), "{message}");
}

#[test]
fn runs_that_a_file_no_longer_names_are_mentioned() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("x.toml"), folder.path().join("out"));
    fs::write(&file, GOOD).unwrap();
    assert!(run_file(&file, &out).0);
    fs::write(&file, GOOD.replace("seeds = 2", "seeds = 1")).unwrap();
    let (success, message) = run_file(&file, &out);
    assert!(
        success && message.contains("1 run recorded there before is not in this file"),
        "{message}"
    );
}

#[test]
fn a_damaged_record_is_named_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("x.toml"), folder.path().join("out"));
    fs::write(&file, GOOD).unwrap();
    assert!(run_file(&file, &out).0);
    let log = records(&out).into_keys().find(|path| path.ends_with("log.jsonl")).unwrap();
    let log = out.join(log);
    fs::remove_file(log.with_file_name("run.json")).unwrap();
    let damaged = fs::read_to_string(&log).unwrap().replacen("\"status\":\"ok\"", "\"status\":", 1);
    fs::write(&log, &damaged).unwrap();
    let (success, message) = run_file(&file, &out);
    assert!(!success && message.contains("log.jsonl") && message.contains("line 1"), "{message}");
    assert_eq!(fs::read_to_string(&log).unwrap(), damaged);
}

#[test]
fn other_commands_name_the_remedy_too() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["describe", "gentic"], &["`gentic` is neither", "`genetic`?"]),
        (&["evaluate", "cub"], &["unknown environment `cub`", "`cube`?"]),
        (
            &["check", "cube", "--set", "sclamble=3"],
            &["unknown key `sclamble`", "`scramble`?", "--set"],
        ),
        (&["check", "cube", "--set", "size=4"], &["`size` is 4", "2 or 3"]),
        (&["evaluat", "cube"], &["'evaluat'", "similar", "'evaluate'"]),
        (&["rnu", "x.toml"], &["'rnu'", "similar", "'run'"]),
        (&["list", "agnts"], &["'agnts'", "similar", "'agents'"]),
        (&["evaluate", "cub"], &["did you mean `cube`? `orienteer list envs`"]),
        (
            &["check", "dram", "--restrict", "Scheduler=FrFcfsGrb"],
            &["`Scheduler` cannot be FrFcfsGrb", "did you mean `FrFcfsGrp`?"],
        ),
        (
            &["train", "tiles", "--out", "/nonexistent/x", "--with", "estimate=action-valu"],
            &["--with estimate=action-valu", "did you mean `action-value`?"],
        ),
        (&["report", "no-such-folder"], &["no-such-folder", "orienteer run"]),
        (&["export", "no-such-folder"], &["no-such-folder", "`run`"]),
        (&["run", "no-such-file.toml"], &["cannot read", "no-such-file.toml"]),
        (
            &["run", "experiments/quickstart.toml", "--dry-run", "--set", "seeds"],
            &["--set", "seeds"],
        ),
    ];
    for (arguments, expected) in cases {
        let output = run(arguments);
        let message = text(&output.stderr);
        assert!(!output.status.success(), "{arguments:?} succeeded");
        for part in *expected {
            assert!(message.contains(part), "for {arguments:?}, no {part} in:\n{message}");
        }
    }
    printed(&run(&["run", "experiments/quickstart.toml", "--dry-run"]));
}

/// Six pairs are the fewest that a test can tell apart from chance, five values those of two samples.
#[test]
fn a_dry_run_says_when_seeds_are_too_few_to_compare() {
    let said = |arguments: &[&str]| {
        let output =
            run(&[&["run", "experiments/quickstart.toml", "--dry-run"], arguments].concat());
        printed(&output);
        text(&output.stderr)
    };
    let few = said(&["--set", "seeds=1"]);
    assert!(few.contains("1 seed is too few") && few.contains("set `seeds = 6`"), "{few}");
    let few = said(&["--set", "seeds=5"]);
    assert!(few.contains("5 seeds are too few") && few.contains("set `seeds = 6`"), "{few}");
    assert_eq!(said(&["--set", "seeds=6"]), "");
}
