//! From commands and clocks to energy, by the currents of the description.

use crate::device::{Description, Standard};
use crate::engine::Activity;
use crate::error::DramError;

/// The energy of a run by component, in picojoules, for all devices together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Energy {
    /// Opening rows.
    pub activate: f64,
    /// Closing rows.
    pub precharge: f64,
    /// Reading bursts.
    pub read: f64,
    /// Writing bursts.
    pub write: f64,
    /// Refreshing.
    pub refresh: f64,
    /// Standing by with a row open.
    pub active: f64,
    /// Standing by with all rows closed.
    pub precharged: f64,
    /// In power-down.
    pub power_down: f64,
    /// In self-refresh, with the refreshes at its entry and exit.
    pub self_refresh: f64,
}

impl Energy {
    /// The sum of all components.
    pub fn total(&self) -> f64 {
        self.parts().iter().sum()
    }

    fn parts(&self) -> [f64; 9] {
        [
            self.activate,
            self.precharge,
            self.read,
            self.write,
            self.refresh,
            self.active,
            self.precharged,
            self.power_down,
            self.self_refresh,
        ]
    }

    fn plus(mut self, other: &Self) -> Self {
        self.activate += other.activate;
        self.precharge += other.precharge;
        self.read += other.read;
        self.write += other.write;
        self.refresh += other.refresh;
        self.active += other.active;
        self.precharged += other.precharged;
        self.power_down += other.power_down;
        self.self_refresh += other.self_refresh;
        self
    }
}

/// The currents of one supply, in milliamperes, and its voltage.
#[derive(Clone, Copy, Debug, Default)]
struct Rail {
    volt: f64,
    idd0: f64,
    idd2n: f64,
    idd3n: f64,
    idd4r: f64,
    idd4w: f64,
    idd5: f64,
    idd6: f64,
    /// Precharged power-down with slow exit.
    idd2p: f64,
    /// Active power-down with slow exit.
    idd3p: f64,
}

/// The names of the currents of a supply, in the order of [`Rail`].
type Names = [&'static str; 10];

/// DDR3 and DDR4: the supply of core and interface.
const DDR: Names =
    ["vdd", "idd0", "idd2n", "idd3n", "idd4r", "idd4w", "idd5", "idd6", "idd2p0", "idd3p0"];

/// LPDDR4: the two supplies of the core, and that of the interface.
const LPDDR4: [Names; 3] = [
    ["vdd", "idd0", "idd2n", "idd3n", "idd4r", "idd4w", "idd5", "idd6", "idd2p", "idd3p"],
    ["vdd2", "idd02", "idd2n2", "idd3n2", "idd4r2", "idd4w2", "idd52", "idd62", "idd2p2", "idd3p2"],
    [
        "vddq", "idd0ql", "idd2nQ", "idd3nQ", "idd4rq", "idd4wq", "idd5q", "idd6q", "idd2pQ",
        "idd3pQ",
    ],
];

impl Rail {
    fn read(device: &Description, names: &Names) -> Result<Self, DramError> {
        let mut values = [0.0; 10];
        for (value, name) in values.iter_mut().zip(names) {
            *value = device.electric(name)?;
        }
        let [volt, idd0, idd2n, idd3n, idd4r, idd4w, idd5, idd6, idd2p, idd3p] = values;
        // The currents of an operation contain that of standing by.
        for (i, least) in [(1, 2), (1, 3), (4, 3), (5, 3), (6, 3)] {
            if values[i] < values[least] {
                let reason = format!(
                    "is {} mA, less than `{}`, {} mA, of standing by",
                    values[i], names[least], values[least]
                );
                return Err(DramError::field(&device.source, names[i], reason));
            }
        }
        Ok(Self { volt, idd0, idd2n, idd3n, idd4r, idd4w, idd5, idd6, idd2p, idd3p })
    }

    /// The second supply of DDR4 (VPP), of which only these currents are known.
    fn pump(device: &Description) -> Result<Self, DramError> {
        let i = |field| device.electric(field);
        Ok(Self { volt: i("vdd2")?, idd0: i("idd02")?, idd6: i("idd62")?, ..Self::default() })
    }
}

/// What activity costs (JEDEC currents as DRAMPower uses them).
#[derive(Clone, Debug)]
pub struct EnergyModel {
    rails: Vec<Rail>,
    /// The length of a clock in nanoseconds.
    clock: f64,
    restore: f64,
    close: f64,
    refresh: f64,
    burst: f64,
    devices: f64,
}

impl EnergyModel {
    /// The model of a described device.
    ///
    /// # Errors
    ///
    /// When the description lacks a current.
    pub fn new(device: &Description) -> Result<Self, DramError> {
        let t = |field| device.clocks(field).map(|clocks| clocks as f64);
        let (cycle, refresh) =
            if device.standard == Standard::Lpddr4 { ("RCPB", "RFCAB") } else { ("RC", "RFC") };
        let rails = match device.standard {
            Standard::Ddr3 => vec![Rail::read(device, &DDR)?],
            Standard::Ddr4 => vec![Rail::read(device, &DDR)?, Rail::pump(device)?],
            Standard::Lpddr4 => {
                LPDDR4.iter().map(|names| Rail::read(device, names)).collect::<Result<_, _>>()?
            }
        };
        Ok(Self {
            rails,
            clock: 1000.0 / t("clkMhz")?,
            restore: t("RAS")?,
            close: t(cycle)? - t("RAS")?,
            refresh: t(refresh)?,
            burst: device.shape.burst() as f64,
            devices: f64::from(device.shape.nbr_of_devices_on_dimm),
        })
    }

    /// The energy of a run.
    pub fn energy(&self, activity: &Activity) -> Energy {
        let rail = |rail| self.rail(rail, activity);
        self.rails.iter().map(rail).fold(Energy::default(), |sum, part| sum.plus(&part))
    }

    fn rail(&self, rail: &Rail, a: &Activity) -> Energy {
        let scale = rail.volt * self.clock * self.devices;
        let of = |count: u64, clocks: f64, current: f64| count as f64 * clocks * current * scale;
        let extra = rail.idd5 - rail.idd3n;
        let entry = a.entry_active + a.entry_precharged + a.exit_active + a.exit_precharged;
        Energy {
            activate: of(a.activates, self.restore, rail.idd0 - rail.idd3n),
            precharge: of(a.precharges, self.close, rail.idd0 - rail.idd2n),
            read: of(a.reads, self.burst, rail.idd4r - rail.idd3n),
            write: of(a.writes, self.burst, rail.idd4w - rail.idd3n),
            refresh: of(a.refreshes, self.refresh, extra),
            active: of(a.active, 1.0, rail.idd3n),
            precharged: of(a.precharged, 1.0, rail.idd2n),
            power_down: of(a.active_down, 1.0, rail.idd3p) + of(a.precharged_down, 1.0, rail.idd2p),
            self_refresh: of(a.self_refresh, 1.0, rail.idd6)
                + of(entry, 1.0, extra)
                + of(a.entry_active, 1.0, rail.idd3p)
                + of(a.entry_precharged, 1.0, rail.idd2p)
                + of(a.exit_active, 1.0, rail.idd3n)
                + of(a.exit_precharged, 1.0, rail.idd2n),
        }
    }
}
