//! Reports on synthetic records, as a user meets them.

#![expect(clippy::format_push_string, clippy::unwrap_used, reason = "these are tests")]

mod errors;
mod figures;
mod fixture;
mod gallery;
mod merge;
mod odd;
mod planner_fixture;
mod planners;
mod tables;

use std::fs;
use std::path::PathBuf;

use fixture::Experiment;
use tempfile::TempDir;

/// A written report, in a folder that goes with it.
struct Written {
    _root: TempDir,
    folder: PathBuf,
    summary: String,
}

impl Written {
    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.folder.join(name).exists()
    }

    /// The rows of a CSV as text, without its header.
    fn rows(&self, name: &str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_path(self.folder.join(name)).unwrap();
        reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
    }

    /// The values of a column of a CSV.
    fn column(&self, name: &str, column: &str) -> Vec<String> {
        let mut reader = csv::Reader::from_path(self.folder.join(name)).unwrap();
        let at = reader.headers().unwrap().iter().position(|head| head == column).unwrap();
        self.rows(name).into_iter().map(|mut row| row.swap_remove(at)).collect()
    }
}

/// The report on experiments, each in a folder of its own.
fn report(experiments: &[Experiment]) -> Written {
    let root = tempfile::tempdir().unwrap();
    let folders: Vec<PathBuf> =
        (0..experiments.len()).map(|i| root.path().join(format!("records-{i}"))).collect();
    for (experiment, folder) in experiments.iter().zip(&folders) {
        experiment.write(folder);
    }
    let folder = root.path().join("report");
    let report = orienteer_report::write(&folders, &folder).unwrap();
    assert_eq!(report.index, folder.join("index.html"));
    Written { _root: root, folder, summary: report.summary }
}
