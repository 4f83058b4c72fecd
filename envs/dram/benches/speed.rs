//! How long a design takes: `cargo bench -p orienteer-env-dram --bench speed`.
//!
//! `design`: 64 random designs of ArchGym's space on each of its four traces of 10,000 reads, and on
//! one of 12,000 reads and writes, one run each; `noted`: the same with notes. `grid`: all 27,648
//! designs of ArchGym's grid, most of which do not run, since a run has shown what they measure.
//! DRAMSys takes 30 to 80 ms of CPU for one design.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use divan::Bencher;
use divan::counter::ItemsCount;
use orienteer_core::Environment;
use orienteer_core::rng::rng;
use orienteer_env_dram::workload::Source;
use orienteer_env_dram::{Controller, Dram, DramConfig, Memory};

fn main() {
    divan::main();
}

fn dram(workload: &str, space: &str) -> Dram {
    let text = format!("workload = {workload:?}\nspace = {space:?}");
    toml::from_str::<DramConfig>(&text).unwrap().build().unwrap()
}

#[divan::bench(args = ["stream", "random", "cloud-1", "cloud-2"], sample_count = 5, sample_size = 1)]
fn grid(bencher: Bencher, workload: &str) {
    let new = || dram(workload, "archgym-exhaustive");
    let designs: Vec<_> = new().space().designs().unwrap().collect();
    bencher.counter(ItemsCount::new(designs.len())).with_inputs(new).bench_local_values(|dram| {
        designs.iter().map(|design| dram.step(&mut (), design).unwrap().metrics[0]).sum::<f64>()
    });
}

/// As `design`, with notes of what the controller was asked.
#[divan::bench(args = ["stream", "random", "cloud-1", "cloud-2", "mix"], sample_count = 64, sample_size = 1)]
fn noted(bencher: Bencher, workload: &str) {
    each(bencher, workload, |memory, controller, source| {
        memory.run_with_alike(controller, source).unwrap().0.clocks
    });
}

#[divan::bench(args = ["stream", "random", "cloud-1", "cloud-2", "mix"], sample_count = 64, sample_size = 1)]
fn design(bencher: Bencher, workload: &str) {
    each(bencher, workload, |memory, controller, source| {
        memory.run(controller, source).unwrap().clocks
    });
}

/// Runs random designs, one after the other.
fn each(
    bencher: Bencher,
    workload: &str,
    run: impl Fn(&Memory, &Controller, &mut dyn Source) -> u64,
) {
    let dram = dram(workload, "archgym");
    let mut rng = rng(1);
    let designs: Vec<_> = (0..64).map(|_| dram.space().sample(&mut rng)).collect();
    let mut next = designs.iter().cycle();
    bencher.with_inputs(|| next.next().unwrap()).bench_local_values(|design| {
        let (controller, memory) = dram.parts(design).unwrap();
        run(memory, &controller, dram.workload().source().as_mut())
    });
}
