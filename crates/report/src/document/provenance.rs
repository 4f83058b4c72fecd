//! Where results come from: settings, budgets, versions, machines, commands.

use super::{Block, Cell, Table};
use crate::number::{duration, plural};
use crate::study::{Experiment, Study};

/// The agents with their methods, hyperparameters and budgets.
pub(super) fn agents(study: &Study) -> Vec<Block> {
    let mut folds = Vec::new();
    let rows = study.agents.iter().enumerate().map(|(i, agent)| {
        let settings = match agent.settings.as_slice() {
            [] => Cell::text("defaults"),
            [setting] if setting.as_object().is_some_and(serde_json::Map::is_empty) => {
                Cell::text("defaults")
            }
            [setting] => Cell::code(setting.to_string()),
            many => {
                let lines =
                    many.iter().enumerate().map(|(i, setting)| format!("{i:>3}  {setting}"));
                let title = format!("The {} of {}", plural(many.len(), "setting"), agent.name);
                folds.push(Block::Fold(
                    title,
                    vec![Block::Code(lines.collect::<Vec<_>>().join("\n"))],
                ));
                Cell::text(format!("sweep over {} (below)", plural(many.len(), "setting")))
            }
        };
        let evaluations = agent.budget.evaluations.map(|n| plural(n as usize, "evaluation"));
        let seconds = agent.budget.seconds.map(duration);
        let budget: Vec<String> = evaluations.into_iter().chain(seconds).collect();
        let budget = if budget.is_empty() { "none stated".into() } else { budget.join(", ") };
        let name = Cell::agent(i, &agent.name);
        vec![name, Cell::text(agent.method.clone()), settings, Cell::text(budget)]
    });
    let header = vec!["agent", "method", "hyperparameters", "budget of a run"];
    let table = Table { header, rows: rows.collect(), note: String::new() };
    std::iter::once(Block::Table(table)).chain(folds).collect()
}

/// Each experiment with the invocations that made it, and its file.
pub(super) fn experiments(study: &Study) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (i, experiment) in study.experiments.iter().enumerate() {
        blocks.extend(self::experiment(experiment, seeds(study, i)));
    }
    blocks
}

/// An experiment with the invocations that made it, and its file; `runs` says how many runs it has.
pub(crate) fn experiment(experiment: &Experiment, runs: String) -> Vec<Block> {
    let invocations = if experiment.invocations.is_empty() {
        Block::Text("No invocation was recorded (provenance.json is missing).".into())
    } else {
        Block::Table(invocations(experiment))
    };
    let file = match &experiment.config {
        Some(text) => {
            Block::Fold("The experiment file".into(), vec![Block::Code(text.trim_end().into())])
        }
        None => Block::Text("The experiment file is missing (experiment.toml).".into()),
    };
    let heading = Block::Heading(3, format!("Experiment {}", experiment.name));
    vec![heading, Block::Text(runs), invocations, file]
}

fn seeds(study: &Study, experiment: usize) -> String {
    let runs = || study.runs.iter().filter(|run| run.experiment == experiment);
    let mut seeds: Vec<u64> = runs().map(|run| run.seed).collect();
    seeds.sort_unstable();
    seeds.dedup();
    let range = match (seeds.first(), seeds.last()) {
        (Some(first), Some(last)) if last - first + 1 == seeds.len() as u64 && last > first => {
            format!("seeds {first} to {last}")
        }
        _ => {
            let seeds: Vec<String> = seeds.iter().map(u64::to_string).collect();
            format!("{} {}", if seeds.len() == 1 { "seed" } else { "seeds" }, seeds.join(", "))
        }
    };
    format!("{}, {range}.", plural(runs().count(), "run"))
}

fn invocations(experiment: &Experiment) -> Table {
    let rows = experiment.invocations.iter().map(|at| {
        let machine = &at.machine;
        let cores = machine.cores.map(|cores| plural(cores as usize, "core"));
        let machine = [&machine.cpu, &machine.os, &machine.arch];
        let machine = machine.into_iter().flatten().filter(|part| !part.is_empty()).cloned();
        vec![
            Cell::text(at.started.clone()),
            Cell::code(at.command.clone()),
            Cell::maybe(at.seconds.map(duration)),
            Cell::maybe(at.threads.map(|threads| threads.to_string())),
            Cell::text(at.version.clone()),
            Cell::code(at.commit.clone().unwrap_or_else(|| "–".into())),
            Cell::text(machine.chain(cores).collect::<Vec<_>>().join(", ")),
        ]
    });
    Table {
        header: vec!["started", "command", "time", "threads", "version", "commit", "machine"],
        rows: rows.collect(),
        note: String::new(),
    }
}
