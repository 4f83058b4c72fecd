//! Measured tables as design environments.
//!
//! Somebody has evaluated every design of a small space once and for all, at a cost of thousands
//! of hours; an evaluation here looks the measurement up. The optimum is known, so that regret is
//! exact, and repeated measurements give noise as it really is.
//!
//! [`TabularConfig`] is what an experiment file says: one of the tables that come with this crate
//! ([`catalogue`]), or the path of a user's own, described as the README of this crate shows.

mod catalogue;
mod config;
mod description;
mod environment;
mod error;
mod key;
mod load;
mod table;

pub use catalogue::{Entry, catalogue, table};
pub use config::{Repeats, TabularConfig};
pub use description::{Description, Key, MetricColumns};
pub use environment::Tabular;
pub use error::TableError;
pub use table::Table;
