//! Runs the binary.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The binary under test, in the folder of the workspace.
pub(crate) fn orienteer() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orienteer"));
    command.current_dir(workspace());
    command
}

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs with these arguments and this input.
pub(crate) fn run_with_input(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = orienteer()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let written = child.stdin.take().unwrap().write_all(input.as_ref());
    // A command that refuses its arguments reads nothing.
    assert!(written.map_or_else(|error| error.kind() == ErrorKind::BrokenPipe, |()| true));
    child.wait_with_output().unwrap()
}

/// Runs with these arguments.
pub(crate) fn run(arguments: &[&str]) -> Output {
    run_with_input(arguments, "")
}

/// What a successful run printed.
pub(crate) fn printed(output: &Output) -> String {
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    out
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Everything recorded in a folder except wall-clock times and reports, by relative path.
pub(crate) fn records(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "report" {
                    folders.push(path);
                }
            } else if !["clock.csv", "provenance.json", "lock", ".lock"].contains(&&*name) {
                let relative = path.strip_prefix(folder).unwrap().to_path_buf();
                found.insert(relative, fs::read(&path).unwrap());
            }
        }
    }
    found
}
