//! Which command may follow which, and after how many clocks.
//!
//! A rule says: after command `before`, command `after` within the same scope waits `gap` clocks.
//! The rules of a standard are a table, made from the times of the description; the engine and
//! anybody who checks it read the same table.

mod ddr;
mod lpddr4;

use crate::device::command::Command::{self, Read, ReadAuto, Write, WriteAuto};
use crate::device::{Description, Standard};
use crate::error::DramError;

/// What two commands must share for a rule to hold between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The bank.
    Bank,
    /// The bank group.
    Group,
    /// The rank.
    Rank,
}

/// A minimal distance between two commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The earlier command.
    pub before: Command,
    /// The later command.
    pub after: Command,
    /// What they share.
    pub scope: Scope,
    /// Clocks from one to the other.
    pub gap: u64,
}

/// The timing of a device, in clocks.
#[derive(Clone, Debug)]
pub struct Timing {
    /// The rules between pairs of commands.
    pub rules: Vec<Rule>,
    /// No five activates of a rank in this window (tFAW).
    pub four_activates: u64,
    /// From a read to the end of its data.
    pub read_data: u64,
    /// From a write to the end of its data.
    pub write_data: u64,
    /// The mean time between refreshes (tREFI).
    pub refresh_interval: u64,
    /// Clocks that each command occupies the command bus, by number.
    pub bus: [u64; Command::COUNT],
}

const COLUMN: [Command; 4] = [Read, ReadAuto, Write, WriteAuto];
const READS: [Command; 2] = [Read, ReadAuto];
const WRITES: [Command; 2] = [Write, WriteAuto];

impl Timing {
    /// The timing of a described device.
    ///
    /// # Errors
    ///
    /// When the description lacks a time that its standard needs.
    pub fn new(device: &Description) -> Result<Self, DramError> {
        match device.standard {
            Standard::Ddr3 | Standard::Ddr4 => ddr::timing(device),
            Standard::Lpddr4 => lpddr4::timing(device),
        }
    }
}

/// A table in the making.
#[derive(Default)]
struct Rules(Vec<Rule>);

impl Rules {
    fn add(&mut self, scope: Scope, before: &[Command], after: &[Command], gap: u64) {
        for &before in before {
            self.0.extend(after.iter().map(|&after| Rule { before, after, scope, gap }));
        }
    }
}
