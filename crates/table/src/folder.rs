//! The folder where tables are kept between runs.

use crate::file::{Key, TableError};
use crate::search::BuildError;
use crate::table::Table;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A folder of tables. It is made when the first table is.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    notice: fn(Notice<'_>),
}

/// What a folder tells, because it takes a while.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Notice<'a> {
    /// There is no such file, so a table is built.
    Building {
        /// The file.
        file: &'a Path,
        /// How large it will be.
        bytes: usize,
    },
    /// A table was built and saved.
    Built {
        /// The file.
        file: &'a Path,
        /// What that took.
        seconds: f64,
    },
}

impl Folder {
    /// Tables in `path`.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), notice: |_| () }
    }

    /// The same, telling `notice` when a table is built.
    #[must_use]
    pub fn with_notice(self, notice: fn(Notice<'_>)) -> Self {
        Self { notice, ..self }
    }

    /// Where tables are if nothing else is said: what the environment variable `ORIENTEER_TABLES`
    /// names, else `orienteer/tables` in the user's folder for what can be made again
    /// (`XDG_CACHE_HOME`, `~/.cache`, `~/Library/Caches` or `%LOCALAPPDATA%`), else `tables` here.
    ///
    /// The folder of the user and not of the project, because tables are large, the same for every
    /// project, and not worth a place in version control.
    pub fn standard() -> Self {
        let folder = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let home = |inside: &str| folder("HOME").map(|home| home.join(inside));
        let cache = || {
            if cfg!(windows) {
                folder("LOCALAPPDATA")
            } else if cfg!(target_os = "macos") {
                home("Library/Caches")
            } else {
                folder("XDG_CACHE_HOME").or_else(|| home(".cache"))
            }
        };
        let chosen = folder("ORIENTEER_TABLES");
        let path = chosen.or_else(|| cache().map(|cache| cache.join("orienteer").join("tables")));
        Self::at(path.unwrap_or_else(|| PathBuf::from("tables")))
    }

    /// The path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of a table in it.
    pub fn file(&self, key: &Key) -> PathBuf {
        self.path.join(format!("{}.table", key.name))
    }

    /// Opens the table of `key`, which must be there.
    ///
    /// # Errors
    ///
    /// When it is missing, or not what it should be.
    pub fn open(&self, key: &Key) -> Result<Table, TableError> {
        Table::open(&self.file(key), key)
    }

    /// Opens the table of `key`; builds and saves it if there is none.
    ///
    /// # Errors
    ///
    /// When it cannot be built or saved, or a file of this name is not what it should be. Such a file
    /// is not replaced: it may be somebody's, and the message says what to do.
    pub fn open_or_build(
        &self,
        key: &Key,
        build: impl FnOnce() -> Result<Table, BuildError>,
    ) -> Result<Table, FolderError> {
        let path = self.file(key);
        if path.try_exists().map_err(|error| folder_error(&path, error))? {
            return Ok(Table::open(&path, key)?);
        }
        // Before the work, which would be lost if there were no place for it.
        fs::create_dir_all(&self.path).map_err(|error| folder_error(&self.path, error))?;
        let began = Instant::now();
        (self.notice)(Notice::Building { file: &path, bytes: key.bytes() });
        build()?.save(&path, key)?;
        (self.notice)(Notice::Built { file: &path, seconds: began.elapsed().as_secs_f64() });
        Ok(Table::open(&path, key)?)
    }
}

fn folder_error(path: &Path, error: std::io::Error) -> FolderError {
    FolderError::File(TableError { path: path.to_owned(), problem: error.into() })
}

/// Why a folder gives no table.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file is not what it should be, or cannot be written.
    #[error(transparent)]
    File(#[from] TableError),
    /// The table cannot be built.
    #[error(transparent)]
    Build(#[from] BuildError),
}
