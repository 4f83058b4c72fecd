//! Traces: what a program asks of the memory, and when.
//!
//! DRAMSys' format has a line `cycle: read address` or `cycle: write address` an access, the
//! address in hexadecimal; empty lines and lines that start with `#` count for nothing. The CSV
//! format has the columns `cycle,op,address` in this order, with or without that header.

use crate::error::DramError;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// An access of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The clock from which it may be sent.
    pub clock: u64,
    /// The address of its first byte.
    pub address: u64,
    /// Whether it writes.
    pub write: bool,
}

/// A source of accesses, in order.
pub trait Source {
    /// The next access, or nothing at the end.
    ///
    /// # Errors
    ///
    /// When the source cannot be read or is malformed.
    fn next(&mut self) -> Result<Option<Access>, DramError>;

    /// Where the last access came from: a name, and a line counted from 1.
    fn position(&self) -> (&str, u64);
}

/// Reads a trace line by line, so that its length does not matter.
pub struct TraceReader<R> {
    name: String,
    input: R,
    line: u64,
    text: String,
}

impl TraceReader<Box<dyn BufRead + Send>> {
    /// Opens a trace; a name that ends in `.gz` means that it is compressed.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened.
    pub fn open(path: &Path) -> Result<Self, DramError> {
        let name = path.display().to_string();
        let file = File::open(path);
        let file = file.map_err(|reason| DramError::Read { file: name.clone(), reason })?;
        let packed = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
        let input: Box<dyn Read + Send> =
            if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        Ok(Self::new(name, Box::new(BufReader::with_capacity(1 << 16, input))))
    }
}

impl<R: BufRead> TraceReader<R> {
    /// Reads from `input`; `name` stands for it in messages.
    pub fn new(name: String, input: R) -> Self {
        Self { name, input, line: 0, text: String::new() }
    }
}

/// The parts of a line: clock, what, address.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    if line.contains(',') {
        let mut parts = line.split(',').map(str::trim);
        return Some((parts.next()?, parts.next()?, parts.next()?));
    }
    let mut parts = line.split_whitespace();
    let clock = parts.next()?;
    Some((clock.strip_suffix(':').unwrap_or(clock), parts.next()?, parts.next()?))
}

fn access(line: &str) -> Result<Access, String> {
    let expected = "expected `cycle: read|write address` or `cycle,read|write,address`";
    let (clock, what, address) = parts(line).ok_or_else(|| format!("`{line}`: {expected}"))?;
    let write = match what.to_ascii_lowercase().as_str() {
        "read" | "r" => false,
        "write" | "w" => true,
        _ => return Err(format!("`{what}` is neither `read` nor `write`")),
    };
    let digits = address.strip_prefix("0x").or_else(|| address.strip_prefix("0X"));
    Ok(Access {
        clock: clock.parse().map_err(|_| format!("`{clock}` is not a cycle, a whole number"))?,
        address: u64::from_str_radix(digits.unwrap_or(address), 16)
            .map_err(|_| format!("`{address}` is not a hexadecimal address"))?,
        write,
    })
}

impl<R: BufRead> Source for TraceReader<R> {
    fn next(&mut self) -> Result<Option<Access>, DramError> {
        loop {
            self.text.clear();
            self.line += 1;
            let read = self.input.read_line(&mut self.text);
            let read = read.map_err(|e| DramError::line(&self.name, self.line, e.to_string()))?;
            if read == 0 {
                return Ok(None);
            }
            let line = self.text.trim();
            let header = self.line == 1 && line.starts_with("cycle,");
            if line.is_empty() || line.starts_with('#') || header {
                continue;
            }
            return access(line)
                .map(Some)
                .map_err(|reason| DramError::line(&self.name, self.line, reason));
        }
    }

    fn position(&self) -> (&str, u64) {
        (&self.name, self.line)
    }
}

/// A trace in memory.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What it is called.
    pub name: String,
    /// Its accesses.
    pub accesses: Vec<Access>,
}

impl Trace {
    /// Reads a whole file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a line is malformed.
    pub fn open(path: &Path) -> Result<Self, DramError> {
        let mut reader = TraceReader::open(path)?;
        let mut accesses = Vec::new();
        while let Some(access) = reader.next()? {
            accesses.push(access);
        }
        Ok(Self { name: reader.name, accesses })
    }

    /// The accesses from the first on.
    pub fn source(&self) -> TraceSource<'_> {
        TraceSource { trace: self, next: 0 }
    }
}

/// The accesses of a [`Trace`], one by one.
#[derive(Clone, Debug)]
pub struct TraceSource<'a> {
    trace: &'a Trace,
    next: usize,
}

impl Source for TraceSource<'_> {
    #[inline]
    fn next(&mut self) -> Result<Option<Access>, DramError> {
        let access = self.trace.accesses.get(self.next).copied();
        self.next += usize::from(access.is_some());
        Ok(access)
    }

    fn position(&self) -> (&str, u64) {
        (&self.trace.name, self.next as u64)
    }
}
