//! The experiment file of planners as a whole.

use super::{Misfit, NodeBudget, PlannedPlanner, PlannerPlan, PuzzleProblem};
use crate::config::{Config, ConfigError, ConfigErrors, Fields};
use crate::plan::Run;
use crate::plan::file::tables;
use crate::plan::key::canonical;
use crate::plan::name;
use crate::registry::{Registry, SolverError};
use orienteer_core::rng::key_seed;
use std::path::Path;

/// Reads everything. None, or an incomplete plan, only with errors.
pub(super) fn read(
    file: &Config,
    folder: &Path,
    registry: &Registry,
    errors: &mut ConfigErrors,
) -> Option<PlannerPlan> {
    for (key, why) in [
        ("seeds", "planners draw no random numbers, instances take the place of seeds"),
        ("cache", "planners evaluate no designs"),
        ("evaluation-timeout", "planners evaluate no designs; `budget.seconds` limits an instance"),
    ] {
        if let Some(written) = file.get(key) {
            errors.push(written.error(format_args!("`{key}` is for agents: {why}; remove it")));
        }
    }
    let known = ["name", "budget", "problem", "agent", "seeds", "cache", "evaluation-timeout"];
    let fields = Fields::of(file, &known, errors)?;
    let name = errors.keep(fields.required("name", "name = \"puzzles\"").and_then(|written| {
        let name: String = written.read()?;
        name::check(&name, written)?;
        Ok(name)
    }));
    let budget = errors.keep(fields.required("budget", "budget = { nodes = 200_000 }"));
    let budget = budget.and_then(|written| NodeBudget::read(written, errors));
    let experiment = name.as_deref().unwrap_or_default();
    let agents: Vec<_> = tables(&fields, "agent", errors)
        .iter()
        .filter_map(|table| {
            let (agent, settings) = PlannedPlanner::read(table, experiment, registry, errors)?;
            Some((agent, settings, table))
        })
        .collect();
    let problems: Vec<_> = tables(&fields, "problem", errors)
        .iter()
        .filter_map(|table| {
            Some((PuzzleProblem::read(table, folder, experiment, registry, errors)?, table))
        })
        .collect();
    name::unique("problems", problems.iter().map(|(p, table)| (p.name.as_str(), *table)), errors);
    name::unique("agents", agents.iter().map(|(a, _, t)| (a.name.as_str(), *t)), errors);
    let problems: Vec<PuzzleProblem> = problems.into_iter().map(|(problem, _)| problem).collect();
    let mut misfits = Vec::new();
    for (i, (agent, written, _)) in agents.iter().enumerate() {
        match fit(&problems, i, agent, written) {
            Ok(found) => misfits.extend(found),
            Err(error) => errors.push(error),
        }
    }
    let agents: Vec<_> = agents.into_iter().map(|(agent, ..)| agent).collect();
    let name = name?;
    let runs = runs(&name, &problems, &agents, &misfits);
    Some(PlannerPlan {
        name,
        question: String::new(),
        budget: budget?,
        problems,
        agents,
        misfits,
        runs,
        text: String::new(),
    })
}

/// Where an agent does not fit. A setting that fits no problem at all is a mistake.
fn fit(
    problems: &[PuzzleProblem],
    index: usize,
    agent: &PlannedPlanner,
    written: &Config,
) -> Result<Vec<Misfit>, ConfigError> {
    let mut misfits = Vec::new();
    for (setting, values) in agent.settings.iter().enumerate() {
        let mut found = Vec::new();
        for (problem, described) in problems.iter().enumerate() {
            match described.domain.fits(&agent.method, values) {
                Ok(()) => {}
                Err(SolverError::Unfit(reason)) => {
                    found.push(Misfit { problem, agent: index, setting, reason });
                }
                Err(SolverError::Failed(reason)) => {
                    let (agent, problem) = (&agent.name, &described.name);
                    return Err(
                        written.blame(format_args!("agent `{agent}` on `{problem}`: {reason}"))
                    );
                }
            }
        }
        if let [Misfit { reason, .. }, ..] = found.as_slice()
            && found.len() == problems.len()
        {
            let whom = if problems.len() == 1 { "the problem" } else { "any problem" };
            return Err(written
                .blame(format_args!("agent `{}` does not apply to {whom}: {reason}", agent.name)));
        }
        misfits.extend(found);
    }
    misfits.sort_by_key(|misfit| (misfit.problem, misfit.agent, misfit.setting));
    Ok(misfits)
}

/// All runs: problem by problem, agent by agent, setting by setting.
fn runs(
    experiment: &str,
    problems: &[PuzzleProblem],
    agents: &[PlannedPlanner],
    misfits: &[Misfit],
) -> Vec<Run> {
    let mut runs = Vec::new();
    for (p, problem) in problems.iter().enumerate() {
        for (a, agent) in agents.iter().enumerate() {
            for (s, setting) in agent.settings.iter().enumerate() {
                if misfits.iter().any(|m| (m.problem, m.agent, m.setting) == (p, a, s)) {
                    continue;
                }
                let key = [experiment, &problem.name, &agent.name, &canonical(setting)];
                let hash = key_seed(&key) as u32;
                let id = format!("{}/{}/{s:03}-{hash:08x}", problem.name, agent.name);
                runs.push(Run::of_planner(id, p, a, s));
            }
        }
    }
    runs
}
