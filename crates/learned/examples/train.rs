//! Trains a heuristic for a puzzle and writes where it is as JSON lines.
//!
//! `cargo run --release -p orienteer-learned --example train -- cube2 --out cube2.net --minutes 5`

mod common;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use orienteer_core::path::{Heuristic, Puzzle};
use orienteer_core::rng::{key_seed, rng, stream_seed};
use orienteer_learned::{Checkpoint, Diagnosis, Layers, Perceptron, Settings, Trainer};
use rand::RngExt as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

#[derive(Parser)]
struct Args {
    /// The puzzle: cube2, cube3, tiles8, tiles15, lights-out4, -5 or -7.
    puzzle: String,
    /// Where the checkpoint is written.
    #[arg(long)]
    out: PathBuf,
    /// Goes on with the checkpoint at `--out`, with its settings, layers and seed.
    #[arg(long)]
    resume: bool,
    /// The steps after which it ends, counted from the start of training.
    #[arg(long)]
    steps: Option<u64>,
    /// The minutes after which it ends, counted from the start of this process.
    #[arg(long)]
    minutes: Option<f64>,
    /// Hyperparameters that differ from the defaults, as JSON.
    #[arg(long, default_value = "{}", conflicts_with = "resume")]
    settings: String,
    /// Layers that differ from the defaults, as JSON.
    #[arg(long, default_value = "{}", conflicts_with = "resume")]
    layers: String,
    #[arg(long, default_value_t = 1, conflicts_with = "resume")]
    seed: u64,
    /// The steps between two reports, which are also those between two checkpoints.
    #[arg(long, default_value_t = 1000)]
    every: u64,
    /// The depths at which greedy descent is tried.
    #[arg(long, value_delimiter = ',', default_value = "2,4,6,8,10,15,20,30")]
    depths: Vec<u32>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    ensure!(args.steps.is_some() || args.minutes.is_some(), "give `--steps` or `--minutes`");
    let name = args.puzzle.clone();
    common::with(&name, args)
}

impl common::Job for Args {
    fn run<P: Puzzle + 'static>(
        self,
        puzzle: &P,
        exact: Option<Arc<dyn Heuristic<P>>>,
        _: Option<Arc<dyn Heuristic<P>>>,
    ) -> Result<()> {
        let began = Instant::now();
        let mut trainer = if self.resume {
            Checkpoint::<Perceptron>::load(&self.out)?.resume(puzzle, &self.puzzle)?
        } else {
            let settings: Settings = serde_json::from_str(&self.settings).context("--settings")?;
            let layers: Layers = serde_json::from_str(&self.layers).context("--layers")?;
            let outputs = settings.estimate.outputs(puzzle);
            let mut rng = rng(stream_seed(self.seed, 0));
            let network = Perceptron::new(puzzle.width(), &layers, outputs, &mut rng)?;
            Trainer::new(puzzle, &self.puzzle, settings, network, self.seed)?
        };
        let done = trainer.progress().steps;
        ensure!(self.steps.is_none_or(|most| done < most), "nothing to do: it has {done} steps");
        let depth = trainer.settings().depth;
        let mut rng = rng(key_seed(&["compared", &self.puzzle]));
        let states = (0..5000).map(|_| puzzle.sample(rng.random_range(0..=depth), &mut rng));
        let states = if exact.is_some() { states.collect() } else { Vec::new() };
        let (depths, exact) = (self.depths.clone(), exact.as_deref());
        let diagnosis = Diagnosis { depths, positions: 100, exact, states };
        trainer.run(|trainer, _| -> Result<bool> {
            let (steps, seconds) = (trainer.progress().steps, began.elapsed().as_secs_f64());
            let is_over = self.steps.is_some_and(|most| steps >= most)
                || self.minutes.is_some_and(|minutes| seconds >= 60.0 * minutes);
            if is_over || steps.is_multiple_of(self.every) {
                let record = diagnosis.record(trainer, seconds)?;
                writeln!(std::io::stdout(), "{}", serde_json::to_string(&record)?)?;
                trainer.save(&self.out)?;
            }
            Ok(!is_over)
        })
    }
}
