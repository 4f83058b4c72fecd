//! Agents that model the objective: Bayesian optimisation and tree-structured Parzen estimators.

mod acquisition;
pub mod bayesian;
mod gp;
mod hedge;
mod model;
mod normal;
mod outcome;
mod proposals;
mod surrogate;
pub mod tpe;

pub use acquisition::Acquisition;
pub use bayesian::Bayesian;
pub use outcome::Outcome;
pub use tpe::Tpe;
