//! `orienteer run`: executes an experiment, or goes on with it, and writes its report.

use crate::args::Run;
use crate::progress::Bars;
use crate::registry::registry_at;
use crate::report;
use crate::text::{count, line, note};
use anyhow::{Context, Result, bail};
use orienteer_experiment::{Experiment, Summary};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;

/// Failed runs that are listed one by one.
const LISTED: usize = 10;

pub(crate) fn run(arguments: Run) -> Result<ExitCode> {
    let registry = registry_at(arguments.tables.as_deref());
    let experiment = Experiment::load(&arguments.file, &arguments.set, &registry)?;
    line(&experiment.describe());
    if arguments.only_plan {
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

/// Says what was done, and what failed and why.
fn tell(summary: &Summary) {
    let Summary { completed, skipped, failures, strangers, elapsed, folder } = summary;
    let before =
        if *skipped > 0 { format!(", {skipped} were complete before") } else { String::new() };
    line(&format!(
        "{} completed in {:.1} s{before}; records in {}\n",
        count(*completed, "run"),
        elapsed.as_secs_f64(),
        folder.display()
    ));
    if *strangers > 0 {
        note(&format!(
            "{} recorded there before {} not in this file: the records stay, but the report leaves \
             them out\n",
            count(*strangers, "run"),
            if *strangers == 1 { "is" } else { "are" }
        ));
    }
    if failures.is_empty() {
        return;
    }
    note(&format!(
        "{} runs failed; the others are not affected. Run again, once their reasons are gone, to try them again.",
        failures.len()
    ));
    for failure in failures.iter().take(LISTED) {
        note(&format!("  {}: {}", failure.id, failure.reason));
    }
    if failures.len() > LISTED {
        note(&format!("  and {} more; the report lists them all", failures.len() - LISTED));
    }
}
