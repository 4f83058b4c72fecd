//! `orienteer describe`: an environment's space and metrics, an agent's hyperparameters.

use crate::args::Describe;
use crate::lookup::environment;
use crate::text::{columns, line};
use crate::train;
use anyhow::{Result, bail};
use orienteer_core::space::{Decision, Options};
use orienteer_core::text::plural;
use orienteer_core::{Direction, Environment, MetricSpec, SpaceSpec};
use orienteer_experiment::{
    AgentEntry, AnyEnv, EnvironmentEntry, Kind, OptionDoc, PlannerEntry, PuzzleEntry, Registry,
};
use serde_json::{Map, Value as Json};
use std::process::ExitCode;

pub(crate) fn describe(arguments: &Describe, registry: &Registry) -> Result<ExitCode> {
    let name = arguments.name.as_str();
    let has_options = !arguments.set.is_empty() || !arguments.restrict.is_empty();
    let refuse = |kind| {
        if has_options {
            bail!(
                "`{name}` is {kind}: it has hyperparameters, but nothing to `--set` or \
                 `--restrict` here"
            );
        }
        Ok(())
    };
    if let Ok(entry) = registry.agent(name) {
        refuse("an agent")?;
        describe_agent(entry);
    } else if let Ok(entry) = registry.planner(name) {
        refuse("a planner")?;
        describe_planner(entry);
    } else if let Ok(entry) = registry.environment(name) {
        describe_environment(entry, arguments, registry)?;
        if let Ok(puzzle) = registry.puzzle(name) {
            line("");
            describe_puzzle(puzzle);
        }
    } else if let Ok(entry) = registry.puzzle(name) {
        describe_puzzle(entry);
    } else if name == "train" {
        refuse("a command")?;
        describe_training();
    } else {
        let environments = registry.environments.iter().map(|entry| entry.name);
        let puzzles = registry.puzzles.iter().map(|entry| entry.name);
        let planners = registry.planners.iter().map(|entry| entry.name);
        let all = registry.agents.iter().map(|agent| agent.name).chain(environments);
        let near = orienteer_core::space::nearest(name, all.chain(puzzles).chain(planners));
        let hint = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        bail!(
            "`{name}` is neither an environment nor an agent, puzzle or planner; {hint}`orienteer \
             list` says what there is"
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn describe_agent(entry: &AgentEntry) {
    let (what, other) = match entry.kind {
        Kind::Designs => {
            ("proposes designs", "environments with moves through the adapter Episode")
        }
        Kind::Moves => ("makes moves", "environments with designs through the adapter Stepwise"),
    };
    line(&format!("{}: {}", entry.name, entry.about));
    line(&format!("It {what}, and meets {other}.\n"));
    let written = describe_hyperparameters(&entry.space(), &entry.defaults());
    if let Some(example) = written {
        line(&format!("\nIn an experiment file:\n  method.{} = {{ {example} }}", entry.name));
    }
}

fn describe_planner(entry: &PlannerEntry) {
    line(&format!("{}: {}", entry.name, entry.about));
    match entry.needs {
        "" => line("It is a planner, and solves any puzzle.\n"),
        needs => line(&format!("It is a planner, and needs {needs}.\n")),
    }
    let written = describe_hyperparameters(&(entry.space)(), &(entry.defaults)());
    let with = written.map_or(String::new(), |example| {
        format!(" --with {}", example.replace(" = ", "=").replace('"', ""))
    });
    line(&format!(
        "\nOn the command line:\n  orienteer solve PUZZLE --agent {}{with} FILE",
        entry.name
    ));
}

fn describe_training() {
    line("train: A network learns how far the positions of a puzzle are from its goal");
    line("It is a command: what it writes is the `network` of `heuristic = \"learned\"`.\n");
    for (heading, space, defaults) in train::tables() {
        line(heading);
        line(&columns(&hyperparameters(&space, &defaults)));
    }
    line("\nOn the command line:\n  orienteer train PUZZLE --out FILE --with depth=30");
}

fn describe_puzzle(entry: &PuzzleEntry) {
    line(&format!("As a puzzle for planners: {}\n", entry.about));
    describe_options("Options (of `orienteer solve`, with --set)", &entry.options);
}

/// Says what the hyperparameters are, and gives the first of them with its default, as TOML.
fn describe_hyperparameters(space: &SpaceSpec, defaults: &Map<String, Json>) -> Option<String> {
    if space.decisions().is_empty() || defaults.is_empty() {
        line("It has no hyperparameters.");
        return None;
    }
    line("Hyperparameters");
    let rows = hyperparameters(space, defaults);
    line(&columns(&rows));
    Some(example(&rows))
}

/// A heading, and a row for each hyperparameter.
fn hyperparameters(space: &SpaceSpec, defaults: &Map<String, Json>) -> Vec<Vec<String>> {
    let mut rows = vec![["name", "default", "documented range", ""].map(String::from).to_vec()];
    rows.extend(space.decisions().iter().map(|decision| {
        let default = defaults.get(&*decision.path).map_or(String::new(), |value| {
            value.as_str().map_or_else(|| value.to_string(), str::to_owned)
        });
        vec![decision.path.clone(), default, decision.domain.to_string(), doc(decision)]
    }));
    rows
}

/// The first hyperparameter with its default, as TOML.
fn example(rows: &[Vec<String>]) -> String {
    rows.get(1).map_or(String::new(), |row| {
        let quoted = row[1].parse::<f64>().is_err() && row[1].parse::<bool>().is_err();
        let value = if quoted { format!("\"{}\"", row[1]) } else { row[1].clone() };
        format!("{} = {value}", row[0])
    })
}

fn describe_environment(
    entry: &EnvironmentEntry,
    arguments: &Describe,
    registry: &Registry,
) -> Result<()> {
    line(&format!("{}: {}\n", entry.name, entry.about));
    describe_options("Options (in an experiment file, or with --set)", &entry.options);
    let Describe { set, restrict, .. } = arguments;
    if set.is_empty() && entry.options.iter().any(|option| option.default.is_empty()) {
        line(&format!(
            "\nIts space and metrics depend on its options: `orienteer describe {} --set KEY=VALUE`.",
            entry.name
        ));
        return Ok(());
    }
    match environment(registry, entry.name, set, restrict)? {
        AnyEnv::Moves(env) => {
            line(&format!("\nMoves: {}", env.space().names().join(" ")));
            if let Some(horizon) = env.horizon() {
                line(&format!("An episode ends after at most {}.", plural(horizon, "move")));
            }
            describe_metrics(env.metrics(), false);
        }
        AnyEnv::Designs(env) => {
            describe_space(env.space());
            describe_metrics(env.metrics(), env.noisy());
        }
    }
    describe_objectives(entry);
    Ok(())
}

fn describe_objectives(entry: &EnvironmentEntry) {
    if entry.objectives.is_empty() {
        return;
    }
    line("\nReady objectives (in an experiment file: objective = \"NAME\")");
    let rows = entry
        .objectives
        .iter()
        .map(|ready| vec![ready.name.clone(), ready.about.clone(), ready.spec.to_string()]);
    line(&columns(&rows.collect::<Vec<_>>()));
}

fn describe_options(heading: &str, options: &[OptionDoc]) {
    if options.is_empty() {
        line("It has no options.");
        return;
    }
    line(heading);
    let mut rows = vec![["name", "default", "values", ""].map(String::from).to_vec()];
    rows.extend(options.iter().map(|option| {
        let default = if option.default.is_empty() { "(required)" } else { &option.default };
        vec![option.name.clone(), default.into(), option.range.clone(), option.doc.clone()]
    }));
    line(&columns(&rows));
}

fn describe_space(space: &SpaceSpec) {
    line(&format!("\nDesign space: {}", space.size()));
    let declared = |decision: &Decision| match decision.options {
        // The only option goes without saying.
        Options::Discrete(0 | 1) => None,
        _ => decision.default.and_then(|gene| decision.domain.value(gene)),
    };
    let any = space.decisions().iter().any(|decision| declared(decision).is_some());
    let rows = space.decisions().iter().map(|decision| {
        let doc = doc(decision);
        let about = match (decision.condition.as_str(), doc.as_str()) {
            ("", doc) => doc.to_owned(),
            (condition, "") => format!("if {condition}"),
            (condition, doc) => format!("if {condition}: {doc}"),
        };
        let default = declared(decision).map_or(String::new(), |value| format!("default {value}"));
        let mut row = vec![decision.path.clone(), decision.domain.to_string(), default, about];
        if !any {
            row.remove(2);
        }
        row
    });
    line(&columns(&rows.collect::<Vec<_>>()));
    for clause in space.clauses() {
        line(&format!("  forbidden: {clause}"));
    }
}

fn doc(decision: &Decision) -> String {
    decision.doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn describe_metrics(metrics: &[MetricSpec], noisy: bool) {
    line(if noisy { "\nMetrics (noisy)" } else { "\nMetrics" });
    let rows = metrics.iter().map(|metric| {
        let better = match metric.direction {
            Direction::Minimize => "less is better",
            Direction::Maximize => "more is better",
        };
        let unit = if metric.unit.is_empty() { "-" } else { &*metric.unit };
        vec![metric.name.to_string(), unit.to_owned(), better.into(), metric.doc.to_string()]
    });
    line(&columns(&rows.collect::<Vec<_>>()));
}
