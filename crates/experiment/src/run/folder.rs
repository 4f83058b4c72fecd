//! The folder of an experiment's records.

use super::{Work, files};
use crate::error::Error;
use crate::plan::Run;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const PLAN: &str = "plan.json";

/// An open folder, locked against other processes as long as this lives.
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Creates the folder, or opens it if the records in it belong to `plan`.
    pub(super) fn open(path: &Path, plan: &dyn Work) -> Result<Self, Error> {
        let cannot_write = |source| Error::Write { path: path.to_owned(), source };
        fs::create_dir_all(path).map_err(cannot_write)?;
        let is_new = !path.join(PLAN).exists();
        if is_new && holds_something(path).map_err(cannot_write)? {
            return Err(Error::Foreign(path.to_owned()));
        }
        let lock = lock(path)?;
        let new = plan.to_json();
        if !is_new {
            let differences = plan.differences(&read_plan(path)?, &new);
            if !differences.is_empty() {
                return Err(Error::Another { folder: path.to_owned(), differences });
            }
        }
        files::replace(path, "experiment.toml", plan.text()).map_err(cannot_write)?;
        files::replace_json(path, PLAN, &new).map_err(cannot_write)?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How many runs are recorded here that `plan` does not name.
    pub(super) fn strangers(&self, plan: &dyn Work) -> usize {
        let named: BTreeSet<PathBuf> = plan.runs().iter().map(|run| self.of(run)).collect();
        // runs/<problem>/<agent>/<run>
        let mut folders = vec![self.path.join("runs")];
        for _ in 0..3 {
            folders = folders.iter().flat_map(|folder| inside(folder)).collect();
        }
        folders.iter().filter(|folder| !named.contains(*folder)).count()
    }

    /// The folder of a run.
    pub(super) fn of(&self, run: &Run) -> PathBuf {
        self.path.join("runs").join(&run.id)
    }
}

/// The folders in a folder; none if it cannot be read.
fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

/// Whether there is anything but hidden files, which an interruption may have left.
fn holds_something(path: &Path) -> std::io::Result<bool> {
    for entry in fs::read_dir(path)? {
        if !entry?.file_name().to_string_lossy().starts_with('.') {
            return Ok(true);
        }
    }
    Ok(false)
}

fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join(".lock");
    let lock = File::options().create(true).truncate(false).write(true).open(&path);
    let lock = lock.map_err(|source| Error::Write { path: path.clone(), source })?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::Locked(folder.to_owned())),
        // Some network file systems have no locks; that is no reason not to work.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(lock),
        Err(TryLockError::Error(source)) => Err(Error::Write { path, source }),
    }
}

fn read_plan(folder: &Path) -> Result<Json, Error> {
    let path = folder.join(PLAN);
    match fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text)
            .map_err(|error| Error::Damaged { path, reason: error.to_string() }),
        Err(source) => Err(Error::Read { path, source }),
    }
}
