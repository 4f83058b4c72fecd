//! The controller of a channel: admits requests, issues one command a clock at most.
//!
//! A *pass* is what the controller does in one clock, always in the same order: it admits the
//! request that is offered, plans refresh and power-down, issues one command, and looks ahead to
//! what is next. A second pass in the same clock happens only for a request that arrives in it.

use super::answers::Answers;
use super::arrivals::Arrivals;
use super::buffer::{Buffer, Request};
use super::ledger::Ledger;
use super::ready::Ready;
use super::refresh::{Rank, Refresh};
use super::sleep::Sleep;
use super::{Issued, MOST_BANKS, Memory};
use crate::device::{AddressMap, Command};
use crate::error::DramError;
use crate::policy::{Controller, PagePolicy, PowerDownPolicy, RefreshPolicy};
use crate::workload::Access;

/// Never.
const NEVER: u64 = u64::MAX;

/// No row is open. Rows are fewer than that.
const CLOSED: u32 = u32::MAX;

/// So many refresh intervals without a command for a request mean that there will never be one.
const PATIENCE: u64 = 100;

/// What a bank wants to do next.
#[derive(Clone, Copy, Debug)]
struct Want {
    /// When the bank itself is ready for it, and where it is said when the others are.
    clock: u64,
    shared: u16,
    command: Command,
    /// The place of the request in the queue of the bank.
    place: u32,
    /// The lower part of its [`Key`].
    key: Key,
}

/// How long a command has to wait, for which request it is, and for which bank, packed into one
/// number: of all banks, the one with the least is next.
type Key = u64;

/// Bits of a [`Key`] for the bank, and for the number of the request (6.9e10 of them).
const BANK_BITS: u32 = MOST_BANKS.ilog2();
const KEY_BITS: u32 = 36 + BANK_BITS;

/// The state of a channel with one rank.
pub(super) struct Channel {
    page_policy: PagePolicy,
    buffer: Buffer,
    ready: Ready,
    refresh: Option<Refresh>,
    sleep: Option<Sleep>,
    arrivals: Arrivals,
    pub(super) answers: Answers,
    pub(super) ledger: Ledger,
    pub(super) counts: [u64; Command::COUNT],
    pub(super) log: Option<Vec<Issued>>,
    pub(super) accesses: u64,

    /// The sum of the clocks in which the arbiter accepted reads.
    pub(super) reads_accepted: u64,

    /// The request that is offered to the controller, if one is.
    offered: Request,
    is_offered: bool,
    open: [u32; MOST_BANKS],
    opened: u32,
    wants: [Want; MOST_BANKS],
    /// The banks that want something, one bit each.
    wanting: u64,
    /// The banks that work for a request, even if they must not say so now.
    busy: u64,
    /// The banks that must decide again.
    stale: u64,
    all: u64,
    asleep: bool,
    /// Whether banks must wait for a refresh.
    blocked: bool,
    /// The bank whose command is next, and the clock; [`NEVER`] if no bank wants anything.
    next_bank: usize,
    next_clock: u64,
    /// When something is to be done next.
    timer: u64,

    read_data: u64,
    write_data: u64,
    /// Which bits of an address tell whether two requests conflict.
    conflict: u64,
    /// Whether banks forget at once what they have decided when a refresh blocks them.
    forgets: bool,
    patience: u64,
    /// The clock of the last admission or column command.
    progress: u64,
}

impl Channel {
    pub(super) fn new(
        memory: &Memory,
        controller: &Controller,
        log: bool,
    ) -> Result<Self, DramError> {
        let (shape, timing) = (&memory.description.shape, &memory.timing);
        let (banks, groups) = (shape.nbr_of_banks as usize, shape.nbr_of_bank_groups as usize);
        let size = controller.request_buffer_size as usize;
        let (scheduler, limit) = (controller.scheduler, controller.scheduler_buffer);
        let refreshes = controller.refresh_policy == RefreshPolicy::AllBank;
        let sleeps = controller.power_down_policy == PowerDownPolicy::Staggered;
        let version_4 = memory.follows_version_4();
        Ok(Self {
            page_policy: controller.page_policy,
            buffer: Buffer::new(banks, scheduler, limit, size),
            ready: Ready::new(timing, banks, groups),
            refresh: refreshes.then(|| Refresh::new(controller, timing.refresh_interval)),
            sleep: sleeps.then(Sleep::new),
            arrivals: Arrivals::new(controller),
            answers: Answers::new(controller),
            ledger: Ledger::new(&memory.description)?,
            counts: [0; Command::COUNT],
            log: log.then(Vec::new),
            accesses: 0,
            reads_accepted: 0,
            offered: Request::default(),
            is_offered: false,
            open: [CLOSED; MOST_BANKS],
            opened: 0,
            wants: [Want { clock: 0, shared: 0, command: Command::Activate, place: 0, key: 0 };
                MOST_BANKS],
            wanting: 0,
            busy: 0,
            stale: 0,
            all: (1 << banks) - 1,
            asleep: false,
            blocked: false,
            next_bank: 0,
            next_clock: NEVER,
            timer: 0,
            read_data: timing.read_data,
            write_data: timing.write_data,
            conflict: if version_4 { u64::MAX } else { !u64::from(shape.access_bytes() - 1) },
            forgets: !version_4,
            patience: timing.refresh_interval * PATIENCE,
            progress: 0,
        })
    }

    /// Plays an access until the controller has admitted it.
    #[inline]
    pub(super) fn play(&mut self, access: &Access, map: &AddressMap) -> Result<(), DramError> {
        let arrival = loop {
            match self.arrivals.next(access.clock) {
                Some(arrival) => break arrival,
                None => self.advance()?,
            }
        };
        let place = map.place(access.address);
        // What was decided before goes first, in the clock of the arrival, too.
        let before = arrival.offered + u64::from(!arrival.queued);
        while self.timer < before {
            self.pass(self.timer);
        }
        self.progress = self.progress.max(arrival.offered);
        self.offered = Request {
            id: self.accesses,
            address: access.address & self.conflict,
            offered: arrival.offered,
            row: place.row,
            bank: place.bank,
            write: access.write,
        };
        self.is_offered = true;
        self.accesses += 1;
        self.reads_accepted += if access.write { 0 } else { arrival.accepted };
        if self.buffer.has_space() {
            self.pass(arrival.offered);
        }
        while self.is_offered {
            self.advance()?;
        }
        Ok(())
    }

    /// Lets everything end.
    pub(super) fn finish(&mut self) -> Result<(), DramError> {
        while !self.buffer.is_empty() {
            self.advance()?;
        }
        while self.timer <= self.answers.end {
            self.pass(self.timer);
        }
        Ok(())
    }

    /// The next pass, of which progress is expected.
    #[inline]
    fn advance(&mut self) -> Result<(), DramError> {
        if self.timer > self.progress.saturating_add(self.patience) {
            let reason = "serves nothing for 100 refresh intervals: it cannot work this device";
            return Err(DramError::field("controller", "controller", reason));
        }
        self.pass(self.timer);
        Ok(())
    }

    fn pass(&mut self, now: u64) {
        if let Some(bank) = self.admit(now) {
            self.decide(bank);
            self.consider(bank, now);
        }
        self.plan(now);
        let issued = self.choose(now);
        if let Some((command, bank)) = issued {
            self.issue(command, bank, now);
        }
        self.look_ahead(now, issued.is_some());
    }

    /// Admits the request that is offered, if there is space. Which bank it is for.
    #[inline]
    fn admit(&mut self, now: u64) -> Option<usize> {
        if !self.is_offered || !self.buffer.has_space() {
            return None;
        }
        self.is_offered = false;
        if let Some(sleep) = &mut self.sleep
            && self.buffer.is_empty()
        {
            sleep.wake();
        }
        self.buffer.store(&self.offered);
        self.arrivals.admit(now);
        Some(usize::from(self.offered.bank))
    }

    /// Plans refresh and power-down.
    #[inline]
    fn plan(&mut self, now: u64) {
        if let Some(refresh) = &self.refresh
            && now >= refresh.due
        {
            self.plan_refresh(now);
        }
        if let Some(sleep) = &mut self.sleep {
            sleep.plan(&self.ready);
        }
    }

    fn plan_refresh(&mut self, now: u64) {
        let Some(refresh) = &mut self.refresh else { return };
        let rank = Rank {
            is_asleep: self.asleep,
            is_busy: self.busy != 0,
            has_open_row: self.opened > 0,
        };
        if let Some(sleep) = &mut self.sleep {
            sleep.interrupt();
        }
        if refresh.plan(now, rank, &self.ready) {
            self.blocked = true;
            self.stale = self.all;
            if self.forgets {
                self.wanting = 0;
                self.next_clock = NEVER;
            }
        }
    }

    /// The command to issue now. What puts the rank to sleep or wakes it excludes all others, even
    /// before its time has come; a refresh goes before the banks.
    #[inline]
    fn choose(&mut self, now: u64) -> Option<(Command, usize)> {
        if self.ready.bus() > now {
            return None;
        }
        if let Some((command, clock)) = self.sleep.as_ref().and_then(|sleep| sleep.plan) {
            return (clock <= now).then_some((command, 0));
        }
        if let Some((command, clock)) = self.refresh.as_ref().and_then(|refresh| refresh.plan)
            && clock <= now
        {
            return Some((command, 0));
        }
        if self.next_clock > now {
            return None;
        }
        if self.next_clock < now {
            // Something was in the way then, and others may be allowed by now.
            self.find_next(now);
        }
        let bank = self.next_bank;
        Some((self.wants[bank % MOST_BANKS].command, bank))
    }

    #[inline]
    fn issue(&mut self, command: Command, bank: usize, now: u64) {
        self.counts[command as usize] += 1;
        if let Some(log) = &mut self.log {
            log.push(Issued { clock: now, command, bank: bank as u8 });
        }
        self.ready.issue(command, bank, now);
        self.ledger.book(command, bank, now);
        self.stale |= if command.is_bank() { 1 << bank } else { self.all };
        if let Some(sleep) = &mut self.sleep {
            self.asleep = match command {
                Command::ActiveDown | Command::PrechargedDown | Command::SelfRefresh => true,
                Command::ActiveUp | Command::PrechargedUp => false,
                Command::Refresh => self.asleep && !sleep.is_waking(),
                _ => self.asleep,
            };
        }
        match command {
            Command::Activate => {
                let place = self.wants[bank % MOST_BANKS].place;
                self.open[bank % MOST_BANKS] = self.buffer.of_bank(bank)[place as usize].row;
                self.opened += 1;
            }
            Command::Precharge => self.close(bank),
            Command::Read | Command::Write => self.serve(bank, now),
            Command::ReadAuto | Command::WriteAuto => {
                self.close(bank);
                self.serve(bank, now);
            }
            _ => self.issue_rank(command, now),
        }
        if let Some(sleep) = &mut self.sleep {
            sleep.issued(command);
            if self.buffer.is_empty() {
                sleep.rest();
            }
        }
    }

    fn issue_rank(&mut self, command: Command, now: u64) {
        match command {
            Command::PrechargeAll => {
                self.open = [CLOSED; MOST_BANKS];
                self.opened = 0;
            }
            Command::Refresh => {
                self.blocked = false;
                let wakes = self.sleep.as_ref().is_some_and(Sleep::is_waking);
                if let Some(refresh) = &mut self.refresh {
                    if wakes {
                        refresh.resume(now);
                    } else {
                        refresh.done();
                    }
                }
            }
            Command::SelfRefresh => {
                if let Some(refresh) = &mut self.refresh {
                    refresh.suspend();
                }
            }
            _ => {}
        }
    }

    #[inline]
    fn close(&mut self, bank: usize) {
        self.open[bank % MOST_BANKS] = CLOSED;
        self.opened -= 1;
    }

    /// A column command leaves space for the request that is offered, and brings data.
    #[inline]
    fn serve(&mut self, bank: usize, now: u64) {
        let (request, turned) = self.buffer.remove(bank, self.wants[bank % MOST_BANKS].place as usize);
        self.wanting &= !(1 << bank);
        if turned {
            self.stale = self.all;
        }
        self.progress = now;
        if let Some(bank) = self.admit(now) {
            self.stale |= 1 << bank;
        }
        let data = if request.write { self.write_data } else { self.read_data };
        self.answers.complete(&request, now + data, &mut self.arrivals);
    }

    /// Lets a bank decide what it wants.
    #[inline]
    fn decide(&mut self, bank: usize) {
        let bit = 1 << bank;
        self.wanting &= !bit;
        if self.asleep || self.blocked {
            return;
        }
        let requests = self.buffer.of_bank(bank);
        if requests.is_empty() {
            self.busy &= !bit;
            return;
        }
        let row = self.open[bank % MOST_BANKS];
        let place = if row == CLOSED { 0 } else { self.buffer.next(bank, row) };
        let request = &requests[place];
        let command = if row == CLOSED {
            Command::Activate
        } else if row != request.row {
            Command::Precharge
        } else {
            let closes = match self.page_policy {
                PagePolicy::Open => false,
                PagePolicy::Closed => true,
                PagePolicy::OpenAdaptive => {
                    self.buffer.has_more(bank) && !self.buffer.has_more_hits(bank, row)
                }
                PagePolicy::ClosedAdaptive => !self.buffer.has_more_hits(bank, row),
            };
            match (request.write, closes) {
                (false, false) => Command::Read,
                (false, true) => Command::ReadAuto,
                (true, false) => Command::Write,
                (true, true) => Command::WriteAuto,
            }
        };
        self.wants[bank % MOST_BANKS] = Want {
            clock: self.ready.of_bank(command, bank),
            shared: self.ready.place(command, bank),
            command,
            place: place as u32,
            key: request.id << BANK_BITS | bank as u64,
        };
        self.wanting |= bit;
        self.busy |= bit;
    }

    /// The key of a bank that wants something, from the clock `from` on.
    #[inline]
    fn key(&self, bank: usize, from: u64) -> Key {
        let want = &self.wants[bank % MOST_BANKS];
        let clock = want.clock.max(self.ready.of_place(want.shared));
        clock.saturating_sub(from) << KEY_BITS | want.key
    }

    #[inline]
    fn set_next(&mut self, key: Key, from: u64) {
        self.next_bank = key as usize % MOST_BANKS;
        self.next_clock = from + (key >> KEY_BITS);
    }

    /// Takes account of a bank that has decided.
    #[inline]
    fn consider(&mut self, bank: usize, now: u64) {
        if self.wanting >> bank & 1 == 0 || self.next_clock == NEVER || self.next_bank == bank {
            return self.find_next(now);
        }
        let from = self.ready.bus().max(now);
        let key = self.key(bank, from);
        if key < self.key(self.next_bank, from) {
            self.set_next(key, from);
        }
    }

    /// Finds the bank whose command is next, from `now` on.
    #[inline]
    fn find_next(&mut self, now: u64) {
        let from = self.ready.bus().max(now);
        let (mut best, mut mask) = (Key::MAX, self.wanting);
        while mask != 0 {
            best = best.min(self.key(mask.trailing_zeros() as usize, from));
            mask &= mask - 1;
        }
        if best == Key::MAX {
            self.next_clock = NEVER;
        } else {
            self.set_next(best, from);
        }
    }

    /// Decides what is next everywhere, and when.
    #[inline]
    fn look_ahead(&mut self, now: u64, issued: bool) {
        if self.stale != 0 {
            let mut mask = std::mem::take(&mut self.stale);
            while mask != 0 {
                self.decide(mask.trailing_zeros() as usize);
                mask &= mask - 1;
            }
            self.find_next(now);
        } else if issued {
            self.find_next(now);
        }
        let mut timer = self.next_clock;
        if self.refresh.is_some() || self.sleep.is_some() {
            self.plan(now);
            timer = self.look_ahead_rank(now);
        }
        self.timer = timer;
    }

    fn look_ahead_rank(&self, now: u64) -> u64 {
        let mut timer = NEVER;
        if let Some(refresh) = &self.refresh {
            timer = match refresh.plan {
                _ if now < refresh.due => refresh.due,
                Some((_, clock)) => clock,
                None => NEVER,
            };
        }
        match self.sleep.as_ref().and_then(|sleep| sleep.plan) {
            // Nothing else is issued before; but a refresh that becomes due may change the plan.
            Some((_, clock)) if timer > now && self.refresh_is_ahead(now) => timer.min(clock),
            Some((_, clock)) => clock,
            None => timer.min(self.next_clock),
        }
    }

    fn refresh_is_ahead(&self, now: u64) -> bool {
        self.refresh.as_ref().is_some_and(|refresh| now < refresh.due)
    }
}
