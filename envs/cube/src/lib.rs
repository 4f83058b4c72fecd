//! Rubik's cube, 2x2x2 and 3x3x3, as moves.
//!
//! [`Cube2`] and [`Cube3`] are plain values that turn ([`Cube`]); [`CubeEnv`] makes an environment
//! of either, and [`CubeConfig`] is what an experiment file says about it. Turns are written in
//! Singmaster's notation: a letter is a face turned clockwise by a quarter as seen from outside,
//! `'` makes it counter-clockwise and `2` a half turn.
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
mod edges;
mod environment;
mod facelet;
mod misplaced;
mod pieces;
mod scramble;
mod turn;
mod word;

pub use config::{CubeConfig, CubeError};
pub use corners::Corners;
pub use cube::{Cube, Cube2, Cube3};
pub use edges::Edges;
pub use environment::{CubeEnv, LONGEST_SCRAMBLE};
pub use facelet::{Facelet, Sticker};
pub use pieces::Pieces;
pub use turn::{Angle, Face, Turn, TurnMetric};
pub use word::{WordError, parse_word};
