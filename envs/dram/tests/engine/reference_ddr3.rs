//! DDR3-1600 against runs of DRAMSys 4.0: time to the clock, energy to what is demanded.
//!
//! `tests/data/README.md` says where the rows are from. Where something differs, it is in the order
//! in which DRAMSys does things within a clock (`docs/validation/dram.md`).

use crate::support::{DDR3, data};
use orienteer_env_dram::workload::{Workload, WorkloadConfig};
use orienteer_env_dram::{AddressMap, Controller, Description, Memory, PowerDownPolicy};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Row {
    #[serde(rename = "AddressMapping")]
    map: String,
    trace: String,
    #[serde(rename = "total_time_ns")]
    time: f64,
    #[serde(rename = "total_energy_pJ")]
    energy: f64,
}

/// A row of the reference, and how far from it a run is.
struct Compared {
    line: u64,
    controller: Controller,
    trace: String,
    exact: bool,
    /// As shares of what the reference has.
    time: f64,
    energy: f64,
}

fn memory(map: &str) -> Memory {
    let description = Description::parse("DDR3", DDR3).unwrap();
    let file = data(&format!("../../data/am_ddr3_8x1Gbx8_dimm_p1KB_{map}.json"));
    let map = AddressMap::open(&file, &description.shape).unwrap();
    Memory::new(&description, &map).unwrap()
}

fn compare(file: &str) -> Vec<Compared> {
    let mut reader = csv::Reader::from_path(data(file)).unwrap();
    let headers = reader.headers().unwrap().clone();
    let memories = BTreeMap::from(["rbc", "brc"].map(|map| (map.to_owned(), memory(map))));
    let mut workloads: BTreeMap<String, Workload> = BTreeMap::new();
    let compared = reader.records().map(|record| {
        let record = record.unwrap();
        let controller: Controller = record.deserialize(Some(&headers)).unwrap();
        let row: Row = record.deserialize(Some(&headers)).unwrap();
        let open = || WorkloadConfig::Trace(row.trace.clone()).open(1 << 30, None).unwrap();
        let workload = workloads.entry(row.trace.clone()).or_insert_with(open);
        let run = memories[&row.map].run(&controller, &mut *workload.source()).unwrap();
        Compared {
            line: record.position().unwrap().line(),
            controller,
            trace: row.trace,
            exact: run.time_ns() == row.time,
            time: (run.time_ns() / row.time - 1.0).abs(),
            energy: (run.energy.total() / row.energy - 1.0).abs(),
        }
    });
    compared.collect()
}

fn share(of: &[Compared], holds: impl Fn(&Compared) -> bool) -> f64 {
    of.iter().filter(|row| holds(row)).count() as f64 / of.len() as f64
}

#[test]
fn reads_are_exact() {
    let rows = compare("ddr3_reads.csv");
    assert_eq!(rows.len(), 60);
    for row in rows {
        let what = format!("line {}, {}, {:?}", row.line, row.trace, row.controller);
        assert!(row.exact, "the time is off by {}: {what}", row.time);
        assert!(row.energy < 1e-6, "the energy is off by {}: {what}", row.energy);
    }
}

/// Lines of the file with `NoPowerDown` whose time differs, and why.
const INEXACT: [(u64, &str); 1] =
    [(7, "an arrival and a command share a clock, and DRAMSys has them in the other order")];

#[test]
fn writes_and_power_down_are_close() {
    let rows = compare("ddr3_writes.csv");
    assert_eq!(rows.len(), 60);
    assert!(share(&rows, |row| row.exact) >= 0.9);
    assert!(share(&rows, |row| row.time < 0.01) >= 0.99);
    assert!(share(&rows, |row| row.energy < 0.01) >= 0.95);
    assert!(share(&rows, |row| row.energy < 0.05) >= 0.99);
}

#[test]
fn the_time_of_writes_is_exact_without_power_down() {
    let rows = compare("ddr3_writes.csv");
    let is_awake =
        |row: &&Compared| row.controller.power_down_policy == PowerDownPolicy::NoPowerDown;
    for row in rows.iter().filter(is_awake) {
        let is_known = INEXACT.iter().any(|(line, _)| *line == row.line);
        let what = format!("line {}, {}: {:?}", row.line, row.trace, row.controller);
        assert!(row.exact != is_known, "the time is off by {}: {what}", row.time);
    }
}
