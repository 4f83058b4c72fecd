//! The 500 cubes of `tests/data/cube3.csv` in quarter turns under a budget of nodes, beside what
//! DeepCubeA reached on the thousand that they are every second of: 21.35 turns on average, 65.0 %
//! optimal, with 8.2 million nodes each (`specs/puzzles.md`, section 2).
//!
//! `cargo run --release -p orienteer-env-cube --example shared_cubes [KEY=VALUE ...]`, with
//!
//! - `planner`: `batched` (batched weighted A*, the default) or `beam`; `weight`, `batch`, `width`
//! - `nodes`: the budget of generated nodes of a cube, those of the two-phase solver included
//! - `radius`: of the perimeter, 0 for none
//! - `first`: the number of cubes, or a range of rows such as `100..500`
//! - `folder`: of the tables; `threads`; `details`: 1 for a line on each cube
//!
//! The two-phase solver gives the first bound, then the planner searches with [`Blend`].

use orienteer_agents_planning::{BatchedAStar, Beam, Stop, batched_a_star, beam};
use orienteer_core::path::{Limits, Planner, Puzzle, Spent, Task};
use orienteer_env_cube::{
    Blend, Databases, Perimeter, Puzzle3, PuzzleConfig, Subgroup, TurnMetric, TwoPhasePlanner,
};
use orienteer_table::Folder;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Instant;

/// What the command line says.
struct Options(BTreeMap<String, String>);

impl Options {
    fn get<T: FromStr<Err: Error + 'static>>(&self, key: &str, or: T) -> Result<T, Box<dyn Error>> {
        self.0.get(key).map_or(Ok(or), |value| Ok(value.parse()?))
    }
}

/// The two-phase solver, and then another planner with what is left of the budget.
struct Bounded(TwoPhasePlanner, Box<dyn Planner<Puzzle3>>);

impl Planner<Puzzle3> for Bounded {
    fn plan(&mut self, task: &mut Task<'_, Puzzle3>) -> Result<(), Spent> {
        self.0.plan(task)?;
        self.1.plan(task)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let pair = |word: &String| {
        let (key, value) = word.split_once('=').ok_or(format!("`{word}`: expected KEY=VALUE"))?;
        Ok((key.to_owned(), value.to_owned()))
    };
    let options = Options(words.iter().map(pair).collect::<Result<_, String>>()?);
    let folder = options.0.get("folder").map_or_else(Folder::standard, Folder::at);
    rayon::ThreadPoolBuilder::new().num_threads(options.get("threads", 0)?).build_global()?;
    let mut out = std::io::stdout();

    let (metric, began) = (TurnMetric::QuarterTurn, Instant::now());
    let puzzle = Puzzle3::new(PuzzleConfig { metric, ..PuzzleConfig::default() })?;
    let databases = Arc::new(Databases::open(&folder, metric)?);
    let mut blend = Blend::new(databases, Arc::new(Subgroup::open_in(&folder, metric)?))?;
    writeln!(out, "tables: {:.1} s", began.elapsed().as_secs_f64())?;
    let radius = options.get("radius", 9)?;
    if radius > 0 {
        let perimeter = Perimeter::new(metric, radius);
        let (bytes, classes) = (perimeter.bytes() >> 20, perimeter.classes().iter().sum::<u64>());
        blend = blend.with_perimeter(Arc::new(perimeter))?;
        let seconds = began.elapsed().as_secs_f64();
        writeln!(out, "perimeter of {radius}: {classes} classes, {bytes} MB, {seconds:.1} s")?;
    }
    let weight = options.get("weight", 0.6)?;
    let batched = batched_a_star::Settings {
        weight,
        batch: options.get("batch", 1000)?,
        stop: Stop::FirstGoal,
        lean: true,
    };
    let beam = beam::Settings { width: options.get("width", 50_000)?, weight: 1.0 };
    let is_beam = options.0.get("planner").is_some_and(|planner| planner == "beam");
    let planner = || -> Box<dyn Planner<Puzzle3>> {
        if is_beam {
            Box::new(Beam::new(beam.clone(), blend.clone()))
        } else {
            Box::new(BatchedAStar::new(batched.clone(), blend.clone()))
        }
    };
    let nodes = options.get("nodes", 8_000_000)?;
    let limits = Limits { generated: Some(nodes), ..Limits::default() };

    let rows: Vec<&str> = include_str!("../tests/data/cube3.csv").lines().skip(1).collect();
    let first = options.0.get("first").map_or("500", String::as_str);
    let (from, to) = first.split_once("..").unwrap_or(("0", first));
    let rows = &rows[from.parse()?..to.parse::<usize>()?.min(rows.len())];
    let details = options.get("details", 0)? > 0;
    let began = Instant::now();
    let solve = |row: &&str| -> Result<(u64, u64, u64, f64), String> {
        let fields: Vec<_> = row.split(',').collect();
        let start = puzzle.read(fields[1]).map_err(|error| error.to_string())?;
        let optimum: u64 = fields[2].parse().map_err(|_| format!("`{}`", fields[2]))?;
        let mut planner = Bounded(TwoPhasePlanner::new(20, 300_000), planner());
        let report = Task::new(&puzzle, start, limits).run(&mut planner);
        let cost = report.solution.ok_or("no solution")?.cost;
        let generated = report.counters.generated;
        if details {
            let spent = report.spent.map_or("found", |_| "budget");
            let _ = writeln!(
                std::io::stdout(),
                "{}: {cost} ({optimum}), {generated} nodes, {:.1} s, {} MB, {spent}",
                fields[0],
                report.seconds,
                report.counters.peak_bytes >> 20
            );
        }
        Ok((cost, optimum, generated, report.seconds))
    };
    let all: Vec<_> = rows.par_iter().map(solve).collect::<Result<_, _>>()?;
    let n = all.len() as f64;
    let mut excess = BTreeMap::new();
    all.iter().for_each(|(cost, optimum, ..)| *excess.entry(cost - optimum).or_insert(0) += 1);
    let mean = |of: &dyn Fn(&(u64, u64, u64, f64)) -> f64| all.iter().map(of).sum::<f64>() / n;
    writeln!(out, "cubes: {}", all.len())?;
    writeln!(out, "mean length: {:.3}", mean(&|row| row.0 as f64))?;
    writeln!(out, "mean of the recorded optima: {:.3}", mean(&|row| row.1 as f64))?;
    let optimal = excess.get(&0).copied().unwrap_or(0);
    writeln!(out, "optimal: {optimal} = {:.1} %", 100.0 * f64::from(optimal) / n)?;
    writeln!(out, "excess: {excess:?}")?;
    let most = all.iter().map(|row| row.2).max().unwrap_or(0);
    writeln!(out, "nodes generated: mean {:.0}, most {most}", mean(&|row| row.2 as f64))?;
    let seconds = began.elapsed().as_secs_f64();
    writeln!(out, "seconds: mean {:.2} a cube, {seconds:.0} in all", mean(&|row| row.3))?;
    Ok(())
}
