//! What an experiment file says about Sokoban.

use crate::catalogue::{levels_of, shipped};
use crate::level::Level;
use crate::level_error::LevelError;
use crate::puzzle::Sokoban;
use orienteer_core::path::{PuzzleEnv, Solvable, StartError};
use orienteer_core::{AnyEnvironment, Moves};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use xxhash_rust::xxh3::xxh3_64;

/// The configuration of Sokoban.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SokobanConfig {
    /// The number of the level, from 0: among the 500 that come with the crate, or in `file`.
    pub level: usize,
    /// A file of levels in XSB letters, parted by empty lines; relative to the working directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// A level itself: rows of `#` (wall), `@` (agent), `$` (box), `.` (goal), `*` (box on a goal),
    /// `+` (agent on a goal) and spaces, parted by line breaks or bars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// So many random moves backwards from the solved level, others for each seed, in place of the
    /// level's own start. At least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scramble: Option<u32>,
}

/// Where a level is from.
struct Source {
    text: String,
    solvable: Solvable,
    fingerprint: Option<u64>,
}

impl SokobanConfig {
    /// The environment.
    ///
    /// # Errors
    ///
    /// Says which field is wrong and what it may be.
    pub fn build(&self) -> Result<AnyEnvironment<Moves>, SokobanError> {
        let source = self.source()?;
        let level: Level = source.text.parse()?;
        match level.words() {
            1 => self.environment::<1>(&level, &source),
            2 => self.environment::<2>(&level, &source),
            _ => self.environment::<4>(&level, &source),
        }
    }

    fn source(&self) -> Result<Source, SokobanError> {
        let index = self.level;
        match (&self.state, &self.file) {
            (Some(_), Some(_)) => Err(SokobanError::StateAndFile),
            (Some(text), None) => {
                Ok(Source { text: text.clone(), solvable: Solvable::Unknown, fingerprint: None })
            }
            (None, Some(path)) => {
                let text = std::fs::read_to_string(path).map_err(|why| SokobanError::File {
                    path: path.clone(),
                    why: why.to_string(),
                })?;
                let mut levels = levels_of(&text);
                let (place, count) = (format!("`{}`", path.display()), levels.len());
                if index >= count {
                    return Err(SokobanError::Index { index, place, count });
                }
                let text = levels.swap_remove(index);
                let fingerprint = Some(xxh3_64(text.as_bytes()));
                Ok(Source { text, solvable: Solvable::Unknown, fingerprint })
            }
            (None, None) => {
                let (place, count) =
                    ("the set that comes with the program".into(), shipped().len());
                let known = shipped().get(index);
                let known = known.ok_or(SokobanError::Index { index, place, count })?;
                let solvable = Solvable::Within(known.length);
                Ok(Source { text: known.level.clone(), solvable, fingerprint: None })
            }
        }
    }

    fn environment<const W: usize>(
        &self,
        level: &Level,
        source: &Source,
    ) -> Result<AnyEnvironment<Moves>, SokobanError> {
        let puzzle = Sokoban::<W>::new(level)?;
        let start = *puzzle.start();
        let env = match self.scramble {
            Some(depth) => PuzzleEnv::scrambled(puzzle, depth)?,
            None => PuzzleEnv::started(puzzle, start, source.solvable)?,
        };
        Ok(AnyEnvironment::new(match source.fingerprint {
            Some(fingerprint) => env.with_fingerprint(fingerprint),
            None => env,
        }))
    }
}

/// A configuration that describes no level.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SokobanError {
    /// The level is none.
    #[error(transparent)]
    Level(#[from] LevelError),
    /// There is no level of this number.
    #[error("`level` is {index}: {place} has {count} levels, numbered from 0")]
    Index {
        /// The number asked for.
        index: usize,
        /// Where it was looked for.
        place: String,
        /// How many there are.
        count: usize,
    },
    /// A file that cannot be read.
    #[error("`file` is `{}`: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// Two levels at once.
    #[error("`state` and `file` are both given: expected one of them")]
    StateAndFile,
    /// There is nothing to solve, or too much.
    #[error(transparent)]
    Start(#[from] StartError),
}
