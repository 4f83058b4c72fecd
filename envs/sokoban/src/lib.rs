//! Sokoban: push every box onto a goal.
//!
//! [`Level`] is a level as text says it, [`Sokoban`] the puzzle of one level (its walls and goals),
//! and [`Position`] what changes: the boxes and the agent. Every step of the agent costs 1.
//! [`PuzzleEnv`](orienteer_core::path::PuzzleEnv) makes an environment of a puzzle, and [`SokobanConfig`] is what an experiment file
//! says about it: one of the 500 levels that come with the crate ([`shipped`]), or one's own.
//! [`Matching`] is a lower bound on the steps that are left, infinite where a box is stuck for good.
//!
//! ```
//! use orienteer_core::path::{Heuristic, Puzzle};
//! use orienteer_env_sokoban::{Level, Matching, Sokoban};
//!
//! let level: Level = "######|#@ $.#|######".parse()?;
//! let puzzle = Sokoban::<1>::new(&level)?;
//! let start = puzzle.start();
//! assert_eq!(Matching::new(&puzzle).estimate(&puzzle, start), 2.0); // a step and a push
//! # Ok::<(), orienteer_env_sokoban::LevelError>(())
//! ```

mod bits;
mod catalogue;
mod config;
mod draw;
mod floor;
mod level;
mod level_error;
mod matching;
mod puzzle;
mod scramble;

pub use bits::Bits;
pub use catalogue::{Shipped, levels_of, shipped};
pub use config::{SokobanConfig, SokobanError};
pub use level::{Level, MOST_CELLS};
pub use level_error::LevelError;
pub use matching::{Carried, MOST_BOXES, Matching};
pub use puzzle::{DOWN, LEFT, Position, RIGHT, Sokoban, UP};
