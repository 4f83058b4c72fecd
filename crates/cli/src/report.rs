//! `orienteer report`: figures and tables from records.

use crate::args::Report;
use crate::text::line;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn report(arguments: &Report) -> Result<ExitCode> {
    let out = arguments.out.clone().unwrap_or_else(|| arguments.dirs[0].join("report"));
    write(&arguments.dirs, &out)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the report, prints its table and says where to look.
pub(crate) fn write(dirs: &[PathBuf], out: &Path) -> Result<()> {
    let report = orienteer_report::write(dirs, out)?;
    line(&report.summary);
    line(&format!("report: {}", report.index.display()));
    Ok(())
}
