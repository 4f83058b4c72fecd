//! Environments around environments: a limit on an episode, a limit on an evaluation's time, and
//! statistics of observations.
//!
//! A wrapper is an environment over the same space, so wrappers nest. The evaluation cache is not
//! among them: it belongs to the session (see [`crate::Session::with_cache`]), which has to know in
//! which order a parallel batch asks.

mod deadline;
mod delegate;
mod standardized;
mod time_limit;

pub use deadline::Deadline;
pub use standardized::{Moments, Standardized, Statistics};
pub use time_limit::{Limited, TimeLimit};

use delegate::delegate;
