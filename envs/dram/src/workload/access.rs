//! An access, and sources of them.

use crate::error::DramError;

/// The last clock at which an access may be: about three days at 1 GHz. Times of a simulation in
/// picoseconds stay far from the end of a `u64`.
pub const LAST_CLOCK: u64 = 1 << 48;

/// The most accesses of a workload: the engine packs their numbers into as many bits.
pub const MOST_ACCESSES: u64 = 1 << 36;

/// How many accesses a source that is not held in memory hands out at once.
pub(super) const CHUNK: usize = 4096;

/// One access of a workload: a read or a write of one burst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Access {
    /// The clock of the controller, from 0, from which it may be sent; at most [`LAST_CLOCK`].
    pub clock: u64,
    /// The address of its first byte.
    pub address: u64,
    /// Whether it writes.
    pub write: bool,
}

/// Accesses in order (their clocks do not decrease), a chunk at a time, so that a trace of any
/// length needs bounded memory.
pub trait Source {
    /// The next accesses; an empty slice is the end.
    ///
    /// # Errors
    ///
    /// When a file that was too long to hold cannot be read again, or has changed.
    fn next_chunk(&mut self) -> Result<&[Access], DramError>;
}

/// A slice as a source: one chunk, without a copy.
pub(super) struct Held<'a>(pub(super) &'a [Access]);

impl Source for Held<'_> {
    fn next_chunk(&mut self) -> Result<&[Access], DramError> {
        Ok(std::mem::take(&mut self.0))
    }
}
