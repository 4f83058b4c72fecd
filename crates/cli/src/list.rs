//! `orienteer list`: what there is, one line each.

use crate::args::{List, What};
use crate::text::{columns, line};
use orienteer_experiment::{Kind, Registry};
use std::process::ExitCode;

pub(crate) fn list(arguments: &List, registry: &Registry) -> ExitCode {
    let all = [What::Envs, What::Agents, What::Puzzles, What::Planners];
    let wanted = all.into_iter().filter(|what| arguments.what.is_none_or(|only| only == *what));
    let blocks = wanted.map(|what| {
        let (heading, rows) = block(what, registry);
        format!("{heading}\n{}\n", columns(&rows))
    });
    line(&blocks.collect::<Vec<_>>().join("\n"));
    line("`orienteer describe NAME` says more.");
    ExitCode::SUCCESS
}

/// A heading, and a row for each entry.
fn block(what: What, registry: &Registry) -> (&'static str, Vec<Vec<String>>) {
    match what {
        What::Envs => {
            let entries = registry.environments.iter();
            ("Environments", entries.map(|e| vec![e.name.into(), e.about.into()]).collect())
        }
        What::Agents => {
            let row = |agent: &orienteer_experiment::AgentEntry| {
                let kind = match agent.kind {
                    Kind::Designs => "designs",
                    Kind::Moves => "moves",
                };
                vec![agent.name.into(), kind.into(), agent.about.into()]
            };
            let rows = registry.agents.iter().map(row).collect();
            ("Agents (any of them runs on any environment)", rows)
        }
        What::Puzzles => {
            let entries = registry.puzzles.iter();
            let rows = entries.map(|e| vec![e.name.into(), e.about.into()]).collect();
            ("Puzzles (`orienteer solve PUZZLE --agent PLANNER`)", rows)
        }
        What::Planners => {
            let entries = registry.planners.iter();
            let rows = entries.map(|e| vec![e.name.into(), e.about.into()]).collect();
            ("Planners (agents for puzzles)", rows)
        }
    }
}
