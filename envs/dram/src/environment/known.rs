//! What runs have shown about controllers that did not run.

use super::measure::Sample;
use crate::engine::Alike;
use crate::policy::Controller;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// So many runs take no notes: notes take a third of the time of a run, and pay when hundreds of
/// designs follow.
const FEW: usize = 256;

/// So many runs are remembered.
const MOST: usize = 1 << 14;

/// The samples of runs, each with the controllers for which it stands, under one memory.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Runs that took no notes.
    few: AtomicUsize,
    runs: RwLock<Runs>,
}

/// A run stands in the list of every style that it has.
#[derive(Debug, Default)]
struct Runs {
    by_style: [Vec<Arc<(Alike, Sample)>>; Alike::STYLES],
    number: usize,
}

impl Known {
    /// Whether the next run is to take notes.
    pub(super) fn is_worthwhile(&self) -> bool {
        self.few.load(Ordering::Relaxed) >= FEW || self.few.fetch_add(1, Ordering::Relaxed) >= FEW
    }

    /// What a controller measures, if a run has shown it.
    pub(super) fn find(&self, controller: &Controller) -> Option<Sample> {
        // A thread that died while it held the lock has left a whole list, perhaps not in all styles.
        let runs = self.runs.read().unwrap_or_else(PoisonError::into_inner);
        let runs = &runs.by_style[Alike::style(controller)];
        runs.iter().find(|run| run.0.has(controller)).map(|run| run.1)
    }

    /// Remembers a run.
    pub(super) fn add(&self, alike: Alike, sample: Sample) {
        let mut runs = self.runs.write().unwrap_or_else(PoisonError::into_inner);
        if runs.number == MOST {
            return;
        }
        runs.number += 1;
        let run = Arc::new((alike, sample));
        for (style, list) in runs.by_style.iter_mut().enumerate() {
            if run.0.has_style(style) {
                list.push(Arc::clone(&run));
            }
        }
    }
}
