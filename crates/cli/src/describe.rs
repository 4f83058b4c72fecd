//! `orienteer describe`: an environment's space and metrics, an agent's hyperparameters.

use crate::args::Describe;
use crate::lookup::environment;
use crate::registry::registry;
use crate::text::{columns, line};
use anyhow::{Result, bail};
use orienteer_core::space::{Decision, Options};
use orienteer_core::{Direction, Environment, MetricSpec, SpaceSpec};
use orienteer_experiment::{AgentEntry, AnyEnv, EnvironmentEntry, Kind};
use std::process::ExitCode;

pub(crate) fn describe(arguments: &Describe) -> Result<ExitCode> {
    let registry = registry();
    let name = arguments.name.as_str();
    if let Ok(entry) = registry.agent(name) {
        if !arguments.set.is_empty() || !arguments.restrict.is_empty() {
            bail!(
                "`{name}` is an agent: it has hyperparameters, but nothing to `--set` or \
                 `--restrict` here"
            );
        }
        describe_agent(entry);
    } else if let Ok(entry) = registry.environment(name) {
        describe_environment(entry, arguments)?;
    } else {
        let agents = registry.agents.iter().map(|agent| agent.name);
        let all = agents.chain(registry.environments.iter().map(|environment| environment.name));
        let near = orienteer_core::space::nearest(name, all);
        let hint = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        bail!(
            "`{name}` is neither an environment nor an agent; {hint}`orienteer list` says what there is"
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
    let defaults = entry.defaults();
    let space = entry.space();
    if space.decisions().is_empty() || defaults.is_empty() {
        line("It has no hyperparameters.");
        return;
    }
    line("Hyperparameters");
    let mut rows = vec![["name", "default", "documented range", ""].map(String::from).to_vec()];
    rows.extend(space.decisions().iter().map(|decision| {
        let default = defaults.get(&*decision.path).map_or(String::new(), |value| {
            value.as_str().map_or_else(|| value.to_string(), str::to_owned)
        });
        vec![decision.path.clone(), default, decision.domain.to_string(), doc(decision)]
    }));
    line(&columns(&rows));
    line(&format!("\nIn an experiment file:\n  method.{} = {{ {} }}", entry.name, example(&rows)));
}

/// The first hyperparameter with its default, as TOML.
fn example(rows: &[Vec<String>]) -> String {
    rows.get(1).map_or(String::new(), |row| {
        let quoted = row[1].parse::<f64>().is_err() && row[1].parse::<bool>().is_err();
        let value = if quoted { format!("\"{}\"", row[1]) } else { row[1].clone() };
        format!("{} = {value}", row[0])
    })
}

fn describe_environment(entry: &EnvironmentEntry, arguments: &Describe) -> Result<()> {
    line(&format!("{}: {}\n", entry.name, entry.about));
    describe_options(entry);
    let Describe { set, restrict, .. } = arguments;
    if set.is_empty() && entry.options.iter().any(|option| option.default.is_empty()) {
        line(&format!(
            "\nIts space and metrics depend on its options: `orienteer describe {} --set KEY=VALUE`.",
            entry.name
        ));
        return Ok(());
    }
    match environment(entry.name, set, restrict)? {
        AnyEnv::Moves(env) => {
            line(&format!("\nMoves: {}", env.space().names().join(" ")));
            if let Some(horizon) = env.horizon() {
                line(&format!("An episode ends after at most {horizon} moves."));
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

fn describe_options(entry: &EnvironmentEntry) {
    if entry.options.is_empty() {
        line("It has no options.");
        return;
    }
    line("Options (in an experiment file, or with --set)");
    let mut rows = vec![["name", "default", "values", ""].map(String::from).to_vec()];
    rows.extend(entry.options.iter().map(|option| {
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
