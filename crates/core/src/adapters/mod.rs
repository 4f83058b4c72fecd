//! The two adapters that let every agent meet every environment.

mod episode;
mod stepwise;

pub use episode::{Episode, EpisodeError};
pub use stepwise::{Partial, Stepwise};
