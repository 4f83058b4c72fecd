//! What can go wrong with an experiment as a whole.

use crate::config::ConfigErrors;
use orienteer_core::text::plural;
use std::io;
use std::path::PathBuf;

/// Why an experiment could not be read or executed. That a run fails is not among them: it is
/// recorded, and the others go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The experiment file is wrong.
    #[error(transparent)]
    Config(#[from] ConfigErrors),
    /// A file cannot be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder cannot be written.
    #[error("cannot write `{}`: {source}; choose another folder with `--out`", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The folder holds the records of something else.
    #[error(
        "`{}` holds another experiment; nothing was changed. These differ:\n  {}\nTo keep both, \
         choose another folder with `--out`",
        folder.display(),
        differences.join("\n  ")
    )]
    Another {
        /// The folder.
        folder: PathBuf,
        /// What differs, one line each.
        differences: Vec<String>,
    },
    /// The folder holds something that is no experiment.
    #[error("`{}` is not empty and holds no experiment; choose another folder with `--out`", .0.display())]
    Foreign(PathBuf),
    /// A record is damaged.
    #[error("`{}` is damaged ({reason}); remove it, or choose another folder with `--out`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Another process works on the folder.
    #[error("another process is executing the experiment in `{}`; wait for it, or choose another folder with `--out`", .0.display())]
    Locked(PathBuf),
    /// A planner cannot be made, for want of a table or another file.
    #[error("agent `{agent}` on `{problem}`: {reason}")]
    Planner {
        /// The agent.
        agent: String,
        /// The problem.
        problem: String,
        /// Why.
        reason: String,
    },
    /// The machine gives no threads.
    #[error("cannot start {}: {}; ask for fewer with `--threads`", plural(*.0, "thread"), .1)]
    Threads(usize, String),
}
