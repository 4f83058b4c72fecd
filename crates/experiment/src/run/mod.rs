//! Execution of a plan: what is not yet recorded is run, on several threads, and recorded.

mod clock;
mod execute;
pub(crate) mod files;
mod folder;
mod journal;
mod observer;
pub(crate) mod pairing;
mod provenance;
mod seal;
mod tally;

pub use observer::{Observer, Progress};

use crate::error::Error;
use crate::plan::{Plan, Run, differences};
use folder::Folder;
use provenance::Invocation;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

/// What became of an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The folder of the records.
    pub folder: PathBuf,
    /// The runs that were already complete.
    pub skipped: usize,
    /// The runs that were completed now.
    pub completed: usize,
    /// The runs that failed, in the order of the plan.
    pub failures: Vec<Failure>,
    /// Recorded runs that the plan does not name. They stay where they are, but no report on the
    /// folder shows them.
    pub strangers: usize,
    /// How long it took.
    pub elapsed: Duration,
}

/// A run that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The run.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// What a folder of records is made from: a plan of runs, and how each of them is executed.
pub(crate) trait Work: Sync {
    /// The experiment file.
    fn text(&self) -> &str;
    /// The content of `plan.json`.
    fn to_json(&self) -> Json;
    /// What keeps the records of the plan `there` from being those of the plan `here`.
    fn differences(&self, there: &Json, here: &Json) -> Vec<String>;
    /// The runs.
    fn runs(&self) -> &[Run];
    /// Whether the record of a run is complete.
    fn is_complete(&self, run: &Run, folder: &Path) -> bool;
    /// How much there is to do in a run, in the unit of [`Progress::spent`].
    fn size(&self, run: &Run) -> u64;
    /// How many runs there may be at a time.
    fn most_at_once(&self) -> usize {
        usize::MAX
    }
    /// Does what takes long and all of these runs need. Nothing is executed if it fails.
    fn prepare(&self, pending: &[&Run]) -> Result<(), Error> {
        let _ = pending;
        Ok(())
    }
    /// Executes a run, or goes on with it. The error is the reason why it failed.
    fn execute(&self, run: &Run, folder: &Path, progress: &Progress) -> Result<(), String>;
}

impl Work for Plan {
    fn text(&self) -> &str {
        self.text()
    }

    fn to_json(&self) -> Json {
        self.to_json()
    }

    fn differences(&self, there: &Json, here: &Json) -> Vec<String> {
        differences(there, here)
    }

    fn runs(&self) -> &[Run] {
        self.runs()
    }

    fn is_complete(&self, _: &Run, folder: &Path) -> bool {
        seal::is_complete(folder)
    }

    fn size(&self, _: &Run) -> u64 {
        self.budget.evaluations
    }

    fn execute(&self, run: &Run, folder: &Path, progress: &Progress) -> Result<(), String> {
        execute::execute(self, run, folder, progress)
    }
}

/// Executes what `folder` does not yet hold of `plan`. Runs that are complete there are skipped,
/// and one that was interrupted goes on where it was. A run that fails is recorded as such, does
/// not stop the others, and is tried again the next time.
pub fn run(
    plan: &Plan,
    folder: &Path,
    threads: usize,
    observer: &dyn Observer,
) -> Result<Summary, Error> {
    run_all(plan, folder, threads, observer)
}

/// The same for any kind of plan.
pub(crate) fn run_all(
    plan: &dyn Work,
    folder: &Path,
    threads: usize,
    observer: &dyn Observer,
) -> Result<Summary, Error> {
    let start = Instant::now();
    let folder = Folder::open(folder, plan)?;
    let pending: Vec<&Run> =
        plan.runs().iter().filter(|run| !plan.is_complete(run, &folder.of(run))).collect();
    plan.prepare(&pending)?;
    let threads = threads.max(1);
    let pools = pools(threads, pending.len().min(plan.most_at_once()))?;
    let mut invocation = Invocation::begin(&folder, threads)?;
    let skipped = plan.runs().len() - pending.len();
    observer.begins(pending.len(), skipped);
    let failures = execute_all(plan, &pending, &folder, &pools, observer)
        .map_err(|error| Error::Threads(threads, error.to_string()))?;
    invocation.end(&folder, start.elapsed())?;
    Ok(Summary {
        folder: folder.path().to_owned(),
        skipped,
        completed: pending.len() - failures.len(),
        failures,
        strangers: folder.strangers(plan),
        elapsed: start.elapsed(),
    })
}

/// A pool for each worker. A run has its pool for itself: while it waits for its batch it must not
/// begin another run, which a shared pool would do.
fn pools(threads: usize, runs: usize) -> Result<Vec<ThreadPool>, Error> {
    let workers = threads.min(runs);
    (0..workers)
        .map(|worker| {
            let extra = usize::from(worker < threads % workers);
            let pool = ThreadPoolBuilder::new().num_threads(threads / workers + extra);
            pool.build().map_err(|error| Error::Threads(threads, error.to_string()))
        })
        .collect()
}

/// Hands the runs to the workers one after the other. The error is that of a machine that has not
/// enough threads; nothing has begun then.
fn execute_all(
    plan: &dyn Work,
    pending: &[&Run],
    folder: &Folder,
    pools: &[ThreadPool],
    observer: &dyn Observer,
) -> io::Result<Vec<Failure>> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(Vec::new());
    let work = |pool: &ThreadPool| {
        while let Some(run) = pending.get(next.fetch_add(1, Ordering::Relaxed)) {
            let progress = Arc::new(Progress::new(plan.size(run)));
            observer.started(run, &progress);
            tracing::debug!(run = run.id, "started");
            let result = pool.install(|| plan.execute(run, &folder.of(run), &progress));
            observer.finished(run, result.as_ref().err().map(String::as_str));
            match &result {
                Ok(()) => tracing::info!(run = run.id, spent = progress.spent(), "complete"),
                Err(reason) => tracing::info!(run = run.id, reason, "failed"),
            }
            if let Err(reason) = result {
                let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                failed.push((*run, reason));
            }
        }
    };
    // Nobody begins before all are there: what has begun could not be called off.
    let all_there = OnceLock::new();
    let wait = |pool| {
        if *all_there.wait() {
            work(pool);
        }
    };
    thread::scope(|scope| {
        let spawn = |pool| thread::Builder::new().spawn_scoped(scope, move || wait(pool));
        let spawned: io::Result<Vec<_>> = pools.iter().map(spawn).collect();
        all_there.get_or_init(|| spawned.is_ok());
        spawned.map(drop)
    })?;
    let mut failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    failed.sort_by_key(|(run, _)| (run.problem, run.agent, run.setting, run.seed));
    Ok(failed.into_iter().map(|(run, reason)| Failure { id: run.id.clone(), reason }).collect())
}
