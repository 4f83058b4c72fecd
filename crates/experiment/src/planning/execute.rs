//! One run of a planner, from its first instance to its seal.

use super::log::{Line, Log};
use super::{PlannerPlan, seal};
use crate::plan::Run;
use crate::registry::guarded;
use crate::run::Progress;
use std::fs;
use std::path::Path;

/// Executes `run`, or goes on with it, in `folder`. The error is the reason why it failed.
pub(super) fn execute(
    plan: &PlannerPlan,
    run: &Run,
    folder: &Path,
    progress: &Progress,
) -> Result<(), String> {
    let unwritable = |error| format!("cannot write `{}`: {error}", folder.display());
    fs::create_dir_all(folder).map_err(unwritable)?;
    let mut log = Log::open(folder, &plan.problems[run.problem].instances)?;
    progress.set_spent(log.lines.len() as u64);
    let ending = guarded(|| solve(plan, run, &mut log, progress)).unwrap_or_else(Err);
    let failure = ending.as_ref().err().map(String::as_str);
    log.sync().map_err(unwritable)?;
    seal::write(folder, &run.id, &log.lines, failure).map_err(unwritable)?;
    ending
}

/// Solves the instances that are not recorded.
fn solve(plan: &PlannerPlan, run: &Run, log: &mut Log, progress: &Progress) -> Result<(), String> {
    let problem = &plan.problems[run.problem];
    let agent = &plan.agents[run.agent];
    let limits = plan.budget.limits();
    for (i, instance) in problem.instances.iter().enumerate().skip(log.lines.len()) {
        // A planner of its own for each, so that no instance depends on those before it: they may
        // have been solved before an interruption.
        let solver = problem.domain.solver(&agent.method, &agent.settings[run.setting]);
        let mut solver = solver.map_err(|error| error.to_string())?;
        let answer = solver
            .solve(&instance.start, limits)
            .map_err(|error| format!("instance `{}`: {error}", instance.id))?;
        log.append(Line::new(i, instance, &answer), answer.report.seconds)
            .map_err(|error| format!("cannot record instance `{}`: {error}", instance.id))?;
        progress.set_spent(i as u64 + 1);
    }
    Ok(())
}
