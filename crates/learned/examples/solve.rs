//! Solves positions with a trained heuristic, and with a plain one beside it, and sums up: solved,
//! mean cost, how many at the least cost where that is known, nodes and time.
//!
//! `cargo run --release -p orienteer-learned --example solve -- cube2 --net cube2.net
//! --planner '{"batched-a-star":{"weight":1.0,"batch":100}}' --count 500 --depth 100`

mod common;

use anyhow::{Context as _, Result};
use clap::Parser;
use orienteer_agents_planning::Method;
use orienteer_core::path::{Afresh, QFunction};
use orienteer_core::path::{Heuristic, Limits, Puzzle, Task};
use orienteer_core::rng::{key_seed, rng};
use orienteer_learned::{Checkpoint, Estimate, LearnedQ, Perceptron};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Parser)]
struct Args {
    /// The puzzle: cube2, cube3, tiles8, tiles15, lights-out4, -5 or -7.
    puzzle: String,
    /// The checkpoint; without one, the plain heuristic is used.
    #[arg(long)]
    net: Option<PathBuf>,
    /// The planner and its settings, as JSON.
    #[arg(long, default_value = r#"{"batched-a-star":{}}"#)]
    planner: String,
    /// JSON lines with positions.
    #[arg(long)]
    file: Option<PathBuf>,
    /// The field in which they are.
    #[arg(long, default_value = "tiles")]
    field: String,
    /// The field with the least cost.
    #[arg(long, default_value = "len_opt")]
    optimum: String,
    /// Without a file: so many scrambles.
    #[arg(long, default_value_t = 200)]
    count: usize,
    /// Of so many moves.
    #[arg(long, default_value_t = 100)]
    depth: u32,
    /// The nodes that may be generated for each.
    #[arg(long, default_value_t = 1_000_000)]
    generated: u64,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let name = args.puzzle.clone();
    common::with(&name, args)
}

impl Args {
    /// Positions, and what they cost at least as far as that is known.
    fn positions<P: Puzzle>(
        &self,
        puzzle: &P,
        exact: Option<&dyn Heuristic<P>>,
    ) -> Result<Vec<(P::State, Option<u64>)>> {
        let Some(file) = &self.file else {
            let mut rng = rng(key_seed(&["solved", &self.puzzle]));
            let states = (0..self.count).map(|_| puzzle.sample(self.depth, &mut rng));
            let cost = |state: &P::State| exact.map(|exact| exact.estimate(puzzle, state) as u64);
            return Ok(states.map(|state| (state.clone(), cost(&state))).collect());
        };
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let position = |line: &str| {
            let row: Value = serde_json::from_str(line)?;
            let state = match &row[&self.field] {
                Value::String(text) => puzzle.read(text)?,
                other => puzzle.read(&other.to_string())?,
            };
            Ok((state, row[&self.optimum].as_u64()))
        };
        text.lines().take(self.count).map(position).collect()
    }
}

impl common::Job for Args {
    fn run<P: Puzzle + 'static>(
        self,
        puzzle: &P,
        exact: Option<Arc<dyn Heuristic<P>>>,
        plain: Option<Arc<dyn Heuristic<P>>>,
    ) -> Result<()> {
        let positions = self.positions(puzzle, exact.as_deref())?;
        let method: Method = serde_json::from_str(&self.planner).context("--planner")?;
        let mut values: Option<Arc<dyn QFunction<P>>> = None;
        let heuristic: Arc<dyn Heuristic<P>> = match &self.net {
            Some(file) => {
                let checkpoint = Checkpoint::<Perceptron>::load(file)?;
                if checkpoint.settings().estimate == Estimate::ActionValue {
                    let q: LearnedQ<_> = Checkpoint::<Perceptron>::load(file)?
                        .action_values(puzzle, &self.puzzle)?;
                    values = Some(Arc::new(q));
                }
                Arc::new(checkpoint.heuristic(puzzle, &self.puzzle)?)
            }
            None => plain.context("there is no plain heuristic: give `--net`")?,
        };
        let mut planner = method.build(puzzle, Afresh(heuristic), values)?;
        let (mut solved, mut optimal, mut known) = (0_u64, 0_u64, 0_u64);
        let (mut cost, mut least, mut seconds) = (0, 0, 0.0);
        let (mut generated, mut estimates) = (0, 0);
        for (state, optimum) in &positions {
            let limits = Limits { generated: Some(self.generated), ..Default::default() };
            let report = Task::new(puzzle, state.clone(), limits).run(planner.as_mut());
            generated += report.counters.generated;
            estimates += report.counters.estimates;
            seconds += report.seconds;
            let Some(solution) = report.solution else { continue };
            solved += 1;
            cost += solution.cost;
            if let Some(optimum) = optimum {
                known += 1;
                least += optimum;
                optimal += u64::from(solution.cost == *optimum);
            }
        }
        let n = positions.len() as f64;
        let mean = |sum: u64, of: u64| (of > 0).then(|| sum as f64 / of as f64);
        let summary = json!({
            "positions": positions.len(),
            "solved": solved,
            "mean_cost": mean(cost, solved),
            "mean_optimum_of_solved": mean(least, known),
            "optimal": (known > 0).then_some(optimal),
            "mean_generated": generated as f64 / n,
            "mean_estimates": estimates as f64 / n,
            "mean_seconds": seconds / n,
        });
        writeln!(std::io::stdout(), "{summary}")?;
        Ok(())
    }
}
