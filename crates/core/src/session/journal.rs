//! Where a session keeps its record, and from where it answers after an interruption.

use super::record::{JournalError, Record};
use crate::metric::MetricSpec;

/// Keeps the record of one run.
///
/// An interrupted run is resumed by running its agent again from the start: as long as
/// [`Journal::recall`] knows an evaluation, its outcome is taken from there and nothing is
/// simulated; from then on the run goes on as if it had never stopped. So no agent has to save its
/// state.
pub trait Journal: Send {
    /// The evaluation `index`, if it is already recorded. Asked for once each, in order.
    ///
    /// # Errors
    ///
    /// When the record is there but cannot be read.
    fn recall(&mut self, index: u64) -> Result<Option<Record>, JournalError>;

    /// Adds an evaluation; `improved` says that it became the incumbent.
    ///
    /// # Errors
    ///
    /// When it cannot be kept. The run then stops.
    fn append(&mut self, record: &Record, improved: bool) -> Result<(), JournalError>;

    /// Told instead of [`Journal::append`] of an evaluation that was recalled.
    fn recalled(&mut self, record: &Record, improved: bool) {
        let _ = (record, improved);
    }
}

/// A journal in memory, one JSON line an evaluation, for tests and for programs that keep records
/// their own way.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    metrics: Vec<MetricSpec>,
    /// The lines so far.
    pub lines: Vec<String>,
}

impl Memory {
    /// An empty journal for an environment with these metrics.
    pub fn new(metrics: &[MetricSpec]) -> Self {
        Self { metrics: metrics.to_vec(), lines: Vec::new() }
    }
}

impl Journal for Memory {
    fn recall(&mut self, index: u64) -> Result<Option<Record>, JournalError> {
        self.lines
            .get(index as usize)
            .map(|line| Record::from_json(line, &self.metrics))
            .transpose()
    }

    fn append(&mut self, record: &Record, _: bool) -> Result<(), JournalError> {
        self.lines.push(record.to_json(&self.metrics));
        Ok(())
    }
}
