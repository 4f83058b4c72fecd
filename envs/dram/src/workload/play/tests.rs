//! Workloads that are too long to hold are the same as those that are held.

use super::super::config::WorkloadConfig;
use super::super::generate::{Generated, Pattern};
use super::*;
use std::fmt::Write as _;
use std::fs;

const SIZE: u64 = 1 << 30;

fn collect(workload: &Workload) -> Result<(Vec<Access>, usize), DramError> {
    let mut source = workload.source();
    let (mut accesses, mut most) = (Vec::new(), 0);
    loop {
        let chunk = source.next_chunk()?;
        if chunk.is_empty() {
            return Ok((accesses, most));
        }
        most = most.max(chunk.len());
        accesses.extend_from_slice(chunk);
    }
}

fn lines(count: u64) -> String {
    (0..count).fold(String::new(), |mut text, i| {
        writeln!(text, "{i}: read {:#x}", 64 * i % (2 * SIZE)).unwrap();
        text
    })
}

#[test]
fn files_are_streamed_or_held_alike() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stl");
    fs::write(&path, lines(20_000)).unwrap();
    let config = WorkloadConfig::Trace(path.to_str().unwrap().to_owned());
    let held = config.open_holding(SIZE, None, 20_000).unwrap();
    let streamed = config.open_holding(SIZE, None, 19_999).unwrap();
    assert_eq!(held.fingerprint(), streamed.fingerprint());
    let (whole, most) = collect(&held).unwrap();
    assert_eq!(most, 20_000);
    for _ in 0..2 {
        let (chunked, most) = collect(&streamed).unwrap();
        assert!(whole == chunked && most <= 4096);
    }

    fs::write(&path, lines(20_001)).unwrap();
    let error = collect(&streamed).unwrap_err().to_string();
    assert!(error.ends_with("a.stl: it has changed since the run began"), "{error}");
    fs::remove_file(&path).unwrap();
    assert!(collect(&streamed).unwrap_err().to_string().starts_with("cannot read "));
    assert_eq!(collect(&held).unwrap().0, whole);
}

#[test]
fn patterns_are_streamed_or_held_alike() {
    for pattern in Pattern::ALL {
        let asked = Generated { accesses: 10_000, ..Generated::new(pattern) };
        let config = WorkloadConfig::Generated(asked.clone());
        let held = config.open_holding(SIZE, None, 10_000).unwrap();
        let streamed = config.open_holding(SIZE, None, 9_999).unwrap();
        let ((whole, _), (chunked, most)) = (collect(&held).unwrap(), collect(&streamed).unwrap());
        assert!(whole == chunked && most <= 4096, "{pattern:?}");

        let longer = WorkloadConfig::Generated(Generated { accesses: 10_001, ..asked });
        let longer = longer.open_holding(SIZE, None, 9_999).unwrap();
        assert_ne!(longer.fingerprint(), streamed.fingerprint());
    }
}
