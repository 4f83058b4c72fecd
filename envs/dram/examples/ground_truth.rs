//! Tries every design of a grid on the traces of `ArchGym`, and writes what `data/truth` has.
//!
//! `cargo run --release -p orienteer-env-dram --example ground_truth -- [--space NAME] [--check] [TRACE...]`
//!
//! The grids that have tables are `archgym-exhaustive`, which is meant when none is named, and
//! `archgym-rl`. Of the first the outcome of every design is written, in the order of the space; of
//! the second the different outcomes, each once. With `--check`, nothing is written, but compared
//! with what is there. Designs that measure the same by
//! definition are run once.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use flate2::Compression;
use flate2::write::GzEncoder;
use orienteer_core::{Design, Environment};
use orienteer_env_dram::truth::Row;
use orienteer_env_dram::workload::WorkloadConfig;
use orienteer_env_dram::{Dram, DramConfig, Preset};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;
use std::{env, fs};

type Anything<T> = Result<T, Box<dyn Error>>;

const TRACES: [&str; 4] = ["stream", "random", "cloud-1", "cloud-2"];

/// The grids that have tables; `truth` reads no others.
const GRIDS: [Preset; 2] = [Preset::ArchgymExhaustive, Preset::ArchgymRl];

/// Designs are run in batches of this many, after each of which progress is said.
const BATCH: usize = 1 << 14;

fn main() -> Anything<()> {
    let mut arguments = env::args().skip(1);
    let (mut space, mut check, mut traces) = (Preset::ArchgymExhaustive, false, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--space" => {
                let name = arguments.next().unwrap_or_default();
                let found = GRIDS.into_iter().find(|preset| preset.name() == name);
                let known = GRIDS.map(Preset::name).join(" and ");
                space = found.ok_or_else(|| format!("`{name}`: the grids are {known}"))?;
            }
            "--check" => check = true,
            trace if TRACES.contains(&trace) => traces.push(trace.to_owned()),
            other => return Err(format!("`{other}`: expected one of {TRACES:?}").into()),
        }
    }
    if traces.is_empty() {
        traces = TRACES.map(str::to_owned).to_vec();
    }
    for trace in traces {
        let workload = WorkloadConfig::Trace(trace.clone());
        let dram = DramConfig { workload, space, ..DramConfig::default() }.build()?;
        let rows = if space == Preset::ArchgymExhaustive {
            all(&trace, &dram)?
        } else {
            different(&trace, &dram)?
        };
        if check {
            let truth = dram.truth().ok_or("the tables are of another workload or memory")?;
            let verdict = if rows == truth.rows(space) { "as in" } else { "NOT as in" };
            println!("{trace}, {}: {} rows, {verdict} the table", space.name(), rows.len());
            if verdict != "as in" {
                return Err("the engine no longer agrees with the tables: make them again".into());
            }
        } else {
            write(&trace, space, &dram, &rows)?;
        }
    }
    Ok(())
}

/// Runs one design of each class, in batches, and says how far it is.
fn each(trace: &str, dram: &Dram, mut take: impl FnMut(Design, Row)) -> Anything<()> {
    let began = Instant::now();
    let designs = dram.space().designs().ok_or("the space is not finite")?;
    let mut designs = designs.filter(|design| dram.canonical(design) == *design).peekable();
    let mut done = 0;
    while designs.peek().is_some() {
        let batch: Vec<Design> = designs.by_ref().take(BATCH).collect();
        let row = |design: &Design| {
            let run = dram.run(design).map_err(|error| error.to_string())?;
            Row::of(&run).ok_or("a run does not fit the columns".to_owned())
        };
        let rows: Vec<Result<Row, String>> = batch.par_iter().map(row).collect();
        done += batch.len();
        for (design, row) in batch.into_iter().zip(rows) {
            take(design, row?);
        }
        eprintln!("{trace}: {done} runs in {:.0} s", began.elapsed().as_secs_f64());
    }
    Ok(())
}

/// The outcome of every design, in the order of the space.
fn all(trace: &str, dram: &Dram) -> Anything<Vec<Row>> {
    let mut rows = BTreeMap::new();
    each(trace, dram, |design, row| {
        rows.insert(design, row);
    })?;
    let designs = dram.space().designs().ok_or("the space is not finite")?;
    Ok(designs.map(|design| rows[&dram.canonical(&design)]).collect())
}

/// The different outcomes.
fn different(trace: &str, dram: &Dram) -> Anything<Vec<Row>> {
    let mut rows = BTreeSet::new();
    each(trace, dram, |_, row| {
        rows.insert(row);
    })?;
    Ok(rows.into_iter().collect())
}

fn write(trace: &str, space: Preset, dram: &Dram, rows: &[Row]) -> Anything<()> {
    let mut text = Row::COLUMNS.join(",") + "\n";
    for row in rows {
        let cells: Vec<String> = row.cells().iter().map(u64::to_string).collect();
        text += &(cells.join(",") + "\n");
    }
    let name = match space {
        Preset::ArchgymExhaustive => format!("{trace}.csv.gz"),
        _ => format!("{trace}.{}.csv.gz", space.name()),
    };
    let mut file = GzEncoder::new(fs::File::create(folder().join(name))?, Compression::best());
    file.write_all(text.as_bytes())?;
    file.finish()?;
    index(trace, dram.fingerprint().unwrap_or_default())
}

/// Notes which environment the tables are of.
fn index(trace: &str, fingerprint: u64) -> Anything<()> {
    let path = folder().join("index.csv");
    let text = fs::read_to_string(&path)?;
    let mut lines: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    lines.retain(|line| !line.starts_with(&format!("{trace},")));
    lines.push(format!("{trace},{fingerprint:016x}"));
    let place =
        |line: &String| TRACES.iter().position(|trace| line.starts_with(&format!("{trace},")));
    lines.sort_by_key(place);
    fs::write(path, format!("trace,fingerprint\n{}\n", lines.join("\n")))?;
    Ok(())
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data/truth"))
}
