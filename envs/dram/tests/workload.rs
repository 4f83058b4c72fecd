//! Workloads as an experiment names them: traces that come with the crate, files, and patterns.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

#[path = "workload/config.rs"]
mod config;
#[path = "workload/files.rs"]
mod files;
#[path = "workload/generated.rs"]
mod generated;
#[path = "workload/long.rs"]
mod long;
#[path = "workload/shipped.rs"]
mod shipped;

use orienteer_env_dram::workload::{Access, Workload, WorkloadConfig};

const GIB: u64 = 1 << 30;

fn collect(workload: &Workload) -> Vec<Access> {
    let mut source = workload.source();
    let mut accesses = Vec::new();
    loop {
        let chunk = source.next_chunk().unwrap();
        if chunk.is_empty() {
            break;
        }
        accesses.extend_from_slice(chunk);
    }
    assert!(source.next_chunk().unwrap().is_empty(), "the end is the end");
    assert_eq!(workload.len_hint(), accesses.len() as u64);
    accesses
}

fn named(name: &str) -> WorkloadConfig {
    WorkloadConfig::Trace(name.to_owned())
}
