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
mod two_sided;

pub(crate) use learned::{Work, learn};
pub(crate) use planners::planners;

use orienteer_experiment::PuzzleEntry;
use std::path::Path;

/// All puzzles, one line each, with the folder that tables are kept in: the user's if none is given.
/// It is no option of a puzzle, because it changes nothing but where the machine looks, and options
/// are recorded.
pub(crate) fn puzzles(tables: Option<&Path>) -> Vec<PuzzleEntry> {
    let tables = &tables::folder(tables);
    vec![cube::entry(tables), lights_out::entry(), sokoban::entry(), tiles::entry(tables)]
}
