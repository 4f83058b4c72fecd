//! Counts over the evaluations of a run, for its seal.

use orienteer_core::Fault;
use orienteer_core::session::Record;
use serde::Serialize;
use std::collections::BTreeMap;

/// A reason may name the design; the seal must not become a second log.
const REASONS: usize = 20;

/// How many evaluations came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Tally {
    evaluations: u64,
    faults: u64,
    fault_reasons: BTreeMap<String, u64>,
    infeasible: u64,
    cached: u64,
}

impl Tally {
    /// The evaluations spent.
    pub(super) fn spent(&self) -> u64 {
        self.evaluations
    }

    pub(super) fn add(&mut self, record: &Record) {
        self.evaluations += u64::from(record.cost);
        self.cached += u64::from(record.cached);
        match &record.result {
            Err(Fault::Infeasible(_)) => self.infeasible += 1,
            Err(fault) => {
                self.faults += 1;
                let mut reason = fault.to_string();
                if self.fault_reasons.len() >= REASONS && !self.fault_reasons.contains_key(&reason)
                {
                    reason = "other".into();
                }
                *self.fault_reasons.entry(reason).or_default() += 1;
            }
            Ok(_) => self.infeasible += u64::from(record.value.is_none()),
        }
    }
}
