//! Environments around environments: a limit on an episode, a limit on an evaluation's time, a part
//! of a design space, and statistics of observations.
//!
//! A wrapper is an environment over the same kind of space, so wrappers nest. The evaluation cache is not
//! among them: it belongs to the session (see [`crate::Session::with_cache`]), which has to know in
//! which order a parallel batch asks.

mod deadline;
mod delegate;
mod restricted;
mod standardized;
mod time_limit;

pub use deadline::Deadline;
pub use restricted::Restricted;
pub use standardized::{Moments, Standardized, Statistics};
pub use time_limit::{Limited, TimeLimit};

use delegate::delegate;
