//! How long a design takes: `cargo bench -p orienteer-env-dram --bench speed`.
//!
//! 64 random designs of ArchGym's space on each of its four traces of 10,000 reads, and on one of
//! 12,000 reads and writes. DRAMSys takes 30 to 80 ms of CPU for one design.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use divan::Bencher;
use orienteer_core::Environment;
use orienteer_core::rng::rng;
use orienteer_env_dram::{Dram, DramConfig};

fn main() {
    divan::main();
}

#[divan::bench(args = ["stream", "random", "cloud-1", "cloud-2", "mix"], sample_count = 64, sample_size = 1)]
fn design(bencher: Bencher, workload: &str) {
    let text = format!("workload = {workload:?}\nspace = \"archgym\"");
    let config: DramConfig = toml::from_str(&text).unwrap();
    let dram: Dram = config.build().unwrap();
    let mut rng = rng(1);
    let designs: Vec<_> = (0..64).map(|_| dram.space().sample(&mut rng)).collect();
    let mut next = designs.iter().cycle();
    bencher.with_inputs(|| next.next().unwrap()).bench_local_values(|design| {
        let (controller, memory) = dram.parts(design).unwrap();
        memory.run(&controller, dram.workload().source().as_mut()).unwrap().clocks
    });
}
