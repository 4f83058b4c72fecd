//! What runs have shown about controllers that did not run.

use super::measure::Sample;
use crate::engine::Alike;
use crate::policy::Controller;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// So many runs take no notes: notes take a third to half of the time of a run, and pay when hundreds
/// of designs follow.
const FEW: u64 = 256;

/// So many runs are remembered.
const MOST: usize = 1 << 14;

/// The samples of runs, each with controllers for which it stands, under one memory.
#[derive(Debug)]
pub(super) struct Known {
    /// Whether one more run can be remembered.
    has_room: AtomicBool,
    /// Runs that were made, as long as it matters.
    runs_made: AtomicU64,
    runs: RwLock<Runs>,
}

/// A list for each style.
type Lists = [Vec<Arc<(Alike, Sample)>>; Alike::STYLES];

/// Runs by what tells most of them apart. A run stands in the list of every style that it has.
#[derive(Debug, Default)]
struct Runs {
    lists: [Lists; 4],
    number: usize,
}

/// The number of the lists for the refresh and power-down of a controller: for controllers that
/// differ in these, no run stands for both.
fn lists_of(controller: &Controller) -> usize {
    2 * (controller.refresh_policy as usize) + controller.power_down_policy as usize
}

impl Runs {
    fn find(&self, controller: &Controller) -> Option<Sample> {
        let list = &self.lists[lists_of(controller)][Alike::style(controller)];
        // Who asks is often near to what was asked before.
        list.iter().rev().find(|run| run.0.has(controller)).map(|run| run.1)
    }
}

impl Known {
    /// Nothing, which stays so unless runs are remembered.
    pub(super) fn new(remembers: bool) -> Self {
        Self {
            has_room: AtomicBool::new(remembers),
            runs_made: AtomicU64::new(0),
            runs: RwLock::default(),
        }
    }

    /// Whether the next run is to take notes.
    pub(super) fn wants_notes(&self) -> bool {
        self.has_room.load(Ordering::Relaxed)
            && self.runs_made.fetch_add(1, Ordering::Relaxed) >= FEW
    }

    /// What a controller measures, if a run has shown it.
    pub(super) fn find(&self, controller: &Controller) -> Option<Sample> {
        // A thread that died while it held the lock has left whole entries, if not in all lists.
        self.runs.read().unwrap_or_else(PoisonError::into_inner).find(controller)
    }

    /// Remembers a run, if there is room and no other thread had the same in the meantime.
    pub(super) fn add(&self, alike: Alike, sample: Sample) {
        let mut runs = self.runs.write().unwrap_or_else(PoisonError::into_inner);
        if runs.number == MOST || runs.find(alike.controller()).is_some() {
            return;
        }
        runs.number += 1;
        self.has_room.store(runs.number < MOST, Ordering::Relaxed);
        let run = Arc::new((alike, sample));
        for (style, list) in runs.lists[lists_of(run.0.controller())].iter_mut().enumerate() {
            if run.0.has_style(style) {
                list.push(Arc::clone(&run));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::DramConfig;
    use crate::policy::{PagePolicy, PowerDownPolicy, Scheduler};
    use crate::workload::WorkloadConfig;
    use orienteer_core::Environment;

    #[test]
    fn notes_are_taken_after_some_runs_and_only_if_they_are_remembered() {
        let (known, forgetful) = (Known::new(true), Known::new(false));
        let answers: Vec<bool> = (0..300).map(|_| known.wants_notes()).collect();
        assert_eq!(answers.iter().position(|wants| *wants), Some(256));
        assert!(answers[256..].iter().all(|wants| *wants));
        assert!((0..300).all(|_| !forgetful.wants_notes()));
    }

    /// A sparse workload: what waits behind others does not matter, but how rows are left does.
    #[test]
    fn a_run_is_found_for_whom_it_stands_until_there_is_no_room() {
        let workload = "pattern = 'random'\naccesses = 100\nrate = 0.001";
        let workload: WorkloadConfig = toml::from_str(workload).unwrap();
        let dram = DramConfig { workload, ..DramConfig::default() }.build().unwrap();
        let design = dram.space().default_design().unwrap();
        let (controller, memory) = dram.parts(&design).unwrap();
        let source = &mut *dram.workload().source();
        let (run, alike) = memory.run_with_alike(&controller, source).unwrap();
        let sample = Sample::from(&run);

        let known = Known::new(true);
        assert!(known.find(&controller).is_none());
        known.add(alike.clone(), sample);
        known.add(alike.clone(), sample);
        assert_eq!(known.runs.read().unwrap().number, 1, "what is known is not added");
        let same = Controller { scheduler: Scheduler::Fifo, request_buffer_size: 3, ..controller };
        for known_one in [&controller, &same] {
            assert_eq!(known.find(known_one).map(|found| found.clocks), Some(run.clocks));
        }
        let closed = Controller { page_policy: PagePolicy::Closed, ..controller.clone() };
        let asleep =
            Controller { power_down_policy: PowerDownPolicy::Staggered, ..controller.clone() };
        assert!([&closed, &asleep].iter().all(|other| known.find(other).is_none()));

        known.runs.write().unwrap().number = MOST - 1;
        assert!((0..=FEW).any(|_| known.wants_notes()));
        let (_, of_closed) =
            memory.run_with_alike(&closed, &mut *dram.workload().source()).unwrap();
        known.add(of_closed, sample);
        assert!(known.find(&closed).is_some() && !known.wants_notes());
        let (_, of_asleep) =
            memory.run_with_alike(&asleep, &mut *dram.workload().source()).unwrap();
        known.add(of_asleep, sample);
        assert!(known.find(&asleep).is_none());
    }
}
