//! `orienteer evaluate` as a batch simulator for files that other programs wrote, and as one that
//! they ask row by row.

use crate::support::{orienteer, printed, run, run_with_input, text};
use serde_json::Value as Json;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

/// The first row of the table as its file has it: key 000001 of NAS-Bench-201 on CIFAR-100.
#[test]
fn evaluate_answers_in_the_format_of_the_question() {
    let arguments =
        ["evaluate", "tabular", "--set", "table=nasbench201-cifar100", "--set", "repeats=mean"];
    let design = r#"{"op0":"none","op1":"none","op2":"none","op3":"none","op4":"none","op5":"skip_connect"}"#;
    let answer = printed(&run_with_input(&arguments, format!("{design}\n\n{design}\n")));
    let lines: Vec<Json> = answer.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], lines[1]);
    assert_eq!((&lines[0]["train_time"], &lines[0]["status"]), (&1355.91.into(), &"ok".into()));
    let csv = "op0,op1,op2,op3,op4,op5\nnone,none,none,none,none,skip_connect\n";
    let answer = printed(&run_with_input(&arguments, csv));
    let rows: Vec<&str> = answer.lines().collect();
    assert!(
        rows[0].starts_with("op0,op1,op2,op3,op4,op5,validation_accuracy,train_time"),
        "{answer}"
    );
    assert!(rows[1].contains(",1355.91,") && rows[1].contains(",ok"), "{answer}");
}

#[test]
fn evaluate_names_the_line_that_is_wrong_and_keeps_the_answers_before_it() {
    let input = "{\"moves\":\"R U R' U'\"}\n{\"moves\":\"R X\"}\n";
    let output = run_with_input(&["evaluate", "cube", "--set", "scramble=2"], input);
    assert!(!output.status.success());
    assert_eq!(text(&output.stdout).lines().count(), 1);
    let message = text(&output.stderr);
    assert!(message.contains("line 2") && message.contains("`X`"), "{message}");
}

#[test]
fn evaluate_refuses_what_it_cannot_answer() {
    for (input, expected) in [
        ("[{\"moves\":\"R\"}]", "JSON array"),
        ("moves,moves\nR,U\n", "`moves` occurs twice"),
        ("move\nR\n", "did you mean `moves`?"),
        ("moves,distance,given_distance\nR,3,4\n", "both stand for `given_distance`"),
        ("Moves,MOVES\nR,U\n", "`Moves` and `MOVES` both stand for the parameter `moves`"),
        ("moves\n\"\"\n", "no column `moves`"),
        ("{\"moves\":[1]}\n", "expected a number"),
        ("", "is empty"),
    ] {
        let output = run_with_input(&["evaluate", "cube", "--set", "scramble=2"], input);
        let message = text(&output.stderr);
        assert!(!output.status.success() && message.contains(expected), "{input}: {message}");
    }
    let header = printed(&run_with_input(&["evaluate", "cube"], "moves\n"));
    assert_eq!(header.trim(), "moves,distance,solved,status,reason");
}

/// A table of two parameters with defaults and one without, in a folder of its own.
fn table(folder: &tempfile::TempDir) -> String {
    let toml = r#"
title = "Time by block"
file = "t.csv"
source = "made up"
[space.parameters]
BlockSize = { ordinal = [16, 32], default = 32 }
loop_order = { choice = ["rows", "columns"], default = "rows" }
Threads = { integer = [1, 2] }
[[metric]]
name = "time"
unit = "s"
direction = "minimize"
columns = ["time"]
doc = "of one run"
"#;
    let csv = "BlockSize,loop_order,Threads,time\n16,rows,1,161\n16,rows,2,162\n32,rows,1,321\n\
               32,rows,2,322\n16,columns,1,1161\n32,columns,2,1322\n";
    fs::write(folder.path().join("t.toml"), toml).unwrap();
    fs::write(folder.path().join("t.csv"), csv).unwrap();
    format!("path={}", folder.path().join("t.toml").display())
}

/// Standard output, and what was noted on standard error.
fn answer(set: &str, more: &[&str], input: &str) -> (String, String) {
    let arguments = [&["evaluate", "tabular", "--set", set], more].concat();
    let output = run_with_input(&arguments, input);
    (printed(&output), text(&output.stderr))
}

#[test]
fn columns_are_matched_copied_renamed_and_filled() {
    let folder = tempfile::tempdir().unwrap();
    let input = "id,threads,block-size,time,BlockSizes\n7,2,16,99,x\n8,1,32,98,y\n";
    let (out, notes) = answer(&table(&folder), &[], input);
    assert_eq!(
        out,
        "BlockSize,loop_order,Threads,id,given_time,BlockSizes,time,status,reason\n\
         16,rows,2,7,99,x,162.0,ok,\n32,rows,1,8,98,y,321.0,ok,\n"
    );
    assert_eq!(
        notes,
        "note: taken, whatever its spelling: `threads` for `Threads`, `block-size` for `BlockSize`\n\
         note: copied, because it is no parameter: `id`, `BlockSizes`\n\
         note: copied under another name, because the answer adds one of this: `time` as \
         `given_time`\n\
         note: not given, so that the default holds: `loop_order` = rows\n"
    );
}

#[test]
fn what_has_no_default_is_missed_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let set = table(&folder);
    let arguments = ["evaluate", "tabular", "--set", &set];
    let output = run_with_input(&arguments, "loop_order,Cores\nrows,2\n");
    let message = text(&output.stderr);
    for part in ["is no parameter: `Cores`", "line 2: parameter `Threads` is missing"] {
        assert!(!output.status.success() && message.contains(part), "{message}");
    }
    // A blank cell is not a missing column: it must not be active.
    let output = run_with_input(&arguments, "BlockSize,loop_order,Threads\n,,1\n");
    let message = text(&output.stderr);
    let part = "parameters are missing: `BlockSize` (one of 16, 32), `loop_order` (one of";
    assert!(!output.status.success() && message.contains(part), "{message}");
}

/// A default must not take the place of a value that was given under a name nearly right.
#[test]
fn a_misspelt_parameter_is_an_error_unless_it_is_copied_on_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let set = table(&folder);
    let arguments = ["evaluate", "tabular", "--set", &set];
    for (table, wrong, right) in [
        ("Threads,blok_size\n2,16\n", "blok_size", "BlockSize"),
        ("{\"Threads\": 2, \"LoopOrdr\": \"rows\"}\n", "LoopOrdr", "loop_order"),
    ] {
        let output = run_with_input(&arguments, table);
        let message = text(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{message}");
        let said = format!("`{wrong}` is no parameter, and `{right}` has no column");
        let remedy = format!("did you mean `{right}`? Rename the column, or copy it as it is with");
        for part in [&*said, &*remedy, &*format!("`--copy {wrong}`")] {
            assert!(message.contains(part), "no {part} in:\n{message}");
        }
        let (_, notes) = answer(&set, &["--copy", wrong], table);
        assert!(notes.contains(&format!("is no parameter: `{wrong}`")), "{notes}");
    }
}

#[test]
fn lines_of_json_keep_whatever_else_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let input =
        "{\"Threads\":2,\"tags\":[1,{\"a\":null}],\"time\":3}\n{\"THREADS\":1,\"tags\":[]}\n";
    let (out, notes) = answer(&table(&folder), &["--restrict", "BlockSize=16"], input);
    let rows: Vec<Json> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        out.lines().next().unwrap(),
        r#"{"BlockSize":16,"loop_order":"rows","Threads":2,"tags":[1,{"a":null}],"given_time":3,"time":162.0,"status":"ok"}"#
    );
    assert_eq!((&rows[1]["time"], &rows[1]["tags"]), (&161.0.into(), &Json::Array(vec![])));
    assert_eq!(notes.matches("`tags`").count(), 1, "{notes}");
    assert!(notes.contains("`BlockSize` = 16, `loop_order` = rows\n"), "{notes}");
}

#[test]
fn where_answers_some_rows_only() {
    let folder = tempfile::tempdir().unwrap();
    let set = table(&folder);
    let input = "trace,Threads,run\na,1,1\nb,2,1\na,2,2\nb,9,2\n";
    let (out, _) = answer(&set, &["--where", "trace=a", "--where", "run=2"], input);
    assert_eq!(out.lines().skip(1).collect::<Vec<_>>(), ["32,rows,2,a,2,322.0,ok,"]);
    let (out, notes) = answer(&set, &["--where", "trace=c"], input);
    assert!(out.lines().count() == 1 && notes.contains("no row has trace=c"), "{notes}");
    for (condition, message) in [
        ("trac=a", "there is no such column; did you mean `trace`?"),
        ("trace", "expected COLUMN=VALUE"),
    ] {
        let arguments = ["evaluate", "tabular", "--set", &set, "--where", condition];
        let output = run_with_input(&arguments, input);
        let error = text(&output.stderr);
        assert!(!output.status.success() && error.contains(message), "{error}");
    }
    let (_, notes) = answer(&set, &["--where", "trace=a"], "{\"Threads\":1}\n");
    assert!(notes.contains("no row has a column `trace`"), "{notes}");
}

#[test]
fn names_that_fit_two_parameters_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let set = table(&folder);
    let toml = folder.path().join("t.toml");
    let twins = fs::read_to_string(&toml).unwrap().replace("loop_order = {", "block_size = {");
    fs::write(&toml, twins).unwrap();
    let csv = folder.path().join("t.csv");
    fs::write(&csv, fs::read_to_string(&csv).unwrap().replace("loop_order", "block_size")).unwrap();
    let arguments = ["evaluate", "tabular", "--set", &set];
    let output = run_with_input(&arguments, "Threads,blocksize\n1,16\n");
    let message = text(&output.stderr);
    assert!(message.contains("could be the parameter `BlockSize` or `block_size`"), "{message}");
    // The exact name of the one leaves the other.
    let (out, _) = answer(&set, &[], "Threads,blocksize,block_size\n1,16,rows\n");
    assert!(out.lines().nth(1).unwrap().starts_with("16,rows,1,161.0"), "{out}");
}

#[test]
fn a_restricted_environment_is_described_checked_and_evaluated() {
    let folder = tempfile::tempdir().unwrap();
    let set = table(&folder);
    let whole = printed(&run(&["describe", "tabular", "--set", &set]));
    for part in ["8 designs", "one of 16, 32", "default 32", "default rows"] {
        assert!(whole.contains(part), "{whole}");
    }
    let with = |command, restrict: &[&str]| {
        let mut arguments = vec![command, "tabular", "--set", &set];
        arguments.extend(restrict.iter().flat_map(|restrict| ["--restrict", restrict]));
        run(&arguments)
    };
    let part = printed(&with("describe", &["Threads=2", "BlockSize=16,32"]));
    assert!(part.contains("4 designs") && part.contains("one of 2"), "{part}");
    assert!(printed(&with("check", &["Threads=2"])).contains("4 designs enumerated"));
    for (restrict, message) in [
        ("Thread=2", "--restrict: no parameter `Thread`; did you mean `Threads`?"),
        ("Threads=3", "`Threads` cannot be 3: expected a whole number from 1 to 2"),
        ("Threads=", "it keeps no value"),
        ("Threads", "expected PATH=VALUE,VALUE"),
    ] {
        let output = with("check", &[restrict]);
        let error = text(&output.stderr);
        assert!(!output.status.success() && error.contains(message), "{error}");
    }
    let moves = run(&["check", "cube", "--restrict", "size=2"]);
    assert!(text(&moves.stderr).contains("nothing to `--restrict`"));
}

/// A program that asks one row at a time, and waits for each answer before it asks again.
#[test]
fn a_row_is_answered_before_the_next_is_asked() {
    for (header, rows) in [
        (Some("moves"), ["R", "R U", "R U F"]),
        (None, [r#"{"moves":"R"}"#, r#"{"moves":"R U"}"#, r#"{"moves":"R U F"}"#]),
    ] {
        let mut child = orienteer()
            .args(["evaluate", "cube", "--set", "size=2"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut questions = child.stdin.take().unwrap();
        let (sender, answers) = mpsc::channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        // Only a child that waits for more rows takes that long.
        let next = || answers.recv_timeout(Duration::from_mins(1)).expect("an answer to each row");
        if let Some(header) = header {
            writeln!(questions, "{header}").unwrap();
            assert_eq!(next(), "moves,distance,solved,status,reason");
        }
        for row in rows {
            writeln!(questions, "{row}").unwrap();
            let asked = row.trim_end_matches("\"}");
            assert!(next().starts_with(asked), "{row}");
        }
        drop(questions);
        assert!(child.wait().unwrap().success());
    }
}

/// However rows fall into batches.
#[test]
fn answers_keep_the_order_of_rows() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (0..3_000).map(|id| format!("{id},{}", id % 2 + 1)).collect();
    let input = format!("id,Threads\n{}\n", rows.join("\n"));
    let (out, _) = answer(&table(&folder), &[], &input);
    let answers: Vec<String> = out.lines().skip(1).map(str::to_owned).collect();
    let expected = |id: usize| {
        let threads = id % 2 + 1;
        format!("32,rows,{threads},{id},{}.0,ok,", 320 + threads)
    };
    assert_eq!(answers, (0..3_000).map(expected).collect::<Vec<_>>());
}
