//! A trace that is too long to hold.

use super::named;
use flate2::Compression;
use flate2::write::GzEncoder;
use orienteer_env_dram::workload::{Generated, Pattern, Workload, WorkloadConfig};
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::time::{Duration, Instant};

const ACCESSES: u64 = 10_000_000;

fn play(workload: &Workload) -> (u64, Duration) {
    let start = Instant::now();
    let mut source = workload.source();
    let mut count = 0;
    loop {
        let chunk = source.next_chunk().unwrap().len() as u64;
        if chunk == 0 {
            return (count, start.elapsed());
        }
        count += chunk;
    }
}

/// The most memory that this process has had, in MiB, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? / 1024)
}

/// Run on its own, since the peak is of the whole process:
/// `cargo test --release -p orienteer-env-dram --test workload ten_million -- --ignored --nocapture`.
#[test]
#[ignore = "takes ten seconds optimised, and measures the whole process"]
fn ten_million_accesses_need_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Generated { accesses: ACCESSES, ..Generated::new(Pattern::Mixed) };
    let generated = WorkloadConfig::Generated(asked).open(1 << 30, None).unwrap();
    let (count, time) = play(&generated);
    assert_eq!(count, ACCESSES);
    println!("generated in {time:.2?}");
    let before = peak();

    for name in ["long.stl", "long.stl.gz", "long.csv", "long.trace"] {
        let path = folder.path().join(name);
        let file = BufWriter::new(File::create(&path).unwrap());
        let mut file: Box<dyn std::io::Write> = match name {
            "long.stl.gz" => Box::new(GzEncoder::new(file, Compression::fast())),
            _ => Box::new(file),
        };
        if name == "long.csv" {
            writeln!(file, "cycle,op,address").unwrap();
        }
        let mut source = generated.source();
        loop {
            let chunk = source.next_chunk().unwrap();
            if chunk.is_empty() {
                break;
            }
            for access in chunk {
                let (clock, address) = (access.clock, access.address);
                let op = if access.write { "write" } else { "read" };
                match name {
                    "long.csv" => writeln!(file, "{clock},{op},{address}"),
                    "long.trace" => writeln!(file, "{address:#x} {op} {clock}"),
                    _ => writeln!(file, "{clock}:\t{op}\t{address:#x}"),
                }
                .unwrap();
            }
        }
        drop(file);
        let size = fs::metadata(&path).unwrap().len() / 1_000_000;
        let start = Instant::now();
        let read = named(path.to_str().unwrap()).open(1 << 30, None).unwrap();
        let opened = start.elapsed();
        let (count, played) = play(&read);
        assert_eq!(count, ACCESSES);
        println!("{name}: {size} MB, opened in {opened:.2?}, played in {played:.2?}");
    }
    let after = peak();
    println!("peak memory {before:?} MiB before files, {after:?} MiB after");
    // A file is tried in memory until it is too long: 96 MiB, at most twice that as it grows.
    assert!(after.is_none_or(|after| after < 256));
}
