//! Lights Out: pressing a cell toggles it and its neighbours; put all lights out.
//!
//! [`LightsOut`] is the puzzle on a square of up to 8 by 8 cells, a position being one word of
//! bits; [`PuzzleEnv`](orienteer_core::path::PuzzleEnv) makes an environment of it, and [`LightsOutConfig`] is what an experiment
//! file says about it. Linear algebra over GF(2) solves it outright ([`LightsOut::optimum`]), which
//! makes it a puzzle to check planners with: [`Exact`] is the perfect heuristic, [`Lit`] a weak one.
//!
//! ```
//! use orienteer_core::path::Puzzle;
//! use orienteer_env_lights_out::LightsOut;
//!
//! let puzzle = LightsOut::new(3)?;
//! let state = puzzle.read("[0, 4]")?; // the cells pressed from the goal
//! assert_eq!(puzzle.write(&state), "100011010");
//! assert_eq!(puzzle.optimum(state), Some(0b1_0001)); // the same two, as bits
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod config;
mod draw;
mod heuristic;
mod linear;
mod notation;
mod puzzle;
mod symmetry;

pub use config::{LightsOutConfig, LightsOutError};
pub use heuristic::{Exact, Lit, Presses};
pub use puzzle::{LARGEST, LightsOut, SizeError};
