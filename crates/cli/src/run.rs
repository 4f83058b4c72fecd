//! `orienteer run`: executes an experiment, or goes on with it, and writes its report.

use crate::args::Run;
use crate::progress::Bars;
use crate::report;
use crate::text::{line, note};
use anyhow::{Context, Result, bail};
use orienteer_core::text::plural;
use orienteer_experiment::{Experiment, PuzzleProblem, Registry, Summary};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;

/// Failed runs that are listed one by one.
const LISTED: usize = 10;

pub(crate) fn run(arguments: Run, registry: &Registry) -> Result<ExitCode> {
    let experiment = Experiment::load(&arguments.file, &arguments.set, registry)?;
    if arguments.tables.is_some() && !has_tables(&experiment, registry) {
        bail!("--tables: nothing in `{}` has tables; leave it out", experiment.name());
    }
    line(&experiment.describe());
    if arguments.only_plan {
        note_few_seeds(&experiment);
        return Ok(ExitCode::SUCCESS);
    }
    let threads = match arguments.threads {
        Some(0) => bail!("`--threads 0` leaves nobody to work: expected at least 1"),
        Some(threads) => threads,
        None => available_parallelism().map_or(1, usize::from),
    };
    let out = arguments.out.unwrap_or_else(|| PathBuf::from("results").join(experiment.name()));
    // Faults and failed runs are recorded with the message of their panic; the default handler
    // would tear the progress bars apart with it.
    std::panic::set_hook(Box::new(|panic| tracing::info!("{panic}")));
    let bars = Bars::new();
    let summary = experiment.run(&out, threads, &bars)?;
    bars.clear();
    let _ = std::panic::take_hook();
    tell(&summary);
    if !arguments.no_report {
        let dir = out.join("report");
        report::write(&[out], &dir).context("the records are complete, but the report failed")?;
    }
    Ok(if summary.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Says, while it is not too late, that the report will not tell chance from merit.
fn note_few_seeds(experiment: &Experiment) {
    let Experiment::Agents(plan) = experiment else { return };
    let settings = plan.agents().iter().map(|agent| agent.settings.len());
    let seeds = plan.seeds.len();
    if let Some(needed) = orienteer_report::seeds_for_tests(settings)
        && seeds < needed as u64
    {
        note(&format!(
            "note: {} {} too few for the tests that compare agents, and the report leaves out what \
             it cannot test; set `seeds = {needed}` or more",
            plural(seeds, "seed"),
            if seeds == 1 { "is" } else { "are" },
        ));
    }
}

/// Whether one of the puzzles may need tables of distances.
fn has_tables(experiment: &Experiment, registry: &Registry) -> bool {
    let Experiment::Planners(plan) = experiment else { return false };
    let puzzle = |problem: &PuzzleProblem| registry.puzzle(&problem.environment);
    plan.problems().iter().filter_map(|problem| puzzle(problem).ok()).any(|entry| entry.has_tables)
}

/// Says what was done, and what failed and why.
fn tell(summary: &Summary) {
    let Summary { completed, skipped, failures, strangers, elapsed, folder } = summary;
    let before = match skipped {
        0 => String::new(),
        1 => ", 1 was complete before".into(),
        skipped => format!(", {skipped} were complete before"),
    };
    line(&format!(
        "{} completed in {:.1} s{before}; records in {}\n",
        plural(*completed, "run"),
        elapsed.as_secs_f64(),
        folder.display()
    ));
    if *strangers > 0 {
        note(&format!(
            "{} recorded there before {} not in this file: the records stay, but the report leaves \
             them out\n",
            plural(*strangers, "run"),
            if *strangers == 1 { "is" } else { "are" }
        ));
    }
    if failures.is_empty() {
        return;
    }
    note(&format!(
        "{} failed; the others are not affected. Run again, once {} gone, to try {} again.",
        plural(failures.len(), "run"),
        if failures.len() == 1 { "its reason is" } else { "their reasons are" },
        if failures.len() == 1 { "it" } else { "them" },
    ));
    for failure in failures.iter().take(LISTED) {
        note(&format!("  {}: {}", failure.id, failure.reason));
    }
    if failures.len() > LISTED {
        note(&format!("  and {} more; the report lists them all", failures.len() - LISTED));
    }
}
