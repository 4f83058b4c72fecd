//! Baselines: random search over designs and random walks over moves.
//!
//! Every comparison starts here: an agent that does not beat these has learnt nothing from what it
//! evaluated.

pub mod random_search;
pub mod random_walk;

pub use random_search::RandomSearch;
pub use random_walk::RandomWalk;
