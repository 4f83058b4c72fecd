//! Learned heuristics: networks that learn, by themselves, how far a puzzle's positions are from its
//! goal.
//!
//! A [`Trainer`] makes positions by scrambling the goal, looks one move ahead with a copy of the
//! network, the *target network*, and trains the network towards what it sees: approximate value
//! iteration, or with action values approximate Q iteration (Agostinelli and others: "Solving the
//! Rubik's cube with deep reinforcement learning and search", Nature Machine Intelligence 2019; "A*
//! search without expansions", arXiv 2102.04518). Nothing is known of the puzzle but its moves and
//! its goal.
//!
//! What comes out is a [`LearnedHeuristic`] or a [`LearnedQ`], for every planner. Neither is
//! admissible: paths are good, and none is proved to be the best.
//!
//! [`Perceptron`] is the network of this crate, small and on the CPU; every other that implements
//! [`Network`] is trained by the same loop.

mod checkpoint;
mod diagnose;
mod exact;
mod heuristic;
mod lookahead;
mod network;
mod perceptron;
mod settings;
mod trainer;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use diagnose::{Comparison, Diagnosis, GreedyRate, Record, compare, greedy_rates};
pub use exact::{Distances, DistancesError};
pub use heuristic::{LearnedHeuristic, LearnedQ};
pub use network::{Network, NetworkError, Targets};
pub use perceptron::{Layers, Perceptron};
pub use settings::{Estimate, Settings};
pub use trainer::{Diverged, Progress, Step, TrainError, Trainer};
