//! When a rank is refreshed: all banks at once, up to some intervals late or early.
//!
//! JEDEC lets a controller postpone refreshes while it is busy and pull others in while it is idle.
//! The account of this one only grows by postponing and only shrinks by refreshes in idle time.

use super::ready::Ready;
use crate::device::Command;
use crate::policy::Controller;

/// The refresh of a rank.
#[derive(Debug)]
pub(super) struct Refresh {
    interval: u64,
    /// When the next refresh is due; never in self-refresh.
    pub(super) due: u64,
    /// Refreshes postponed, less those pulled in.
    owed: i64,
    most_postponed: i64,
    most_pulled_in: i64,
    /// Whether the last due refresh was done and idle time is used for more.
    ahead: bool,
    /// What to issue next, and from when; nothing before a refresh is due.
    pub(super) plan: Option<(Command, u64)>,
    /// How many were owed when it was asked whether that is the most.
    pub(super) asked_postponed: Counts,
    /// How many were pulled in when it was asked whether that is the most.
    pub(super) asked_pulled_in: Counts,
}

/// What the rank is doing, as far as a refresh depends on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rank {
    pub(super) is_asleep: bool,
    pub(super) is_busy: bool,
    pub(super) has_open_row: bool,
}

/// A set of counts from 0. All from 127 on are one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts(u128);

impl Counts {
    fn add(&mut self, count: i64) {
        if let Ok(count) = u32::try_from(count) {
            self.0 |= 1 << count.min(127);
        }
    }

    /// Whether one of two limits is among them: then it was reached, or would have been.
    pub(super) fn tell_apart(self, one: u32, other: u32) -> bool {
        let has = |count: u32| self.0 >> count.min(127) & 1 == 1;
        one != other && (has(one) || has(other))
    }
}

impl Refresh {
    pub(super) fn new(controller: &Controller, interval: u64) -> Self {
        Self {
            interval,
            due: interval,
            owed: 0,
            most_postponed: i64::from(controller.refresh_max_postponed),
            most_pulled_in: i64::from(controller.refresh_max_pulledin),
            ahead: false,
            plan: None,
            asked_postponed: Counts::default(),
            asked_pulled_in: Counts::default(),
        }
    }

    /// Plans the refresh that is due. Whether no command may be issued to a bank until it is done.
    pub(super) fn plan(&mut self, now: u64, rank: Rank, ready: &Ready) -> bool {
        self.plan = None;
        if rank.is_asleep {
            return false;
        }
        if now >= self.due + self.interval {
            // So late that this one is given up.
            self.due += self.interval;
            self.ahead = false;
        }
        let must = !self.ahead && self.owes_most();
        if rank.is_busy && !must {
            // Postponed, or no longer idle.
            self.owed += i64::from(!self.ahead);
            self.ahead = false;
            self.due += self.interval;
            return false;
        }
        let close = rank.has_open_row && !self.ahead;
        let command = if close { Command::PrechargeAll } else { Command::Refresh };
        self.plan = Some((command, ready.rank(command)));
        must
    }

    /// A refresh was issued.
    pub(super) fn done(&mut self) {
        self.plan = None;
        if self.ahead {
            self.owed -= 1;
        }
        self.asked_pulled_in.add(-self.owed);
        self.ahead = self.owed != -self.most_pulled_in;
        if !self.ahead {
            self.due += self.interval;
        }
    }

    fn owes_most(&mut self) -> bool {
        self.asked_postponed.add(self.owed);
        self.owed == self.most_postponed
    }

    /// The device refreshes itself.
    pub(super) fn suspend(&mut self) {
        self.due = u64::MAX;
        self.plan = None;
    }

    /// The device no longer refreshes itself.
    pub(super) fn resume(&mut self, now: u64) {
        self.plan = None;
        self.ahead = false;
        self.due = now + self.interval;
    }
}
