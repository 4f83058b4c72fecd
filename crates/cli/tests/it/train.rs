//! `orienteer train`, and planners with what it wrote.

use crate::support::{printed, run, run_with_input, text};
use serde_json::Value as Json;
use std::fs;
use std::path::Path;

const TILES: [&str; 3] = ["tiles", "--set", "size=3"];

/// A small network that learns fast.
const SMALL: [&str; 10] = [
    "--with",
    "first=32",
    "--with",
    "more=0",
    "--with",
    "batch=100",
    "--with",
    "depth=20",
    "--with",
    "window=10",
];

/// Trains a small network; what it says on the way.
fn train(puzzle: &[&str], file: &Path, more: &[&str]) -> Vec<Json> {
    let file = file.display().to_string();
    let out = printed(&run(&[&["train"], puzzle, &["--out", &file], more].concat()));
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn refused(arguments: &[&str]) -> String {
    let output = run_with_input(arguments, "D R U\n");
    let message = text(&output.stderr);
    assert!(!output.status.success(), "{arguments:?}: {}", text(&output.stdout));
    assert!(!message.contains("panicked"), "{message}");
    message
}

/// Solves `input` with a planner that asks the network in `file`.
fn solve(puzzle: &[&str], file: &Path, planner: &[&str], input: &str) -> Vec<Json> {
    let network = format!("network={}", file.display());
    let learned = ["--set", "heuristic=learned", "--set", &network, "--agent"];
    let arguments = [&["solve"], puzzle, &learned[..], planner].concat();
    let out = printed(&run_with_input(&arguments, input));
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_interruption_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let [whole, parts] = ["whole.net", "parts.net"].map(|name| folder.path().join(name));
    let steps = |n| ["--steps", n, "--every", "20"];
    let records = train(&TILES, &whole, &[&SMALL[..], &steps("50")].concat());
    let seen: Vec<_> = records.iter().map(|record| record["steps"].as_u64().unwrap()).collect();
    assert_eq!(seen, [20, 40, 50]);
    assert!(records[2]["exact"]["correlation"].as_f64() > Some(0.0), "{}", records[2]);
    assert_eq!(records[2]["greedy"].as_array().unwrap().len(), 8);
    train(&TILES, &parts, &[&SMALL[..], &steps("13")].concat());
    assert_ne!(fs::read(&whole).unwrap(), fs::read(&parts).unwrap());
    train(&TILES, &parts, &[&["--resume"], &steps("31")[..]].concat());
    train(&TILES, &parts, &[&["--resume"], &steps("50")[..]].concat());
    assert_eq!(fs::read(&whole).unwrap(), fs::read(&parts).unwrap());
    // There is nothing left to do, and nothing changes.
    assert_eq!(train(&TILES, &parts, &[&["--resume"], &steps("50")[..]].concat()).len(), 0);
    assert_eq!(fs::read(&whole).unwrap(), fs::read(&parts).unwrap());
    let files = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 2, "nothing is left beside the files");
}

/// Planners that need an estimate prove nothing with a learned one; those that look at every position,
/// or need none, still do.
#[test]
fn what_was_learned_guides_and_proves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let values = folder.path().join("values.net");
    train(&TILES, &values, &[&SMALL[..], &["--steps", "300"]].concat());
    let starts = "D R U R D L L U R\nD D R U\n";
    let exact = solve(&TILES, &values, &["breadth-first"], starts);
    let planners: [&[&str]; 8] = [
        &["a-star"],
        &["weighted-a-star"],
        &["batched-a-star"],
        &["deferred-a-star"],
        &["ida-star"],
        &["q-star"],
        &["lazy-q-star"],
        &["beam"],
    ];
    for planner in planners {
        for (answer, exact) in solve(&TILES, &values, planner, starts).iter().zip(&exact) {
            let optimum = exact["cost"].as_u64();
            assert_eq!(exact["optimal"], true);
            assert!(answer["cost"].as_u64() >= optimum, "{planner:?}: {answer}");
            assert!(answer["estimates"].as_u64() > Some(0), "{planner:?}: {answer}");
            let proved = (&answer["optimal"], &answer["lower_bound"]);
            assert_eq!(proved, (&false.into(), &0.into()), "{planner:?}: {answer}");
        }
    }
    let thorough = ["batched-a-star", "--with", "stop=optimum"];
    for (answer, exact) in solve(&TILES, &values, &thorough, starts).iter().zip(&exact) {
        assert_eq!((&answer["optimal"], &answer["cost"]), (&true.into(), &exact["cost"]));
    }
    // The same search with an estimate that never exceeds the truth does prove.
    let plain = ["solve", "tiles", "--set", "size=3", "--agent", "a-star"];
    let answer: Json =
        serde_json::from_str(printed(&run_with_input(&plain, "D D R U\n")).trim()).unwrap();
    assert_eq!(answer["optimal"], true);
}

#[test]
fn action_values_guide_q_star() {
    let folder = tempfile::tempdir().unwrap();
    let values = folder.path().join("values.net");
    let cube = ["cube", "--set", "size=2", "--set", "turns-a-move=2"];
    let more = ["--with", "estimate=action-value", "--steps", "20"];
    let records = train(&cube, &values, &[&SMALL[..], &more].concat());
    assert_eq!(records[0]["exact"], Json::Null, "distances by moves of two turns are not known");
    for planner in ["q-star", "lazy-q-star", "q-beam", "a-star"] {
        let answer = &solve(&cube, &values, &[planner, "--nodes", "100000"], "R U\n")[0];
        assert_eq!((&answer["cost"], &answer["optimal"]), (&1.into(), &false.into()), "{answer}");
    }
    let lights = ["lights-out", "--set", "size=3"];
    let file = folder.path().join("lights.net");
    let records = train(&lights, &file, &[&SMALL[..], &["--steps", "20"]].concat());
    assert!(records[0]["exact"]["positions"].as_u64() > Some(0), "{}", records[0]);
    let answer = &solve(&lights, &file, &["a-star"], "[0, 4]\n")[0];
    assert_eq!((&answer["cost"], &answer["optimal"]), (&2.into(), &false.into()), "{answer}");
}

#[test]
fn files_are_neither_overwritten_nor_mistaken() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tiles.net");
    train(&TILES, &file, &[&SMALL[..], &["--steps", "1"]].concat());
    let name = file.display().to_string();
    let whole = fs::read(&file).unwrap();
    let missing = folder.path().join("missing.net").display().to_string();
    let nowhere = folder.path().join("no/folder.net").display().to_string();
    let out = ["train", "tiles", "--set", "size=3", "--out", &name];
    let cases: [(Vec<&str>, &[&str]); 8] = [
        (out.to_vec(), &["the file exists", "--resume"]),
        ([&out[..], &["--resume", "--with", "depth=9"]].concat(), &["cannot be used with"]),
        ([&out[..], &["--resume", "--seed", "2"]].concat(), &["cannot be used with"]),
        (vec!["train", "tiles", "--out", &missing, "--resume"], &["missing.net", "no such file"]),
        (vec!["train", "tiles", "--out", &nowhere], &["folder.net", "No such file"]),
        (
            vec!["train", "tiles", "--out", &name, "--resume"],
            &[&name, "of puzzle `tiles size=3`, not of `tiles size=4`"],
        ),
        (
            vec!["train", "cube", "--out", &name, "--resume"],
            &["`tiles size=3`, not of `cube size=3 metric=half-turn`"],
        ),
        (vec!["train", "sokoban", "--out", &missing], &["every level of Sokoban"]),
    ];
    for (arguments, expected) in cases {
        let message = refused(&arguments);
        for part in expected {
            assert!(message.contains(part), "for {arguments:?}, no {part} in:\n{message}");
        }
    }
    assert_eq!(fs::read(&file).unwrap(), whole);

    let network = format!("network={name}");
    let planner = ["solve", "tiles", "--agent", "a-star", "--set"];
    let learned = [&planner[..], &["heuristic=learned", "--set"]].concat();
    let message = refused(&[&learned[..], &[&network]].concat());
    assert!(message.contains("of puzzle `tiles size=3`, not of `tiles size=4`"), "{message}");
    let message = refused(&[&learned[..], &[&format!("network={missing}")]].concat());
    assert!(message.contains("missing.net: No such file"), "{message}");
    let message = refused(&[&planner[..], &["heuristic=learned"]].concat());
    assert!(message.contains("there is no `network`"), "{message}");
    let message = refused(&[&planner[..], &[&network]].concat());
    assert!(message.contains("without `heuristic = \"learned\"`"), "{message}");
    let message =
        refused(&[&planner[..], &["heuristic=pattern-databases", "--set", &network]].concat());
    assert!(message.contains("without `heuristic = \"learned\"`"), "{message}");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for (bytes, problem) in [
        (&flipped[..], "damaged"),
        (&whole[..whole.len() - 1], "cut short"),
        (b"no network at all", "no learned heuristic"),
    ] {
        fs::write(&file, bytes).unwrap();
        let set = ["--set", "size=3"];
        for arguments in
            [[&learned[..], &[&network], &set].concat(), [&out[..], &["--resume"]].concat()]
        {
            let message = refused(&arguments);
            assert!(message.contains(problem) && message.contains(&name), "{message}");
        }
    }
}

#[test]
fn wrong_hyperparameters_and_options_are_refused() {
    let cases: [(&str, &str, &[&str]); 8] = [
        ("--with", "dept=3", &["no hyperparameter `dept`", "`depth`?", "describe train"]),
        ("--with", "depth=0", &["--with depth=0", "`depth` is 0"]),
        ("--with", "depth=deep", &["--with depth=deep", "expected a whole number"]),
        ("--with", "estimate=none", &["--with estimate=none", "action-value"]),
        ("--with", "first=0", &["`first` is 0"]),
        ("--set", "size=9", &["`size` is 9"]),
        ("--set", "heuristic=zero", &["--set heuristic: it is for planners"]),
        ("--minutes", "0", &["--minutes 0", "more than 0"]),
    ];
    for (flag, value, expected) in cases {
        let message = refused(&["train", "tiles", "--out", "/nonexistent/x.net", flag, value]);
        for part in expected {
            assert!(message.contains(part), "for {value}, no {part} in:\n{message}");
        }
    }
    let message = refused(&["train", "tile", "--out", "x.net"]);
    assert!(message.contains("unknown puzzle `tile`") && message.contains("`tiles`?"), "{message}");
    let described = printed(&run(&["describe", "train"]));
    for name in ["estimate", "half-life", "first", "more"] {
        assert!(described.contains(name), "no {name} in:\n{described}");
    }
}

/// An experiment file names the network as `solve` does.
#[test]
fn experiments_use_what_was_learned() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tiles.net");
    train(&TILES, &file, &[&SMALL[..], &["--steps", "20"]].concat());
    let experiment = folder.path().join("learned.toml");
    let network = Json::from(file.display().to_string());
    let written = format!(
        "name = \"learned\"\nbudget = {{ nodes = 20_000 }}\n[[problem]]\n\
         environment.tiles = {{ size = 3, heuristic = \"learned\", network = {network} }}\n\
         instances = {{ scramble = [4], count = 2 }}\n[[agent]]\nmethod.batched-a-star = {{}}\n"
    );
    fs::write(&experiment, &written).unwrap();
    let path = experiment.display().to_string();
    let out = folder.path().join("out").display().to_string();
    printed(&run(&["run", &path, "--out", &out, "--no-report"]));
    // Records are those of the network, not of the name of its file.
    printed(&run(&["run", &path, "--out", &out, "--no-report"]));
    train(&TILES, &file, &["--resume", "--steps", "21"]);
    let message = refused(&["run", &path, "--out", &out, "--no-report"]);
    assert!(message.contains("holds another experiment"), "{message}");
    assert!(message.contains(".fingerprint: "), "{message}");
    fs::remove_file(&file).unwrap();
    let message = refused(&["run", &path, "--dry-run"]);
    assert!(message.contains("learned.toml") && message.contains("No such file"), "{message}");
}
