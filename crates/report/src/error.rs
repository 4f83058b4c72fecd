//! What can go wrong between a folder of records and a report.

use std::path::PathBuf;

/// A report could not be written. Each message names the file and says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// No folder was given.
    #[error("no experiment folder was given: pass at least one, such as `results/quickstart`")]
    NoRecords,
    /// A folder without `plan.json`.
    #[error(
        "`{}` is no experiment folder, because it has no `plan.json`: pass a folder that \
         `orienteer run` wrote", .0.display()
    )]
    NotAnExperiment(PathBuf),
    /// A file that cannot be read.
    #[error("cannot read `{}`: {source}; check that it exists and may be read", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file that cannot be understood.
    #[error("`{}` is damaged: {problem}; {remedy}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column where known.
        problem: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// Experiments of both kinds.
    #[error(
        "`{}` has agents and `{}` has planners, which share no measure: report on them separately",
        .agents.display(), .planners.display()
    )]
    BothKinds {
        /// A folder of the one kind.
        agents: PathBuf,
        /// A folder of the other kind.
        planners: PathBuf,
    },
    /// Two experiments use one name for two problems.
    #[error(
        "problem `{problem}` is defined differently in experiments `{first}` and `{second}` \
         (its {what}): rename one of them, or report on the experiments separately"
    )]
    Conflict {
        /// The name of the problem.
        problem: String,
        /// The experiment that was read first.
        first: String,
        /// The experiment that disagrees with it.
        second: String,
        /// What differs.
        what: &'static str,
    },
    /// The report cannot be written.
    #[error("cannot write `{}`: {source}; check that the folder may be written", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A figure cannot be drawn.
    #[error("cannot draw `{}`: {problem}", .path.display())]
    Draw {
        /// The file of the figure.
        path: PathBuf,
        /// What the drawing library says.
        problem: String,
    },
}
