//! What designs measure changes only together with the version of results.

use super::dram;
use orienteer_core::Environment;
use orienteer_core::rng::{key_seed, rng};
use orienteer_env_dram::{RESULTS_VERSION, devices};
use std::collections::BTreeSet;

/// Every version with a hash of what [`hash`] runs, and what changed.
const RECORDED: &str = include_str!("../../data/results.csv");

/// All metrics of some designs on each device, as each release of DRAMSys, on generated workloads
/// and a trace, to the bit.
fn hash() -> u64 {
    let mut bits = Vec::new();
    for device in devices() {
        for behaviour in ["dramsys-4", "dramsys-5"] {
            for workload in [
                "{ pattern = 'mixed', accesses = 500 }",
                "{ pattern = 'phased', accesses = 1000, phase = 200 }",
                "{ pattern = 'pointer-chase', accesses = 200, reads = 0.5 }",
                "'mix'",
            ] {
                let device = format!("device = '{device}'\nbehaviour = '{behaviour}'");
                let dram = dram(&format!("{device}\nworkload = {workload}"));
                let mut random = rng(11);
                for _ in 0..12 {
                    let design = dram.space().sample(&mut random);
                    let metrics = dram.measured(&dram.run(&design).unwrap());
                    bits.extend(metrics.iter().map(|value| value.to_bits().to_string()));
                }
            }
        }
    }
    key_seed(&bits.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn results_change_with_their_version_only() {
    let lines: Vec<Vec<&str>> =
        RECORDED.lines().skip(1).map(|line| line.splitn(3, ',').collect()).collect();
    for (line, version) in lines.iter().zip(2..) {
        assert_eq!(line[0], version.to_string(), "versions follow each other");
    }
    let hashes: BTreeSet<&str> = lines.iter().map(|line| line[1]).collect();
    assert_eq!(hashes.len(), lines.len(), "a version that changes nothing");
    let now = [RESULTS_VERSION.to_string(), format!("{:016x}", hash())];
    assert_eq!(
        lines.last().unwrap()[..2],
        now,
        "results have changed: raise RESULTS_VERSION by one, add a line with it and this hash to \
         data/results.csv, and make data/truth again"
    );
}
