//! The controller and the device, clock by clock.
//!
//! Only what happens is simulated. A request causes one event when it reaches the controller and one
//! for each of its commands; whatever follows from those by a formula (when its answer arrives, when
//! the next request is offered) is computed at once, without an event of its own.
//!
//! Within a clock, the controller first does what was decided before; then the request that arrives
//! in that clock is seen. DRAMSys, whose behaviour this is, leaves that order to the scheduler of
//! `SystemC`:
//! `docs/validation/dram.md` says what difference it makes.

// The loop over passes is meant to be one function, without calls between its parts.
#![allow(clippy::inline_always)]

mod alike;
mod answers;
mod arrivals;
mod banks;
mod buffer;
mod channel;
mod clock;
mod latency;
mod ledger;
mod manage;
mod observer;
mod ready;
mod refresh;
mod sleep;

pub use alike::Alike;
pub use latency::Latencies;
pub use ledger::Activity;

use crate::device::{AddressMap, Behaviour, Command, Description, Energy, EnergyModel, Timing};
use crate::error::DramError;
use crate::policy::Controller;
use crate::workload::{MOST_ACCESSES, Source};
use alike::Notes;
use channel::Channel;
use ledger::Ledger;
use observer::Observer;

/// The most banks of a rank.
pub(crate) const MOST_BANKS: usize = 32;

/// A memory: a device, and how addresses map to it.
#[derive(Clone, Debug)]
pub struct Memory {
    timing: Timing,
    model: EnergyModel,
    map: AddressMap,
    description: Description,
    clock_ps: u64,
    drawn_ties: Option<u64>,
}

/// What a run measured.
#[derive(Clone, Debug)]
pub struct Run {
    /// Clocks until the last answer.
    pub clocks: u64,
    /// The length of a clock in picoseconds.
    pub clock_ps: u64,
    /// Accesses of the workload.
    pub accesses: u64,
    /// Bytes that one access moves.
    pub access_bytes: u32,
    /// How often each command was issued, by number.
    pub commands: [u64; Command::COUNT],
    /// What costs energy, counted as DRAMPower counts it.
    pub activity: Activity,
    /// Energy by component.
    pub energy: Energy,
    /// How long reads took for the workload: from the clock in which it has them until it takes
    /// their answers.
    pub reads_from_due: Latencies,
    /// How long the controller took for reads: from the clock in which a read is offered to it until
    /// its answer leaves.
    pub reads: Latencies,
    /// The same for writes, which are answered when their data is written.
    pub writes: Latencies,
    /// How often a request reached the controller in a clock in which it also had something to do.
    /// Only then does the order within a clock matter.
    pub ties: u64,
    /// The sum over all reads of the clocks from acceptance by the arbiter to the answer.
    pub read_clocks_from_arbiter: u64,
}

/// A command that was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issued {
    /// When.
    pub clock: u64,
    /// What.
    pub command: Command,
    /// The bank; 0 for commands to all banks.
    pub bank: u8,
    /// For what; `None` for commands to all banks.
    pub request: Option<Served>,
}

/// The request that a command was issued for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// Its place in the workload, from 0.
    pub id: u64,
    /// Its row.
    pub row: u32,
}

impl Run {
    /// The time until the last answer, in nanoseconds.
    pub fn time_ns(&self) -> f64 {
        (self.clocks * self.clock_ps) as f64 / 1e3
    }

    /// The mean bandwidth in gigabytes (10^9 bytes) a second.
    pub fn bandwidth(&self) -> f64 {
        (self.accesses * u64::from(self.access_bytes)) as f64 / self.time_ns()
    }

    /// Refreshes of all banks.
    pub fn refreshes(&self) -> u64 {
        self.commands[Command::Refresh as usize]
    }
}

impl Memory {
    /// A memory.
    ///
    /// # Errors
    ///
    /// When the description lacks something, or asks for more than one rank or channel.
    pub fn new(description: &Description, map: &AddressMap) -> Result<Self, DramError> {
        // The account of a run needs times that the rules do not.
        Ledger::new(description)?;
        Ok(Self {
            timing: Timing::new(description)?,
            model: EnergyModel::new(description)?,
            map: map.clone(),
            clock_ps: description.clock_ps()?,
            description: description.clone(),
            drawn_ties: None,
        })
    }

    /// The same memory, but with the order of a request and of what the controller has to do in the
    /// clock of its arrival drawn from a seed. Without this the controller is always first. It is
    /// for comparisons with simulators that have another order: `docs/validation/dram.md`.
    #[must_use]
    pub fn with_drawn_ties(&self, seed: u64) -> Self {
        Self { drawn_ties: Some(seed), ..self.clone() }
    }

    /// The description of the device.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The rules between commands.
    pub fn timing(&self) -> &Timing {
        &self.timing
    }

    /// Plays a workload through a controller.
    ///
    /// # Errors
    ///
    /// When the workload cannot be read or has no accesses, or when the controller has no place for
    /// a request.
    pub fn run(&self, controller: &Controller, source: &mut dyn Source) -> Result<Run, DramError> {
        self.play(controller, source, ()).map(|(run, ())| run)
    }

    /// As [`Memory::run`], with controllers that are known to do the same.
    ///
    /// # Errors
    ///
    /// As [`Memory::run`].
    pub fn run_with_alike(
        &self,
        controller: &Controller,
        source: &mut dyn Source,
    ) -> Result<(Run, Alike), DramError> {
        let (run, notes) = self.play(controller, source, Notes::new(controller))?;
        Ok((run, notes.alike))
    }

    /// As [`Memory::run`], with all commands in the order of time.
    ///
    /// # Errors
    ///
    /// As [`Memory::run`].
    pub fn commands(
        &self,
        controller: &Controller,
        source: &mut dyn Source,
    ) -> Result<(Run, Vec<Issued>), DramError> {
        self.play(controller, source, Vec::new())
    }

    fn play<O: Observer>(
        &self,
        controller: &Controller,
        source: &mut dyn Source,
        observer: O,
    ) -> Result<(Run, O), DramError> {
        for (field, value) in [
            ("RequestBufferSize", controller.request_buffer_size),
            ("MaxActiveTransactions", controller.max_active_transactions),
        ] {
            if value == 0 {
                return Err(DramError::field("controller", field, "is 0; expected at least 1"));
            }
        }
        let mut channel = Channel::new(self, controller, observer)?;
        loop {
            let chunk = source.next_chunk()?;
            if chunk.is_empty() {
                break;
            }
            for access in chunk {
                channel.play(access, &self.map)?;
            }
            if channel.accesses > MOST_ACCESSES {
                let reason = format!("are more than {MOST_ACCESSES}; shorten it");
                return Err(DramError::field("workload", "accesses", reason));
            }
        }
        channel.finish()?;
        if channel.accesses == 0 {
            return Err(DramError::field("workload", "accesses", "has none"));
        }
        let last = channel.last();
        let (answers, activity) = (channel.answers, channel.ledger.finish(&channel.counts, last));
        let run = Run {
            clocks: answers.end,
            clock_ps: self.clock_ps,
            accesses: channel.accesses,
            access_bytes: self.description.shape.access_bytes(),
            commands: channel.counts,
            ties: channel.ties,
            energy: self.model.energy(&activity),
            activity,
            reads_from_due: answers.reads_from_due,
            reads: answers.reads,
            writes: answers.writes,
            read_clocks_from_arbiter: answers.reads_left.wrapping_sub(channel.reads_accepted),
        };
        Ok((run, channel.observer))
    }

    fn follows_version_4(&self) -> bool {
        self.description.behaviour == Behaviour::Dramsys4
    }
}
