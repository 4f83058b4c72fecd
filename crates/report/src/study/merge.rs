//! Brings several experiments into one comparison: problems and agents meet by name.

use std::collections::HashMap;

use super::load::Folder;
use super::model::{Agent, Experiment, Problem, Run, Study};
use super::record::{Budget, PlannedAgent};
use crate::ReportError;
use crate::number::plural;

/// Merges experiments, in the order given.
///
/// A problem must mean the same everywhere. An agent that has the same name but another method,
/// other settings or another budget is another competitor, and is told apart by the name of its
/// experiment. A run that is in several folders counts once.
pub(crate) fn merge(folders: Vec<Folder>) -> Result<Study, ReportError> {
    let mut study = Study {
        experiments: Vec::new(),
        problems: Vec::new(),
        agents: Vec::new(),
        runs: Vec::new(),
        notes: Vec::new(),
    };
    let mut owners = Vec::new();
    for folder in folders {
        add(&mut study, &mut owners, folder)?;
    }
    drop_duplicates(&mut study);
    note_budgets(&mut study);
    Ok(study)
}

/// Adds one experiment; `owners` holds the experiment that defined each problem.
fn add(study: &mut Study, owners: &mut Vec<usize>, folder: Folder) -> Result<(), ReportError> {
    let experiment = study.experiments.len();
    let plan = folder.plan;
    study.experiments.push(Experiment {
        name: plan.name,
        question: plan.question,
        budget: plan.budget.clone(),
        config: folder.config,
        invocations: folder.invocations,
    });

    let mut problems = Vec::new();
    for problem in plan.problems {
        let known = study.problems.iter().position(|known| known.name == problem.name);
        let Some(at) = known else {
            problems.push(study.problems.len());
            owners.push(experiment);
            study.problems.push(problem);
            continue;
        };
        if let Some(what) = difference(&study.problems[at], &problem) {
            return Err(ReportError::Conflict {
                problem: problem.name,
                first: study.experiments[owners[at]].name.clone(),
                second: study.experiments[experiment].name.clone(),
                what,
            });
        }
        let known = &mut study.problems[at];
        known.optimum = known.optimum.or(problem.optimum);
        problems.push(at);
    }

    let agents: Vec<usize> =
        plan.agents.into_iter().map(|agent| adopt(study, agent, &plan.budget)).collect();
    for (run, (seal, clock)) in plan.runs.into_iter().zip(folder.runs) {
        study.runs.push(Run {
            id: run.id,
            experiment,
            problem: problems[run.problem],
            agent: agents[run.agent],
            setting: run.setting,
            seed: run.seed,
            seal,
            clock,
        });
    }
    Ok(())
}

fn difference(a: &Problem, b: &Problem) -> Option<&'static str> {
    if a.environment != b.environment {
        Some("environment")
    } else if a.config != b.config {
        Some("configuration")
    } else if !a.objective.is_like(&b.objective) || a.pareto != b.pareto {
        Some("objective")
    } else {
        None
    }
}

/// The index of an agent of the newest experiment, under a name that is its own.
fn adopt(study: &mut Study, agent: PlannedAgent, budget: &Budget) -> usize {
    let same = |known: &Agent| {
        known.method == agent.method
            && known.settings == agent.settings
            && known.budget == *budget
            && (known.name == agent.name || known.name.starts_with(&format!("{} (", agent.name)))
    };
    if let Some(at) = study.agents.iter().position(same) {
        return at;
    }
    let experiment = study.experiments.last().map_or("", |experiment| &experiment.name);
    let candidates = std::iter::once(agent.name.clone())
        .chain(std::iter::once(format!("{} ({experiment})", agent.name)))
        .chain((2..).map(|n| format!("{} ({experiment} {n})", agent.name)));
    let name = candidates
        .into_iter()
        .find(|name| study.agents.iter().all(|known| known.name != *name))
        .expect("the candidates do not end");
    if name != agent.name {
        study.notes.push(format!(
            "Agent `{}` of experiment `{experiment}` has another method, other settings or another \
             budget than the agent of that name before it; it is shown apart as `{name}`.",
            agent.name,
        ));
    }
    let PlannedAgent { method, settings, .. } = agent;
    study.agents.push(Agent { name, method, settings, budget: budget.clone() });
    study.agents.len() - 1
}

/// Keeps one of several identical runs: the first that is complete, else the first that failed, else
/// the first.
fn drop_duplicates(study: &mut Study) {
    let total = study.runs.len();
    let key = |run: &Run| (run.problem, run.agent, run.setting, run.seed);
    let standing = |run: &Run| (run.complete().is_some(), run.seal.is_some());
    let mut best = HashMap::new();
    for run in &study.runs {
        let known = best.entry(key(run)).or_insert(standing(run));
        *known = (*known).max(standing(run));
    }
    // What is kept is taken out, so that an equal run after it finds nothing.
    study.runs.retain(|run| {
        let keeps = best.get(&key(run)) == Some(&standing(run));
        keeps && best.remove(&key(run)).is_some()
    });
    let dropped = total - study.runs.len();
    if dropped > 0 {
        let (are, count) = if dropped == 1 { ("is", "it counts") } else { ("are", "each counts") };
        study.notes.push(format!(
            "{} {are} in several folders with the same problem, agent, setting, seed and budget; \
             {count} once.",
            plural(dropped, "run")
        ));
    }
}

fn note_budgets(study: &mut Study) {
    let first = study.experiments[0].budget.clone();
    if study.experiments.iter().any(|experiment| experiment.budget != first) {
        study.notes.push(
            "Budgets differ between the experiments: compare agents with different budgets with \
             care (they are listed under Hyperparameters and budget)."
                .into(),
        );
    }
}
