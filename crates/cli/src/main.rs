//! The `orienteer` command: a gym for search and design-space exploration.

use std::process::ExitCode;

fn main() -> ExitCode {
    orienteer::command(|_| {})
}
