//! Mistakes in a file of planners: each error says what is wrong, where, and what to write instead.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod toy;

use orienteer_experiment::{Experiment, PlannerPlan};
use std::fs;
use std::path::Path;
use toy::registry;

const GOOD: &str = r#"name = "count"
budget = { nodes = 100 }
[[problem]]
environment.countdown = {}
instances = { list = ["3"] }
[[agent]]
method.exact = {}
"#;

fn errors(text: &str) -> String {
    match PlannerPlan::parse(Path::new("toy.toml"), text, &[], &registry()) {
        Ok(plan) => panic!("no error in {}", plan.describe()),
        Err(errors) => errors.to_string(),
    }
}

/// What is said, and where, when `from` is replaced by `to` in a good file.
#[track_caller]
fn check(from: &str, to: &str, message: &str, place: &str) {
    assert!(GOOD.contains(from));
    let found = errors(&GOOD.replace(from, to));
    assert!(found.starts_with(message), "{found}");
    assert!(found.contains(&format!("--> toy.toml:{place}")), "{found}");
}

#[test]
fn one_whole_message() {
    assert_eq!(
        errors(&GOOD.replace("exact", "exactt")),
        "
unknown planner `exactt`; did you mean `exact`?
 --> toy.toml:7:8 in `agent.0.method`
  |
7 | method.exactt = {}
  |        ^^^^^^
"
        .trim()
    );
}

#[test]
fn budgets() {
    check("nodes = 100", "nodes = 0", "a budget of no `nodes` solves nothing", "2:20");
    let both = "a budget is either in `evaluations`, for agents, or in `nodes`, for planners";
    check("nodes = 100", "nodes = 100, evaluations = 5", both, "2:39");
    check(
        "nodes = 100",
        "nodes = 1, byte = 2",
        "unknown key `byte`; did you mean `bytes`?",
        "2:23",
    );
    check("nodes = 100", "nodes = 1, seconds = 0", "expected a number of seconds above 0", "2:33");
}

#[test]
fn agents_are_no_planners_and_planners_no_agents() {
    let message = "`walker` is no planner but an agent, which spends evaluations";
    check("exact", "walker", message, "7:8");
    let text = toy::disk::SMALL.replace("batch-climber", "exact");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.toml");
    fs::write(&file, text).unwrap();
    let Err(error) = Experiment::load(&file, &[], &registry()) else { panic!("no error") };
    let error = error.to_string();
    assert!(error.starts_with("`exact` is a planner: it spends nodes"), "{error}");
    assert!(error.contains("`budget = { nodes = 200_000 }`"), "{error}");
}

#[test]
fn what_belongs_to_agents() {
    check("[[agent]]", "[[agent]]\nseeds = 3", "unknown key `seeds`", "7:1");
    check("budget", "seeds = 3\nbudget", "`seeds` is for agents: planners draw no random", "2:9");
    let objective = "`objective` is for agents: planners look for a cheapest path";
    check("[[agent]]", "objective.minimize = \"x\"\n[[agent]]", objective, "6:");
    check(
        "countdown",
        "sphere",
        "environment `sphere` is no puzzle, which is what planners search; puzzles are `countdown`",
        "4:13",
    );
    check(
        "countdown",
        "countdwon",
        "unknown puzzle `countdwon`; did you mean `countdown`?",
        "4:13",
    );
    check("= {}\ninst", "= { largest = 0 }\ninst", "`largest` must be at least 1", "4:37");
}

#[test]
fn instances() {
    let lines = |to: &str, message: &str, place: &str| {
        check("instances = { list = [\"3\"] }", to, message, place);
    };
    lines("", "missing key `instances`; add for example `instances = { scramble", "3:1");
    lines("instances = {}", "`instances` needs one of `file`, `list` or `scramble`", "5:13");
    lines("instances = { list = [] }", "the list is empty", "5:22");
    lines("instances = { list = [\"x\"] }", "instance `1` is no start: \"x\" is no number", "5:22");
    lines("instances = { list = [\"1001\"] }", "instance `1` is no start: 1001 is above", "5:22");
    lines("instances = { list = [\"1\"], first = 1 }", "`first` belongs to `file`", "5:37");
    lines("instances = { scramble = [] }", "the list is empty; write how many", "5:26");
    lines("instances = { scramble = [3, 3] }", "a depth is listed twice", "5:26");
    lines("instances = { scramble = 3, count = 0 }", "`count` is at least 1", "5:37");
}

#[test]
fn files_of_instances() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), "id,place,length\n1,3,3\n").unwrap();
    fs::write(folder.path().join("b.csv"), "number,length\n3,three\n").unwrap();
    fs::write(folder.path().join("c.jsonl"), "{\"number\": 3}\n{\"number\": \n").unwrap();
    let message = |instances: &str| {
        let text = GOOD.replace("{ list = [\"3\"] }", &format!("{{ {instances} }}"));
        let file = folder.path().join("toy.toml");
        match PlannerPlan::parse(&file, &text, &[], &registry()) {
            Ok(plan) => panic!("no error in {}", plan.describe()),
            Err(errors) => errors.to_string(),
        }
    };
    let starts = |found: String, expected: &str| assert!(found.starts_with(expected), "{found}");
    let found = message("file = \"none.csv\"");
    assert!(found.starts_with("cannot read `") && found.contains("none.csv"), "{found}");
    assert!(found.contains("toy.toml:5:22 in `problem.0.instances.file`"), "{found}");
    starts(
        message("file = \"a.csv\""),
        "`a.csv`, row 1: no position; expected a column `position` or `number`, found `id`",
    );
    starts(
        message("file = \"a.csv\", start = \"plaec\""),
        "unknown column of `a.csv`: `plaec`; did you mean `place`?",
    );
    starts(
        message("file = \"b.csv\""),
        "`b.csv`, row 1: the optimum (`length`) is `three`: expected a whole number",
    );
    assert!(message("file = \"c.jsonl\"").contains("c.jsonl`, line 2: EOF"));
    starts(message("file = \"c.txt\""), "cannot read");
    starts(message("file = \"a.csv\", first = 2"), "`a.csv` gives only 1 instance\n");
}

#[test]
fn settings_and_fits() {
    check(
        "exact = {}",
        "detour = { wieght = 2 }",
        "unknown hyperparameter of `detour`: `wieght`",
        "7:19",
    );
    let message = "agent `detour` on `countdown`: `weight` must be above 0";
    check("exact = {}", "detour = { weight = 0 }", message, "7:28");
    check("exact = {}", "detour = { weight = \"x\" }", message, "7:28");
    let unfit = "agent `two-ended` does not apply to the problem: moves cannot be taken back";
    let text =
        GOOD.replace("exact", "two-ended").replace("down = {}", "down = { inverses = false }");
    assert!(errors(&text).starts_with(unfit));
    check("[[agent]]", "axis = { n = 0 }\n[[agent]]", "expected a number above 0", "6:14");
    check("[[agent]]", "axis = {}\n[[agent]]", "`axis` needs a name under it", "6:8");
}
