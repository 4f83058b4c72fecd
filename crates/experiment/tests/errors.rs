//! Mistakes in the file as a whole: each error says what is wrong, where, and what to write instead.

mod toy;

use orienteer_experiment::Plan;
use std::path::Path;
use toy::mistakes::{check, check_set};
use toy::registry;

/// A misspelt key is not reported as missing as well.
#[test]
fn an_unknown_key() {
    check(
        "seeds = 2",
        "sedes = 2",
        "
unknown key `sedes`; did you mean `seeds`?
 --> toy.toml:3:1
  |
3 | sedes = 2
  | ^^^^^
",
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    check(
        "method.batch-climber = {}",
        r#"method.batch-climber = { batch = "many" }"#,
        r#"
expected a whole number from 0, found the text "many"
  --> toy.toml:10:34 in `agent.0.method.batch-climber.batch`
   |
10 | method.batch-climber = { batch = "many" }
   |                                  ^^^^^^
"#,
    );
    check(
        "seeds = 2",
        "seeds = 1979-05-27",
        "
dates are not used here; write a text in quotes
 --> toy.toml:3:9 in `seeds`
  |
3 | seeds = 1979-05-27
  |         ^^^^^^^^^^
",
    );
}

#[test]
fn no_budget() {
    check(
        "evaluations = 30",
        "evaluations = 0",
        "
a budget needs at least one evaluation
 --> toy.toml:2:26 in `budget.evaluations`
  |
2 | budget = { evaluations = 0 }
  |                          ^
",
    );
    check(
        "evaluations = 30",
        "seconds = 5",
        "
missing key `evaluations`; add for example `evaluations = 300`
 --> toy.toml:2:10 in `budget`
  |
2 | budget = { seconds = 5 }
  |          ^^^^^^^^^^^^^^^
",
    );
}

#[test]
fn no_seeds() {
    check(
        "seeds = 2",
        "seeds = 0",
        "
an experiment needs at least one seed
 --> toy.toml:3:9 in `seeds`
  |
3 | seeds = 0
  |         ^
",
    );
    check(
        "seeds = 2",
        "seeds = [1, 2, 1]",
        "
the seed 1 is listed twice
 --> toy.toml:3:16 in `seeds.2`
  |
3 | seeds = [1, 2, 1]
  |                ^
",
    );
}

#[test]
fn no_problems_or_agents() {
    check(
        r#"[[problem]]
environment.sphere = {}
objective.minimize = "distance"
"#,
        "problem = []",
        "
an experiment needs at least one `[[problem]]`
 --> toy.toml:5:11 in `problem`
  |
5 | problem = []
  |           ^^
",
    );
    check(
        "[[agent]]\nmethod.batch-climber = {}\n",
        "",
        "
missing key `agent`; add for example `[[agent]]`
 --> toy.toml
",
    );
}

#[test]
fn two_of_a_name() {
    check(
        "[[problem]]",
        r#"[[problem]]
environment.sphere = {}
objective.minimize = "size"
[[problem]]"#,
        r#"
two problems are called `sphere`; give one of them another name, as in `name = "sphere-2"`
 --> toy.toml:8:1 in `problem.1`
  |
8 | [[problem]]
  | ^^^^^^^^^^^
"#,
    );
    check(
        "[[agent]]",
        "[[agent]]\nmethod.batch-climber = { batch = 2 }\n[[agent]]",
        r#"
two agents are called `batch-climber`; give one of them another name, as in `name = "batch-climber-2"`
  --> toy.toml:11:1 in `agent.1`
   |
11 | [[agent]]
   | ^^^^^^^^^
"#,
    );
}

#[test]
fn a_name_that_is_no_folder() {
    check(
        r#""toy""#,
        r#""../toy""#,
        r#"
the name "../toy" cannot be that of a folder: use letters, digits, `-`, `_`, `.` and `+`, and begin with a letter or a digit
 --> toy.toml:1:8 in `name`
  |
1 | name = "../toy"
  |        ^^^^^^^^
"#,
    );
}

#[test]
fn a_file_that_is_not_toml() {
    check(
        "{ evaluations = 30 }",
        "{ evaluations = }",
        "
this is not TOML: invalid literal string, expected `'`
 --> toy.toml:2:26
  |
2 | budget = { evaluations = }
  |                          ^
",
    );
}

#[test]
fn several_errors_at_once_in_the_order_of_the_file() {
    check(
        "seeds = 2",
        "sedes = 2\ncache = 3\nevaluation-timeout = 0",
        "
unknown key `sedes`; did you mean `seeds`?
 --> toy.toml:3:1
  |
3 | sedes = 2
  | ^^^^^

expected `true` or `false`, found the number 3
 --> toy.toml:4:9 in `cache`
  |
4 | cache = 3
  |         ^

expected a number of seconds above 0 (and below 1e9)
 --> toy.toml:5:22 in `evaluation-timeout`
  |
5 | evaluation-timeout = 0
  |                      ^
",
    );
}

#[test]
fn changes_from_the_command_line() {
    check_set(
        "budget.evaluations=fifty",
        r#"
expected a whole number from 0, found the text "fifty"
--> --set in `budget.evaluations`
 |
 | budget.evaluations=fifty
 |                    ^^^^^
"#,
    );
    check_set(
        "agent.climber.method=x",
        "
there is no item `climber`; expected `batch-climber`, or an index from 0
--> --set
 |
 | agent.climber.method=x
 |       ^^^^^^^
",
    );
    check_set(
        "budget",
        "
`--set` needs a path and a value, as in `--set budget.evaluations=50`
--> --set
 |
 | budget
 | ^^^^^^
",
    );
    check_set(
        "problem.sphere.environment.sphere.noise=[1",
        "
this is not TOML: unclosed array, expected `]`
--> --set in `problem.sphere.environment.sphere.noise`
 |
 | problem.sphere.environment.sphere.noise=[1
 |                                           ^
",
    );
    check_set(
        "bugdet.evaluations=3",
        "
unknown key `bugdet`; did you mean `budget`?
--> --set
 |
 | bugdet.evaluations=3
 | ^^^^^^
",
    );
}

#[test]
fn a_file_that_is_not_there() {
    let error = Plan::load(Path::new("nope.toml"), &[], &registry()).err().map(|e| e.to_string());
    let expected = "cannot read `nope.toml`: No such file or directory (os error 2)";
    assert_eq!(error.as_deref(), Some(expected));
}
