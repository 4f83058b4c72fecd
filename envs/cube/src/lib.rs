//! Rubik's cube, 2x2x2 and 3x3x3: as an environment for every agent, and as a puzzle for planners.
//!
//! - [`Cube2`] and [`Cube3`] are plain values that turn ([`Cube`]); [`CubeEnv`] makes an environment
//!   of either, and [`CubeConfig`] is what an experiment file says about it.
//! - [`State`] is the 3x3x3 in 32 bytes, turned by byte shuffles; [`apply_batch`], [`apply_each`] and
//!   [`expand`] turn many at once.
//! - [`Puzzle3`] and [`Puzzle2`] are what planners search, by turns or by meta-actions
//!   ([`PuzzleConfig`]); they read facelets and scrambles, and are drawn ([`strip`] draws a solution).
//! - [`Databases`], [`Subgroup`], [`SliceDatabase`] and [`Exact2`] are tables of distances; [`PatternHeuristic`],
//!   [`PatternQ`], [`SubgroupHeuristic`], [`ExactHeuristic`] and [`ExactQ`] are what planners make of
//!   them; [`MisplacedStickers`] does without.
//! - [`IdaStar`] finds optimal solutions ([`CubeIdaStar`] as a planner), [`TwoPhase`] short ones in a
//!   millisecond ([`TwoPhasePlanner`]), and [`TwoSided`], with both and large tables, the shortest that a
//!   budget allows ([`CubeAnytime`]).
//!
//! Turns are written in Singmaster's notation: a letter is a face turned clockwise by a quarter as
//! seen from outside, `'` makes it counter-clockwise and `2` a half turn.
//!
//! ```
//! use orienteer_env_cube::{Cube, Cube3, parse_word};
//!
//! let mut cube = Cube3::solved();
//! let word = parse_word("R U R' U'")?;
//! cube.apply_all(&word);
//! assert!(!cube.is_solved());
//! for _ in 0..5 {
//!     cube.apply_all(&word); // the commutator has order 6
//! }
//! assert!(cube.is_solved());
//! # Ok::<(), orienteer_env_cube::WordError>(())
//! ```

mod config;
mod corners;
mod cube;
mod database;
mod draw;
mod edges;
mod effort;
mod environment;
mod facelet;
mod invalid;
mod misplaced;
mod optimal;
mod pieces;
mod puzzle;
mod scramble;
mod state;
mod stickers;
mod turn;
mod two_phase;
mod word;

pub use config::{CubeConfig, CubeError};
pub use corners::Corners;
pub use cube::{Cube, Cube2, Cube3};
pub use database::{
    AxisTable, Coordinates, Databases, ExactHeuristic, ExactQ, PatternHeuristic, PatternQ,
    SliceDatabase, Subgroup,
};
pub use draw::strip;
pub use edges::Edges;
pub use effort::Effort;
pub use environment::{CubeEnv, LONGEST_SCRAMBLE};
pub use facelet::{Facelet, Sticker};
pub use invalid::{InvalidCube, parse_cube2, parse_cube3};
pub use optimal::{
    Axes, AxesNode, Children, CubeAnytime, CubeIdaStar, Expand, IdaStar, Node, SubgroupHeuristic,
    Successors, TwoSided, UnfitDatabases,
};
pub use pieces::Pieces;
pub use puzzle::{
    Actions, Exact2, MetaCost, Puzzle2, Puzzle3, PuzzleConfig, PuzzleConfigError, SmallState,
    Symmetry,
};
pub use state::{
    Instructions, State, TURNS, apply_batch, apply_each, apply_word, expand, turn_index,
};
pub use stickers::MisplacedStickers;
pub use turn::{Angle, Face, Turn, TurnMetric};
pub use two_phase::{TwoPhase, TwoPhasePlanner, TwoPhaseSolution};
pub use word::{WordError, parse_word};
