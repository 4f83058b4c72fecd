//! A workload of ten million accesses: time and memory of one run.
//!
//! `cargo run --release -p orienteer-env-dram --example long_workload [ACCESSES]`. Workloads that long
//! are made or read as they are played, so that the memory does not grow with their length (the
//! figure is from Linux' `/proc`).

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example")]

use orienteer_core::Environment;
use orienteer_env_dram::DramConfig;
use std::time::Instant;

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |line| line.trim().to_owned())
}

fn main() {
    let accesses = std::env::args().nth(1).map_or(10_000_000, |n| n.parse::<u64>().unwrap());
    let before = peak_memory();
    let text = format!("workload = {{ pattern = \"mixed\", accesses = {accesses} }}");
    let config: DramConfig = toml::from_str(&text).unwrap();
    let dram = config.build().unwrap();
    let design = dram.space().default_design().unwrap();
    let (controller, memory) = dram.parts(&design).unwrap();
    let start = Instant::now();
    let run = memory.run(&controller, dram.workload().source().as_mut()).unwrap();
    let (seconds, accesses) = (start.elapsed().as_secs_f64(), run.accesses);
    println!("{accesses} accesses, {} clocks, {seconds:.1} s", run.clocks);
    println!("peak memory before: {before}, after: {}", peak_memory());
}
