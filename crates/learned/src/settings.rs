//! The hyperparameters of training.

use orienteer_core::Space;
use orienteer_core::path::Puzzle;
use serde::{Deserialize, Serialize};

/// What a network estimates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Estimate {
    /// The cost from a position to the goal: one output. For A* and its relatives.
    #[default]
    Value,
    /// For each move, its cost and that of the way from there: one output a move. For Q*.
    ActionValue,
}

impl Estimate {
    /// The outputs that a network for `puzzle` needs.
    pub fn outputs<P: Puzzle>(self, puzzle: &P) -> usize {
        match self {
            Self::Value => 1,
            Self::ActionValue => puzzle.moves().len(),
        }
    }
}

/// The hyperparameters of [`crate::Trainer`].
///
/// Defaults are for minutes on a core. `DeepCubeA` trained on a million batches of 10,000, with a
/// threshold of 0.06 and a depth of 30 on the cube, 0.1 and 500 on the 15-puzzle.
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// What is learned.
    pub estimate: Estimate,
    /// The positions of one step.
    #[param(range = 100..=10_000, log)]
    pub batch: u32,
    /// The most moves of a scramble. The number is uniform from 0 to this.
    #[param(range = 5..=1000, log)]
    pub depth: u32,
    /// The mean squared error below which the target network is renewed.
    #[param(range = 0.01..=10.0, log)]
    pub threshold: f64,
    /// The steps over which the error is averaged before it is held against the threshold.
    #[param(range = 10..=1000, log)]
    pub window: u32,
    /// The windows after which the target network is renewed whatever the error, since a small
    /// network may never get below a threshold; 0 for never.
    #[param(range = 0..=100)]
    pub patience: u32,
    /// The step size of Adam at the start.
    #[param(range = 1e-4..=1e-2, log)]
    pub rate: f64,
    /// The steps in which the step size halves; 0 for never. `DeepCubeA`'s factor of 0.9999993 a
    /// step halves it in 990,000.
    #[param(range = 0..=1_000_000)]
    pub half_life: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            estimate: Estimate::Value,
            batch: 1000,
            depth: 30,
            threshold: 0.1,
            window: 50,
            patience: 10,
            rate: 1e-3,
            half_life: 5000,
        }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        let wholes = [
            ("batch", self.batch, 1, 1_000_000),
            ("depth", self.depth, 1, 100_000),
            ("window", self.window, 1, 1_000_000),
            ("patience", self.patience, 0, 1_000_000),
        ];
        for (name, value, least, most) in wholes {
            if !(least..=most).contains(&value) {
                return Err(format!("`{name}` is {value}; give {least} to {most}"));
            }
        }
        for (name, value, most) in [("threshold", self.threshold, 1e9), ("rate", self.rate, 1.0)] {
            if !(value > 0.0 && value <= most) {
                return Err(format!("`{name}` is {value}; give more than 0, at most {most}"));
            }
        }
        Ok(())
    }
}

impl Settings {
    /// The step size of Adam after so many steps. By the `exp2` of a library,
    /// because those of systems differ.
    pub fn rate_at(&self, step: u64) -> f64 {
        if self.half_life == 0 {
            return self.rate;
        }
        self.rate * libm::exp2(-(step as f64) / f64::from(self.half_life))
    }
}
