//! Optimal solutions of the 3x3x3: iterative deepening A* (Korf 1985, 1997) on coordinates.

mod anytime;
mod axes;
mod expand;
mod ida;
mod planner;
mod subgroups;
mod two_sided;
mod words;

pub use anytime::CubeAnytime;
pub use axes::{Axes, AxesNode};
pub use expand::{Children, Expand, Node, Successors};
pub use ida::IdaStar;
pub use planner::{CubeIdaStar, UnfitDatabases};
pub use subgroups::SubgroupHeuristic;
pub use two_sided::TwoSided;
pub(crate) use words::{Canonical, Next};
