//! A machine that does not give as many threads as it is asked for.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod toy;

use orienteer_experiment::{Error, run};
use std::process::Command;
use tempfile::TempDir;
use toy::disk::SMALL;
use toy::plan;

const THREADS: usize = 400;

/// Runs the test below in a process whose address space has room for the stacks of all threads of
/// the pools, but not for those of the workers as well.
#[test]
fn too_few_threads_are_an_error_and_no_panic() {
    let kib = THREADS * 16 * 1024 * 3 / 2;
    let script = format!("ulimit -v {kib} && exec \"$0\" --ignored --exact is_refused");
    let output = Command::new("sh")
        .arg("-c")
        .arg(script)
        .arg(std::env::current_exe().unwrap())
        .env("RUST_MIN_STACK", (16 << 20).to_string())
        .env("MALLOC_ARENA_MAX", "1")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{output:?}");
}

#[test]
#[ignore = "needs a limit on its memory"]
fn is_refused() {
    let text = SMALL.replace("seeds = 1", &format!("seeds = {THREADS}"));
    let (plan, folder) = (plan(&text).unwrap(), TempDir::new().unwrap());
    let error = run(&plan, folder.path(), THREADS, &()).unwrap_err();
    assert!(matches!(error, Error::Threads(THREADS, _)), "{error}");
    assert!(error.to_string().starts_with("cannot start 400 threads: "), "{error}");
    // Nothing has begun.
    assert!(!folder.path().join("runs").exists());
}
