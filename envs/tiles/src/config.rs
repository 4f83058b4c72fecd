//! What an experiment file says about sliding tiles.

use crate::board::{Board, Bytes, Nibbles};
use crate::puzzle::Tiles;
use orienteer_core::path::{Puzzle, PuzzleEnv, PuzzleError, Solvable, StartError};
use orienteer_core::{AnyEnvironment, Moves};
use serde::{Deserialize, Serialize};

/// The configuration of the sliding tiles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TilesConfig {
    /// Cells along an edge: 3 (the 8-puzzle) to 7 (the 48-puzzle).
    pub size: u8,
    /// The number of random moves back from the goal that an episode starts with, at least 1. A move
    /// never takes back the one before. Unused with `state`.
    pub scramble: u32,
    /// The start in place of a random one: the tiles row by row with 0 for the blank, such as
    /// `1 2 3 4 5 6 7 0 8`, or moves that scramble the goal, such as `D R U`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

impl Default for TilesConfig {
    fn default() -> Self {
        Self { size: 4, scramble: 20, state: None }
    }
}

impl TilesConfig {
    /// The environment.
    ///
    /// # Errors
    ///
    /// Says which field is wrong and what it may be.
    pub fn build(&self) -> Result<AnyEnvironment<Moves>, TilesError> {
        match self.size {
            3 => self.environment::<Nibbles<3>>().map(AnyEnvironment::new),
            4 => self.environment::<Nibbles<4>>().map(AnyEnvironment::new),
            5 => self.environment::<Bytes<5, 25>>().map(AnyEnvironment::new),
            6 => self.environment::<Bytes<6, 36>>().map(AnyEnvironment::new),
            7 => self.environment::<Bytes<7, 49>>().map(AnyEnvironment::new),
            size => Err(TilesError::Size(size)),
        }
    }

    fn environment<B: Board>(&self) -> Result<PuzzleEnv<Tiles<B>>, TilesError> {
        let puzzle = Tiles::<B>::new();
        Ok(match &self.state {
            Some(text) => {
                let start = puzzle.read(text)?;
                PuzzleEnv::started(puzzle, start, Solvable::Somehow)?
            }
            None => PuzzleEnv::scrambled(puzzle, self.scramble)?,
        })
    }
}

/// A configuration that describes no puzzle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TilesError {
    /// There is no puzzle of this size.
    #[error("`size` is {0}: expected 3 to 7, the cells along an edge (4 is the 15-puzzle)")]
    Size(u8),
    /// The start is no position.
    #[error("`state`: {0}")]
    State(#[from] PuzzleError),
    /// There is nothing to solve, or too much.
    #[error(transparent)]
    Start(#[from] StartError),
}
