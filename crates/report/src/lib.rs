//! Figures, tables and the HTML page of an experiment.
//!
//! [`write()`] reads one or several experiment folders, as `orienteer run` leaves them, and writes a
//! report that can be published as it is: `index.html` (one page that needs nothing else),
//! `report.md`, every figure as SVG and PNG with its data as CSV, and every table as CSV. The same
//! records give the same report, byte for byte.
//!
//! The way through the crate: `study` reads and merges the records and makes the estimates;
//! `figure` lays out each kind of figure with what `draw` offers; `document` composes the page.
//! `planning` does the same for experiments of planners, which measure something else.

#![expect(clippy::format_push_string, reason = "a page is written once; plain code is worth more")]

mod csv;
mod document;
mod draw;
mod error;
mod figure;
mod number;
mod planning;
mod study;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

pub use error::ReportError;
use figure::Figure;
use study::Summary;
pub use study::seeds_for_tests;

/// A report that was written.
#[derive(Debug)]
pub struct Report {
    /// The page to open.
    pub index: PathBuf,
    /// A short plain table for the terminal: for each problem its agents with median and quartiles,
    /// interquartile mean with its interval, numbers of runs, of failures, and of runs
    /// that ended without a feasible design.
    pub summary: String,
}

/// Writes the report on one or several experiment folders into the folder `out`.
///
/// Several experiments become one comparison, in which problems and agents meet by name. Runs that
/// failed or are unfinished are counted and shown; what is missing is no error, what is damaged is.
pub fn write(records: &[PathBuf], out: &Path) -> Result<Report, ReportError> {
    if records.is_empty() {
        return Err(ReportError::NoRecords);
    }
    let is_planning = |folder: &PathBuf| planning::is_planning(folder);
    let kinds = records.iter().map(is_planning).collect::<Result<Vec<bool>, _>>()?;
    let planners = kinds.iter().position(|&is_planning| is_planning);
    let agents = kinds.iter().position(|&is_planning| !is_planning);
    match (agents, planners) {
        (None, _) => planning::write(records, out),
        (_, None) => write_agents(records, out),
        (Some(agents), Some(planners)) => Err(ReportError::BothKinds {
            agents: records[agents].clone(),
            planners: records[planners].clone(),
        }),
    }
}

fn write_agents(records: &[PathBuf], out: &Path) -> Result<Report, ReportError> {
    let folders = records.iter().map(|folder| study::load(folder)).collect::<Result<_, _>>()?;
    let study = study::merge(folders)?;
    let summary = Summary::new(&study);
    let figures = figure::all(&study, &summary);

    let document = document::compose(&study, &summary, &figures);
    let tables = document::tables(&study, &summary);
    let index = publish(out, &document, &figures, tables)?;
    Ok(Report { index, summary: document::summary_text(&study, &summary) })
}

/// Writes the page with its figures and tables, and gives back the path of the page.
fn publish(
    out: &Path,
    document: &document::Document,
    figures: &[Figure],
    tables: Vec<(&'static str, String)>,
) -> Result<PathBuf, ReportError> {
    fs::create_dir_all(out).map_err(|source| ReportError::Write { path: out.into(), source })?;
    let svgs = paint(figures, out)?;
    for (name, table) in tables {
        save(&out.join(name), &table)?;
    }
    save(&out.join("report.md"), &document::markdown(document, figures))?;
    let index = out.join("index.html");
    save(&index, &document::html(document, figures, &svgs))?;
    Ok(index)
}

/// Writes the files of every figure, and gives back the SVG texts. PNGs take nearly all the time
/// of a report, so each figure has a thread.
fn paint(figures: &[Figure], out: &Path) -> Result<Vec<String>, ReportError> {
    let paint = |figure: &Figure| {
        let file = |extension: &str| out.join(format!("{}.{extension}", figure.id));
        let svg = draw::svg(&figure.scene, figure.title);
        save(&file("svg"), &svg)?;
        save(&file("csv"), &figure.data)?;
        draw::png(&figure.scene, &file("png"))?;
        Ok(svg)
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            figures.iter().map(|figure| scope.spawn(move || paint(figure))).collect();
        threads.into_iter().map(|thread| thread.join().expect("painting does not panic")).collect()
    })
}

fn save(path: &Path, text: &str) -> Result<(), ReportError> {
    fs::write(path, text).map_err(|source| ReportError::Write { path: path.into(), source })
}
