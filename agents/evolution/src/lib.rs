//! Populations: a generational genetic algorithm and regularised evolution.

pub mod genetic;
pub mod regularized_evolution;
mod tournament;

pub use genetic::Genetic;
pub use regularized_evolution::RegularizedEvolution;
