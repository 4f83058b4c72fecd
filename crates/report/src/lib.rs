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

/// The list of what a report wrote.
const LIST: &str = "files.txt";

/// Writes the page with its figures and tables, and gives back the path of the page. What an earlier
/// report has left in the folder, and this one does not have, goes.
fn publish(
    out: &Path,
    document: &document::Document,
    figures: &[Figure],
    tables: Vec<(&'static str, String)>,
) -> Result<PathBuf, ReportError> {
    fs::create_dir_all(out).map_err(|source| ReportError::Write { path: out.into(), source })?;
    let earlier = fs::read_to_string(out.join(LIST)).unwrap_or_default();
    let svgs = paint(figures, out)?;
    let texts = [
        ("report.md", document::markdown(document, figures)),
        ("index.html", document::html(document, figures, &svgs)),
    ];
    let mut names = figures.iter().flat_map(files).collect::<Vec<String>>();
    for (name, text) in tables.into_iter().chain(texts) {
        save(&out.join(name), &text)?;
        names.push(name.to_owned());
    }
    names.sort_unstable();
    // A name in the list that leads elsewhere is not one that a report wrote.
    let is_left = |name: &&str| !names.iter().any(|own| own == name) && !name.contains(['/', '\\']);
    for name in earlier.lines().filter(is_left) {
        // It may be gone already.
        let _ = fs::remove_file(out.join(name));
    }
    save(&out.join(LIST), &(names.join("\n") + "\n"))?;
    Ok(out.join("index.html"))
}

/// The files of a figure: SVG, CSV and PNG.
fn files(figure: &Figure) -> [String; 3] {
    ["svg", "csv", "png"].map(|extension| format!("{}.{extension}", figure.id))
}

/// Writes the files of every figure, and gives back the SVG texts. PNGs take nearly all the time
/// of a report, so each figure has a thread.
fn paint(figures: &[Figure], out: &Path) -> Result<Vec<String>, ReportError> {
    let paint = |figure: &Figure| {
        let [svg_file, csv, png] = files(figure).map(|name| out.join(name));
        let svg = draw::svg(&figure.scene, figure.title);
        save(&svg_file, &svg)?;
        save(&csv, &figure.data)?;
        draw::png(&figure.scene, &png)?;
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
