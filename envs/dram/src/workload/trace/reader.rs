//! Accesses of a trace, chunk by chunk.

use super::bounds::Bounds;
use super::format::Format;
use super::lines::{Fault, Lines};
use super::{TraceFile, line, number};
use crate::error::DramError;
use crate::workload::access::{Access, CHUNK, Source};
use std::io::{self, Read};

/// What the first line of a CSV file says.
const HEADER: [&str; 3] = ["cycle", "op", "address"];

/// Reads a trace; empty lines and lines that begin with `#` count for nothing.
pub(in crate::workload) struct TraceReader<R> {
    name: String,
    compressed: bool,
    lines: Lines<R>,
    parser: Parser,
    chunk: Vec<Access>,
}

impl<R: Read> TraceReader<R> {
    pub(super) fn new(file: &TraceFile, input: R) -> Self {
        Self {
            name: file.name.clone(),
            compressed: file.compressed,
            lines: Lines::new(input),
            parser: Parser {
                format: file.format,
                bounds: file.bounds,
                header: file.format == Format::Csv,
                clock: 0,
                folded: 0,
            },
            chunk: Vec::with_capacity(CHUNK),
        }
    }

    /// How many addresses so far were beyond the memory and lost their upper bits.
    pub(in crate::workload) fn folded(&self) -> u64 {
        self.parser.folded
    }

    fn fill(&mut self) -> Result<(), Fault> {
        while self.chunk.len() < CHUNK {
            let Some(line) = self.lines.next()? else { break };
            match self.parser.access(line) {
                Ok(None) => {}
                Ok(Some(access)) => self.chunk.push(access),
                Err(reason) => return Err(Fault::Line(reason)),
            }
        }
        Ok(())
    }

    fn error(&self, fault: Fault) -> DramError {
        let reason = match fault {
            Fault::Line(reason) => reason,
            Fault::Io(reason) if !self.compressed => {
                return DramError::Read { file: self.name.clone(), reason };
            }
            Fault::Io(reason) if reason.kind() == io::ErrorKind::UnexpectedEof => {
                "the compressed data end in the middle; is the file complete?".to_owned()
            }
            Fault::Io(reason) => format!("cannot be decompressed ({reason}); is this gzip?"),
        };
        DramError::line(&self.name, self.lines.number(), reason)
    }
}

impl<R: Read> Source for TraceReader<R> {
    fn next_chunk(&mut self) -> Result<&[Access], DramError> {
        self.chunk.clear();
        self.fill().map_err(|fault| self.error(fault))?;
        Ok(&self.chunk)
    }
}

/// Lines into accesses that are in order and within the memory.
struct Parser {
    format: Format,
    bounds: Bounds,
    /// Whether the header is still to come.
    header: bool,
    /// Of the access before.
    clock: u64,
    folded: u64,
}

impl Parser {
    #[inline]
    fn access(&mut self, line: &[u8]) -> Result<Option<Access>, String> {
        let line = line.trim_ascii();
        if line.is_empty() || line[0] == b'#' {
            return Ok(None);
        }
        if self.header {
            return self.header(line).map(|()| None);
        }
        let mut access = line::access(self.format, line)?;
        if access.clock < self.clock {
            return Err(self.disorder(access.clock));
        }
        self.clock = access.clock;
        if access.address >= self.bounds.size {
            access.address = self.bounds.fold(access.address)?;
            self.folded += 1;
        }
        Ok(Some(access))
    }

    #[cold]
    fn header(&mut self, line: &[u8]) -> Result<(), String> {
        self.header = false;
        // Spreadsheets begin a file with a byte-order mark.
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let names = text.split(|&byte| byte == b',').map(<[u8]>::trim_ascii);
        if names.eq(HEADER.map(str::as_bytes)) {
            return Ok(());
        }
        let (header, found) = (HEADER.join(","), number::show(text));
        Err(format!("expected the header `{header}`, found `{found}`"))
    }

    #[cold]
    fn disorder(&self, clock: u64) -> String {
        format!(
            "cycle {clock} comes after cycle {}; cycles must not decrease: sort the lines by cycle",
            self.clock
        )
    }
}
