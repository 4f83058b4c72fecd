//! Traces that come with the crate, and names that are not of one.

use super::{GIB, collect, named};
use orienteer_env_dram::workload::{Beyond, catalogue};
use std::fs;
use tempfile::TempDir;

/// Counts of the table in `data/traces/README.md`.
#[test]
fn shipped_traces_are_what_they_are_said_to_be() {
    for (name, reads, writes, last) in [
        ("stream", 10_000, 0, 9_999),
        ("random", 10_000, 0, 9_999),
        ("cloud-1", 10_000, 0, 9_999),
        ("cloud-2", 10_000, 0, 9_999),
        ("mix", 7_802, 4_198, 53_641),
        ("phase", 7_966, 4_034, 209_000),
        ("mediabench-jpegdecode_32", 26_962, 16_181, 19_675_347),
        ("mediabench-fractal_32", 20_998, 12_897, 64_184_934),
        ("chstone-jpeg_32", 3_248, 0, 1_456_112),
        ("ddr4-stream", 6_667, 3_333, 39_996),
        ("ddr4-random", 6_647, 3_353, 59_959),
        ("ddr4-strided", 7_500, 2_500, 79_992),
        ("ddr4-bursty", 6_707, 3_293, 228_342),
        ("ddr4-zipf", 7_075, 2_925, 139_073),
        ("ddr4-matmul", 9_964, 36, 153_961),
        ("ddr4-sort", 5_030, 4_970, 58_967),
    ] {
        let workload = named(name).open(GIB, None).unwrap();
        let accesses = collect(&workload);
        assert_eq!(workload.name(), name);
        let written = accesses.iter().filter(|access| access.write).count();
        assert_eq!((accesses.len() - written, written), (reads, writes), "{name}");
        assert_eq!(accesses.last().unwrap().clock, last, "{name}");
        assert!(accesses.iter().all(|access| access.address < GIB && access.address % 32 == 0));
    }
    let names: Vec<_> = catalogue().collect();
    assert_eq!(names.len(), 16);
    let mut fingerprints = Vec::new();
    for (name, about) in names {
        assert!(!about.is_empty());
        let workload = named(name).open(4 * GIB, Some(Beyond::Error)).unwrap();
        assert_eq!(workload.len_hint() == 10_000, about.starts_with("10,000"), "{name}");
        fingerprints.push(workload.fingerprint());
        let same = named(&format!("{name}.stl")).open(4 * GIB, None).unwrap();
        assert_eq!((same.name(), same.fingerprint()), (name, workload.fingerprint()));
    }
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 16);
}

#[test]
fn names_that_are_not_known_get_a_hint() {
    let error = |name: &str| named(name).open(GIB, None).unwrap_err().to_string();
    let unknown = error("steam");
    assert!(unknown.starts_with("`steam` is not a workload (there are stream, random, cloud-1"));
    assert!(unknown.ends_with("tables with a `pattern`; did you mean `stream`?)"), "{unknown}");
    assert!(error("pointer-chase").contains("did you mean `{ pattern = \"pointer-chase\" }`?"));
    assert!(error("elsewhere.txt").contains("files that end in .stl, .csv, .trace"));
    let missing = error("steam.stl");
    assert!(missing.starts_with("cannot read steam.stl: "), "{missing}");
    assert!(missing.ends_with("did you mean the trace `stream`?"), "{missing}");
    assert!(error("stream.stl.gz").ends_with("did you mean the trace `stream`?"));
    assert!(error("no/such.csv.gz").starts_with("cannot read no/such.csv.gz: "));
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.stl");
    fs::create_dir(&path).unwrap();
    assert!(error(path.to_str().unwrap()).starts_with("cannot read "));
}

#[test]
fn workloads_are_played_from_many_threads() {
    let workload = named("mix").open(GIB, None).unwrap();
    let whole = collect(&workload);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(collect(&workload), whole));
        }
    });
}
