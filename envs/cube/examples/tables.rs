//! Builds all tables of the cubes, or opens them, and compares their histograms with the published
//! ones.
//!
//! `cargo run --release -p orienteer-env-cube --example tables [FOLDER]`: about a minute of one core
//! the first time. Without a folder, tables are kept where [`Folder::standard`] says.

use orienteer_env_cube::{Databases, Exact2, Subgroup, TurnMetric};
use orienteer_table::Folder;
use serde_json::Value;
use std::error::Error;
use std::io::Write;
use std::time::Instant;

/// Positions at each distance from the subgroup of phase 1 (Kociemba, kociemba.org/cube.htm).
const SUBGROUP: [u64; 13] = [
    1,
    4,
    50,
    592,
    7_156,
    87_236,
    1_043_817,
    12_070_278,
    124_946_368,
    821_605_960,
    1_199_128_738,
    58_202_444,
    476,
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).map_or_else(Folder::standard, Folder::at);
    let facts: Value = serde_json::from_str(include_str!("../tests/data/cube_facts.json"))?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "tables in {}", folder.path().display())?;
    for (metric, name) in [(TurnMetric::HalfTurn, "htm"), (TurnMetric::QuarterTurn, "qtm")] {
        let began = Instant::now();
        let small = Exact2::open(&folder, metric)?;
        let large = Databases::open(&folder, metric)?;
        let [a, b] = large.edges();
        let pdb = &facts["pdb"];
        let all = [
            ("2x2x2", small.table(), &facts[format!("c222_{name}")]),
            ("corners", large.corners(), &pdb[format!("corner_{name}")]),
            ("edges A", a, &pdb["edge6_A"][name]),
            ("edges B", b, &pdb["edge6_B"][name]),
        ];
        for (pattern, table, published) in all {
            let (greatest, mean) = (table.greatest(), table.mean());
            let is_same = serde_json::to_value(table.histogram())? == *published;
            let verdict = if is_same { "as published" } else { "NOT AS PUBLISHED" };
            writeln!(out, "{name} {pattern}: greatest {greatest}, mean {mean:.3}, {verdict}")?;
        }
        writeln!(out, "{name}: {:.1} s", began.elapsed().as_secs_f64())?;
    }
    let began = Instant::now();
    let is_same = Subgroup::open(&folder, TurnMetric::HalfTurn)?.positions() == SUBGROUP;
    let verdict = if is_same { "as published" } else { "NOT AS PUBLISHED" };
    writeln!(out, "subgroup: {verdict}, {:.1} s", began.elapsed().as_secs_f64())?;
    Ok(())
}
