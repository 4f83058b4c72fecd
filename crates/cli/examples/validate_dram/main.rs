//! Compares the DRAM simulator with every reference row of DRAMSys, and writes the report.
//!
//! `cargo run --release -p orienteer --example validate_dram` reads `envs/dram/data/reference` and
//! writes `docs/validation/dram.md` and its figures. With a folder as argument it reads the files of
//! the same form there, and `.stl` or `.trace` workloads beside them, and prints the tables only.

#![allow(clippy::print_stdout, reason = "it reports to a terminal")]

mod figure;
mod reference;
mod table;

use anyhow::{Context, Result};
use reference::{File, files};
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let given = std::env::args().nth(1).map(PathBuf::from);
    let folder = given.clone().unwrap_or_else(|| root.join("envs/dram/data/reference"));
    let files: Vec<File> = files(&folder)?;
    let text = table::report(&files);
    if given.is_some() {
        print!("{text}");
        return Ok(());
    }
    let page = root.join("docs/validation/dram.md");
    for file in &files {
        let image = root.join(format!("docs/images/validation-{}.png", file.name));
        figure::scatter(file, &image).with_context(|| image.display().to_string())?;
    }
    let written = fs::read_to_string(&page).unwrap_or_default();
    let (before, after) = table::around(&written);
    fs::write(&page, format!("{before}{text}{after}"))?;
    println!("wrote docs/validation/dram.md and its figures");
    Ok(())
}
