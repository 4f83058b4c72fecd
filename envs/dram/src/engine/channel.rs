//! The controller of a channel: admits requests, issues one command a clock at most.
//!
//! A *pass* is what the controller does in one clock, always in the same order: it admits the
//! request that is offered, plans refresh and power-down, issues one command, and looks ahead to
//! what is next. A second pass in the same clock happens only for a request that arrives in it.

use super::answers::Answers;
use super::arrivals::{Arrival, Arrivals};
use super::banks::{Banks, NEVER};
use super::buffer::{Buffer, Request};
use super::ledger::Ledger;
use super::manage::{Choice, Manager};
use super::observer::Observer;
use super::ready::Ready;
use super::{Issued, Memory, Served};
use crate::device::{AddressMap, Command};
use crate::error::DramError;
use crate::policy::Controller;
use crate::workload::Access;
use orienteer_core::rng::stream_seed;

/// So many refresh intervals without a command for a request mean that there will never be one.
const PATIENCE: u64 = 100;

/// Whether the controller is first in a tie: by seed, in an eighth, a half or most of them.
#[cold]
fn draw(seed: u64, tie: u64) -> bool {
    stream_seed(seed, tie) % 8 < [1, 4, 7][seed as usize % 3]
}

/// The state of a channel with one rank.
pub(super) struct Channel<O> {
    buffer: Buffer,
    banks: Banks,
    ready: Ready,
    manager: Option<Manager>,
    arrivals: Arrivals,
    pub(super) answers: Answers,
    pub(super) ledger: Ledger,
    pub(super) counts: [u64; Command::COUNT],
    pub(super) observer: O,
    pub(super) accesses: u64,
    /// Arrivals in a clock in which the controller had something to do.
    pub(super) ties: u64,
    drawn_ties: Option<u64>,
    /// The sum of the clocks in which the arbiter accepted reads.
    pub(super) reads_accepted: u64,

    /// The request that is offered to the controller, if one is.
    offered: Request,
    is_offered: bool,
    /// Whether all banks must decide again.
    all_stale: bool,
    /// When something is to be done next.
    timer: u64,
    /// Before which clock it is done. Nothing more is done once a request has been admitted.
    until: u64,
    /// The same, as long as only banks issue commands.
    limit: u64,
    /// The clock of the last pass.
    now: u64,
    /// From when on the manager has a say. Before that, only banks issue commands.
    attention: u64,
    /// Whether the rank may power down.
    sleeps: bool,

    read_data: u64,
    write_data: u64,
    /// Which bits of an address tell whether two requests conflict.
    conflict: u64,
    patience: u64,
    /// If nothing has been served or has arrived until this clock, nothing ever will.
    deadline: u64,
}

impl<O: Observer> Channel<O> {
    pub(super) fn new(
        memory: &Memory,
        controller: &Controller,
        observer: O,
    ) -> Result<Self, DramError> {
        let (shape, timing) = (&memory.description.shape, &memory.timing);
        let (banks, groups) = (shape.nbr_of_banks as usize, shape.nbr_of_bank_groups as usize);
        let version_4 = memory.follows_version_4();
        let manager = Manager::new(controller, timing, !version_4);
        let patience = timing.refresh_interval * PATIENCE;
        Ok(Self {
            buffer: Buffer::new(banks, controller),
            banks: Banks::new(controller.page_policy),
            ready: Ready::new(timing, banks, groups),
            attention: manager.as_ref().map_or(NEVER, Manager::attention),
            sleeps: manager.as_ref().is_some_and(Manager::sleeps),
            manager,
            arrivals: Arrivals::new(controller),
            answers: Answers::new(controller),
            ledger: Ledger::new(&memory.description)?,
            counts: [0; Command::COUNT],
            observer,
            accesses: 0,
            ties: 0,
            drawn_ties: memory.drawn_ties,
            reads_accepted: 0,
            offered: Request::default(),
            is_offered: false,
            all_stale: false,
            timer: 0,
            until: 0,
            limit: 0,
            now: NEVER,
            read_data: timing.read_data,
            write_data: timing.write_data,
            conflict: if version_4 { u64::MAX } else { !u64::from(shape.access_bytes() - 1) },
            patience,
            deadline: patience,
        })
    }

    /// Plays an access until the controller has admitted it. The pass in which it is seen comes with
    /// those after it.
    #[inline(always)]
    pub(super) fn play(&mut self, access: &Access, map: &AddressMap) -> Result<(), DramError> {
        let arrival = loop {
            if let Some(arrival) = self.arrivals.next(access.clock) {
                break arrival;
            }
            // An answer must be taken first.
            let next = self.expected()? + 1;
            self.run(next);
        };
        self.now = NEVER;
        match self.drawn_ties {
            // What was decided before goes first, in the clock of the arrival, too.
            None => {
                self.run(arrival.offered + u64::from(!arrival.queued));
                self.ties += u64::from(self.now == arrival.offered);
            }
            Some(seed) => self.run_drawn(seed, &arrival),
        }
        self.observer.accepted(arrival.accepted);
        self.offer(access, map, &arrival);
        if self.has_space() {
            self.admit_at_once(arrival.offered);
            return Ok(());
        }
        // A column command makes some.
        while self.is_offered {
            self.expected()?;
            self.run(self.deadline + 1);
        }
        Ok(())
    }

    /// All passes before an arrival, and in its clock those that are drawn to go first.
    #[cold]
    fn run_drawn(&mut self, seed: u64, arrival: &Arrival) {
        self.run(arrival.offered);
        if self.timer == arrival.offered && !arrival.queued {
            self.ties += 1;
            if draw(seed, self.ties) {
                self.run(arrival.offered + 1);
            }
        }
    }

    /// Admits a request in the clock in which it is offered.
    #[inline(always)]
    fn admit_at_once(&mut self, now: u64) {
        let bank = self.admit(now);
        let decided = self.banks.arrive(bank, &self.buffer, &self.ready);
        self.observer.changed(bank, &self.banks, &self.buffer);
        if decided {
            self.ready.pass_time(now);
            self.banks.consider(bank, &self.ready);
        }
        let next = self.banks.next_clock().min(self.attention);
        self.timer = if now < self.attention { next } else { now };
    }

    #[inline(always)]
    fn has_space(&mut self) -> bool {
        self.observer.asked_for_space(&self.buffer);
        self.buffer.has_space()
    }

    /// A request is offered to the controller.
    #[inline(always)]
    fn offer(&mut self, access: &Access, map: &AddressMap, arrival: &Arrival) {
        let place = map.place(access.address);
        self.deadline = self.deadline.max(arrival.offered + self.patience);
        self.offered = Request {
            id: self.accesses,
            address: access.address & self.conflict,
            due: access.clock,
            offered: arrival.offered,
            row: place.row,
            bank: place.bank,
            write: access.write,
        };
        self.is_offered = true;
        self.accesses += 1;
        // Only the difference to the sum of the answers is asked for, and that is right even where the
        // sums of late clocks go round.
        let accepted = if access.write { 0 } else { arrival.accepted };
        self.reads_accepted = self.reads_accepted.wrapping_add(accepted);
    }

    /// Lets everything end.
    pub(super) fn finish(&mut self) -> Result<(), DramError> {
        while !self.buffer.is_empty() {
            let next = self.expected()? + 1;
            self.run(next);
        }
        self.run(self.answers.end + 1);
        let refresh = self.manager.as_ref().and_then(Manager::refresh);
        self.observer.ended(self.arrivals.was_limited, refresh);
        Ok(())
    }

    /// The last command.
    pub(super) fn last(&self) -> Option<(Command, u64)> {
        self.ready.last_command()
    }

    /// The clock of the next pass, of which progress is expected.
    #[inline(always)]
    fn expected(&self) -> Result<u64, DramError> {
        if self.timer > self.deadline { Err(Self::stuck()) } else { Ok(self.timer) }
    }

    #[cold]
    fn stuck() -> DramError {
        let reason = "serves nothing for 100 refresh intervals: it cannot work this device";
        DramError::field("controller", "controller", reason)
    }

    /// All passes before a clock, but none after a request has been admitted.
    #[inline(always)]
    fn run(&mut self, until: u64) {
        if self.timer < until {
            self.until = until;
            self.pass_until();
        }
    }

    #[inline(never)]
    fn pass_until(&mut self) {
        loop {
            self.now = self.timer;
            if self.timer >= self.attention {
                self.managed_pass(self.timer);
            } else if self.banks_act() {
                return;
            }
            if self.timer >= self.until {
                return;
            }
        }
    }

    /// Passes in which only banks issue commands. Whether a request has been admitted.
    #[inline(always)]
    fn banks_act(&mut self) -> bool {
        let mut admitted = false;
        self.limit = self.until.min(self.attention);
        while !admitted && self.banks.next_clock() < self.limit {
            self.now = self.banks.next_clock();
            admitted = self.serve(self.now);
        }
        if self.now >= self.attention {
            self.look_ahead(self.now);
        } else {
            self.timer = self.banks.next_clock().min(self.attention);
        }
        admitted
    }

    /// A pass in which refresh and power-down have a say.
    #[inline(never)]
    fn managed_pass(&mut self, now: u64) {
        if self.manage(now) {
            self.serve(now);
        }
        self.look_ahead(now);
    }

    /// What refresh and power-down do in a pass. Whether it is the turn of a bank.
    fn manage(&mut self, now: u64) -> bool {
        let Some(manager) = &mut self.manager else { return false };
        self.all_stale |= manager.plan(now, &mut self.banks, &self.ready);
        let choice = manager.choose(now);
        if self.ready.bus() <= now {
            match choice {
                Choice::Banks if self.banks.next_clock() <= now => {
                    if self.banks.next_clock() < now {
                        // Something was in the way then, and others may be allowed by now.
                        self.ready.pass_time(now);
                        self.banks.find_next(&self.ready);
                    }
                    return true;
                }
                Choice::Issue(command) => {
                    self.note(command, 0, 0, now);
                    self.ledger.rank(command, now);
                    let idle = self.buffer.is_empty();
                    if let Some(manager) = &mut self.manager {
                        manager.issued(command, now, idle, &mut self.banks);
                    }
                    self.all_stale = true;
                }
                _ => {}
            }
        }
        if self.all_stale {
            self.decide_all(now);
        }
        false
    }

    /// Admits the request that is offered, for which there is space. Which bank it is for.
    #[inline(always)]
    fn admit(&mut self, now: u64) -> usize {
        self.is_offered = false;
        self.until = 0;
        if self.sleeps
            && self.buffer.is_empty()
            && let Some(manager) = &mut self.manager
        {
            manager.wake();
        }
        self.buffer.store(&self.offered);
        self.arrivals.admit(now);
        usize::from(self.offered.bank)
    }

    /// Issues the command of the bank that is next. Whether that let a request in.
    #[inline(always)]
    fn serve(&mut self, now: u64) -> bool {
        let (bank, command, place) = self.banks.next();
        match command {
            Command::Activate => {
                self.note(Command::Activate, bank, place, now);
                self.ledger.activate(bank, now);
                self.banks.open(bank, place, &self.buffer, &self.ready);
                self.observer.changed(bank, &self.banks, &self.buffer);
                self.see_to_next(command, now);
                false
            }
            Command::Precharge => {
                self.note(Command::Precharge, bank, place, now);
                self.ledger.precharge(bank, now);
                self.banks.precharge(bank, &self.buffer, &self.ready);
                self.see_to_next(command, now);
                false
            }
            _ => {
                self.note(command, bank, place, now);
                if matches!(command, Command::ReadAuto | Command::WriteAuto) {
                    self.ledger.auto_precharge(command == Command::WriteAuto, bank, now);
                    self.banks.close(bank);
                }
                let admits = self.move_data(bank, place, now);
                self.see_to_next(command, now);
                admits
            }
        }
    }

    /// Finds out what is next after a command to a bank.
    #[inline(always)]
    fn see_to_next(&mut self, command: Command, now: u64) {
        if self.sleeps || self.all_stale {
            self.tell(command, now);
        } else {
            self.banks.find_next(&self.ready);
        }
    }

    /// Tells the manager of a command to a bank, and all banks what has changed for them.
    #[inline(never)]
    fn tell(&mut self, command: Command, now: u64) {
        if self.sleeps
            && let Some(manager) = &mut self.manager
        {
            let idle = self.buffer.is_empty();
            manager.issued(command, now, idle, &mut self.banks);
            if idle {
                (self.attention, self.limit) = (0, 0);
            }
        }
        if self.all_stale {
            self.decide_all(now);
        } else {
            self.banks.find_next(&self.ready);
        }
    }

    #[inline(always)]
    fn note(&mut self, command: Command, bank: usize, place: usize, now: u64) {
        self.counts[command as usize] += 1;
        let buffer = &self.buffer;
        self.observer.issued(|| {
            let request = command.is_bank().then(|| &buffer.of_bank(bank)[place]);
            let request = request.map(|of| Served { id: of.id, row: of.row });
            Issued { clock: now, command, bank: bank as u8, request }
        });
        self.ready.issue(command, bank, now);
    }

    /// A column command leaves space for the request that is offered, and brings data. Whether the
    /// request is admitted.
    #[inline(always)]
    fn move_data(&mut self, bank: usize, place: usize, now: u64) -> bool {
        let (request, turned) = self.buffer.remove(bank, place);
        self.all_stale |= turned && self.buffer.groups();
        self.deadline = now + self.patience;
        let admits = self.is_offered && self.has_space();
        if admits {
            let admitted = self.admit(now);
            if admitted != bank {
                self.banks.arrive(admitted, &self.buffer, &self.ready);
                self.observer.changed(admitted, &self.banks, &self.buffer);
            }
        }
        self.banks.decide(bank, &self.buffer, &self.ready);
        self.observer.changed(bank, &self.banks, &self.buffer);
        if turned {
            self.observer.all_changed(&self.banks, &self.buffer);
        }
        let data = if request.write { self.write_data } else { self.read_data };
        self.observer.completed(request.id);
        self.answers.complete(&request, now + data, &mut self.arrivals, &mut self.observer);
        admits
    }

    #[inline(never)]
    fn decide_all(&mut self, now: u64) {
        self.all_stale = false;
        self.banks.decide_all(&self.buffer, &self.ready);
        self.observer.all_changed(&self.banks, &self.buffer);
        self.ready.pass_time(now);
        self.banks.find_next(&self.ready);
    }

    /// Plans again what has changed, and finds out when something is to be done next.
    #[inline(never)]
    fn look_ahead(&mut self, now: u64) {
        if let Some(manager) = &mut self.manager {
            self.all_stale |= manager.plan(now, &mut self.banks, &self.ready);
            self.timer = manager.next_clock(now, self.banks.next_clock());
            self.attention = manager.attention();
        }
    }
}
