//! Files that may be compressed.

use super::RowError;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// What a gzip file begins with (RFC 1952, section 2.3.1).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Opens a file, and decompresses what it holds where that is gzip.
///
/// # Errors
///
/// When it cannot be read.
pub fn open(path: &Path) -> Result<Box<dyn BufRead + Send>, RowError> {
    let name = format!("`{}`", path.display());
    let file = File::open(path).map_err(|error| RowError(format!("cannot read {name}: {error}")));
    decompressed(BufReader::new(file?), &name)
}

/// The same for what is already open; `name` is what errors call it. It waits for the first bytes,
/// which say what it is.
///
/// # Errors
///
/// When these cannot be read.
pub fn decompressed(
    mut reader: impl BufRead + Send + 'static,
    name: &str,
) -> Result<Box<dyn BufRead + Send>, RowError> {
    let start =
        reader.fill_buf().map_err(|error| RowError(format!("cannot read {name}: {error}")))?;
    if start.starts_with(GZIP) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(reader))));
    }
    Ok(Box::new(reader))
}
