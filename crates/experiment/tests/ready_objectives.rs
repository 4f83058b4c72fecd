//! Objectives that problems call by name.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod toy;

use toy::mistakes::check;
use toy::plan;

const FILE: &str = r#"
name = "toy"
budget = { evaluations = 30 }
seeds = 1

[[problem]]
environment.sphere = {}
objective = "near"

[[agent]]
method.random-search = {}
"#;

/// Records have the objective itself: a name may mean something else one day.
#[test]
fn a_name_stands_for_what_it_names() {
    let named = plan(FILE).unwrap().to_json();
    let written = "objective = { minimize = 'distance', subject-to = ['distance >= 1'] }";
    assert_eq!(plan(&FILE.replace("objective = \"near\"", written)).unwrap().to_json(), named);
    let objective = &named["problems"][0]["objective"];
    assert_eq!(objective["label"], "distance");
    assert_eq!(objective["constraints"], serde_json::json!(["distance >= 1"]));
}

#[test]
fn an_unknown_name() {
    check(
        "objective.minimize = \"distance\"",
        "objective = \"neer\"",
        "
unknown objective of `sphere`: `neer`; did you mean `near`?
 --> toy.toml:7:13 in `problem.0.objective`
  |
7 | objective = \"neer\"
  |             ^^^^^^
",
    );
}

#[test]
fn a_name_where_there_are_none() {
    check(
        "environment.sphere = {}\nobjective.minimize = \"distance\"",
        "environment.walk = {}\nobjective = \"near\"",
        "
environment `walk` has no objective with a name; write what is wanted, as in `objective.minimize = \"latency\"`
 --> toy.toml:7:13 in `problem.0.objective`
  |
7 | objective = \"near\"
  |             ^^^^^^
",
    );
}
