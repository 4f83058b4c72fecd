//! `orienteer train`: a network learns a puzzle, and is kept in a file.

mod hyperparameters;

use crate::args::Train;
use crate::puzzles::{Work, learn};
use crate::text::{line, note, with_remedy};
use anyhow::{Context, Result, anyhow, bail};
use hyperparameters::read;
pub(crate) use hyperparameters::tables;
use orienteer_core::path::{Heuristic, Puzzle};
use orienteer_core::rng::{key_seed, rng, stream_seed};
use orienteer_core::text::plural;
use orienteer_experiment::{Config, Registry};
use orienteer_learned::{Checkpoint, Diagnosis, Layers, Network, Perceptron, Settings, Trainer};
use rand::RngExt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The longest time between two checkpoints, as far as steps allow.
const SAVED: Duration = Duration::from_mins(1);

/// The time between two lines of progress.
const TOLD: Duration = Duration::from_secs(10);

/// The scrambles that greedy descent is tried on, and how many of each.
const DEPTHS: [u32; 8] = [2, 4, 6, 8, 10, 15, 20, 30];
const POSITIONS: u32 = 100;

/// The positions at which estimates are compared with true distances.
const COMPARED: usize = 5000;

pub(crate) fn train(arguments: &Train, registry: &Registry) -> Result<ExitCode> {
    let puzzle = registry.puzzle(&arguments.puzzle).map_err(|error| {
        anyhow!(with_remedy(&error, "`orienteer list puzzles` says what there is"))
    })?;
    let mut config = Config::empty();
    for assignment in &arguments.set {
        config.set(assignment)?;
    }
    let (settings, layers) = read(&arguments.with)?;
    if let Some(minutes) = arguments.minutes.filter(|minutes| minutes.is_nan() || *minutes <= 0.0) {
        bail!("--minutes {minutes}: expected more than 0");
    }
    let file = arguments.out.display();
    let exists = arguments.out.try_exists().with_context(|| format!("--out {file}"))?;
    if exists && !arguments.resume {
        bail!("--out {file}: the file exists; go on with it by `--resume`, or remove it");
    }
    if !exists && arguments.resume {
        bail!("--out {file}: there is no such file to go on with; leave out `--resume`");
    }
    learn(puzzle.name, &config, Training { arguments, settings, layers })??;
    Ok(ExitCode::SUCCESS)
}

/// What is to be trained.
struct Training<'a> {
    arguments: &'a Train,
    settings: Settings,
    layers: Layers,
}

impl Work for Training<'_> {
    type Out = Result<()>;

    fn work<P: Puzzle + 'static>(
        self,
        puzzle: &P,
        name: &str,
        exact: Option<&dyn Heuristic<P>>,
    ) -> Result<()> {
        let mut trainer = self.trainer(puzzle, name)?;
        let Train { out, steps: most, minutes, every, .. } = self.arguments;
        let file = out.display();
        let done = trainer.progress().steps;
        let parameters = plural(trainer.network().parameters(), "weight");
        note(&format!("{name}: {parameters}, {} so far; kept in {file}", plural(done, "step")));
        if most.is_some_and(|most| done >= most) {
            note(&format!("nothing to do: {file} has {}", plural(done, "step")));
            return Ok(());
        }
        // What cannot be written is known at once.
        trainer.save(out)?;
        let diagnosis = diagnosis(puzzle, name, trainer.settings().depth, exact);
        let began = Instant::now();
        let (mut saved, mut told) = (began, began);
        trainer.run(|trainer, step| -> Result<bool> {
            let (steps, spent) = (trainer.progress().steps, began.elapsed());
            let is_over = most.is_some_and(|most| steps >= most)
                || minutes.is_some_and(|minutes| spent.as_secs_f64() >= 60.0 * minutes);
            let reports = is_over || steps.is_multiple_of(*every);
            if reports || saved.elapsed() >= SAVED {
                trainer.save(out)?;
                saved = Instant::now();
            }
            if reports {
                let record = diagnosis.record(trainer, spent.as_secs_f64())?;
                line(&serde_json::to_string(&record)?);
            }
            if is_over || told.elapsed() >= TOLD {
                told = Instant::now();
                let (loss, seconds) = (step.loss, spent.as_secs_f64());
                let steps = plural(steps, "step");
                note(&format!("{steps}, loss {loss:.3}, {seconds:.0} s so far"));
            }
            Ok(!is_over)
        })
    }
}

impl Training<'_> {
    /// Training from the start, or from where it was left.
    fn trainer<'p, P: Puzzle>(
        &self,
        puzzle: &'p P,
        name: &str,
    ) -> Result<Trainer<'p, P, Perceptron>> {
        let Train { out, seed, resume, .. } = self.arguments;
        if *resume {
            let checkpoint = Checkpoint::<Perceptron>::load(out).context("--out")?;
            let resumed = checkpoint.resume(puzzle, name);
            return resumed.with_context(|| format!("--out {}", out.display()));
        }
        let outputs = self.settings.estimate.outputs(puzzle);
        let mut rng = rng(stream_seed(*seed, 0));
        let network = Perceptron::new(puzzle.width(), &self.layers, outputs, &mut rng)?;
        Ok(Trainer::new(puzzle, name, self.settings.clone(), network, *seed)?)
    }
}

/// What is asked of the network now and then: always the same.
fn diagnosis<'a, P: Puzzle>(
    puzzle: &P,
    name: &str,
    depth: u32,
    exact: Option<&'a dyn Heuristic<P>>,
) -> Diagnosis<'a, P> {
    let mut rng = rng(key_seed(&["compared", name]));
    let count = if exact.is_some() { COMPARED } else { 0 };
    let states = (0..count).map(|_| puzzle.sample(rng.random_range(0..=depth), &mut rng)).collect();
    Diagnosis { depths: DEPTHS.to_vec(), positions: POSITIONS, exact, states }
}
