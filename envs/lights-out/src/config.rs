//! What an experiment file says about Lights Out.

use crate::puzzle::{LightsOut, SizeError};
use serde::{Deserialize, Serialize};

/// The configuration of Lights Out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LightsOutConfig {
    /// Cells along an edge, 2 to 8.
    pub size: usize,
    /// The number of random presses from the goal that an episode starts with, at least 1; never of
    /// the same cell twice in a row. Unused with `state`.
    pub scramble: u32,
    /// The start in place of a random one: the cells row by row, 1 for a lit one, or the cells to
    /// press from the goal, numbered row by row from 0, in brackets: `[3, 7, 12]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

impl Default for LightsOutConfig {
    fn default() -> Self {
        Self { size: 7, scramble: 10, state: None }
    }
}

impl LightsOutConfig {
    /// The environment.
    ///
    /// # Errors
    ///
    /// Says which field is wrong and what it may be.
    pub fn build(&self) -> Result<PuzzleEnv<LightsOut>, LightsOutError> {
        let puzzle = LightsOut::new(self.size)?;
        Ok(match &self.state {
            Some(text) => {
                let start = puzzle.read(text)?;
                // It was read, so there is a solution.
                let presses = puzzle.optimum(start).map_or(0, u64::count_ones);
                PuzzleEnv::started(puzzle, start, Solvable::Within(presses))?
            }
            None => PuzzleEnv::scrambled(puzzle, self.scramble)?,
        })
    }
}

/// A configuration that describes no puzzle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LightsOutError {
    /// There is no board of this size.
    #[error("`size`: {0}")]
    Size(#[from] SizeError),
    /// The start is no position.
    #[error("`state`: {0}")]
    State(#[from] PuzzleError),
    /// There is nothing to solve, or too much.
    #[error(transparent)]
    Start(#[from] StartError),
}
use orienteer_core::path::{Puzzle, PuzzleEnv, PuzzleError, Solvable, StartError};
