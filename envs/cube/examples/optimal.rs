//! Optimal solutions of scrambles whose depth is known, with the strong bound.
//!
//! `cargo run --release -p orienteer-env-cube --example optimal [DEPTH] [FOLDER]`: scrambles of
//! `tests/data/htm_optimal_scrambles.csv` and Korf's first four, of at most DEPTH turns (16 if not
//! said: seconds each; 17: minutes each), side by side on all cores.

use orienteer_env_cube::{
    Axes, Cube, Cube3, Databases, IdaStar, State, Subgroup, TurnMetric, parse_word,
};
use orienteer_table::Folder;
use rayon::prelude::*;
use std::error::Error;
use std::io::Write;
use std::time::Instant;

/// Korf 1997, table 2; proved again elsewhere.
const KORF: [u8; 4] = [16, 17, 17, 17];

fn main() -> Result<(), Box<dyn Error>> {
    let deepest: u8 = std::env::args().nth(1).map_or(Ok(16), |depth| depth.parse())?;
    let folder = std::env::args().nth(2).map_or_else(Folder::standard, Folder::at);
    let (databases, subgroup) = (
        Databases::open(&folder, TurnMetric::HalfTurn)?,
        Subgroup::open(&folder, TurnMetric::HalfTurn)?,
    );
    let mut tasks = Vec::new();
    for line in include_str!("../tests/data/htm_optimal_scrambles.csv").lines().skip(1) {
        let fields: Vec<_> = line.split(',').collect();
        tasks.push((format!("{} {}", fields[0], fields[1]), fields[2].parse()?, fields[3]));
    }
    let korf = include_str!("../tests/data/korf1997_ten.csv").lines().skip(1);
    for (line, depth) in korf.zip(KORF) {
        let fields: Vec<_> = line.split(',').collect();
        tasks.push((format!("Korf {}", fields[0]), depth, fields[2]));
    }
    tasks.retain(|(_, depth, _)| *depth <= deepest);
    let wrong = tasks
        .par_iter()
        .filter(|(name, depth, scramble)| {
            let mut cube = Cube3::solved();
            let (Ok(word), Some(axes)) = (parse_word(scramble), Axes::new(&databases, &subgroup))
            else {
                return true;
            };
            cube.apply_all(&word);
            let (mut search, began) = (IdaStar::new(axes), Instant::now());
            let length = search.solve(&State::from(cube)).len();
            let (nodes, seconds) = (search.generated(), began.elapsed().as_secs_f64());
            // A line that cannot be written has no one to read it.
            let _ = writeln!(
                std::io::stdout(),
                "{name}: {length} turns (known: {depth}), {nodes} positions, {seconds:.1} s"
            );
            length != usize::from(*depth)
        })
        .count();
    if wrong > 0 { Err(format!("{wrong} lengths are not as known").into()) } else { Ok(()) }
}
