//! The description of a memory: its shape, timing and currents, as DRAMSys' JSON files give them.

use crate::engine::MOST_BANKS;
use crate::error::DramError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The longest time, in clocks: sums of a few of them still fit where the engine packs them.
const LONGEST: u64 = 1 << 20;

/// The standard that a device follows. It says which timing rules hold between commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Standard {
    /// JESD79-3.
    #[serde(rename = "DDR3")]
    Ddr3,
    /// JESD79-4.
    #[serde(rename = "DDR4")]
    Ddr4,
    /// JESD209-4.
    #[serde(rename = "LPDDR4")]
    Lpddr4,
}

/// The release of DRAMSys that a memory follows where the two differ. LPDDR4 keeps the distances of its
/// standard with both: only the controller and the account of energy follow the release there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Behaviour {
    /// DRAMSys 4.0 with its DRAMPower. What a bank has decided may still be done in the clock in
    /// which a refresh blocks it; two requests are for the same data if their addresses are equal;
    /// refresh and power-down need not keep their distance from active power-down (tXP, tREFPDEN);
    /// a read is followed by four clocks of an active row at least.
    #[serde(rename = "dramsys-4")]
    Dramsys4,
    /// DRAMSys 5.0 with its DRAMPower. A blocked bank forgets at once; requests in the same burst
    /// are for the same data; all distances hold.
    #[serde(rename = "dramsys-5")]
    Dramsys5,
}

impl Behaviour {
    /// The release that this simulator was validated with for a standard: 4.0 for DDR3, 5.0 for
    /// the others.
    pub fn of(standard: Standard) -> Self {
        if standard == Standard::Ddr3 { Self::Dramsys4 } else { Self::Dramsys5 }
    }

    /// Its name in experiment files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dramsys4 => "dramsys-4",
            Self::Dramsys5 => "dramsys-5",
        }
    }
}

/// The shape of a memory.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shape {
    /// Transfers in a burst.
    pub burst_length: u32,
    /// Transfers in a clock.
    pub data_rate: u32,
    /// Bank groups in a rank; 1 where the standard has none.
    #[serde(default = "one")]
    pub nbr_of_bank_groups: u32,
    /// Banks in a rank.
    pub nbr_of_banks: u32,
    /// Columns in a row.
    pub nbr_of_columns: u32,
    /// Ranks on a channel.
    pub nbr_of_ranks: u32,
    /// Rows in a bank.
    pub nbr_of_rows: u32,
    /// Data pins of one device.
    pub width: u32,
    /// Devices that work in step.
    #[serde(default = "one", rename = "nbrOfDevicesOnDIMM")]
    pub nbr_of_devices_on_dimm: u32,
    /// Channels.
    pub nbr_of_channels: u32,
}

fn one() -> u32 {
    1
}

impl Shape {
    /// Bytes that one access moves.
    pub fn access_bytes(&self) -> u32 {
        self.burst_length * self.width * self.nbr_of_devices_on_dimm / 8
    }

    /// Clocks that a burst occupies the data bus.
    pub fn burst(&self) -> u64 {
        u64::from(self.burst_length / self.data_rate)
    }
}

#[derive(Deserialize)]
struct File {
    memspec: Spec,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Spec {
    #[serde(rename = "memarchitecturespec")]
    shape: Shape,
    memory_id: String,
    memory_type: Standard,
    #[serde(rename = "mempowerspec")]
    power: BTreeMap<String, f64>,
    #[serde(rename = "memtimingspec")]
    timing: BTreeMap<String, u64>,
}

/// A memory as its file describes it.
#[derive(Clone, Debug)]
pub struct Description {
    /// Where it comes from, for messages.
    pub source: String,
    /// Its name.
    pub name: String,
    /// Its standard.
    pub standard: Standard,
    /// What the simulation follows: at first [`Behaviour::of`] the standard.
    pub behaviour: Behaviour,
    /// Its shape.
    pub shape: Shape,
    timing: BTreeMap<String, u64>,
    power: BTreeMap<String, f64>,
}

impl Description {
    /// Reads the text of a description; `source` names it in messages.
    ///
    /// # Errors
    ///
    /// When the text is not JSON of this shape, or a number in it cannot be.
    pub fn parse(source: &str, text: &str) -> Result<Self, DramError> {
        let file: File = serde_json::from_str(text)
            .map_err(|reason| DramError::Json { file: source.to_owned(), reason })?;
        let Spec { shape, memory_id: name, memory_type: standard, power, timing } = file.memspec;
        let behaviour = Behaviour::of(standard);
        let source = source.to_owned();
        let description = Self { source, name, standard, behaviour, shape, timing, power };
        description.check()?;
        Ok(description)
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or as [`Description::parse`].
    pub fn open(path: &Path) -> Result<Self, DramError> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&file, &text),
            Err(reason) => Err(DramError::Read { file, reason }),
        }
    }

    fn check(&self) -> Result<(), DramError> {
        let shape = &self.shape;
        let powers = [
            ("burstLength", shape.burst_length, 64),
            ("dataRate", shape.data_rate, 8),
            ("nbrOfBankGroups", shape.nbr_of_bank_groups, 8),
            ("nbrOfBanks", shape.nbr_of_banks, MOST_BANKS as u32),
            ("nbrOfColumns", shape.nbr_of_columns, 1 << 20),
            ("nbrOfRows", shape.nbr_of_rows, 1 << 24),
            ("width", shape.width, 256),
            ("nbrOfDevicesOnDIMM", shape.nbr_of_devices_on_dimm, 64),
        ];
        for (field, value, most) in powers {
            if !value.is_power_of_two() || value > most {
                let reason = format!("is {value}; expected a power of two up to {most}");
                return Err(DramError::field(&self.source, field, reason));
            }
        }
        for (field, value) in
            [("nbrOfRanks", shape.nbr_of_ranks), ("nbrOfChannels", shape.nbr_of_channels)]
        {
            if value != 1 {
                let reason = format!("is {value}; this simulator has 1");
                return Err(DramError::field(&self.source, field, reason));
            }
        }
        if shape.burst_length < shape.data_rate {
            return Err(DramError::field(&self.source, "burstLength", "is less than `dataRate`"));
        }
        if shape.nbr_of_banks < shape.nbr_of_bank_groups {
            return Err(DramError::field(&self.source, "nbrOfBanks", "is less than the groups"));
        }
        if shape.width * shape.nbr_of_devices_on_dimm < 8 {
            return Err(DramError::field(&self.source, "width", "is less than a byte in all"));
        }
        let shorter = [
            ("RAS", "RC"),
            ("RAS", "RCPB"),
            ("RCD", "RAS"),
            ("RP", "RFC"),
            ("RPAB", "RFCAB"),
            ("RFC", "REFI"),
            ("RFCAB", "REFI"),
        ];
        for (field, more) in shorter {
            if self.timing.contains_key(more) && self.timing.contains_key(field) {
                let (field, more) = (field, (more, self.clocks(more)?));
                if self.clocks(field)? > more.1 {
                    let reason = format!("is longer than `{}`, {} clocks", more.0, more.1);
                    return Err(DramError::field(&self.source, field, reason));
                }
            }
        }
        if self.clocks("clkMhz")? == 0 {
            return Err(DramError::field(&self.source, "clkMhz", "is 0; expected a frequency"));
        }
        Ok(())
    }

    /// A time of the description in clocks.
    ///
    /// # Errors
    ///
    /// When the description lacks it, or it is longer than 2^20 clocks.
    pub fn clocks(&self, field: &'static str) -> Result<u64, DramError> {
        match self.timing.get(field) {
            Some(&clocks) if clocks <= LONGEST => Ok(clocks),
            Some(clocks) => {
                Err(DramError::field(&self.source, field, format!("is {clocks}; at most 2^20")))
            }
            None => Err(DramError::field(&self.source, field, "is missing in `memtimingspec`")),
        }
    }

    /// A current in milliamperes or a voltage in volts.
    ///
    /// # Errors
    ///
    /// When the description lacks it, or it is not a finite number from 0.
    pub fn electric(&self, field: &'static str) -> Result<f64, DramError> {
        match self.power.get(field) {
            Some(&value) if value.is_finite() && value >= 0.0 => Ok(value),
            Some(value) => {
                Err(DramError::field(&self.source, field, format!("is {value}; expected >= 0")))
            }
            None => Err(DramError::field(&self.source, field, "is missing in `mempowerspec`")),
        }
    }

    /// Whether the description has this time.
    pub fn has_time(&self, field: &str) -> bool {
        self.timing.contains_key(field)
    }

    /// The length of a clock in picoseconds, a whole number as in DRAMSys: 833 for 1200 MHz.
    ///
    /// # Errors
    ///
    /// When the description has no frequency.
    pub fn clock_ps(&self) -> Result<u64, DramError> {
        Ok((1e6 / self.clocks("clkMhz")? as f64).round() as u64)
    }
}
