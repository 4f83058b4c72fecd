//! DDR4-2400 against runs of DRAMSys 5.0: time, energy, every count of commands, and latencies.
//!
//! `tests/data/README.md` says where the rows are from.

use crate::support::{DDR4, data};
use orienteer_env_dram::workload::WorkloadConfig;
use orienteer_env_dram::{AddressMap, Command, Controller, Description, Memory, Run};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: u32,
    address_mapping: String,
    trace: String,
    total_time_ps: u64,
    #[serde(rename = "total_energy_pJ")]
    energy: f64,
    n_rd: u64,
    n_wr: u64,
    n_act: u64,
    n_prepb: u64,
    n_preab: u64,
    n_refab: u64,
    n_autopre: u64,
    avg_read_latency_ns: f64,
    p95_read_latency_ns: f64,
    avg_write_latency_ns: f64,
    avg_read_latency_from_gen_ns: f64,
}

/// A clock of 1200 MHz as DRAMSys has it, in nanoseconds.
const CLOCK: f64 = 0.833;

/// Rows in which something differs, and why.
const DIFFERENT: [(u32, &str); 1] = [(
    342,
    "an arrival shares the clock of a column command, which then closes the row or does not",
)];

impl Row {
    fn counts(&self) -> [u64; 7] {
        [self.n_rd, self.n_wr, self.n_act, self.n_prepb, self.n_preab, self.n_refab, self.n_autopre]
    }
}

fn runs() -> Vec<(Row, Run)> {
    let device = Description::parse("DDR4", DDR4).unwrap();
    let mut reader = csv::Reader::from_path(data("ddr4.csv")).unwrap();
    let headers = reader.headers().unwrap().clone();
    let runs = reader.records().map(|record| {
        let record = record.unwrap();
        let controller: Controller = record.deserialize(Some(&headers)).unwrap();
        let row: Row = record.deserialize(Some(&headers)).unwrap();
        let map = AddressMap::named(&row.address_mapping, &device.shape).unwrap();
        let memory = Memory::new(&device, &map).unwrap();
        let workload = WorkloadConfig::Trace(row.trace.clone()).open(1 << 32, None).unwrap();
        let run = memory.run(&controller, &mut *workload.source()).unwrap();
        (row, run)
    });
    runs.collect()
}

/// Commands by the columns `n_rd`, `n_wr`, `n_act`, `n_prepb`, `n_preab`, `n_refab`, `n_autopre`.
fn counts(run: &Run) -> [u64; 7] {
    use Command::{Activate, Precharge, PrechargeAll, Read, ReadAuto, Refresh, Write, WriteAuto};
    let columns: [&[Command]; 7] = [
        &[Read, ReadAuto],
        &[Write, WriteAuto],
        &[Activate],
        &[Precharge],
        &[PrechargeAll],
        &[Refresh],
        &[ReadAuto, WriteAuto],
    ];
    columns.map(|commands| commands.iter().map(|command| run.commands[*command as usize]).sum())
}

#[test]
fn time_energy_counts_and_latencies_are_exact() {
    let runs = runs();
    assert_eq!(runs.len(), 50);
    for (row, run) in &runs {
        let energy = run.energy.total() / row.energy - 1.0;
        let from_arbiter = run.read_clocks_from_arbiter as f64 / run.reads.len() as f64;
        // Latencies are printed in nanoseconds with three digits after the point.
        let latencies = [
            (run.reads.mean(), row.avg_read_latency_ns),
            (run.reads.quantile(0.95) as f64, row.p95_read_latency_ns),
            (run.writes.mean(), row.avg_write_latency_ns),
            (from_arbiter, row.avg_read_latency_from_gen_ns),
        ];
        let mut wrong = Vec::new();
        if run.clocks * run.clock_ps != row.total_time_ps {
            wrong.push(format!("{} ps", run.clocks * run.clock_ps));
        }
        if energy.abs() > 1e-6 {
            wrong.push(format!("the energy is off by {energy}"));
        }
        if counts(run) != row.counts() {
            wrong.push(format!("{:?} are not {:?}", counts(run), row.counts()));
        }
        if latencies.iter().any(|(clocks, ns)| (clocks * CLOCK - ns).abs() > 0.000_51) {
            wrong.push(format!("{latencies:?}"));
        }
        let known = DIFFERENT.iter().find(|(id, _)| *id == row.id);
        assert_eq!(wrong.is_empty(), known.is_none(), "row {}: {wrong:?}, {known:?}", row.id);
        let time = run.time_ns() * 1e3 / row.total_time_ps as f64 - 1.0;
        assert!(time.abs() < 0.01 && energy.abs() < 0.01, "row {}: {time}, {energy}", row.id);
    }
}
