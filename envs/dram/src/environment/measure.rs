//! What a run means in units.

use crate::device::{Command, Energy};
use crate::engine::Run;
use orienteer_core::{MetricSpec, Metrics};

/// What the metrics are computed from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// Clocks until the last answer.
    pub(crate) clocks: u64,
    /// The length of a clock in picoseconds.
    pub(crate) clock_ps: u64,
    /// Accesses of the workload.
    pub(crate) accesses: u64,
    /// Bytes that one access moves.
    pub(crate) access_bytes: u32,
    /// Rows opened.
    pub(crate) activates: u64,
    /// Refreshes of all banks.
    pub(crate) refreshes: u64,
    /// The mean latency of reads for the workload, in clocks.
    pub(crate) mean: f64,
    /// The median.
    pub(crate) p50: u64,
    /// What 1 % of reads exceed.
    pub(crate) p99: u64,
    /// The mean latency of reads in the controller, in clocks.
    pub(crate) controller_mean: f64,
    /// What 1 % of reads exceed there.
    pub(crate) controller_p99: u64,
    /// Energy by component.
    pub(crate) energy: Energy,
}

impl From<&Run> for Sample {
    fn from(run: &Run) -> Self {
        Self {
            clocks: run.clocks,
            clock_ps: run.clock_ps,
            accesses: run.accesses,
            access_bytes: run.access_bytes,
            activates: run.commands[Command::Activate as usize],
            refreshes: run.commands[Command::Refresh as usize],
            mean: run.reads_from_due.mean(),
            p50: run.reads_from_due.quantile(0.5),
            p99: run.reads_from_due.quantile(0.99),
            controller_mean: run.reads.mean(),
            controller_p99: run.reads.quantile(0.99),
            energy: run.energy,
        }
    }
}

/// The metrics of the environment.
pub(crate) fn specs() -> Vec<MetricSpec> {
    let less = MetricSpec::minimize;
    vec![
        less("total_time", "ns", "From the first clock until the last access is answered."),
        less(
            "mean_read_latency",
            "ns",
            "From the clock in which the workload has a read until it takes the answer, on average; \
             0 if nothing is read.",
        ),
        less("p50_read_latency", "ns", "The same of the median read."),
        less("p99_read_latency", "ns", "What 1 % of the reads exceed."),
        less(
            "mean_controller_latency",
            "ns",
            "From the offer of a read to the controller until the answer leaves it, on average: \
             without what reads wait before and after. A full buffer makes it short.",
        ),
        less("p99_controller_latency", "ns", "What 1 % of the reads exceed."),
        MetricSpec::maximize("bandwidth", "GB/s", "Bytes read and written over the total time."),
        less("total_energy", "pJ", "Energy of all devices: the sum of the following nine."),
        less("activate_energy", "pJ", "Opening rows."),
        less("precharge_energy", "pJ", "Closing rows."),
        less("read_energy", "pJ", "Reading bursts."),
        less("write_energy", "pJ", "Writing bursts."),
        less("refresh_energy", "pJ", "Refreshing."),
        less("active_energy", "pJ", "Standing by with a row open."),
        less("precharged_energy", "pJ", "Standing by with all rows closed."),
        less("power_down_energy", "pJ", "In power-down."),
        less("self_refresh_energy", "pJ", "In self-refresh."),
        less("average_power", "mW", "Total energy over total time."),
        MetricSpec::maximize("row_hit_rate", "", "Share of accesses that found their row open."),
        less("refreshes", "", "Refreshes of all banks, those in self-refresh left out."),
    ]
}

impl Sample {
    /// The values, in the order of [`specs`].
    pub(crate) fn metrics(&self) -> Metrics {
        let ns = |clocks: f64| clocks * self.clock_ps as f64 / 1e3;
        let time = (self.clocks * self.clock_ps) as f64 / 1e3;
        let bytes = self.accesses as f64 * f64::from(self.access_bytes);
        let energy = &self.energy;
        let total = energy.total();
        Metrics::from_slice(&[
            time,
            ns(self.mean),
            ns(self.p50 as f64),
            ns(self.p99 as f64),
            ns(self.controller_mean),
            ns(self.controller_p99 as f64),
            bytes / time,
            total,
            energy.activate,
            energy.precharge,
            energy.read,
            energy.write,
            energy.refresh,
            energy.active,
            energy.precharged,
            energy.power_down,
            energy.self_refresh,
            total / time,
            // Rows that a refresh closes unused are opened twice.
            (1.0 - self.activates as f64 / self.accesses as f64).max(0.0),
            self.refreshes as f64,
        ])
    }
}
