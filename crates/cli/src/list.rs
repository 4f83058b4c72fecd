//! `orienteer list`: what there is, one line each.

use crate::args::{List, What};
use crate::registry::registry;
use crate::text::{columns, line};
use orienteer_experiment::Kind;
use std::process::ExitCode;

pub(crate) fn list(arguments: &List) -> ExitCode {
    let registry = registry();
    if arguments.what != Some(What::Agents) {
        let rows = registry.environments.iter().map(|e| vec![e.name.into(), e.about.into()]);
        line(&format!("Environments\n{}", columns(&rows.collect::<Vec<_>>())));
    }
    if arguments.what.is_none() {
        line("");
    }
    if arguments.what != Some(What::Envs) {
        let rows = registry.agents.iter().map(|agent| {
            let kind = match agent.kind {
                Kind::Designs => "designs",
                Kind::Moves => "moves",
            };
            vec![agent.name.into(), kind.into(), agent.about.into()]
        });
        line(&format!(
            "Agents (any of them runs on any environment)\n{}",
            columns(&rows.collect::<Vec<_>>())
        ));
    }
    line("\n`orienteer describe NAME` says more.");
    ExitCode::SUCCESS
}
