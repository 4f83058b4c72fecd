//! Reinforcement learning: agents that learn a policy or values while they search.
//!
//! What they share: [`observation`] says what they see, [`level`] makes rewards of scores whose
//! scale nobody knows beforehand, and a walk plays episodes through the session.

mod advantage;
mod categorical;
pub mod level;
mod moments;
pub mod observation;
pub mod ppo;
mod walk;

pub use ppo::Ppo;
