//! `orienteer solve`: instances in, solutions out, whatever the notation, and clear refusals.

use crate::support::{printed, run, run_with_input, text, workspace};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::process::Output;

/// Solves `input`; the answers.
fn solve(arguments: &[&str], input: &str) -> Vec<Json> {
    let all: Vec<&str> = ["solve"].iter().chain(arguments).copied().collect();
    let out = printed(&run_with_input(&all, input));
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn refused(arguments: &[&str], input: &str) -> String {
    let all: Vec<&str> = ["solve"].iter().chain(arguments).copied().collect();
    let output: Output = run_with_input(&all, input);
    let message = text(&output.stderr);
    assert!(!output.status.success(), "{arguments:?}: {}", text(&output.stdout));
    assert!(!message.contains("panicked"), "{message}");
    message
}

/// Every planner on a small instance of every puzzle: what it says is a solution solves.
#[test]
fn every_planner_solves_every_puzzle() {
    let list = printed(&run(&["list", "planners"]));
    let planners: Vec<&str> = list
        .lines()
        .filter(|line| line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(planners.len(), 18);
    let level = "#######|#@    #|# $ $ #|# . . #|#######";
    let puzzles: [(&str, &[&str], &str, u64); 4] = [
        ("cube", &["--set", "size=2"], "R U F' U R2", 5),
        ("tiles", &["--set", "size=3"], "D R U R D L L U R", 9),
        ("lights-out", &["--set", "size=3"], "[0, 4, 5]", 3),
        ("sokoban", &[], level, 6),
    ];
    for (puzzle, set, start, optimum) in puzzles {
        let exact = solve(&[&[puzzle, "--agent", "breadth-first"], set].concat(), start);
        assert_eq!(exact[0]["cost"], optimum, "{puzzle}: {}", exact[0]);
        for planner in planners.iter().filter(|planner| !planner.starts_with("two-")) {
            let arguments = [&[puzzle, "--agent", planner, "--nodes", "200000"], set].concat();
            if (puzzle, *planner) == ("sokoban", "bidirectional") {
                assert!(refused(&arguments, start).contains("needs a puzzle with one goal"));
                continue;
            }
            let answer = &solve(&arguments, start)[0];
            let solution = answer["solution"].as_str();
            let solution = solution.unwrap_or_else(|| panic!("{puzzle}, {planner}: {answer}"));
            assert_eq!(answer["position"], start);
            assert_eq!(answer["length"], solution.split(' ').count());
            assert!(answer["cost"].as_u64() >= Some(optimum), "{puzzle}, {planner}: {answer}");
            assert!(answer["lower_bound"].as_u64() <= Some(optimum), "{puzzle}, {planner}");
            if answer["optimal"] == true {
                assert_eq!(answer["cost"], optimum, "{puzzle}, {planner}");
            }
        }
    }
}

#[test]
fn cubes_are_read_as_facelets_and_as_scrambles() {
    let facelets = "UUFUUFUUFRRRRRRRRRFFDFFDFFDDDBDDBDDBLLLLLLLLLUBBUBBUBB";
    let stickers = ["cube", "--agent", "a-star", "--set", "heuristic=misplaced"];
    let answers = solve(&stickers, &format!("{facelets}\nU R2 F\n"));
    assert_eq!((&answers[0]["solution"], &answers[0]["cost"]), (&"R'".into(), &1.into()));
    assert_eq!((&answers[1]["solution"], &answers[1]["cost"]), (&"F' R2 U'".into(), &3.into()));
    let answer = &solve(&["cube", "--agent", "two-phase", "--with", "enough=20"], facelets)[0];
    assert!(answer["cost"].as_u64() <= Some(20) && answer["optimal"] == false, "{answer}");
    let quarter = ["cube", "--agent", "ida-star", "--set", "heuristic=misplaced"];
    let set = ["--set", "metric=quarter-turn", "--set", "turns-a-move=2"];
    let answer = &solve(&[&quarter[..], &set].concat(), "R2 U")[0];
    assert_eq!((&answer["cost"], &answer["optimal"]), (&2.into(), &true.into()), "{answer}");
}

/// Its limits are those of every planner.
#[test]
fn the_two_sided_search_solves_cubes_within_every_limit() {
    let folder = tempfile::tempdir().unwrap();
    let tables = folder.path().display().to_string();
    let arguments = ["cube", "--agent", "two-sided", "--tables", &tables];
    let answer = &solve(&arguments, "R U2 F' L D")[0];
    assert_eq!((&answer["cost"], &answer["optimal"]), (&5.into(), &true.into()), "{answer}");
    assert!(answer["expanded"].as_u64() > Some(0) && answer["peak_bytes"].as_u64() > Some(0));
    let far = "R U2 F' L D B2 R' U F D2 L2 B' U' R2 D F2";
    for (limit, count) in
        [("nodes", "generated"), ("expanded", "expanded"), ("estimates", "estimates")]
    {
        let limit_option = format!("--{limit}");
        let limited = [&arguments[..], &[&limit_option, "20000"]].concat();
        let answer = &solve(&limited, far)[0];
        assert_eq!(
            (&answer["stop"], &answer["optimal"]),
            (&limit.into(), &false.into()),
            "{answer}"
        );
        assert!(answer[count].as_u64() <= Some(20_000), "{answer}");
    }
}

#[test]
fn tables_of_the_shared_files_are_read_and_compared() {
    let rows = concat!(
        r#"{"id":7,"tiles":[1,2,3,4,5,0,7,8,6],"len_opt":1,"solution":"U","note":{"a":[1]}}"#,
        "\n\n",
        r#"{"id":8,"tiles":[1,2,3,4,0,6,7,5,8],"len_opt":1,"solution":null}"#,
        "\n",
    );
    let arguments = ["tiles", "--set", "size=3", "--agent", "a-star"];
    let answers = solve(&arguments, rows);
    let keys: Vec<_> = answers[0].as_object().unwrap().keys().map(String::as_str).collect();
    let added = "solution length cost optimal lower_bound upper_bound unsolvable gap generated \
                 expanded estimates peak_bytes seconds stop";
    let given = "id tiles len_opt given_solution note";
    let expected: Vec<_> = given.split(' ').chain(added.split_whitespace()).collect();
    assert_eq!(keys, expected);
    assert_eq!((&answers[0]["id"], &answers[0]["solution"]), (&7.into(), &"U".into()));
    assert_eq!([&answers[0]["gap"], &answers[1]["gap"]], [&Json::from(0), &Json::from(1)]);
    assert_eq!((&answers[1]["cost"], &answers[1]["stop"]), (&2.into(), &"finished".into()));

    let csv = "set,scramble\na,R U R'\nb,U\n";
    let cube = ["cube", "--set", "heuristic=zero", "--agent", "a-star"];
    let answers = solve(&[&cube[..], &["--where", "set=b"]].concat(), csv);
    assert_eq!(answers.len(), 1);
    assert_eq!((&answers[0]["set"], &answers[0]["solution"]), (&"b".into(), &"U'".into()));
    let other = "tiles,length\n1 2 3 4 5 6 7 0 8,3\n";
    let answer = &solve(&[&arguments[..], &["--optimum", "length"]].concat(), other)[0];
    assert_eq!([&answer["given_length"], &answer["gap"]], [&Json::from("3"), &Json::from(-2)]);
    let message = refused(&[&arguments[..], &["--optimum", "least"]].concat(), other);
    assert!(message.contains("--optimum least: standard input has no such column"), "{message}");
    // A line of JSON has columns of its own, and one that lacks the optimum is told from one that has
    // none.
    let lines = "{\"tiles\":\"1 2 3 4 5 6 7 0 8\",\"least\":1}\n{\"tiles\":\"1 2 3 4 5 6 0 7 8\",\"lest\":2}\n";
    let message = refused(&[&arguments[..], &["--optimum", "least"]].concat(), lines);
    assert!(message.contains("standard input, line 2: --optimum least: there is no such column"));
    assert!(message.contains("only tiles, lest"), "{message}");
    let unknown = lines.replace("\"lest\":2", "\"least\":null");
    let answers = solve(&[&arguments[..], &["--optimum", "least"]].concat(), &unknown);
    assert_eq!(answers[0]["gap"], 0);
    assert!(answers[1].get("gap").is_none(), "{}", answers[1]);
    let level = serde_json::json!({ "level": ["#####", "#@$.#", "#####"], "len_opt": 1 });
    let answers = solve(&["sokoban", "--agent", "a-star"], &level.to_string());
    assert_eq!(answers[0]["gap"], 0);
    let board = r#"{"tiles":[1,1,0,1,0,0,0,0,0]}"#;
    let lights = ["lights-out", "--set", "size=3", "--agent", "a-star"];
    assert_eq!(solve(&lights, board)[0]["solution"], "0");
}

/// Blanks are part of a level: its first row may begin with some.
#[test]
fn a_level_keeps_its_blanks() {
    let csv = "id,level\n1,\"  ####\n###  #\n#@$. #\n######\"\n";
    let answer = &solve(&["sokoban", "--agent", "a-star"], csv)[0];
    assert_eq!((&answer["cost"], &answer["solution"]), (&1.into(), &"R".into()), "{answer}");
}

#[test]
fn compressed_instances_are_read_from_files_and_pipes() {
    let file = "envs/lights-out/tests/data/lights-out-7.csv.gz";
    let arguments = ["solve", "lights-out", "--agent", "a-star", "--optimum", "length"];
    let arguments = [&arguments[..], &["--where", "id=4"]].concat();
    let from_file = printed(&run(&[&arguments[..], &[file]].concat()));
    let answer: Json = serde_json::from_str(&from_file).unwrap();
    assert_eq!((&answer["id"], &answer["gap"]), (&"4".into(), &0.into()), "{answer}");
    let bytes = fs::read(workspace().join(file)).unwrap();
    let piped = printed(&run_with_input(&arguments, &bytes));
    let seconds = |text: &str| {
        let mut answer: Json = serde_json::from_str(text).unwrap();
        answer.as_object_mut().unwrap().remove("seconds").unwrap();
        answer
    };
    assert_eq!(seconds(&piped), seconds(&from_file));
    let output = run_with_input(&arguments, &bytes[..bytes.len() / 2]);
    let message = text(&output.stderr);
    assert!(!output.status.success() && message.contains("standard input"), "{message}");
}

/// Same answers, in the order of the rows, for one thread or several; only seconds differ.
#[test]
fn threads_change_nothing_but_seconds() {
    let words = ["R U F", "U", "F2 R2 U2 R F U", "R2", "U F R U F R", "F"];
    let input = words.repeat(5).join("\n");
    let arguments = ["cube", "--set", "size=2", "--set", "heuristic=zero", "--agent", "a-star"];
    let answers = |threads| {
        let mut answers = solve(&[&arguments[..], &["--threads", threads]].concat(), &input);
        let asked: Vec<_> = answers.iter().map(|answer| answer["position"].clone()).collect();
        assert_eq!(asked, words.repeat(5));
        for answer in &mut answers {
            assert!(answer.as_object_mut().unwrap().remove("seconds").is_some());
        }
        answers
    };
    assert_eq!(answers("1"), answers("4"));
}

#[test]
fn budgets_stop_a_search_and_say_so() {
    // A hard one: no planner is done within these budgets.
    let start = "[0,5,8,13,12,15,3,14,6,7,10,1,4,11,9,2]";
    for (flag, value, stop) in [
        ("--nodes", "1e3", "nodes"),
        ("--expanded", "1_000", "expanded"),
        ("--estimates", "1K", "estimates"),
        ("--memory", "1M", "bytes"),
        ("--seconds", "0.05", "seconds"),
    ] {
        let answer = &solve(&["tiles", "--agent", "a-star", flag, value], start)[0];
        assert_eq!((&answer["stop"], &answer["solution"]), (&stop.into(), &Json::Null));
        assert!(answer["lower_bound"].as_u64() > Some(30), "{answer}");
    }
    for flag in ["--nodes", "--expanded", "--estimates", "--memory", "--threads"] {
        let message = refused(&["tiles", "--agent", "a-star", flag, "0"], start);
        assert!(message.contains(flag) && message.contains("at least 1"), "{message}");
    }
    let message = refused(&["tiles", "--agent", "a-star", "--seconds", "0"], start);
    assert!(message.contains("expected more than 0"), "{message}");
}

#[test]
fn a_bad_row_is_named_with_its_line() {
    let flipped = "UUUUUUUFURRRRRRRRRFUFFFFFFFDDDDDDDDDLLLLLLLLLBBBBBBBBB";
    let cases: [(&[&str], &str, &[&str]); 9] = [
        (&["cube", "--agent", "two-phase"], flipped, &["one edge is flipped"]),
        (&["cube", "--agent", "two-phase"], "R U R3", &["turn 3", "`R3`", "followed by"]),
        (&["cube", "--agent", "a-star", "--set", "size=2"], "R U L", &["turn 3", "`L`"]),
        (
            &["tiles", "--agent", "a-star", "--set", "size=3"],
            "1,2,3,4,5,6,8,7,0",
            &["two of them would have to change places"],
        ),
        (&["tiles", "--agent", "a-star"], "D R X", &["`X` (number 3) is no move"]),
        (&["tiles", "--agent", "a-star"], "D D D D", &["blank is in the"]),
        (&["tiles", "--agent", "a-star"], "id,tilez\n1,2\n", &["a header with a column tiles"]),
        (&["lights-out", "--agent", "a-star"], "01x", &["cell 3 is `x`"]),
        (&["sokoban", "--agent", "a-star"], "####|#@#|####", &["box"]),
    ];
    for (arguments, input, expected) in cases {
        let message = refused(arguments, input);
        for part in ["standard input, line 1: "].iter().chain(expected) {
            assert!(message.contains(part), "for {input}, no {part} in:\n{message}");
        }
    }
    let lines = "D\nD R X\nR\n";
    let arguments = ["solve", "tiles", "--agent", "a-star"];
    let stopped = run_with_input(&arguments, lines);
    assert_eq!(text(&stopped.stdout).lines().count(), 1, "what was solved before stays");
    assert!(text(&stopped.stderr).contains("line 2: `X` (number 3)"));
    let on = run_with_input(&[&arguments[..], &["--keep-going"]].concat(), lines);
    assert!(!on.status.success());
    let rows: Vec<Json> =
        text(&on.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 3);
    assert!(rows[1]["error"].as_str().unwrap().starts_with("line 2: `X`"), "{}", rows[1]);
    assert_eq!(rows[2]["solution"], "L");
}

#[test]
fn wrong_names_and_options_are_refused() {
    let cases: [(&[&str], &[&str]); 14] = [
        (&["cub", "--agent", "a-star"], &["unknown puzzle `cub`", "`cube`?"]),
        (&["dram", "--agent", "a-star"], &["is an environment and no puzzle"]),
        (&["cube", "--agent", "a-stern"], &["unknown planner `a-stern`", "`a-star`?"]),
        (&["cube", "--agent", "uct"], &["is an agent of environments"]),
        (&["tiles", "--agent", "two-phase"], &["nothing but the 3x3x3"]),
        (&["lights-out", "--agent", "two-sided"], &["nothing but the 3x3x3"]),
        (&["tiles", "--agent", "q-star", "--with", "wait=1"], &["--with", "`wait`", "`weight`"]),
        (
            &["tiles", "--agent", "a-star", "--with", "ties=nearst"],
            &["--with", "unknown value of `ties`: `nearst`", "did you mean `nearest`?"],
        ),
        (&["lights-out", "--agent", "a-star", "--set", "tables=x"], &["unknown key `tables`"]),
        (
            &["tiles", "--agent", "weighted-a-star", "--with", "weight=2"],
            &["`weight` is 2", "0 to 1"],
        ),
        (&["tiles", "--agent", "a-star", "--set", "size=15"], &["`size` is 15", "3 to 7"]),
        (&["tiles", "--agent", "a-star", "--set", "heuristic=linear"], &["`linear-conflict`"]),
        (
            &["cube", "--agent", "a-star", "--set", "heuristic=exact"],
            &["`heuristic` is `exact`", "pattern-databases"],
        ),
        (&["lights-out", "--agent", "a-star", "--tables", "x"], &["has no tables"]),
    ];
    for (arguments, expected) in cases {
        let message = refused(arguments, "");
        for part in expected {
            assert!(message.contains(part), "for {arguments:?}, no {part} in:\n{message}");
        }
        assert_eq!(message.matches("error:").count(), 1, "{message}");
    }
    let near = refused(&["cub", "--agent", "a-star"], "");
    assert!(near.contains("did you mean `cube`? `orienteer list puzzles`"), "{near}");
    let empty = refused(&["tiles", "--agent", "a-star"], "\n\n");
    assert!(empty.contains("standard input is empty"), "{empty}");
}

/// Tables are built once, told of, and never believed when they are damaged.
#[test]
fn tables_are_built_once_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let tables = folder.path().join("tables");
    let tables = tables.display().to_string();
    let set = ["tiles", "--set", "size=3", "--set", "heuristic=pattern-databases"];
    let arguments = [&["solve"], &set[..], &["--agent", "ida-star", "--tables", &tables]].concat();
    let first = run_with_input(&arguments, "D R U R D");
    assert!(text(&first.stderr).contains("note: building tiles-8-1-2-3-6.table"));
    let second = run_with_input(&arguments, "D R U R D");
    assert!(!text(&second.stderr).contains("building"), "{}", text(&second.stderr));
    let solution = |output: &Output| {
        let answer: Json = serde_json::from_str(&printed(output)).unwrap();
        (answer["solution"].clone(), answer["generated"].clone())
    };
    assert_eq!(solution(&first), solution(&second));
    let files = fs::read_dir(&tables).unwrap().map(|entry| entry.unwrap().path());
    let files: BTreeSet<_> = files.collect();
    assert_eq!(files.len(), 2);
    let file = files.first().unwrap();
    let whole = fs::read(file).unwrap();
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    for (bytes, problem) in [
        (&whole[..whole.len() - 1], "bytes long, expected"),
        (&flipped[..], "checksum is wrong"),
        (&b"no table"[..], "no table of Orienteer"),
    ] {
        fs::write(file, bytes).unwrap();
        let message = refused(&arguments[1..], "D R U R D");
        let name = file.file_name().unwrap().to_string_lossy();
        for part in [problem, &name, "remove it", "built again"] {
            assert!(message.contains(part), "no {part} in:\n{message}");
        }
    }
    fs::remove_file(file).unwrap();
    assert!(text(&run_with_input(&arguments, "D").stderr).contains("note: building"));
}

#[test]
fn solutions_can_be_looked_at() {
    let arguments = ["solve", "tiles", "--set", "size=3", "--agent", "a-star", "--draw"];
    let out = printed(&run_with_input(&[&arguments[..], &["text"]].concat(), "D R"));
    let boards = "line 1: 2 moves, cost 2 (the least there is)\n\n\
                  start   1. L    2. U\n\
                  1 2 3   1 2 3   1 2 3\n\
                  4 · 5   4 5 ·   4 5 6\n\
                  7 8 6   7 8 6   7 8 ·\n";
    assert!(out.starts_with(boards), "{out}");

    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("drawn").display().to_string();
    let svg = [&arguments[..], &["svg", "--draw-to", &to]].concat();
    let rows = "{\"id\":\"a-1\",\"scramble\":\"D R\"}\n{\"id\":\"../b\",\"scramble\":\"R\"}\n";
    let twice = format!("{rows}{rows}");
    let out = printed(&run_with_input(&svg, &twice));
    let drawings: BTreeSet<_> = out
        .lines()
        .map(|line| serde_json::from_str::<Json>(line).unwrap()["drawing"].to_string())
        .collect();
    assert_eq!(drawings.len(), 4, "equal ids do not share a drawing: {drawings:?}");
    assert_eq!(fs::read_dir(folder.path().join("drawn")).unwrap().count(), 4);
    for (line, name, boards) in [(0, "a-1.svg", 3), (1, "line-2.svg", 2)] {
        let answer: Json = serde_json::from_str(out.lines().nth(line).unwrap()).unwrap();
        let path = answer["drawing"].as_str().unwrap();
        assert!(path.ends_with(name), "{path}");
        let image = fs::read_to_string(path).unwrap();
        assert_eq!(image.matches("<svg ").count(), boards + 1, "{image}");
        assert!(image.contains(">start</text>") && image.contains(">1. L</text>"));
    }
}
