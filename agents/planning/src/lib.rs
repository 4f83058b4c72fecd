//! Path search: planners for every [puzzle](orienteer_core::path::Puzzle), one a file.
//!
//! | planner | estimates | memory | proves |
//! |---|---|---|---|
//! | [`BreadthFirst`], [`Bidirectional`], [`UniformCost`] | none | all positions | the optimum |
//! | [`AStar`] | heuristic | all positions | the optimum |
//! | [`WeightedAStar`], [`BatchedAStar`], [`DeferredAStar`] | heuristic | all positions | a factor |
//! | [`QStar`], [`LazyQStar`] | action values | all positions | a factor |
//! | [`IdaStar`] | heuristic | the path | the optimum |
//! | [`GreedyBestFirst`], [`EnforcedHillClimbing`] | heuristic | all positions | nothing |
//! | [`Beam`], [`QBeam`], [`DiverseBeam`] | either | the beams | nothing |
//! | [`Puct`] | heuristic | all positions | the optimum, at the very end |
//!
//! Proofs suppose estimates that never exceed the truth. All planners are deterministic, offer every
//! better path to the task as soon as they find it, ask it before each position they make, and ask
//! it before they allocate.
//!
//! [`planners`] lists them by name; [`Method`] is one of them with its settings, as a file names it.

mod base;
mod best_first;
mod edges;
mod layers;
mod options;
mod rater;
mod registry;

pub mod a_star;
pub mod batched_a_star;
pub mod beam;
pub mod bidirectional;
pub mod breadth_first;
pub mod deferred_a_star;
pub mod diverse_beam;
pub mod enforced_hill_climbing;
pub mod greedy_best_first;
pub mod ida_star;
pub mod lazy_q_star;
pub mod puct;
pub mod q_beam;
pub mod q_star;
pub mod uniform_cost;
pub mod weighted_a_star;

pub use a_star::AStar;
pub use batched_a_star::BatchedAStar;
pub use beam::Beam;
pub use bidirectional::Bidirectional;
pub use breadth_first::BreadthFirst;
pub use deferred_a_star::DeferredAStar;
pub use diverse_beam::DiverseBeam;
pub use enforced_hill_climbing::EnforcedHillClimbing;
pub use greedy_best_first::GreedyBestFirst;
pub use ida_star::IdaStar;
pub use lazy_q_star::LazyQStar;
pub use options::{Stop, Ties};
pub use puct::Puct;
pub use q_beam::QBeam;
pub use q_star::QStar;
pub use registry::{BuildError, Entry, Method, Need, build, planners};
pub use uniform_cost::UniformCost;
pub use weighted_a_star::WeightedAStar;
