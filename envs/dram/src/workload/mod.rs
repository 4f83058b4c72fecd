//! Workloads: what a program asks of the memory, and when.
//!
//! A workload is a trace that comes with the crate, a trace file, or a pattern that is generated;
//! [`WorkloadConfig`] says which, and [`Workload`] plays it as often as one likes. Traces of up to
//! [`HELD`] accesses are held in memory; longer ones are read, or generated, chunk by chunk each
//! time, so that their length does not matter.

mod access;
mod config;
mod digest;
mod generate;
mod play;
mod shipped;
mod trace;

pub use access::{Access, LAST_CLOCK, MOST_ACCESSES, Source};
pub use config::{Beyond, WorkloadConfig};
pub use generate::{Gaps, Generated, Pattern};
pub use play::{HELD, Workload};
pub use shipped::catalogue;
pub use trace::Format;
