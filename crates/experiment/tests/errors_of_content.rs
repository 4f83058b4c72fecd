//! Mistakes in what a file asks of environments, agents and objectives.

mod toy;

use toy::mistakes::check;

#[test]
fn an_unknown_environment_or_agent() {
    check(
        "environment.sphere",
        "environment.spere",
        "
unknown environment `spere`; did you mean `sphere`?
 --> toy.toml:6:13 in `problem.0.environment`
  |
6 | environment.spere = {}
  |             ^^^^^
",
    );
    check(
        "method.batch-climber = {}",
        "method.batch-clmber = {}",
        "
unknown agent `batch-clmber`; did you mean `batch-climber`?
  --> toy.toml:10:8 in `agent.0.method`
   |
10 | method.batch-clmber = {}
   |        ^^^^^^^^^^^^
",
    );
}

#[test]
fn an_unknown_hyperparameter() {
    check(
        "method.batch-climber = {}",
        "method.batch-climber = { bach = 3 }",
        "
unknown hyperparameter of `batch-climber`: `bach`; did you mean `batch`?
  --> toy.toml:10:26 in `agent.0.method.batch-climber`
   |
10 | method.batch-climber = { bach = 3 }
   |                          ^^^^
",
    );
    check(
        "method.batch-climber = {}",
        "method.batch-climber = {}\nsweep = { grid = { rate = [0.1], bathc = [2] } }",
        "
unknown hyperparameter of `batch-climber`: `bathc`; did you mean `batch`?
  --> toy.toml:11:34 in `agent.0.sweep.grid`
   |
11 | sweep = { grid = { rate = [0.1], bathc = [2] } }
   |                                  ^^^^^
",
    );
}

#[test]
fn an_unknown_option_of_an_environment() {
    check(
        "sphere = {}",
        "sphere = { nose = 1.0 }",
        "
unknown key `nose`; did you mean `noise`?
 --> toy.toml:6:24 in `problem.0.environment.sphere`
  |
6 | environment.sphere = { nose = 1.0 }
  |                        ^^^^
",
    );
}

#[test]
fn a_value_that_an_agent_or_an_environment_refuses() {
    check(
        "method.batch-climber = {}",
        "method.batch-climber = { batch = 0 }",
        "
`batch` must be at least 1
  --> toy.toml:10:34 in `agent.0.method.batch-climber.batch`
   |
10 | method.batch-climber = { batch = 0 }
   |                                  ^
",
    );
    check(
        "method.batch-climber = {}",
        "method.batch-climber = {}\nsweep = { list = [{ batch = 2 }, { batch = 0 }] }",
        "
`batch` must be at least 1
  --> toy.toml:11:44 in `agent.0.sweep.list.1.batch`
   |
11 | sweep = { list = [{ batch = 2 }, { batch = 0 }] }
   |                                            ^
",
    );
    check(
        "sphere = {}",
        "sphere = { noise = -1.0 }",
        "
`noise` cannot be negative, found -1
 --> toy.toml:6:32 in `problem.0.environment.sphere.noise`
  |
6 | environment.sphere = { noise = -1.0 }
  |                                ^^^^
",
    );
}

#[test]
fn a_sweep_without_settings() {
    check(
        "method.batch-climber = {}",
        "method.batch-climber = {}\nsweep = { grid = { rate = [0.1], batch = [] } }",
        "
the axis `batch` has no value
  --> toy.toml:11:42 in `agent.0.sweep.grid.batch`
   |
11 | sweep = { grid = { rate = [0.1], batch = [] } }
   |                                          ^^
",
    );
    check(
        "method.batch-climber = {}",
        "method.batch-climber = {}\nsweep = {}",
        "
a sweep needs one of `settings`, `grid` or `list`
  --> toy.toml:11:9 in `agent.0.sweep`
   |
11 | sweep = {}
   |         ^^
",
    );
    check(
        "method.batch-climber = {}",
        "method.random-search = {}\nsweep = { settings = 0 }",
        "
a sweep needs at least one setting
  --> toy.toml:11:22 in `agent.0.sweep.settings`
   |
11 | sweep = { settings = 0 }
   |                      ^
",
    );
}

#[test]
fn a_sweep_that_repeats_itself() {
    check(
        "method.batch-climber = {}",
        "method.batch-climber = {}\nsweep = { list = [{ batch = 4 }, {}] }",
        "
setting 2 of the sweep is the same as setting 1
  --> toy.toml:11:34 in `agent.0.sweep.list.1`
   |
11 | sweep = { list = [{ batch = 4 }, {}] }
   |                                  ^^
",
    );
    check(
        "method.batch-climber = {}",
        "method.random-search = {}\nsweep = { settings = 4 }",
        "
the documented ranges of `random-search` hold only 3 settings that differ; ask for 3
  --> toy.toml:11:22 in `agent.0.sweep.settings`
   |
11 | sweep = { settings = 4 }
   |                      ^
",
    );
}

#[test]
fn an_unknown_metric() {
    check(
        r#""distance""#,
        r#""distnce""#,
        r#"
`distnce` is not a metric; did you mean `distance`? (the metrics are `distance`, `size`)
 --> toy.toml:7:22 in `problem.0.objective.minimize`
  |
7 | objective.minimize = "distnce"
  |                      ^^^^^^^^^
"#,
    );
    check(
        r#""distance""#,
        r#""distance + wieght""#,
        r#"
`wieght` in `distance + wieght` is not a metric (the metrics are `distance`, `size`)
 --> toy.toml:7:22 in `problem.0.objective.minimize`
  |
7 | objective.minimize = "distance + wieght"
  |                      ^^^^^^^^^^^^^^^^^^^
"#,
    );
}

#[test]
fn an_objective_of_no_kind_or_of_two() {
    check(
        r#"objective.minimize = "distance""#,
        "objective = {}",
        "
an objective needs exactly one of `minimize`, `maximize`, `target`, `pareto`
 --> toy.toml:7:13 in `problem.0.objective`
  |
7 | objective = {}
  |             ^^
",
    );
    check(
        r#""distance""#,
        r#""distance"
objective.maximize = "size""#,
        r#"
an objective needs exactly one of `minimize`, `maximize`, `target`, `pareto`
 --> toy.toml:7:22 in `problem.0.objective.minimize`
  |
7 | objective.minimize = "distance"
  |                      ^^^^^^^^^^
"#,
    );
    check(
        r#"objective.minimize = "distance""#,
        r#"objective.minimise = "distance""#,
        r#"
unknown key `minimise`; did you mean `minimize`?
 --> toy.toml:7:11 in `problem.0.objective`
  |
7 | objective.minimise = "distance"
  |           ^^^^^^^^
"#,
    );
}

#[test]
fn a_constraint_that_is_none() {
    check(
        r#"objective.minimize = "distance""#,
        r#"objective.minimize = "distance"
objective.subject-to = ["size < 4"]"#,
        r#"
constraint `size < 4`: it needs `<=` or `>=`, as in `latency <= 2.5`
 --> toy.toml:8:25 in `problem.0.objective.subject-to.0`
  |
8 | objective.subject-to = ["size < 4"]
  |                         ^^^^^^^^^^
"#,
    );
}

#[test]
fn a_pair_that_needs_a_horizon() {
    check(
        "sphere = {}",
        "walk = {}",
        "
agent `batch-climber` searches designs, and problem `walk` has none for it: episodes have no limit, and a design has a fixed length; set a limit such as `horizon = 100`
 --> toy.toml:5:1 in `problem.0`
  |
5 | [[problem]]
  | ^^^^^^^^^^^
",
    );
}

#[test]
fn a_horizon_that_is_too_long_for_a_design() {
    check(
        "environment.sphere = {}",
        "horizon = 100000\nenvironment.walk = {}",
        "
agent `batch-climber` searches designs, and problem `walk` has none for it: episodes of 100000 moves make no design: parameter `moves`: more than 65536 items are too many; set a limit such as `horizon = 100`
 --> toy.toml:5:1 in `problem.0`
  |
5 | [[problem]]
  | ^^^^^^^^^^^
",
    );
}

#[test]
fn a_horizon_without_episodes() {
    check(
        "environment.sphere = {}",
        "horizon = 5\nenvironment.sphere = {}",
        "
environment `sphere` takes whole designs: it has no steps that a horizon could limit; remove `horizon`
 --> toy.toml:6:11 in `problem.0.horizon`
  |
6 | horizon = 5
  |           ^
",
    );
}

#[test]
fn an_environment_without_its_table() {
    check(
        "environment.sphere = {}",
        r#"environment = "sphere""#,
        r#"
expected a table: write `environment.sphere = {}`
 --> toy.toml:6:15 in `problem.0.environment`
  |
6 | environment = "sphere"
  |               ^^^^^^^^
"#,
    );
    check(
        "environment.sphere = {}",
        "environment = { sphere = {}, walk = {} }",
        "
`environment` needs one name under it, found `sphere` and `walk`
 --> toy.toml:6:30 in `problem.0.environment`
  |
6 | environment = { sphere = {}, walk = {} }
  |                              ^^^^
",
    );
}
