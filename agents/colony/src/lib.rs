//! Ant colony optimisation.

pub mod ant_colony;
mod pheromone;
mod trails;

pub use ant_colony::AntColony;
