//! The banks as their controller sees them: what is open, what each wants, and whose turn is next.

use super::MOST_BANKS;
use super::buffer::{Buffer, Request};
use super::clock::Clock;
use super::ready::{Ready, Seat};
use crate::device::Command;
use crate::policy::PagePolicy;

/// Never.
pub(super) const NEVER: u64 = u64::MAX;

/// No row is open. Rows are fewer than that.
const CLOSED: u32 = u32::MAX;

/// When a command is allowed, for which request it is, and for which bank, packed into one number:
/// of all banks, the one with the least is next.
type Key = u64;

/// Bits of a [`Key`] for the bank, and for the number of the request (6.9e10 of them). What is left
/// is for the clock.
const BANK_BITS: u32 = MOST_BANKS.ilog2();
const KEY_BITS: u32 = Key::BITS - Clock::BITS;

/// What each bank wants to do next, a list for each part of it.
#[derive(Debug)]
struct Wants {
    command: [Command; MOST_BANKS],
    /// Where it is said when that is allowed.
    seat: [Seat; MOST_BANKS],
    /// The place of the request in the queue of the bank.
    place: [u32; MOST_BANKS],
    /// The lower part of its [`Key`].
    key: [Key; MOST_BANKS],
}

/// Whether a row closes after the access that is next.
#[inline(always)]
pub(super) fn closes(policy: PagePolicy, is_alone: bool, more_hits: impl FnOnce() -> bool) -> bool {
    match policy {
        PagePolicy::Open => false,
        PagePolicy::Closed => true,
        PagePolicy::OpenAdaptive => !is_alone && !more_hits(),
        PagePolicy::ClosedAdaptive => !more_hits(),
    }
}

/// The banks of a rank.
#[derive(Debug)]
pub(super) struct Banks {
    policy: PagePolicy,
    open: [u32; MOST_BANKS],
    opened: u32,
    wants: Wants,
    /// The banks that want something, one bit each.
    wanting: u32,
    /// Whether banks must not want anything: they are asleep, or wait for a refresh.
    held: bool,
    /// The banks that worked for a request when that began.
    busy: u32,
    /// The bank whose command is next, and the clock.
    next_bank: usize,
    next_clock: u64,
}

impl Banks {
    pub(super) fn new(policy: PagePolicy) -> Self {
        let wants = Wants {
            command: [Command::Activate; MOST_BANKS],
            seat: [Seat::default(); MOST_BANKS],
            place: [0; MOST_BANKS],
            key: [0; MOST_BANKS],
        };
        Self {
            policy,
            open: [CLOSED; MOST_BANKS],
            opened: 0,
            wants,
            wanting: 0,
            held: false,
            busy: 0,
            next_bank: 0,
            next_clock: NEVER,
        }
    }

    /// Whether any bank works for a request, even if it must not say so now.
    pub(super) fn is_busy(&self) -> bool {
        (if self.held { self.busy } else { self.wanting }) != 0
    }

    /// Whether banks must not want anything from now on.
    pub(super) fn hold(&mut self, held: bool) {
        if held && !self.held {
            self.busy = self.wanting;
        }
        self.held = held;
    }

    /// The open row of a bank that may want something.
    #[inline]
    pub(super) fn open_row(&self, bank: usize) -> Option<u32> {
        let row = self.open[bank % MOST_BANKS];
        (row != CLOSED && !self.held).then_some(row)
    }

    /// Whether any row is open.
    pub(super) fn has_open_row(&self) -> bool {
        self.opened > 0
    }

    /// When the next command of a bank may be issued; [`NEVER`] if none wants anything.
    #[inline]
    pub(super) fn next_clock(&self) -> u64 {
        self.next_clock
    }

    /// The bank that is next, what it wants, and the place of the request in its queue.
    #[inline]
    pub(super) fn next(&self) -> (usize, Command, usize) {
        let bank = self.next_bank % MOST_BANKS;
        (bank, self.wants.command[bank], self.wants.place[bank] as usize)
    }

    /// Banks forget what they wanted.
    pub(super) fn forget(&mut self) {
        self.wanting = 0;
        self.next_clock = NEVER;
    }

    /// All rows are closed.
    pub(super) fn close_all(&mut self) {
        self.open = [CLOSED; MOST_BANKS];
        self.opened = 0;
    }

    /// The row of a bank is closed.
    #[inline]
    pub(super) fn close(&mut self, bank: usize) {
        self.open[bank % MOST_BANKS] = CLOSED;
        self.opened -= 1;
    }

    /// The row of a bank is opened for the request at `place`.
    #[inline(always)]
    pub(super) fn open(&mut self, bank: usize, place: usize, buffer: &Buffer, ready: &Ready) {
        let requests = buffer.of_bank(bank);
        self.open[bank % MOST_BANKS] = requests[place].row;
        self.opened += 1;
        if self.held || buffer.groups() {
            self.decide(bank, buffer, ready);
        } else if let [first, ..] = requests {
            // It was opened for the oldest request, which is now the first hit.
            self.want(bank, self.column(buffer, requests, 0), 0, first.id, ready);
        }
    }

    /// The row of a bank is closed because another one is wanted.
    #[inline(always)]
    pub(super) fn precharge(&mut self, bank: usize, buffer: &Buffer, ready: &Ready) {
        self.close(bank);
        if self.held {
            self.decide(bank, buffer, ready);
        } else if let [first, ..] = buffer.of_bank(bank) {
            self.want(bank, Command::Activate, 0, first.id, ready);
        }
    }

    /// A request for a bank has come. Whether the bank has decided anew.
    #[inline(always)]
    pub(super) fn arrive(&mut self, bank: usize, buffer: &Buffer, ready: &Ready) -> bool {
        let row = self.open[bank % MOST_BANKS];
        if let [.., _, last] = buffer.of_bank(bank)
            && !self.held
            && (row == CLOSED || row != last.row && self.policy != PagePolicy::OpenAdaptive)
        {
            // What it waits behind goes on.
            return false;
        }
        self.decide(bank, buffer, ready);
        true
    }

    /// Lets all banks decide.
    pub(super) fn decide_all(&mut self, buffer: &Buffer, ready: &Ready) {
        for bank in 0..buffer.banks() {
            self.decide(bank, buffer, ready);
        }
    }

    /// Lets a bank decide what it wants.
    #[inline(always)]
    pub(super) fn decide(&mut self, bank: usize, buffer: &Buffer, ready: &Ready) {
        let (bit, requests) = (1 << bank, buffer.of_bank(bank));
        let [first, ..] = requests else {
            self.wanting &= !bit;
            return;
        };
        if self.held {
            self.wanting &= !bit;
            return;
        }
        let row = self.open[bank % MOST_BANKS];
        if row == CLOSED {
            return self.want(bank, Command::Activate, 0, first.id, ready);
        }
        match buffer.next_hit(requests, row) {
            Some(place) => {
                let command = self.column(buffer, requests, place);
                self.want(bank, command, place, requests[place].id, ready);
            }
            None => self.want(bank, Command::Precharge, 0, first.id, ready),
        }
    }

    /// The command that serves a row hit.
    #[inline(always)]
    fn column(&self, buffer: &Buffer, requests: &[Request], place: usize) -> Command {
        let request = &requests[place];
        let more_hits = || buffer.has_more_hits(requests, request.row);
        match (request.write, closes(self.policy, requests.len() == 1, more_hits)) {
            (false, false) => Command::Read,
            (false, true) => Command::ReadAuto,
            (true, false) => Command::Write,
            (true, true) => Command::WriteAuto,
        }
    }

    #[inline(always)]
    fn want(&mut self, bank: usize, command: Command, place: usize, id: u64, ready: &Ready) {
        let (bank, wants) = (bank % MOST_BANKS, &mut self.wants);
        wants.command[bank] = command;
        wants.seat[bank] = ready.seat(command, bank);
        wants.place[bank] = place as u32;
        wants.key[bank] = id << BANK_BITS | bank as u64;
        self.wanting |= 1 << bank;
    }

    #[inline(always)]
    fn key(&self, bank: usize, ready: &Ready) -> Key {
        let (bank, wants) = (bank % MOST_BANKS, &self.wants);
        ready.clock(wants.seat[bank]).on_top() | wants.key[bank]
    }

    #[inline(always)]
    fn set_next(&mut self, key: Key, ready: &Ready) {
        self.next_bank = key as usize % MOST_BANKS;
        self.next_clock = ready.since_start(key >> KEY_BITS);
    }

    /// Takes account of a bank that has decided, while nothing else has changed.
    #[inline(always)]
    pub(super) fn consider(&mut self, bank: usize, ready: &Ready) {
        let is_next = self.next_clock == NEVER || self.next_bank == bank;
        if is_next || self.wanting >> bank & 1 == 0 {
            return self.find_next(ready);
        }
        let key = self.key(bank, ready);
        if key < self.key(self.next_bank, ready) {
            self.set_next(key, ready);
        }
    }

    /// Finds the bank whose command is next.
    #[inline(always)]
    pub(super) fn find_next(&mut self, ready: &Ready) {
        let (mut best, mut mask) = (Key::MAX, self.wanting);
        if mask == 0 {
            self.next_clock = NEVER;
            return;
        }
        while mask != 0 {
            best = best.min(self.key(mask.trailing_zeros() as usize, ready));
            mask &= mask - 1;
        }
        self.set_next(best, ready);
    }
}
