//! Lines of a file through one buffer, so that memory is bounded whatever the file holds.

use std::io::{self, Read};

/// The longest line that is read, in bytes.
const LONGEST: usize = 1 << 16;

/// Why there is no next access.
#[derive(Debug)]
pub(super) enum Fault {
    /// The file cannot be read on.
    Io(io::Error),
    /// What is wrong with the line.
    Line(String),
}

/// Reads lines.
pub(super) struct Lines<R> {
    input: R,
    buffer: Box<[u8]>,
    /// What was read and not yet handed out.
    start: usize,
    end: usize,
    ended: bool,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        let buffer = vec![0; 2 * LONGEST].into_boxed_slice();
        Self { input, buffer, start: 0, end: 0, ended: false, number: 0 }
    }

    /// The number of the line handed out last, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next line, without its end; `None` after the last.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, Fault> {
        let mut searched = self.start;
        loop {
            let waiting = &self.buffer[searched..self.end];
            if let Some(length) = waiting.iter().position(|&byte| byte == b'\n') {
                let line = self.start..searched + length;
                self.start = line.end + 1;
                self.number += 1;
                return Ok(Some(&self.buffer[line]));
            }
            if self.ended {
                let line = self.start..self.end;
                self.start = self.end;
                if line.is_empty() {
                    return Ok(None);
                }
                self.number += 1;
                return Ok(Some(&self.buffer[line]));
            }
            searched = self.end - self.start;
            self.fill()?;
        }
    }

    /// Moves what waits to the front and reads more.
    #[cold]
    fn fill(&mut self) -> Result<(), Fault> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end > LONGEST {
            self.number += 1;
            let reason = format!("the line is longer than {LONGEST} bytes; is this a trace?");
            return Err(Fault::Line(reason));
        }
        let read = loop {
            match self.input.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        match read {
            Ok(read) => {
                self.end += read;
                self.ended = read == 0;
                Ok(())
            }
            Err(error) => {
                self.number += 1;
                Err(Fault::Io(error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(buffer.len()).min(1);
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    #[test]
    fn lines_are_those_of_the_standard_library_however_they_arrive() {
        for text in ["", "\n", "a", "a\n", "a\nbc\n\nd", "\n\n", "abc\ndef\n"] {
            let mut lines = Lines::new(Trickle(text.as_bytes()));
            let mut found = Vec::new();
            while let Some(line) = lines.next().unwrap() {
                found.push(String::from_utf8(line.to_vec()).unwrap());
            }
            assert_eq!(found, text.lines().collect::<Vec<_>>(), "{text:?}");
            assert_eq!(lines.number(), found.len() as u64);
        }
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let mut lines = Lines::new(io::repeat(b'x'));
        assert!(matches!(lines.next(), Err(Fault::Line(reason)) if reason.contains("longer than")));
        assert_eq!(lines.number(), 1);
    }
}
