//! Sliding tiles: the 8-, 15-, 24-, 35- and 48-puzzle.
//!
//! [`Tiles`] is the puzzle, over a [`Board`] as small as its size allows (a word for up to 4 by 4
//! cells); [`PuzzleEnv`](orienteer_core::path::PuzzleEnv) makes an environment of it, and [`TilesConfig`] is what an experiment file
//! says about it. [`Manhattan`] and [`LinearConflict`] estimate distances from the tiles alone,
//! [`Additive`] from pattern databases.
//!
//! ```
//! use orienteer_core::path::{Heuristic, Puzzle};
//! use orienteer_env_tiles::{Manhattan, Tiles15};
//!
//! let puzzle = Tiles15::new();
//! let state = puzzle.read("D R U")?;
//! assert_eq!(puzzle.write(&state), "[1,2,3,4,5,6,7,8,9,10,15,11,13,14,0,12]");
//! assert_eq!(Manhattan::new().estimate(&puzzle, &state), 3.0);
//! # Ok::<(), orienteer_core::path::PuzzleError>(())
//! ```

mod board;
mod config;
mod draw;
mod heuristic;
mod notation;
mod pattern;
mod puzzle;
mod symmetry;

pub use board::{Board, BytePlaces, Bytes, NibblePlaces, Nibbles, Places};
pub use config::{TilesConfig, TilesError};
pub use heuristic::{LinearConflict, Manhattan};
pub use pattern::{
    Additive, FIVE_FIVE_FIVE, FOUR_FOUR, LARGEST_PATTERN, OpenError, PatternError, PatternTable,
    SEVEN_EIGHT, SIX_SIX_SIX_SIX, SIX_SIX_THREE, Trace,
};
pub use puzzle::{DOWN, LEFT, RIGHT, Tiles, Tiles8, Tiles15, Tiles24, Tiles35, Tiles48, UP};
