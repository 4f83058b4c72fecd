//! A row of a table: what a run measured, in whole numbers.
//!
//! Metrics follow from it exactly as from the run itself, and whole numbers take little space.

use crate::device::{Command, EnergyModel};
use crate::engine::{Activity, Run};
use crate::environment::Sample;

macro_rules! row {
    ($($(#[$doc:meta])* $field:ident),* $(,)?) => {
        /// What a run measured that neither wrote nor powered down.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct Row {
            $($(#[$doc])* pub $field: u64,)*
        }

        impl Row {
            /// The columns of a table.
            pub const COLUMNS: &[&str] = &[$(stringify!($field)),*];

            /// The cells of the row.
            pub fn cells(&self) -> Vec<u64> {
                vec![$(self.$field),*]
            }

            /// Reads a line of a table.
            pub fn parse(line: &str) -> Option<Self> {
                let mut cells = line.split(',').map(str::parse);
                let row = Self { $($field: cells.next()?.ok()?,)* };
                cells.next().is_none().then_some(row)
            }
        }
    };
}

row! {
    /// Clocks until the last answer.
    clocks,
    /// Reads, which are all accesses.
    reads,
    /// The sum of their latencies for the workload, in clocks.
    read_clocks,
    /// The median of those, in clocks.
    p50,
    /// What 1 % of those exceed, in clocks.
    p99,
    /// The sum of the latencies of reads in the controller, in clocks.
    controller_clocks,
    /// What 1 % of those exceed, in clocks.
    controller_p99,
    /// Rows opened.
    activates,
    /// Rows closed.
    precharges,
    /// Refreshes of all banks.
    refreshes,
    /// Clocks with a row open.
    active,
    /// Clocks with all rows closed.
    precharged,
}

impl Row {
    /// The row of a run; nothing if the run had what the columns do not tell.
    pub fn of(run: &Run) -> Option<Self> {
        let row = Self {
            clocks: run.clocks,
            reads: run.reads.len(),
            read_clocks: run.reads_from_due.total(),
            p50: run.reads_from_due.quantile(0.5),
            p99: run.reads_from_due.quantile(0.99),
            controller_clocks: run.reads.total(),
            controller_p99: run.reads.quantile(0.99),
            activates: run.commands[Command::Activate as usize],
            precharges: run.activity.precharges,
            refreshes: run.commands[Command::Refresh as usize],
            active: run.activity.active,
            precharged: run.activity.precharged,
        };
        (row.activity() == run.activity && row.reads == run.accesses).then_some(row)
    }

    fn activity(&self) -> Activity {
        Activity {
            activates: self.activates,
            precharges: self.precharges,
            reads: self.reads,
            refreshes: self.refreshes,
            active: self.active,
            precharged: self.precharged,
            ..Activity::default()
        }
    }

    /// What metrics are computed from, for a memory of this model, clock and access.
    pub(super) fn sample(&self, model: &EnergyModel, clock_ps: u64, access_bytes: u32) -> Sample {
        let mean = |clocks: u64| clocks as f64 / self.reads.max(1) as f64;
        Sample {
            clocks: self.clocks,
            clock_ps,
            accesses: self.reads,
            access_bytes,
            activates: self.activates,
            refreshes: self.refreshes,
            mean: mean(self.read_clocks),
            p50: self.p50,
            p99: self.p99,
            controller_mean: mean(self.controller_clocks),
            controller_p99: self.controller_p99,
            energy: model.energy(&self.activity()),
        }
    }
}
