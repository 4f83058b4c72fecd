//! What an experiment file says about a cube.

use crate::cube::{Cube2, Cube3};
use crate::environment::{CubeEnv, LONGEST_SCRAMBLE};
use crate::turn::TurnMetric;
use crate::word::WordError;
use orienteer_core::{AnyEnvironment, Moves};
use serde::{Deserialize, Serialize};

/// The configuration of the cube environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CubeConfig {
    /// Facelets along an edge: 2 (turning U, R and F) or 3.
    pub size: u8,
    /// What counts as one move: `half-turn` (18 moves on the 3x3x3, 9 on the 2x2x2) or
    /// `quarter-turn` (12 and 6).
    pub metric: TurnMetric,
    /// The number of random turns that an episode starts with, at least 1. Unused with `state`.
    pub scramble: u32,
    /// Turns that make the start from a solved cube, such as `R U R' U'`, in place of random ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

impl Default for CubeConfig {
    fn default() -> Self {
        Self { size: 3, metric: TurnMetric::HalfTurn, scramble: 8, state: None }
    }
}

impl CubeConfig {
    /// The environment.
    ///
    /// # Errors
    ///
    /// Says which field is wrong and what it may be.
    pub fn build(&self) -> Result<AnyEnvironment<Moves>, CubeError> {
        match self.size {
            2 => self.start::<Cube2>().map(AnyEnvironment::new),
            3 => self.start::<Cube3>().map(AnyEnvironment::new),
            size => Err(CubeError::Size(size)),
        }
    }

    fn start<C: crate::Cube>(&self) -> Result<CubeEnv<C>, CubeError> {
        match &self.state {
            Some(word) => CubeEnv::started(self.metric, word),
            None => CubeEnv::scrambled(self.metric, self.scramble),
        }
    }
}

/// A configuration that describes no cube.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CubeError {
    /// There is no cube of this size.
    #[error("`size` is {0}: expected 2 or 3")]
    Size(u8),
    /// A scramble of no turns.
    #[error("`scramble` is 0, which leaves the cube solved: expected at least 1")]
    NoScramble,
    /// A scramble that would take long and change nothing.
    #[error("`scramble` is {0}: expected at most {LONGEST_SCRAMBLE}")]
    LongScramble(u32),
    /// The start is not a word.
    #[error("`state`: {0}")]
    Word(#[from] WordError),
    /// The start is the goal.
    #[error("`state` is `{0}`, which leaves the cube solved: expected turns that scramble it")]
    Solved(String),
}
