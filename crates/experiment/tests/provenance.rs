//! The commit in the provenance is that of the program, wherever it is started.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod toy;

use serde_json::Value as Json;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use toy::disk::{SMALL, execute};
use toy::plan;

// Alone in its program, because all tests of one share the current folder.
#[test]
fn the_commit_is_not_that_of_the_current_folder() {
    let (elsewhere, folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    fs::create_dir(elsewhere.path().join(".git")).unwrap();
    let other = "0123456789abcdef0123456789abcdef01234567";
    fs::write(elsewhere.path().join(".git/HEAD"), other).unwrap();
    std::env::set_current_dir(elsewhere.path()).unwrap();
    execute(&plan(SMALL).unwrap(), folder.path(), 1);
    let text = fs::read_to_string(folder.path().join("provenance.json")).unwrap();
    let all: Json = serde_json::from_str(&text).unwrap();
    let commit = all[0]["commit"].as_str();
    assert_ne!(commit, Some(other));
    // What the build script found, for this test as for the program: not what is checked out now,
    // which may be a later commit.
    assert_eq!(commit, option_env!("ORIENTEER_COMMIT"));
    if is_checkout() {
        let commit = commit.unwrap();
        assert!(git(&["cat-file", "-e", commit.trim_end_matches("-dirty")]), "{commit}");
    }
}

/// Whether the sources are in a checkout and there is a git.
fn is_checkout() -> bool {
    git(&["ls-files", "--error-unmatch", "Cargo.toml"])
}

/// Whether git succeeds among the sources.
fn git(arguments: &[&str]) -> bool {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("git").current_dir(here).args(arguments).output();
    output.is_ok_and(|output| output.status.success())
}
