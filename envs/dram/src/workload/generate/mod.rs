//! Generated workloads: what may be asked for, and the accesses.

mod addresses;
mod arrivals;
mod check;
mod config;
mod generator;
mod walk;

pub(super) use check::Plan;
pub use config::{Gaps, Generated, Pattern};
pub(super) use generator::Generator;

/// Addresses that are drawn are multiples of this many bytes: one burst on a 64-bit bus, and a
/// line of most caches.
const LINE: u64 = 64;
