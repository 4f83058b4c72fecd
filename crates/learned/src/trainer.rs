//! The training loop.

use crate::lookahead::Lookahead;
use crate::network::{Network, NetworkError};
use crate::settings::{Estimate, Settings};
use orienteer_core::Settings as _;
use orienteer_core::path::Puzzle;
use serde::{Deserialize, Serialize};

/// How far training has come. Together with the weights it is all that training goes on from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// The steps made, each of one batch.
    pub steps: u64,
    /// How often the target network was renewed.
    pub updates: u64,
    /// The mean squared error of the last window.
    pub loss: Option<f64>,
    /// The sum of the errors since the window began, and the steps in it.
    pub window: (f64, u32),
    /// The windows since the target network was renewed.
    pub waited: u32,
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The mean squared error of the batch, before the step.
    pub loss: f64,
    /// Whether the target network was renewed after it.
    pub renewed: bool,
}

/// Training that cannot go on: the weights are no numbers any more, or will not be after a step.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error(
    "training has diverged: the loss of step {step} is {loss}. Train anew with a smaller `rate`, \
     which is {rate} there"
)]
pub struct Diverged {
    /// The number of the step, from 1.
    pub step: u64,
    /// Its mean squared error: infinite, or not a number.
    pub loss: f64,
    /// The step size of the optimiser.
    pub rate: f64,
}

/// Why training cannot begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainError {
    /// A hyperparameter makes no sense.
    #[error("{0}")]
    Setting(String),
    /// The network is of another puzzle or kind.
    #[error("the network has {found} {what}, and {puzzle} needs {expected}")]
    Network {
        /// The puzzle.
        puzzle: String,
        /// Inputs or outputs.
        what: &'static str,
        /// As they should be.
        expected: usize,
        /// As they are.
        found: usize,
    },
    /// The target network in a checkpoint.
    #[error(transparent)]
    Bytes(#[from] NetworkError),
}

/// Trains a network for one puzzle.
///
/// The same seed gives the same weights, to the bit, on any number of threads, with as many
/// interruptions as you like ([`crate::Checkpoint`]), with a [`crate::Perceptron`].
#[derive(Debug)]
pub struct Trainer<'p, P: Puzzle, N> {
    puzzle: &'p P,
    pub(crate) name: String,
    pub(crate) settings: Settings,
    pub(crate) seed: u64,
    pub(crate) network: N,
    pub(crate) target: N,
    pub(crate) progress: Progress,
    lookahead: Lookahead,
}

/// Whether a network is made for a puzzle.
pub(crate) fn check_network<P: Puzzle, N: Network>(
    puzzle: &P,
    name: &str,
    estimate: Estimate,
    network: &N,
) -> Result<(), TrainError> {
    let sizes = [
        ("inputs", puzzle.width(), network.inputs()),
        ("outputs", estimate.outputs(puzzle), network.outputs()),
    ];
    for (what, expected, found) in sizes {
        if expected != found {
            let puzzle = name.to_owned();
            return Err(TrainError::Network { puzzle, what, expected, found });
        }
    }
    Ok(())
}

impl<'p, P: Puzzle, N: Network> Trainer<'p, P, N> {
    /// Training from the start. `name` tells puzzles of the same size apart in checkpoints.
    ///
    /// # Errors
    ///
    /// When a hyperparameter makes no sense, or the network does not fit the puzzle.
    pub fn new(
        puzzle: &'p P,
        name: &str,
        settings: Settings,
        network: N,
        seed: u64,
    ) -> Result<Self, TrainError> {
        let target = network.frozen();
        Self::go_on(puzzle, name.to_owned(), settings, (network, target), seed, Progress::default())
    }

    pub(crate) fn go_on(
        puzzle: &'p P,
        name: String,
        settings: Settings,
        (network, target): (N, N),
        seed: u64,
        progress: Progress,
    ) -> Result<Self, TrainError> {
        settings.check().map_err(TrainError::Setting)?;
        check_network(puzzle, &name, settings.estimate, &network)?;
        check_network(puzzle, &name, settings.estimate, &target)?;
        let lookahead = Lookahead::new(puzzle.width());
        Ok(Self { puzzle, name, settings, seed, network, target, progress, lookahead })
    }

    /// One batch: new positions, targets by the target network, one step of the optimiser.
    ///
    /// # Errors
    ///
    /// When the error is not finite. Then the network is not worth saving.
    pub fn step(&mut self) -> Result<Step, Diverged> {
        let Self { puzzle, settings, seed, network, target, progress, lookahead, .. } = self;
        lookahead.make(*puzzle, &*target, settings, *seed, progress.steps);
        let rate = settings.rate_at(progress.steps);
        let loss = network.train(lookahead.inputs().rows(), lookahead.targets(), rate);
        if !loss.is_finite() {
            return Err(Diverged { step: progress.steps + 1, loss, rate });
        }
        progress.steps += 1;
        progress.window.0 += loss;
        progress.window.1 += 1;
        let mut renewed = false;
        if progress.window.1 >= settings.window {
            let mean = progress.window.0 / f64::from(progress.window.1);
            progress.loss = Some(mean);
            progress.window = (0.0, 0);
            progress.waited += 1;
            let patience = settings.patience;
            renewed = mean < settings.threshold || (patience > 0 && progress.waited >= patience);
            if renewed {
                *target = network.frozen();
                progress.updates += 1;
                progress.waited = 0;
            }
        }
        Ok(Step { loss, renewed })
    }

    /// Whether the network estimates numbers for the positions of the last step.
    pub(crate) fn has_numbers(&self) -> bool {
        let inputs = self.lookahead.inputs();
        let mut estimates = Vec::new();
        if !inputs.is_empty() {
            self.network.forward(inputs.rows(), &mut estimates);
        }
        estimates.iter().all(|estimate| estimate.is_finite())
    }

    /// Makes steps until `go_on` says no. It is asked after each; the place to save, to report, and
    /// to look at a clock or a flag.
    ///
    /// # Errors
    ///
    /// What `go_on` says, and that training has diverged.
    pub fn run<X: From<Diverged>>(
        &mut self,
        mut go_on: impl FnMut(&Self, Step) -> Result<bool, X>,
    ) -> Result<(), X> {
        loop {
            let step = self.step()?;
            if !go_on(self, step)? {
                return Ok(());
            }
        }
    }

    /// The puzzle.
    pub fn puzzle(&self) -> &'p P {
        self.puzzle
    }

    /// The name of the puzzle.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The hyperparameters.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How far it has come.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The network as it is now.
    pub fn network(&self) -> &N {
        &self.network
    }
}
