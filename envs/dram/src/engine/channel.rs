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
pub(super) struct Channel {
    buffer: Buffer,
    banks: Banks,
    ready: Ready,
    manager: Option<Manager>,
    arrivals: Arrivals,
    pub(super) answers: Answers,
    pub(super) ledger: Ledger,
    pub(super) counts: [u64; Command::COUNT],
    pub(super) log: Option<Vec<Issued>>,
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

impl Channel {
    pub(super) fn new(
        memory: &Memory,
        controller: &Controller,
        log: bool,
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
            log: log.then(Vec::new),
            accesses: 0,
            ties: 0,
            drawn_ties: memory.drawn_ties,
            reads_accepted: 0,
            offered: Request::default(),
            is_offered: false,
            all_stale: false,
            timer: 0,
            read_data: timing.read_data,
            write_data: timing.write_data,
            conflict: if version_4 { u64::MAX } else { !u64::from(shape.access_bytes() - 1) },
            patience,
            deadline: patience,
        })
    }

    /// Plays an access until the controller has admitted it. The pass in which it is seen comes with
    /// those after it.
    #[inline]
    pub(super) fn play(&mut self, access: &Access, map: &AddressMap) -> Result<(), DramError> {
        let arrival = loop {
            match self.arrivals.next(access.clock) {
                Some(arrival) => break arrival,
                // An answer must be taken first.
                None => self.run(self.expected()? + 1),
            }
        };
        self.run(arrival.offered);
        if self.timer == arrival.offered && !arrival.queued {
            // What was decided before goes first, in the clock of the arrival, too.
            self.ties += 1;
            if self.drawn_ties.is_none_or(|seed| draw(seed, self.ties)) {
                self.run(arrival.offered + 1);
            }
        }
        self.offer(access, map, &arrival);
        if self.buffer.has_space() {
            let bank = self.admit(arrival.offered);
            if self.banks.arrive(bank, &self.buffer, &self.ready) {
                self.banks.consider(bank, arrival.offered, &self.ready);
            }
            self.timer = arrival.offered;
        } else {
            // A column command makes some.
            while self.is_offered {
                self.expected()?;
                self.run(self.deadline + 1);
            }
        }
        Ok(())
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
        self.reads_accepted += if access.write { 0 } else { arrival.accepted };
    }

    /// Lets everything end.
    pub(super) fn finish(&mut self) -> Result<(), DramError> {
        while !self.buffer.is_empty() {
            self.run(self.expected()? + 1);
        }
        while self.timer <= self.answers.end {
            self.run(self.timer + 1);
        }
        Ok(())
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

    /// All passes before a clock; but if a request is offered, only until it is admitted.
    #[inline(never)]
    fn run(&mut self, before: u64) {
        let is_offered = self.is_offered;
        while self.timer < before && self.is_offered == is_offered {
            self.pass(self.timer);
        }
    }

    #[inline(always)]
    fn pass(&mut self, now: u64) {
        let serves =
            if now < self.attention { self.banks.next_clock() <= now } else { self.manage(now) };
        if serves {
            self.serve(now);
        }
        if now >= self.attention {
            self.look_ahead(now);
        } else {
            self.timer = self.banks.next_clock().min(self.attention);
        }
    }

    /// What refresh and power-down do in a pass. Whether it is the turn of a bank.
    #[inline(never)]
    fn manage(&mut self, now: u64) -> bool {
        let Some(manager) = &mut self.manager else { return false };
        self.all_stale |= manager.plan(now, &mut self.banks, &self.ready);
        let choice = manager.choose(now);
        if self.ready.bus() <= now {
            match choice {
                Choice::Banks if self.banks.next_clock() <= now => {
                    if self.banks.next_clock() < now {
                        // Something was in the way then, and others may be allowed by now.
                        self.banks.find_next(now, &self.ready);
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

    /// Issues the command of the bank that is next.
    #[inline(always)]
    fn serve(&mut self, now: u64) {
        let (bank, command, place) = self.banks.next();
        match command {
            Command::Activate => {
                self.note(Command::Activate, bank, place, now);
                self.ledger.activate(bank, now);
                self.banks.open(bank, place, &self.buffer, &self.ready);
            }
            Command::Precharge => {
                self.note(Command::Precharge, bank, place, now);
                self.ledger.precharge(bank, now);
                self.banks.precharge(bank, &self.buffer, &self.ready);
            }
            _ => {
                self.note(command, bank, place, now);
                self.ledger.column(command, bank, now);
                if matches!(command, Command::ReadAuto | Command::WriteAuto) {
                    self.banks.close(bank);
                }
                self.move_data(bank, place, now);
            }
        }
        if self.sleeps {
            self.tell(command, now);
        }
        if self.all_stale {
            self.decide_all(now);
        } else {
            self.banks.find_next(now, &self.ready);
        }
    }

    /// Tells the manager of a command to a bank.
    fn tell(&mut self, command: Command, now: u64) {
        let idle = self.buffer.is_empty();
        if let Some(manager) = &mut self.manager {
            manager.issued(command, now, idle, &mut self.banks);
            if idle {
                self.attention = 0;
            }
        }
    }

    #[inline(always)]
    fn note(&mut self, command: Command, bank: usize, place: usize, now: u64) {
        self.counts[command as usize] += 1;
        if let Some(log) = &mut self.log {
            let request = command.is_bank().then(|| &self.buffer.of_bank(bank)[place]);
            let request = request.map(|of| Served { id: of.id, row: of.row });
            log.push(Issued { clock: now, command, bank: bank as u8, request });
        }
        self.ready.issue(command, bank, now);
    }

    /// A column command leaves space for the request that is offered, and brings data.
    #[inline(always)]
    fn move_data(&mut self, bank: usize, place: usize, now: u64) {
        let (request, turned) = self.buffer.remove(bank, place);
        self.all_stale |= turned;
        self.deadline = now + self.patience;
        if self.is_offered && self.buffer.has_space() {
            let admitted = self.admit(now);
            if admitted != bank {
                self.banks.arrive(admitted, &self.buffer, &self.ready);
            }
        }
        self.banks.decide(bank, &self.buffer, &self.ready);
        let data = if request.write { self.write_data } else { self.read_data };
        self.answers.complete(&request, now + data, &mut self.arrivals);
    }

    #[inline(never)]
    fn decide_all(&mut self, now: u64) {
        self.all_stale = false;
        self.banks.decide_all(&self.buffer, &self.ready);
        self.banks.find_next(now, &self.ready);
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
