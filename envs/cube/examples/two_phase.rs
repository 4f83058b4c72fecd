//! The two-phase solver beside the `min2phase` crate, on the 500 cubes of `tests/data/cube3.csv`.
//!
//! `cargo run --release -p orienteer-env-cube --example two_phase [small|subgroup [PATIENCE...]]`, with
//! the small tables or the exact one of phase 1, and for each PATIENCE (0 if none is given) so many
//! positions more after a solution that is short enough. Times are those of the processor (where
//! Linux says them), because wall-clock time on a busy machine compares nothing. Rounds alternate, so
//! that what else the machine does meets both.

use orienteer_env_cube::{Cube, Cube3, State, Subgroup, TurnMetric, TwoPhase, parse_cube3};
use orienteer_table::Folder;
use std::error::Error;
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The time that this thread has been on a processor.
fn time(began: Instant) -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = text.split(' ').next().and_then(|n| n.parse().ok());
    nanos.map_or_else(|| began.elapsed(), Duration::from_nanos).as_secs_f64()
}

fn main() -> Result<(), Box<dyn Error>> {
    let began = Instant::now();
    let mut out = std::io::stdout().lock();
    let mut cubes = Vec::new();
    for line in include_str!("../tests/data/cube3.csv").lines().skip(1) {
        let facelets = line.split(',').nth(1).unwrap_or_default();
        cubes.push((facelets.to_owned(), State::from(parse_cube3(facelets)?)));
    }
    let mut solver = TwoPhase::new();
    // `subgroup`: with the exact table of phase 1, from the standard folder.
    if std::env::args().nth(1).as_deref() == Some("subgroup") {
        solver = solver
            .with_subgroup(Arc::new(Subgroup::open(&Folder::standard(), TurnMetric::HalfTurn)?));
    }
    let patience: Result<Vec<u64>, _> = std::env::args().skip(2).map(|n| n.parse()).collect();
    let patience = Some(patience?).filter(|all| !all.is_empty()).unwrap_or_else(|| vec![0]);
    writeln!(out, "tables: {:.2} s", began.elapsed().as_secs_f64())?;
    min2phase::solve(&cubes[0].0, 21);
    let n = cubes.len() as f64;
    for enough in [23, 22, 21, 20].repeat(2) {
        let (start, mut turns) = (time(began), 0);
        for (facelets, _) in &cubes {
            let solution = min2phase::solve(facelets, enough);
            turns += solution.split_whitespace().filter(|word| !word.starts_with('(')).count();
        }
        let (rate, mean) = (n / (time(began) - start), turns as f64 / n);
        writeln!(out, "at most {enough}: min2phase {rate:.0}/s, mean {mean:.3}")?;

        for patience in &patience {
            let solver = solver.clone().with_patience(*patience);
            let (start, mut turns, mut nodes) = (time(began), 0, 0);
            for (_, state) in &cubes {
                let solution = solver.solve(state, enough, u64::MAX);
                turns += solution.word.len();
                nodes += solution.nodes;
                let mut cube = Cube3::from(*state);
                cube.apply_all(&solution.word);
                assert!(cube.is_solved(), "{state:?}");
            }
            let (rate, mean) = (n / (time(began) - start), turns as f64 / n);
            let nodes = nodes as f64 / n;
            write!(out, "  patience {patience}: {rate:.0}/s, mean {mean:.3}")?;
            writeln!(out, ", {nodes:.0} positions")?;
        }
    }
    Ok(())
}
