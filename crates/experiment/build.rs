//! Finds the commit that the program is built from, for the provenance of records.
//!
//! `ORIENTEER_COMMIT` is the commit, with `-dirty` when what the program is made from differs from
//! it. Outside a git checkout of this workspace it is not set.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a program is made from: these of the workspace, and of each of its packages.
const OF_WORKSPACE: [&str; 2] = ["Cargo.toml", "Cargo.lock"];
const OF_PACKAGE: [&str; 5] = ["Cargo.toml", "build.rs", "src", "assets", "data"];

fn main() {
    let root = Path::new("../..");
    let sources = sources(root);
    for path in &sources {
        println!("cargo:rerun-if-changed={}", path.display());
    }
    // Another repository may lie around an unpacked copy of the sources.
    if git(&["ls-files", "--error-unmatch", "Cargo.toml"]).is_none() {
        return;
    }
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "logs/HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        let path = git(&["rev-parse", "--git-path", name]);
        if let Some(path) = path.filter(|path| Path::new(path).exists()) {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    let Some(commit) = git(&["rev-parse", "HEAD"]) else { return };
    let mut status = vec!["--no-optional-locks", "status", "--porcelain", "--"];
    status.extend(sources.iter().filter_map(|path| path.to_str()));
    let dirty = if git(&status).is_none_or(|changes| changes.is_empty()) { "" } else { "-dirty" };
    println!("cargo:rustc-env=ORIENTEER_COMMIT={commit}{dirty}");
}

/// The files and folders that exist of those that a program is made from.
fn sources(root: &Path) -> Vec<PathBuf> {
    let mut sources: Vec<PathBuf> = OF_WORKSPACE.iter().map(|name| root.join(name)).collect();
    for group in ["crates", "envs", "agents"] {
        let packages = std::fs::read_dir(root.join(group)).into_iter().flatten().flatten();
        for package in packages {
            sources.extend(OF_PACKAGE.iter().map(|name| package.path().join(name)));
        }
    }
    sources.retain(|path| path.exists());
    sources.sort();
    sources
}

/// What git answers; None if it fails or is not there.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let answer = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| answer.trim().to_owned())
}
