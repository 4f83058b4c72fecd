//! Weighted A* in batches on the shared cubes, in quarter turns, with a two-phase solution as its bound.
//!
//! `cargo run --release -p orienteer --example cube_a_star -- [EVERY [NODES [WEIGHT [BATCH]]]]` solves
//! every EVERY-th (50) of the 500 cubes of `envs/cube/tests/data/cube3.csv`: at first by the two-phase
//! algorithm in quarter turns (a million positions), and then by batched weighted A* on the same
//! task, which passes over what cannot be shorter, until NODES (1e7) positions were made in all. The
//! heuristic is the bound of the table of the middle slice, along three axes of position and inverse.

use orienteer_agents_planning::batched_a_star::Settings;
use orienteer_agents_planning::{BatchedAStar, Stop};
use orienteer_core::path::{Limits, Planner, Spent, Task};
use orienteer_env_cube::{
    Puzzle3, PuzzleConfig, SliceDatabase, State, Subgroup, TurnMetric, TwoPhase, TwoPhasePlanner,
    TwoSided, parse_cube3,
};
use orienteer_table::Folder;
use std::error::Error;
use std::io::Write;
use std::sync::Arc;

/// Both on one task.
struct Bounded {
    bound: TwoPhasePlanner,
    search: BatchedAStar<Arc<TwoSided<SliceDatabase>>>,
}

impl Planner<Puzzle3> for Bounded {
    fn plan(&mut self, task: &mut Task<'_, Puzzle3>) -> Result<(), Spent> {
        self.bound.plan(task)?;
        self.search.plan(task)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let argument = |n: usize, otherwise: f64| {
        std::env::args().nth(n).map_or(Ok(otherwise), |text| text.parse::<f64>())
    };
    let (every, nodes) = (argument(1, 50.0)? as usize, argument(2, 1e7)? as u64);
    let (weight, batch) = (argument(3, 0.6)?, argument(4, 1000.0)? as u32);
    let (folder, metric) = (Folder::standard(), TurnMetric::QuarterTurn);
    let puzzle = Puzzle3::new(PuzzleConfig { metric, ..PuzzleConfig::default() })?;
    let two_phase = TwoPhase::new().with_subgroup(Arc::new(Subgroup::open(&folder, metric)?));
    let heuristic = Arc::new(TwoSided::new(Arc::new(SliceDatabase::open(&folder, metric)?)));
    let mut out = std::io::stdout().lock();
    let (mut cubes, mut first, mut last, mut least, mut optimal, mut better) = (0, 0, 0, 0, 0, 0);
    let data = include_str!("../../../envs/cube/tests/data/cube3.csv");
    for line in data.lines().skip(1).step_by(every.max(1)) {
        let mut fields = line.split(',').skip(1);
        let state = State::from(parse_cube3(fields.next().unwrap_or_default())?);
        let optimum: u64 = fields.next().unwrap_or_default().parse()?;
        let settings = Settings { weight, batch, stop: Stop::Optimum, lean: true };
        let bound = TwoPhasePlanner::new(0, 1_000_000).with_solver(two_phase.clone());
        let search = BatchedAStar::new(settings, Arc::clone(&heuristic));
        let limits = Limits { generated: Some(nodes), ..Limits::default() };
        let report = Task::new(&puzzle, state, limits).run(&mut Bounded { bound, search });
        let costs = |at_most: u64| {
            let all = report.improvements.iter();
            all.filter(move |i| i.counters.generated <= at_most).map(|i| i.cost).min()
        };
        // The two-phase solver stops at the first look at its count past a million.
        let unsolved = "two-phase did not solve a cube within a million positions";
        let before = costs(1_010_000).ok_or(unsolved)?;
        let after = costs(u64::MAX).ok_or(unsolved)?;
        writeln!(out, "optimum {optimum}, bound {before}, found {after}, {:.1} s", report.seconds)?;
        cubes += 1;
        (first, last, least) = (first + before, last + after, least + optimum);
        (optimal, better) =
            (optimal + u32::from(after == optimum), better + u32::from(after < before));
    }
    let [first, last, least] = [first, last, least].map(|sum| sum as f64 / f64::from(cubes));
    writeln!(
        out,
        "{cubes} cubes, optimum {least:.3}: bound {first:.3}, found {last:.3}, shorter {better}, optimal {optimal}"
    )?;
    Ok(())
}
