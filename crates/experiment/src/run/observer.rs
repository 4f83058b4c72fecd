//! Watching an experiment while it runs.

use crate::plan::Run;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Is told what happens, from several threads. All methods do nothing unless they are overridden.
pub trait Observer: Sync {
    /// There are `pending` runs to execute and `skipped` ones that are already complete.
    fn begins(&self, pending: usize, skipped: usize) {
        let _ = (pending, skipped);
    }

    /// A run begins or goes on. `progress` can be looked at as often as one likes.
    fn started(&self, run: &Run, progress: &Arc<Progress>) {
        let _ = (run, progress);
    }

    /// A run is over; `failure` is the reason why it failed, if it did.
    fn finished(&self, run: &Run, failure: Option<&str>) {
        let _ = (run, failure);
    }
}

/// Watches nothing.
impl Observer for () {}

/// How far a run is. It is looked at, rather than told, so that it costs a run next to nothing.
#[derive(Debug)]
pub struct Progress {
    total: u64,
    spent: AtomicU64,
    /// The bits of a float; not a number as long as there is no value.
    best: AtomicU64,
}

impl Progress {
    /// A run of `total` evaluations, or instances, has not begun.
    pub(super) fn new(total: u64) -> Self {
        let (spent, best) = (AtomicU64::new(0), AtomicU64::new(f64::NAN.to_bits()));
        Self { total, spent, best }
    }

    /// The evaluations that the run may spend, or the instances that a planner is to solve.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The evaluations spent, or the instances done.
    pub fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    /// The best value so far, for a single objective.
    pub fn best(&self) -> Option<f64> {
        Some(f64::from_bits(self.best.load(Ordering::Relaxed))).filter(|best| !best.is_nan())
    }

    pub(crate) fn set_spent(&self, spent: u64) {
        self.spent.store(spent, Ordering::Relaxed);
    }

    pub(super) fn set_best(&self, best: f64) {
        self.best.store(best.to_bits(), Ordering::Relaxed);
    }
}
