//! Monte Carlo tree search.

mod returns;
mod tree;
pub mod uct;

pub use uct::Uct;
