//! For which controllers a run stands.
//!
//! A parameter matters only where it is asked for: the size of a buffer that never is full matters
//! to nothing, and two schedulers are one as long as they choose alike. So a run notes what was
//! asked of its controller. Every other controller that would have given the same answers has done
//! the same up to each next question, hence all along, and measures the same.

use super::banks::{Banks, closes};
use super::buffer::{Buffer, Request, has_more_hits};
use super::observer::Observer;
use super::refresh::{Counts, Refresh};
use crate::policy::{Arbiter, Controller, PagePolicy, RespQueue, Scheduler, SchedulerBuffer};
use std::collections::VecDeque;

const SCHEDULERS: [Scheduler; 3] = [Scheduler::Fifo, Scheduler::FrFcfs, Scheduler::FrFcfsGrp];

const PAGE_POLICIES: [PagePolicy; 4] =
    [PagePolicy::Open, PagePolicy::OpenAdaptive, PagePolicy::Closed, PagePolicy::ClosedAdaptive];

const LIMITS: [SchedulerBuffer; 3] =
    [SchedulerBuffer::Bankwise, SchedulerBuffer::ReadWrite, SchedulerBuffer::Shared];

// Sets of these are told apart by the numbers of the variants.
const _: () = {
    let mut i = 0;
    while i < PAGE_POLICIES.len() {
        assert!(PAGE_POLICIES[i] as usize == i);
        assert!(i >= SCHEDULERS.len() || SCHEDULERS[i] as usize == i);
        assert!(i >= LIMITS.len() || LIMITS[i] as usize == i);
        i += 1;
    }
};

/// Controllers for which a run stands: under each of them everything happens in the same clock, on
/// the same memory and workload.
#[derive(Clone, Debug)]
pub struct Alike {
    controller: Controller,
    /// The schedulers and page policies that wanted the same all along.
    styles: Styles,
    /// For each kind of limit on the buffer, the sizes that were never and always exceeded.
    levels: [Levels; 3],
    /// Whether data was complete in the order of the requests.
    in_order: bool,
    /// Whether a request had to wait until an answer was taken.
    was_limited: bool,
    /// The most requests between acceptance and answer.
    most_active: u64,
    asked_postponed: Counts,
    asked_pulled_in: Counts,
}

/// What was seen when it was asked whether the buffer has space.
#[derive(Clone, Copy, Debug)]
struct Levels {
    /// The most requests when it had.
    most_with_space: usize,
    /// The fewest when it had not.
    fewest_without: usize,
}

/// A set of styles, one bit each: for each scheduler the page policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Styles(u16);

impl Styles {
    const ALL: Self = Self((1 << Alike::STYLES) - 1);

    /// These page policies, as bits, under one scheduler.
    fn of(scheduler: Scheduler, policies: u16) -> Self {
        Self(policies << (PAGE_POLICIES.len() * scheduler as usize))
    }

    /// These page policies under all of some schedulers.
    fn of_all(schedulers: &[Scheduler], policies: u16) -> Self {
        let styles = schedulers.iter().map(|scheduler| Self::of(*scheduler, policies).0);
        Self(styles.sum())
    }

    fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn drop(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

/// All page policies, as bits.
const ANY: u16 = (1 << PAGE_POLICIES.len()) - 1;

/// A page policy as a bit.
fn bit(policy: PagePolicy) -> u16 {
    1 << policy as u16
}

impl Alike {
    /// How many styles there are: pairs of a scheduler and a page policy.
    pub(crate) const STYLES: usize = SCHEDULERS.len() * PAGE_POLICIES.len();

    /// The style of a controller, below [`Alike::STYLES`].
    pub(crate) fn style(controller: &Controller) -> usize {
        PAGE_POLICIES.len() * controller.scheduler as usize + controller.page_policy as usize
    }

    /// Whether the run stands for controllers of this style.
    pub(crate) fn has_style(&self, style: usize) -> bool {
        self.styles.0 >> style & 1 == 1
    }

    /// The controller that ran.
    pub fn controller(&self) -> &Controller {
        &self.controller
    }

    /// Whether the run is known to stand for this controller. If not, that one may do the same all
    /// the same.
    pub fn has(&self, other: &Controller) -> bool {
        let own = &self.controller;
        own.refresh_policy == other.refresh_policy
            && own.power_down_policy == other.power_down_policy
            && self.has_style(Self::style(other))
            && self.has_limit(other.scheduler_buffer, other.request_buffer_size)
            && !self
                .asked_postponed
                .tell_apart(own.refresh_max_postponed, other.refresh_max_postponed)
            && !self
                .asked_pulled_in
                .tell_apart(own.refresh_max_pulledin, other.refresh_max_pulledin)
            && (own.resp_queue == other.resp_queue || self.in_order)
            && self.has_arbiter(other)
    }

    fn has_limit(&self, limit: SchedulerBuffer, size: u32) -> bool {
        let Levels { most_with_space, fewest_without } = self.levels[limit as usize];
        (most_with_space + 1..=fewest_without).contains(&(size as usize))
    }

    /// Whether requests pass the arbiter as they did, and answers, given that they leave the
    /// controller as they did.
    fn has_arbiter(&self, other: &Controller) -> bool {
        let own = &self.controller;
        let has_most = if other.arbiter == Arbiter::Simple {
            // It has no such limit.
            other.max_active_transactions > 0
        } else if self.was_limited {
            other.max_active_transactions == own.max_active_transactions
        } else {
            u64::from(other.max_active_transactions) >= self.most_active
        };
        let leave_in_order = self.in_order || own.resp_queue == RespQueue::Reorder;
        // Where the controller admits each request in the clock in which it is offered, and none
        // waits for an answer, requests never queue.
        let never_queue = !self.was_full() && !self.was_limited;
        let is_same = match (own.arbiter, other.arbiter) {
            (Arbiter::Simple, Arbiter::Simple)
            | (Arbiter::Fifo, Arbiter::Fifo)
            | (Arbiter::Reorder, Arbiter::Reorder) => true,
            (Arbiter::Fifo, Arbiter::Reorder) | (Arbiter::Reorder, Arbiter::Fifo) => leave_in_order,
            (Arbiter::Simple, Arbiter::Fifo) | (Arbiter::Fifo, Arbiter::Simple) => never_queue,
            (Arbiter::Simple, Arbiter::Reorder) | (Arbiter::Reorder, Arbiter::Simple) => {
                never_queue && leave_in_order
            }
        };
        has_most && is_same
    }

    fn was_full(&self) -> bool {
        self.levels[0].fewest_without != usize::MAX
    }
}

/// Notes what a run asks of its controller.
#[derive(Debug)]
pub(super) struct Notes {
    pub(super) alike: Alike,
    /// The style of the controller alone: no other can be dropped any more.
    own: Styles,
    /// The same, and that of the scheduler which chooses alike as long as there are only reads.
    of_reads: Styles,
    /// The page policies that close a row after the access that is next, where others wait behind
    /// it: if none of them is for the row, and if one is.
    closing: [u16; 2],
    /// The styles that do not want the same of a single request for an open row.
    not_of_one: Styles,
    completed: u64,
    accepted: u64,
    /// When answers were taken after which no request was accepted so far.
    taken: VecDeque<u64>,
    /// How many answers were taken before the last request was accepted.
    answered: u64,
}

impl Notes {
    pub(super) fn new(controller: &Controller) -> Self {
        let Controller { scheduler, page_policy, .. } = *controller;
        let own = Styles::of(scheduler, bit(page_policy));
        let of_reads = match scheduler {
            Scheduler::Fifo => own,
            _ => Styles::of_all(&[Scheduler::FrFcfs, Scheduler::FrFcfsGrp], bit(page_policy)),
        };
        let closing = |is_alone, more_hits| {
            let closes = |policy: &&PagePolicy| closes(**policy, is_alone, || more_hits);
            PAGE_POLICIES.iter().filter(closes).map(|policy| bit(*policy)).sum()
        };
        let of_one: u16 = closing(true, false);
        let others = if of_one & bit(page_policy) != 0 { ANY & !of_one } else { of_one };
        Self {
            alike: Alike {
                controller: controller.clone(),
                styles: Styles::ALL,
                levels: [Levels { most_with_space: 0, fewest_without: usize::MAX }; 3],
                in_order: true,
                was_limited: false,
                most_active: 0,
                asked_postponed: Counts::default(),
                asked_pulled_in: Counts::default(),
            },
            own,
            of_reads,
            closing: [closing(false, false), closing(false, true)],
            not_of_one: Styles::of_all(&SCHEDULERS, others),
            completed: 0,
            accepted: 0,
            taken: VecDeque::new(),
            answered: 0,
        }
    }

    /// Drops the styles that want something else of a bank with an open row, for which several
    /// requests wait.
    #[inline(never)]
    fn compare(&mut self, requests: &[Request], row: u32, buffer: &Buffer) {
        let Controller { scheduler: own, page_policy, .. } = self.alike.controller;
        let closing =
            |scheduler| self.closing[usize::from(has_more_hits(scheduler, requests, row))];
        let place = buffer.next_hit_by(own, requests, row);
        let closes = closing(own) & bit(page_policy) != 0;
        for scheduler in SCHEDULERS {
            if !self.alike.styles.meet(Styles::of(scheduler, ANY)) {
                continue;
            }
            let is_same = scheduler == own || buffer.next_hit_by(scheduler, requests, row) == place;
            let others = match place {
                _ if !is_same => ANY,
                None => 0,
                Some(_) if closes => ANY & !closing(scheduler),
                Some(_) => closing(scheduler),
            };
            self.alike.styles.drop(Styles::of(scheduler, others));
        }
    }
}

impl Observer for Notes {
    #[inline]
    fn accepted(&mut self, clock: u64) {
        while self.taken.pop_front_if(|taken| *taken <= clock).is_some() {
            self.answered += 1;
        }
        self.accepted += 1;
        self.alike.most_active = self.alike.most_active.max(self.accepted - self.answered);
    }

    #[inline]
    fn asked_for_space(&mut self, buffer: &Buffer) {
        let has_space = buffer.has_space();
        for (levels, limit) in self.alike.levels.iter_mut().zip(LIMITS) {
            let level = buffer.level(limit);
            if has_space {
                levels.most_with_space = levels.most_with_space.max(level);
            } else {
                levels.fewest_without = levels.fewest_without.min(level);
            }
        }
    }

    #[inline(always)]
    fn changed(&mut self, bank: usize, banks: &Banks, buffer: &Buffer) {
        let styles = self.alike.styles;
        if styles == self.own || styles == self.of_reads && buffer.has_only_reads() {
            return;
        }
        let Some(row) = banks.open_row(bank) else { return };
        match buffer.of_bank(bank) {
            [request] if request.row == row => self.alike.styles.drop(self.not_of_one),
            [] | [_] => {}
            requests => self.compare(requests, row, buffer),
        }
    }

    fn all_changed(&mut self, banks: &Banks, buffer: &Buffer) {
        for bank in 0..buffer.banks() {
            self.changed(bank, banks, buffer);
        }
    }

    #[inline]
    fn completed(&mut self, id: u64) {
        self.alike.in_order &= id == self.completed;
        self.completed += 1;
    }

    #[inline]
    fn taken(&mut self, clock: u64) {
        self.taken.push_back(clock);
    }

    fn ended(&mut self, was_limited: bool, refresh: Option<&Refresh>) {
        self.alike.was_limited = was_limited;
        if let Some(refresh) = refresh {
            self.alike.asked_postponed = refresh.asked_postponed;
            self.alike.asked_pulled_in = refresh.asked_pulled_in;
        }
    }
}
