//! `orienteer report`: figures and tables from records.

use crate::args::Report;
use crate::text::line;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn report(arguments: &Report) -> Result<ExitCode> {
    let out = match (&arguments.out, arguments.dirs.as_slice()) {
        (Some(out), _) => out.clone(),
        (None, [dir]) => dir.join("report"),
        // The report of one of them must not be overwritten by that of all.
        _ => bail!("a comparison of several folders needs a place of its own: add `--out DIR`"),
    };
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
