//! Printing. The only file that writes to the terminal directly.

use std::io::{self, Write};

/// Writes a line to standard output. A closed pipe (`| head`) ends the program quietly; a full disk
/// does not.
pub(crate) fn line(text: &str) {
    let mut out = io::stdout().lock();
    if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush()) {
        if error.kind() == io::ErrorKind::BrokenPipe {
            std::process::exit(0);
        }
        note(&format!("error: cannot write to standard output: {error}"));
        std::process::exit(1);
    }
}

/// What is wrong, and where to look: as a sentence of its own where the first ends with a question.
pub(crate) fn with_remedy(wrong: &impl std::fmt::Display, remedy: &str) -> String {
    let wrong = wrong.to_string();
    let mark = if wrong.ends_with('?') { "" } else { ";" };
    format!("{wrong}{mark} {remedy}")
}

/// Writes a line to standard error. There is nobody left to tell if that fails.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// An error with its causes, leaving out those that are part of what was already said.
pub(crate) fn causes(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if said.is_empty() {
            said = cause;
        } else if !said.contains(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    said
}

/// The width that tables are wrapped to, in characters.
const WIDTH: u16 = 100;

/// Lays rows out in columns, indented, and wraps long cells.
pub(crate) fn columns(rows: &[Vec<String>]) -> String {
    let mut table = comfy_table::Table::new();
    table
        .load_style(comfy_table::presets::NOTHING)
        .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .add_rows(rows);
    table.trim_fmt()
}
