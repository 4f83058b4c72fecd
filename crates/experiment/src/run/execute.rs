//! One run, from its key to its seal.

use super::journal::FileJournal;
use super::observer::Progress;
use super::seal::{Ending, Seal};
use crate::plan::{Plan, Run};
use crate::registry::{AnyAgent, AnyEnv};
use orienteer_core::environment::panic_text;
use orienteer_core::session::Incumbents;
use orienteer_core::{Agent, AnyEnvironment, Budget, Journal, Session, Space, Stop};
use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Executes `run`, or goes on with it, in `folder`. The error is the reason why it failed.
pub(super) fn execute(
    plan: &Plan,
    run: &Run,
    folder: &Path,
    progress: &Progress,
) -> Result<(), String> {
    let problem = &plan.problems()[run.problem];
    let agent = &plan.agents()[run.agent];
    let arena = problem.arena(agent.kind).ok_or("no adapter for this agent and environment")?;
    let unwritable = |error| format!("cannot write `{}`: {error}", folder.display());
    fs::create_dir_all(folder).map_err(unwritable)?;

    let is_pareto = problem.objective.pareto().is_some();
    let mut journal =
        FileJournal::open(folder, arena.metrics(), !is_pareto, progress).map_err(unwritable)?;
    let left = plan.budget.seconds.map(|seconds| (seconds - journal.seconds_before()).max(0.0));
    let budget = Budget {
        evaluations: plan.budget.evaluations,
        deadline: left.map(|left| Instant::now() + Duration::from_secs_f64(left)),
    };
    let setting = &agent.settings[run.setting];
    let (ending, incumbents) = match (arena, catch_unwind(AssertUnwindSafe(|| setting.agent()))) {
        (AnyEnv::Moves(env), Ok(AnyAgent::Moves(agent))) => {
            search(plan, run, budget, env, agent, &mut journal)
        }
        (AnyEnv::Designs(env), Ok(AnyAgent::Designs(agent))) => {
            search(plan, run, budget, env, agent, &mut journal)
        }
        (_, Ok(_)) => {
            (Ending::Failed("the agent is not of its kind".into()), Incumbents::default())
        }
        (_, Err(panic)) => (Ending::Failed(panicked(&*panic)), Incumbents::default()),
    };
    let (ending, tally) = journal.close(ending);
    let seal = Seal {
        id: &run.id,
        instance: run.instance_seed,
        ending: &ending,
        tally: &tally,
        incumbents: &incumbents,
        metrics: arena.metrics(),
        is_pareto,
    };
    seal.write(folder).map_err(unwritable)?;
    match ending {
        Ending::Failed(reason) => Err(reason),
        _ => Ok(()),
    }
}

/// Lets the agent search, and says how that ended.
fn search<S: Space>(
    plan: &Plan,
    run: &Run,
    budget: Budget,
    env: &AnyEnvironment<S>,
    mut agent: Box<dyn Agent<AnyEnvironment<S>>>,
    journal: &mut dyn Journal,
) -> (Ending, Incumbents) {
    let objective = &plan.problems()[run.problem].objective;
    let mut session = Session::new(env, objective, budget, run.instance_seed, run.agent_seed)
        .with_journal(journal);
    if plan.cache {
        session = session.with_cache();
    }
    let ending = match catch_unwind(AssertUnwindSafe(|| agent.search(&mut session))) {
        Ok(Ok(())) => Ending::Finished,
        Ok(Err(Stop::Budget)) => Ending::Budget,
        Ok(Err(Stop::Deadline)) => Ending::Seconds,
        Ok(Err(stop @ (Stop::Agent(_) | Stop::Journal(_)))) => Ending::Failed(stop.to_string()),
        Err(panic) => Ending::Failed(panicked(&*panic)),
    };
    (ending, session.into_incumbents())
}

fn panicked(panic: &(dyn Any + Send)) -> String {
    format!("the agent panicked: {}", panic_text(panic))
}
