//! Networks on disk.
//!
//! A file is, in little endian: the eight bytes `ORIENNET`; the version 1, the activation (0 is
//! relu, 1 is tanh), whether an optimiser follows (0 or 1) and the number of widths, each as `u32`;
//! the widths as `u32`; the parameters as `f32`; the optimiser, if any; and the 64-bit XXH3 of all
//! that. The optimiser is its two decays (`f64`), epsilon (`f32`), the steps (`u64`), the two rests
//! of bias (`f64`), then the means and the means of squares (`f32`).

use crate::activation::Activation;
use crate::adam::{Adam, AdamConfig};
use crate::mlp::Mlp;
use crate::shape::{Shape, ShapeError};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: &[u8; 8] = b"ORIENNET";
const VERSION: u32 = 1;
const MOST_WIDTHS: u32 = 64;

/// A network, and its optimiser where training is to go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// The network.
    pub net: Mlp,
    /// Its optimiser.
    pub adam: Option<Adam>,
}

/// Why there is no network in a file.
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
    /// The file is something else.
    #[error("this is no network: a checkpoint begins with `ORIENNET`")]
    Foreign,
    /// The file is of another version.
    #[error("the checkpoint is of version {0}; this program reads version {VERSION}")]
    Version(u32),
    /// The file ends early.
    #[error("the checkpoint is cut short: {found} of {expected} bytes are there")]
    Truncated {
        /// The bytes that it should have, as far as can be told.
        expected: usize,
        /// The bytes that it has.
        found: usize,
    },
    /// The file goes on after its end.
    #[error("the checkpoint is followed by {0} bytes that do not belong to it")]
    Trailing(usize),
    /// The bytes are not those that were written.
    #[error("the checkpoint is damaged: its checksum is {found:016x}, and it says {written:016x}")]
    Checksum {
        /// The checksum in the file.
        written: u64,
        /// The checksum of the file.
        found: u64,
    },
    /// A field has a value that means nothing.
    #[error("the checkpoint has {value} for its {field}")]
    Field {
        /// What the field is.
        field: &'static str,
        /// What it holds.
        value: u32,
    },
    /// The widths make no network.
    #[error(transparent)]
    Shape(#[from] ShapeError),
}

impl Checkpoint {
    /// Writes the checkpoint beside `path` and then renames it, so that a reader, or a process that
    /// is killed, never leaves half a file there.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn save(&self, path: &Path) -> Result<(), CheckpointError> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        // Two processes that save the same name do not write the same file.
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        let written = write(&temporary, &self.to_bytes());
        let renamed = written.and_then(|()| fs::rename(&temporary, path));
        renamed.map_err(|source| {
            // The error that matters is the first.
            let _ = fs::remove_file(&temporary);
            CheckpointError::Io { path: path.to_owned(), source }
        })
    }

    /// Reads a checkpoint.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is not a whole checkpoint of this version.
    pub fn load(path: &Path) -> Result<Self, CheckpointError> {
        let bytes = fs::read(path)
            .map_err(|source| CheckpointError::Io { path: path.to_owned(), source })?;
        Self::from_bytes(&bytes)
    }

    /// The content of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let shape = self.net.shape();
        let mut bytes = MAGIC.to_vec();
        let activation = match shape.activation() {
            Activation::Relu => 0,
            Activation::Tanh => 1,
        };
        let widths = shape.widths();
        let header = [VERSION, activation, u32::from(self.adam.is_some()), widths.len() as u32];
        for word in header.into_iter().chain(widths.iter().map(|width| *width as u32)) {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(self.net.parameters().iter().flat_map(|x| x.to_le_bytes()));
        if let Some(Adam { config, steps, means, squares, left }) = &self.adam {
            bytes.extend(config.mean_decay.to_le_bytes());
            bytes.extend(config.square_decay.to_le_bytes());
            bytes.extend(config.epsilon.to_le_bytes());
            bytes.extend(steps.to_le_bytes());
            bytes.extend(left.iter().flat_map(|x| x.to_le_bytes()));
            bytes.extend(means.iter().chain(squares).flat_map(|x| x.to_le_bytes()));
        }
        bytes.extend(xxh3_64(&bytes).to_le_bytes());
        bytes
    }

    /// Reads the content of a file.
    ///
    /// # Errors
    ///
    /// As [`Checkpoint::load`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointError> {
        if !bytes.starts_with(&MAGIC[..MAGIC.len().min(bytes.len())]) {
            return Err(CheckpointError::Foreign);
        }
        let mut reader = Reader { bytes, at: MAGIC.len() };
        let version = reader.word()?;
        if version != VERSION {
            return Err(CheckpointError::Version(version));
        }
        let activation = match reader.word()? {
            0 => Activation::Relu,
            1 => Activation::Tanh,
            value => return Err(CheckpointError::Field { field: "activation", value }),
        };
        let trained = match reader.word()? {
            value @ 0..=1 => value == 1,
            value => return Err(CheckpointError::Field { field: "optimiser", value }),
        };
        let depth = match reader.word()? {
            value @ 2..=MOST_WIDTHS => value as usize,
            value => return Err(CheckpointError::Field { field: "number of widths", value }),
        };
        let widths = (0..depth).map(|_| Ok(reader.word()? as usize));
        let widths = widths.collect::<Result<Vec<_>, CheckpointError>>()?;
        let shape = Shape::new(widths[0], &widths[1..depth - 1], widths[depth - 1], activation)?;
        let parameters = shape.parameters();
        // Before anything is allocated or believed: is the file as long as it says, and unharmed?
        let optimiser = if trained { 44 + 8 * parameters } else { 0 };
        let expected = reader.at + 4 * parameters + optimiser + 8;
        if bytes.len() < expected {
            return Err(CheckpointError::Truncated { expected, found: bytes.len() });
        }
        if bytes.len() > expected {
            return Err(CheckpointError::Trailing(bytes.len() - expected));
        }
        let body = &bytes[..expected - 8];
        let written = Reader { bytes, at: body.len() }.long()?;
        let found = xxh3_64(body);
        if written != found {
            return Err(CheckpointError::Checksum { written, found });
        }
        let net = Mlp::with_parameters(shape, reader.floats(parameters)?)
            .ok_or(CheckpointError::Truncated { expected, found: bytes.len() })?;
        let adam = trained.then(|| reader.adam(parameters)).transpose()?;
        Ok(Self { net, adam })
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A place in the bytes.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], CheckpointError> {
        let rest = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<N>);
        self.at += N;
        let found = self.bytes.len();
        rest.copied().ok_or(CheckpointError::Truncated { expected: self.at, found })
    }

    fn word(&mut self) -> Result<u32, CheckpointError> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    fn long(&mut self) -> Result<u64, CheckpointError> {
        Ok(u64::from_le_bytes(self.take()?))
    }

    fn double(&mut self) -> Result<f64, CheckpointError> {
        Ok(f64::from_le_bytes(self.take()?))
    }

    fn float(&mut self) -> Result<f32, CheckpointError> {
        Ok(f32::from_le_bytes(self.take()?))
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, CheckpointError> {
        (0..count).map(|_| self.float()).collect()
    }

    fn adam(&mut self, parameters: usize) -> Result<Adam, CheckpointError> {
        let (mean_decay, square_decay) = (self.double()?, self.double()?);
        let config = AdamConfig { mean_decay, square_decay, epsilon: self.float()? };
        let steps = self.long()?;
        let left = [self.double()?, self.double()?];
        let (means, squares) = (self.floats(parameters)?, self.floats(parameters)?);
        Ok(Adam { config, steps, means, squares, left })
    }
}
