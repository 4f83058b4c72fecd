//! Reports on experiments of planners: how many instances are solved, how well, and at what cost.
//!
//! The way is that of the rest of the crate: `record` and `study` read and merge the records,
//! `summary` makes the estimates, `figure` and `page` show them.

mod figure;
mod page;
mod record;
mod study;
mod summary;
mod tables;

use crate::study::load::{REPAIR_PLAN, json};
use crate::{Report, ReportError, publish};
use record::Kind;
use std::path::{Path, PathBuf};
use study::Study;
use summary::Summary;

/// Whether a folder holds an experiment of planners.
pub(crate) fn is_planning(folder: &Path) -> Result<bool, ReportError> {
    let kind: Kind = json(&folder.join("plan.json"), REPAIR_PLAN)?
        .ok_or_else(|| ReportError::NotAnExperiment(folder.to_path_buf()))?;
    Ok(kind.kind == "planners")
}

/// Writes the report on one or several experiments of planners.
pub(crate) fn write(records: &[PathBuf], out: &Path) -> Result<Report, ReportError> {
    let study = Study::load(records)?;
    let summary = Summary::new(&study);
    let figures = figure::all(&study);
    let document = page::compose(&study, &summary, &figures);
    let index = publish(out, &document, &figures, tables::files(&study, &summary))?;
    Ok(Report { index, summary: page::terminal(&study, &summary) })
}
