//! The way of a request to the controller: the workload, and the arbiter.

use crate::policy::{Arbiter, Controller};
use std::collections::VecDeque;

/// When a request reaches the controller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrival {
    /// The clock in which the arbiter accepts it.
    pub(super) accepted: u64,
    /// The clock in which it is offered to the controller.
    pub(super) offered: u64,
    /// Whether it stood in the arbiter's queue before that clock, so that the controller sees it at
    /// the clock's beginning.
    pub(super) queued: bool,
}

/// Works out when each request arrives. All clocks follow from those of earlier requests.
#[derive(Debug)]
pub(super) struct Arrivals {
    /// How many requests may be between acceptance and answer; `None` for the simple arbiter, which
    /// passes a request on when the controller admits it.
    most: Option<u64>,
    /// When answers were taken, in that order: each lets one more request in.
    taken: VecDeque<u64>,
    requests: u64,
    accepted: Option<u64>,
    admitted: Option<u64>,
    /// Whether a request ever waited for an answer to be taken.
    pub(super) was_limited: bool,
}

fn after(clock: Option<u64>) -> u64 {
    clock.map_or(0, |clock| clock + 1)
}

impl Arrivals {
    pub(super) fn new(controller: &Controller) -> Self {
        let most = u64::from(controller.max_active_transactions);
        Self {
            most: (controller.arbiter != Arbiter::Simple).then_some(most),
            taken: VecDeque::new(),
            requests: 0,
            accepted: None,
            admitted: None,
            was_limited: false,
        }
    }

    /// The arrival of the next request, which the workload sends at `clock` or as soon as the
    /// arbiter has accepted the one before. `None` while no answer has been taken that would let it
    /// in.
    #[inline(always)]
    pub(super) fn next(&mut self, clock: u64) -> Option<Arrival> {
        let Some(most) = self.most else {
            let offered = clock.max(after(self.admitted));
            self.requests += 1;
            return Some(Arrival { accepted: offered, offered, queued: false });
        };
        let mut accepted = clock.max(after(self.accepted));
        if self.requests >= most {
            let taken = self.taken.pop_front()?;
            self.was_limited |= taken > accepted;
            accepted = accepted.max(taken);
        }
        self.requests += 1;
        self.accepted = Some(accepted);
        let offered = accepted.max(after(self.admitted));
        let queued = self.admitted.is_some_and(|admitted| accepted <= admitted);
        Some(Arrival { accepted, offered, queued })
    }

    /// The controller admits the request that was offered to it.
    #[inline(always)]
    pub(super) fn admit(&mut self, now: u64) {
        self.admitted = Some(now);
    }

    /// The initiator takes an answer.
    #[inline(always)]
    pub(super) fn take(&mut self, clock: u64) {
        if self.most.is_some() {
            self.taken.push_back(clock);
        }
    }
}
