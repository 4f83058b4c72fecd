//! Trace files: formats, and reading of any length in bounded memory.

mod bounds;
mod format;
mod line;
mod lines;
mod number;
mod reader;

use crate::error::DramError;
pub(super) use bounds::{Bounds, Fold, bytes};
use flate2::read::MultiGzDecoder;
pub use format::Format;
pub(super) use reader::TraceReader;
use std::fs::File;
use std::io::Read;

/// The bytes of a trace, whatever they come from.
pub(super) type Input<'a> = Box<dyn Read + Send + 'a>;

/// A trace file, and how it is read.
#[derive(Clone, Debug)]
pub(super) struct TraceFile {
    /// Its path, relative to the working directory.
    pub(super) name: String,
    pub(super) format: Format,
    pub(super) compressed: bool,
    pub(super) bounds: Bounds,
}

impl TraceFile {
    /// Opens the file at its first line.
    pub(super) fn open(&self) -> Result<TraceReader<Input<'static>>, DramError> {
        let file = File::open(&self.name)
            .map_err(|reason| DramError::Read { file: self.name.clone(), reason })?;
        Ok(self.read(file))
    }

    /// As [`open`](Self::open), from bytes that stand for the file.
    pub(super) fn read<'a>(&self, bytes: impl Read + Send + 'a) -> TraceReader<Input<'a>> {
        let input: Input<'a> =
            if self.compressed { Box::new(MultiGzDecoder::new(bytes)) } else { Box::new(bytes) };
        TraceReader::new(self, input)
    }
}
