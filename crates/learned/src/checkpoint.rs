//! Training on disk.
//!
//! A file is, in little endian: the eight bytes `ORIELRND`; the version 1 as `u32`; the length of the
//! header as `u64`, and the header, JSON that says which puzzle, network, settings and seed it is and
//! how far it came; the length of the network as `u64` and the network with its optimiser, as its
//! kind writes it; the same of the target network; and the 64-bit XXH3 of all that. The positions of a
//! step follow from the seed and the number of the step, so there is no state of a generator.

use crate::heuristic::{LearnedHeuristic, LearnedQ};
use crate::network::{Network, NetworkError};
use crate::settings::{Estimate, Settings};
use crate::trainer::{Progress, TrainError, Trainer};
use orienteer_core::path::Puzzle;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: &[u8; 8] = b"ORIELRND";
const VERSION: u32 = 1;

/// A network in training, as it is on disk.
#[derive(Debug)]
pub struct Checkpoint<N> {
    header: Header,
    network: N,
    target: N,
    digest: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    puzzle: String,
    network: String,
    settings: Settings,
    seed: u64,
    progress: Progress,
}

/// Why there is no training to go on with.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What is in the file.
    #[error("{path}: {problem}")]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// It is of another puzzle.
    #[error("the checkpoint is of puzzle `{found}`, not of `{expected}`")]
    Puzzle {
        /// The puzzle at hand.
        expected: String,
        /// That of the file.
        found: String,
    },
    /// It estimates values, and action values are asked for.
    #[error("the checkpoint has no action values: train with `estimate = \"action-value\"`")]
    NoActionValues,
    /// The network does not fit, or cannot be written.
    #[error(transparent)]
    Train(#[from] TrainError),
}

impl<P: Puzzle, N: Network> Trainer<'_, P, N> {
    /// Writes all that training needs to go on. The file is written beside `path` and renamed, so
    /// that a process that is killed never leaves half of it.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn save(&self, path: &Path) -> Result<(), CheckpointError> {
        let bytes = self.to_bytes().map_err(TrainError::from)?;
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        let written = File::create(&temporary).and_then(|mut file| {
            file.write_all(&bytes)?;
            file.sync_all()
        });
        written.and_then(|()| fs::rename(&temporary, path)).map_err(|source| {
            // The error that matters is the first.
            let _ = fs::remove_file(&temporary);
            CheckpointError::Io { path: path.to_owned(), source }
        })
    }

    /// The content of the file.
    ///
    /// # Errors
    ///
    /// When the network cannot be written, or has lost its numbers in the last step, whose loss is
    /// measured before it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, NetworkError> {
        if !self.has_numbers() {
            let reason = "the network estimates what is no number: training has diverged. Train \
                          anew with a smaller `rate`";
            return Err(NetworkError(reason.to_owned()));
        }
        let header = Header {
            puzzle: self.name.clone(),
            network: N::KIND.to_owned(),
            settings: self.settings.clone(),
            seed: self.seed,
            progress: self.progress.clone(),
        };
        let header = serde_json::to_vec(&header).map_err(|e| NetworkError(e.to_string()))?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        for part in [header, self.network.to_bytes()?, self.target.to_bytes()?] {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
        bytes.extend(xxh3_64(&bytes).to_le_bytes());
        Ok(bytes)
    }
}

impl<N: Network> Checkpoint<N> {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not a whole checkpoint of this version and kind of network.
    pub fn load(path: &Path) -> Result<Self, CheckpointError> {
        let io = |source| CheckpointError::Io { path: path.to_owned(), source };
        let bytes = fs::read(path).map_err(io)?;
        let content =
            |NetworkError(problem)| CheckpointError::Content { path: path.into(), problem };
        Self::from_bytes(&bytes).map_err(content)
    }

    /// Reads the content of a file.
    ///
    /// # Errors
    ///
    /// As [`Checkpoint::load`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NetworkError> {
        let short = || NetworkError(format!("it is cut short, after {} bytes", bytes.len()));
        let (magic, rest) = bytes.split_at_checked(MAGIC.len()).ok_or_else(short)?;
        if magic != MAGIC {
            let problem = "this is no learned heuristic: a checkpoint begins with `ORIELRND`";
            return Err(NetworkError(problem.into()));
        }
        let (version, mut rest) = rest.split_first_chunk().ok_or_else(short)?;
        let version = u32::from_le_bytes(*version);
        if version != VERSION {
            let problem = format!("it is of version {version}; this program reads {VERSION}");
            return Err(NetworkError(problem));
        }
        let mut part = || {
            let (length, after) = rest.split_first_chunk().ok_or_else(short)?;
            let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| short())?;
            let (part, after) = after.split_at_checked(length).ok_or_else(short)?;
            rest = after;
            Ok(part)
        };
        let [header, network, target] = [part()?, part()?, part()?];
        let (written, after) = rest.split_first_chunk().ok_or_else(short)?;
        if !after.is_empty() {
            return Err(NetworkError(format!("{} bytes follow its end", after.len())));
        }
        let (written, found) = (u64::from_le_bytes(*written), xxh3_64(&bytes[..bytes.len() - 8]));
        if written != found {
            let problem =
                format!("it is damaged: its checksum is {found:016x}, not {written:016x}");
            return Err(NetworkError(problem));
        }
        let header: Header = serde_json::from_slice(header)
            .map_err(|error| NetworkError(format!("its header makes no sense: {error}")))?;
        if header.network != N::KIND {
            let kind = &header.network;
            let problem = format!("its network is a {kind}; expected a {}", N::KIND);
            return Err(NetworkError(problem));
        }
        let (network, target) = (N::from_bytes(network)?, N::from_bytes(target)?);
        Ok(Self { header, network, target, digest: found })
    }

    /// The puzzle that it was trained for.
    pub fn puzzle(&self) -> &str {
        &self.header.puzzle
    }

    /// The 64-bit XXH3 of the file, which tells it from every other.
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// The hyperparameters.
    pub fn settings(&self) -> &Settings {
        &self.header.settings
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.header.seed
    }

    /// How far training came.
    pub fn progress(&self) -> &Progress {
        &self.header.progress
    }

    /// The network.
    pub fn network(&self) -> &N {
        &self.network
    }

    fn check(&self, name: &str) -> Result<(), CheckpointError> {
        if self.header.puzzle == name {
            return Ok(());
        }
        let (expected, found) = (name.to_owned(), self.header.puzzle.clone());
        Err(CheckpointError::Puzzle { expected, found })
    }

    /// Training that goes on from here, with the settings and seed that it had: the outcome is that
    /// of training without an interruption.
    ///
    /// # Errors
    ///
    /// When it was another puzzle.
    pub fn resume<'p, P: Puzzle>(
        self,
        puzzle: &'p P,
        name: &str,
    ) -> Result<Trainer<'p, P, N>, CheckpointError> {
        self.check(name)?;
        let Header { puzzle: name, settings, seed, progress, .. } = self.header;
        let networks = (self.network, self.target);
        Ok(Trainer::go_on(puzzle, name, settings, networks, seed, progress)?)
    }

    /// What was learned, as a heuristic.
    ///
    /// # Errors
    ///
    /// When it was another puzzle.
    pub fn heuristic<P: Puzzle>(
        self,
        puzzle: &P,
        name: &str,
    ) -> Result<LearnedHeuristic<N>, CheckpointError> {
        self.check(name)?;
        let estimate = self.header.settings.estimate;
        Ok(LearnedHeuristic::new(puzzle, name, estimate, self.network)?)
    }

    /// What was learned, as action values.
    ///
    /// # Errors
    ///
    /// When it was another puzzle, or values were learned.
    pub fn action_values<P: Puzzle>(
        self,
        puzzle: &P,
        name: &str,
    ) -> Result<LearnedQ<N>, CheckpointError> {
        self.check(name)?;
        if self.header.settings.estimate != Estimate::ActionValue {
            return Err(CheckpointError::NoActionValues);
        }
        Ok(LearnedQ::new(puzzle, name, self.network)?)
    }
}
