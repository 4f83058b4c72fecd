//! Problems that search a part of a design space.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod toy;

use orienteer_core::Environment;
use orienteer_experiment::AnyEnv;
use serde_json::json;
use toy::mistakes::check;
use toy::plan;

const FILE: &str = r#"
name = "toy"
budget = { evaluations = 30 }
seeds = 1

[[problem]]
environment.sphere = {}
restrict = { y = [30, 20, 10], x = 7 }
objective.minimize = "distance"

[[agent]]
method.random-search = {}

[[agent]]
method.walker = {}
"#;

#[test]
fn a_problem_searches_what_is_kept() {
    let plan = plan(FILE).unwrap();
    let problem = &plan.problems()[0];
    assert_eq!(problem.name, "sphere-restricted");
    let AnyEnv::Designs(env) = &problem.env else { panic!("a sphere has designs") };
    let designs: Vec<_> = env.space().designs().unwrap().map(|d| env.subject(&d)).collect();
    let point = |x: i64, y: i64| {
        let values = [("x".to_owned(), x.into()), ("y".to_owned(), y.into())];
        orienteer_core::Subject::Design(values.to_vec())
    };
    assert_eq!(designs, [point(7, 10), point(7, 20), point(7, 30)]);
}

/// The order in which values are written means nothing, so that it is not recorded.
#[test]
fn the_record_says_what_is_kept() {
    let problem = |text: &str| plan(text).unwrap().to_json()["problems"][0].clone();
    let json = problem(FILE);
    assert_eq!(json["restrict"], json!({ "x": [7], "y": [10, 20, 30] }));
    assert_eq!(json["space"], "3 designs");
    assert_eq!(problem(&FILE.replace("[30, 20, 10]", "[10, 20, 30]")), json);
    let other = problem(&FILE.replace("[30, 20, 10]", "[30, 20]"));
    assert_ne!(other["fingerprint"], json["fingerprint"]);
    let whole = problem(&FILE.replace("restrict = { y = [30, 20, 10], x = 7 }", ""));
    assert_eq!((whole.get("restrict"), &whole["name"]), (None, &"sphere".into()));
    assert!(whole["fingerprint"].is_null());
}

#[test]
fn agents_of_both_kinds_stay_in_the_part() {
    let (out, plan) = (tempfile::tempdir().unwrap(), plan(FILE).unwrap());
    toy::disk::execute(&plan, out.path(), 1);
    for run in plan.runs() {
        let log = std::fs::read_to_string(out.path().join("runs").join(&run.id).join("log.jsonl"));
        for line in log.unwrap().lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let kept = line["design"]["x"] == 7
                && line["design"]["y"].as_i64().is_some_and(|y| [10, 20, 30].contains(&y));
            assert!(kept, "{}: {line}", run.id);
        }
    }
}

#[test]
fn mistakes_are_shown_where_they_are() {
    check(
        "environment.sphere = {}",
        "environment.sphere = {}\nrestrict = { x = [1, 41], z = 3 }",
        "
parameter `x` cannot be 41: expected a whole number from 0 to 40
 --> toy.toml:7:22 in `problem.0.restrict.x.1`
  |
7 | restrict = { x = [1, 41], z = 3 }
  |                      ^^

no parameter `z`; did you mean `x`?
 --> toy.toml:7:27 in `problem.0.restrict`
  |
7 | restrict = { x = [1, 41], z = 3 }
  |                           ^
",
    );
    check(
        "environment.sphere = {}",
        "environment.sphere = {}\nrestrict = { x = [] }",
        "
parameter `x`: it keeps no value; give some of: a whole number from 0 to 40
 --> toy.toml:7:18 in `problem.0.restrict.x`
  |
7 | restrict = { x = [] }
  |                  ^^
",
    );
    check(
        "environment.sphere = {}",
        "environment.walk = {}\nrestrict = { x = 3 }\nhorizon = 4",
        "
environment `walk` has moves and no parameters to restrict; remove `restrict`
 --> toy.toml:7:12 in `problem.0.restrict`
  |
7 | restrict = { x = 3 }
  |            ^^^^^^^^^
",
    );
    check(
        "environment.sphere = {}",
        "environment.sphere = {}\nrestrict = { x.y = 3 }",
        "
no parameter `x.y`
 --> toy.toml:7:16 in `problem.0.restrict.x`
  |
7 | restrict = { x.y = 3 }
  |                ^
",
    );
}
