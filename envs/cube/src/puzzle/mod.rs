//! The cubes as puzzles: what planners search.

mod actions;
mod cube2;
mod cube3;
mod features;
mod small;
mod symmetry;

pub use actions::{Actions, MetaCost, PuzzleConfig, PuzzleConfigError};
pub use cube2::Puzzle2;
pub use cube3::Puzzle3;
pub use small::{Exact2, SmallState};
pub use symmetry::Symmetry;
pub(crate) use symmetry::upright;
