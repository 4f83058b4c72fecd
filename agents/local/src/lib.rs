//! Local search: from one design or state to a better one near by.
//!
//! [`OnePlusOne`] and [`SimulatedAnnealing`] change one decision of a design at a time; [`Greedy`]
//! takes the best of the legal moves.

pub mod greedy;
pub mod one_plus_one;
pub mod simulated_annealing;

pub use greedy::Greedy;
pub use one_plus_one::OnePlusOne;
pub use simulated_annealing::SimulatedAnnealing;
