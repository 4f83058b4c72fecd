//! Puzzles for planners: from text to positions of a type, and from the name of a planner to a
//! search that is compiled for it.
//!
//! One file a puzzle says what its options are and which estimates it has; [`adapter`] makes a
//! [`Domain`](orienteer_experiment::Domain) of it, [`planner`] the planners.

mod adapter;
mod cube;
mod learned;
mod lights_out;
mod planner;
mod planners;
mod sokoban;
mod tables;
mod tiles;
mod two_phase;

pub(crate) use learned::{Work, learn};
pub(crate) use planners::planners;

use orienteer_experiment::PuzzleEntry;

/// All puzzles, one line each.
pub(crate) fn puzzles() -> Vec<PuzzleEntry> {
    vec![cube::entry(), lights_out::entry(), sokoban::entry(), tiles::entry()]
}
