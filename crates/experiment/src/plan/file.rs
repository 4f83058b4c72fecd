//! The experiment file as a whole.

use super::problem::Environments;
use super::{Limits, Plan, PlannedAgent, Problem, Seeds, limits, name};
use crate::config::{Config, ConfigErrors, Fields};
use crate::registry::Registry;
use std::time::Duration;

const KEYS: [&str; 7] =
    ["name", "budget", "seeds", "evaluation-timeout", "cache", "problem", "agent"];

/// Reads everything but the runs. None, or an incomplete plan, only with errors.
pub(super) fn read(file: &Config, registry: &Registry, errors: &mut ConfigErrors) -> Option<Plan> {
    let fields = Fields::of(file, &KEYS, errors)?;
    let name = errors.keep(fields.required("name", "name = \"quickstart\"").and_then(|written| {
        let name: String = written.read()?;
        name::check(&name, written)?;
        Ok(name)
    }));
    let budget = errors.keep(fields.required("budget", "budget = { evaluations = 300 }"));
    let budget = budget.and_then(|written| Limits::read(written, errors));
    let seeds = errors.keep(fields.required("seeds", "seeds = 20").and_then(Seeds::read));
    let timeout = errors.keep(limits::seconds(fields.get("evaluation-timeout")));
    let cache = errors.keep(fields.optional("cache"));
    let problems = tables(&fields, "problem", errors);
    let agents = tables(&fields, "agent", errors);

    let experiment = name.as_deref().unwrap_or_default();
    let agents: Vec<_> = agents
        .iter()
        .filter_map(|table| Some((PlannedAgent::read(table, experiment, registry, errors)?, table)))
        .collect();
    let limit = timeout.flatten().map(Duration::from_secs_f64);
    let mut environments = Environments::default();
    let mut read = |table| Problem::read(table, limit, registry, &mut environments, errors);
    let mut problems: Vec<_> =
        problems.iter().filter_map(|table| Some((read(table)?, table))).collect();
    name::unique("problems", problems.iter().map(|(p, table)| (p.name.as_str(), *table)), errors);
    name::unique("agents", agents.iter().map(|(a, table)| (a.name.as_str(), *table)), errors);
    for (problem, table) in &mut problems {
        let mut adapted = agents.iter().map(|(agent, _)| (agent, problem.adapt(agent.kind)));
        let misfit = adapted.find_map(|(agent, adapted)| Some((agent, adapted.err()?)));
        if let Some((agent, reason)) = misfit {
            errors.push(table.error(format_args!(
                "agent `{}` searches designs, and problem `{}` has none for it: {reason}; set a \
                 limit such as `horizon = 100`",
                agent.name, problem.name
            )));
        }
    }
    Some(Plan {
        name: name?,
        question: String::new(),
        budget: budget?,
        seeds: seeds?,
        cache: cache?.unwrap_or(true),
        evaluation_timeout: timeout?,
        problems: problems.into_iter().map(|(problem, _)| problem).collect(),
        agents: agents.into_iter().map(|(agent, _)| agent).collect(),
        runs: Vec::new(),
        text: String::new(),
    })
}

/// The tables of `[[problem]]` or `[[agent]]`, of which there must be one.
pub(crate) fn tables<'c>(
    fields: &Fields<'c>,
    key: &str,
    errors: &mut ConfigErrors,
) -> &'c [Config] {
    let written = fields.required(key, &format!("[[{key}]]"));
    let items = errors.keep(written.and_then(|written| {
        let items = written.items()?;
        if items.is_empty() {
            return Err(written.error(format_args!("an experiment needs at least one `[[{key}]]`")));
        }
        Ok(items)
    }));
    items.unwrap_or_default()
}
