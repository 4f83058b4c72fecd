//! `log.jsonl`: the record of one run, a line an evaluation.
//!
//! A line is written with one call as soon as its evaluation is over, so a process that is killed
//! loses no more than the evaluations in flight. On resumption the lines are read back one by one,
//! as the agent asks for them again.

use super::clock::Clock;
use super::observer::Progress;
use super::seal::Ending;
use super::tally::Tally;
use orienteer_core::MetricSpec;
use orienteer_core::session::{Journal, JournalError, Record};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// The record of one run on disk.
pub(super) struct FileJournal<'a> {
    path: PathBuf,
    log: File,
    /// What is left of the record of an interrupted run.
    rest: Option<BufReader<File>>,
    /// The length of what was read of it, in lines and in bytes.
    read: (u64, u64),
    metrics: &'a [MetricSpec],
    clock: Clock,
    tally: Tally,
    progress: &'a Progress,
    /// Whether a record's value is the one that the objective asks for.
    single: bool,
}

impl<'a> FileJournal<'a> {
    /// Opens the record in the folder of a run.
    pub(super) fn open(
        folder: &Path,
        metrics: &'a [MetricSpec],
        single: bool,
        progress: &'a Progress,
    ) -> io::Result<Self> {
        let path = folder.join("log.jsonl");
        let log = File::options().create(true).append(true).open(&path)?;
        let rest = Some(BufReader::new(File::open(&path)?));
        let clock = Clock::open(&folder.join("clock.csv"))?;
        let tally = Tally::default();
        Ok(Self { path, log, rest, read: (0, 0), metrics, clock, tally, progress, single })
    }

    /// The seconds that earlier attempts took.
    pub(super) fn seconds_before(&self) -> f64 {
        self.clock.before()
    }

    /// Closes the record of a run that ended so, and counts it. A record that cannot be closed
    /// makes the run a failure.
    pub(super) fn close(mut self, ending: Ending) -> (Ending, Tally) {
        let failed = matches!(ending, Ending::Failed(_));
        match self.finish() {
            Err(error) if !failed => (Ending::Failed(error.0), self.tally),
            _ => (ending, self.tally),
        }
    }

    fn finish(&mut self) -> Result<(), JournalError> {
        if let Some(line) = self.next_line()? {
            return Err(JournalError(format!(
                "the record goes on after the agent has ended: {line}. It was made by another \
                 version of the agent; keep it and use another output folder"
            )));
        }
        self.clock.mark(self.tally.spent()).map_err(|error| self.failure(&error))?;
        self.log.sync_all().map_err(|error| self.failure(&error))
    }

    /// The next whole line of the old record. At its end, a line that a kill has torn is cut off.
    fn next_line(&mut self) -> Result<Option<String>, JournalError> {
        let Some(rest) = &mut self.rest else { return Ok(None) };
        let mut line = Vec::new();
        rest.read_until(b'\n', &mut line).map_err(|error| self.failure(&error))?;
        if line.last() == Some(&b'\n') {
            self.read.0 += 1;
            self.read.1 += line.len() as u64;
            line.pop();
            return match String::from_utf8(line) {
                Ok(line) => Ok(Some(line)),
                Err(error) => Err(self.failure(&error)),
            };
        }
        self.rest = None;
        if !line.is_empty() {
            self.log.set_len(self.read.1).map_err(|error| self.failure(&error))?;
        }
        Ok(None)
    }

    fn failure(&self, error: &dyn std::fmt::Display) -> JournalError {
        JournalError(format!("`{}`: {error}", self.path.display()))
    }

    fn take(&mut self, record: &Record, improved: bool) -> Result<(), JournalError> {
        self.tally.add(record);
        self.progress.set_spent(self.tally.spent());
        if let (true, true, Some(value)) = (improved, self.single, record.value) {
            self.progress.set_best(value);
        }
        let spent = self.tally.spent();
        let noted = if improved { self.clock.mark(spent) } else { self.clock.tick(spent) };
        noted.map_err(|error| self.failure(&error))
    }
}

impl Journal for FileJournal<'_> {
    fn recall(&mut self, index: u64) -> Result<Option<Record>, JournalError> {
        let Some(line) = self.next_line()? else { return Ok(None) };
        let damaged = |reason: String| {
            let (path, line) = (self.path.display(), self.read.0);
            JournalError(format!(
                "`{path}` is damaged at line {line}: {reason}. Remove the folder of this run to \
                 execute it anew"
            ))
        };
        let record = Record::from_json(&line, self.metrics).map_err(|error| damaged(error.0))?;
        if record.index == index {
            Ok(Some(record))
        } else {
            Err(damaged(format!("expected evaluation {index}, found {}", record.index)))
        }
    }

    fn append(&mut self, record: &Record, improved: bool) -> Result<(), JournalError> {
        let mut line = record.to_json(self.metrics);
        line.push('\n');
        self.log.write_all(line.as_bytes()).map_err(|error| self.failure(&error))?;
        self.take(record, improved)
    }

    fn recalled(&mut self, record: &Record, improved: bool) {
        // A clock that cannot be written is noticed at the next evaluation, at the latest.
        let _ = self.take(record, improved);
    }
}
