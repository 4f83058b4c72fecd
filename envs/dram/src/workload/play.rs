//! A workload that is ready to be played, any number of times and from any thread.

use super::access::{Access, Held, Source};
use super::digest::Digest;
use super::generate::{Generator, Plan};
use super::trace::{Input, TraceFile, TraceReader, bytes};
use crate::error::DramError;
use orienteer_core::rng::key_seed;
use std::io;

/// How many accesses are held in memory (96 MiB of them); longer workloads are read or generated
/// anew each time.
pub const HELD: usize = 1 << 22;

/// How many accesses of a long generated workload count for its fingerprint.
const SAMPLED: usize = 1 << 16;

/// A workload that is ready to be played.
#[derive(Debug)]
pub struct Workload {
    name: String,
    accesses: u64,
    folded: u64,
    fingerprint: u64,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Held(Vec<Access>),
    File(TraceFile),
    Generated(Plan),
}

impl Workload {
    /// From the first access on. Each call is independent of all others.
    pub fn source(&self) -> Box<dyn Source + Send + '_> {
        match &self.body {
            Body::Held(accesses) => Box::new(Held(accesses)),
            Body::File(file) => Box::new(Replay::new(file, self.fingerprint)),
            Body::Generated(plan) => Box::new(Generator::new(plan)),
        }
    }

    /// The name of a trace, the path of a file, or the name of a pattern.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A hash of the accesses, so that records of an edited file, or of a device on which other
    /// addresses fold, are told apart. Where and how a trace is stored does not matter. Generated
    /// workloads of more than [`HELD`] accesses are hashed by what was asked for and their
    /// beginning.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The number of accesses.
    pub fn len_hint(&self) -> u64 {
        self.accesses
    }

    /// How many addresses were beyond the device and lost their upper bits.
    pub fn folded(&self) -> u64 {
        self.folded
    }

    /// Reads a trace, from the bytes of the file or those in `shipped`; it is held in memory if it
    /// has at most `held` accesses.
    pub(super) fn trace(
        name: &str,
        file: TraceFile,
        shipped: Option<&[u8]>,
        held: usize,
    ) -> Result<Self, DramError> {
        let mut reader: TraceReader<Input<'_>> = match shipped {
            Some(bytes) => file.read(bytes),
            None => file.open()?,
        };
        let mut digest = Digest::new();
        let mut kept = Some(Vec::new());
        let mut accesses = 0;
        loop {
            let chunk = reader.next_chunk()?;
            if chunk.is_empty() {
                break;
            }
            accesses += chunk.len() as u64;
            digest.update(chunk);
            kept = kept.filter(|kept: &Vec<_>| kept.len() + chunk.len() <= held);
            if let Some(kept) = &mut kept {
                kept.extend_from_slice(chunk);
            }
        }
        if accesses == 0 {
            return Err(DramError::Empty { file: file.name, expected: file.format.shape() });
        }
        let folded = reader.folded();
        if folded > 0 {
            let size = bytes(file.bounds.size);
            tracing::warn!(
                "{name}: {folded} of {accesses} addresses are beyond the device of {size}; their \
                 upper bits are dropped"
            );
        }
        let body = match kept {
            Some(mut kept) => {
                kept.shrink_to_fit();
                Body::Held(kept)
            }
            None => Body::File(file),
        };
        Ok(Self { name: name.to_owned(), accesses, folded, fingerprint: digest.finish(), body })
    }

    /// Generates a workload, into memory if it has at most `held` accesses.
    pub(super) fn generated(plan: Plan, held: usize) -> Self {
        let accesses = plan.accesses;
        let name = plan.pattern.name().to_owned();
        let holds = accesses <= held as u64;
        let most = if holds { held } else { SAMPLED.min(held) };
        let mut generator = Generator::new(&plan);
        let mut beginning = Vec::new();
        while beginning.len() < most {
            let chunk = generator.generate();
            if chunk.is_empty() {
                break;
            }
            beginning.extend_from_slice(chunk);
        }
        let mut digest = Digest::new();
        digest.update(&beginning);
        let mut fingerprint = digest.finish();
        let body = if holds {
            beginning.shrink_to_fit();
            Body::Held(beginning)
        } else {
            fingerprint = key_seed(&[&fingerprint.to_string(), &format!("{plan:?}")]);
            Body::Generated(plan)
        };
        Self { name, accesses, folded: 0, fingerprint, body }
    }
}

/// A file that is read again, and must be what it was.
struct Replay<'a> {
    file: &'a TraceFile,
    reader: Option<TraceReader<Input<'static>>>,
    fingerprint: u64,
    digest: Digest,
}

impl<'a> Replay<'a> {
    fn new(file: &'a TraceFile, fingerprint: u64) -> Self {
        Self { file, reader: None, fingerprint, digest: Digest::new() }
    }
}

impl Source for Replay<'_> {
    fn next_chunk(&mut self) -> Result<&[Access], DramError> {
        let reader = match &mut self.reader {
            Some(reader) => reader,
            none => none.insert(self.file.open()?),
        };
        let chunk = reader.next_chunk()?;
        self.digest.update(chunk);
        if chunk.is_empty() && self.digest.finish() != self.fingerprint {
            let reason = io::Error::other("it has changed since the run began");
            return Err(DramError::Read { file: self.file.name.clone(), reason });
        }
        Ok(chunk)
    }
}

#[cfg(test)]
mod tests;
