//! Records do not depend on threads, nor on being killed.

use crate::support::{orienteer, records};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Noisy and noise-free tables and a puzzle with short episodes, which repeat and come from the
/// cache; agents in batches and one by one, through both adapters.
const EXPERIMENT: &str = r#"
name = "killed"
budget = { evaluations = 1500 }
seeds = 3

[[problem]]
environment.tabular = { table = "nasbench201-cifar100" }
objective.maximize = "validation_accuracy"

[[problem]]
name = "mean"
environment.tabular = { table = "nasbench201-cifar100", repeats = "mean" }
objective.minimize = "latency"
objective.subject-to = ["validation_accuracy >= 60"]

[[problem]]
environment.cube = { size = 2, scramble = 5 }
horizon = 3
objective.minimize = "distance"

[[agent]]
method.random = {}

[[agent]]
method.genetic = {}
sweep = { settings = 2, sample = "documented-ranges" }

[[agent]]
method.uct = {}
"#;

fn arguments(folder: &Path, threads: &str) -> Vec<String> {
    let (file, out) = (folder.join("e.toml"), folder.join(format!("out{threads}")));
    let text = |path: &Path| path.display().to_string();
    ["run", &text(&file), "--out", &text(&out), "--threads", threads, "--no-report"]
        .map(String::from)
        .to_vec()
}

#[test]
fn one_thread_two_threads_and_three_kills_record_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let killed = folder.path().join("out3");
    fs::write(folder.path().join("e.toml"), EXPERIMENT).unwrap();
    for threads in ["1", "2"] {
        let status = orienteer().args(arguments(folder.path(), threads)).status().unwrap();
        assert!(status.success());
    }
    let one = records(&folder.path().join("out1"));
    assert!(one.len() > 36 * 2, "{} files", one.len());
    assert_same(&one, &records(&folder.path().join("out2")));
    // SIGKILL after so many bytes of records: early, in the middle, late.
    let total = size(&folder.path().join("out1"));
    for share in [0.03, 0.4, 0.8] {
        let mut child = orienteer()
            .args(arguments(folder.path(), "3"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let started = Instant::now();
        while size(&killed) < (share * total as f64) as u64 {
            assert!(started.elapsed() < Duration::from_mins(2), "it does not get that far");
            assert!(child.try_wait().unwrap().is_none(), "it ended before it was killed");
            sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(records(&killed).len() < one.len(), "it was complete before it was killed");
    }
    let status = orienteer().args(arguments(folder.path(), "3")).status().unwrap();
    assert!(status.success());
    assert_same(&one, &records(&killed));
}

fn assert_same(
    a: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>,
    b: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>,
) {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    let differs: Vec<_> = a.keys().filter(|path| a[*path] != b[*path]).collect();
    assert!(differs.is_empty(), "{differs:?}");
}

/// The bytes recorded so far.
fn size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let sizes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(data) if data.is_dir() => size(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    });
    sizes.sum()
}
