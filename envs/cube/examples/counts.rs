//! The number of positions of the 3x3x3 at each distance from solved, beside the published ones.
//!
//! `cargo run --release -p orienteer-env-cube --example counts [HALF QUARTER]`: to 7 half turns and 8
//! quarter turns if nothing else is said. Of positions that are the same by one of the 48 symmetries
//! only one is kept, with the number of them.

use orienteer_core::path::Puzzle;
use orienteer_env_cube::{Puzzle3, PuzzleConfig, Symmetry, TurnMetric};
use serde_json::Value;
use std::collections::HashSet;
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> =
        std::env::args().skip(1).map(|a| a.parse()).collect::<Result<_, _>>()?;
    let depth = |i: usize, standard| arguments.get(i).copied().unwrap_or(standard);
    let facts: Value = serde_json::from_str(include_str!("../tests/data/cube_facts.json"))?;
    let mut out = std::io::stdout().lock();
    let mut wrong = false;
    for (metric, name, depths) in [
        (TurnMetric::HalfTurn, "c333_htm", depth(0, 7)),
        (TurnMetric::QuarterTurn, "c333_qtm", depth(1, 8)),
    ] {
        let puzzle = Puzzle3::new(PuzzleConfig { metric, symmetry: true, ..Default::default() })?;
        let start = puzzle.goal().into_iter().collect::<HashSet<_>>();
        let (mut before, mut level) = (HashSet::new(), start);
        for depth in 0..=depths {
            let images =
                |state| Symmetry::all().iter().filter(|s| s.apply(state) == *state).count();
            let count: usize = level.iter().map(|state| 48 / images(state)).sum();
            let published = facts[name]["exact"][depth].as_u64();
            let verdict = if published == Some(count as u64) { "" } else { " NOT AS PUBLISHED" };
            wrong |= !verdict.is_empty();
            writeln!(out, "{name} {depth}: {count} in {} classes{verdict}", level.len())?;
            if depth == depths {
                break;
            }
            let mut next = HashSet::new();
            for state in &level {
                for element in puzzle.elements() {
                    let child = puzzle.canonical(&state.then(element));
                    // What is a move away from a level is in it or next to it.
                    if !level.contains(&child) && !before.contains(&child) {
                        next.insert(child);
                    }
                }
            }
            before = std::mem::replace(&mut level, next);
        }
    }
    if wrong { Err("counts are not as published".into()) } else { Ok(()) }
}
