//! Workloads: what a program asks of the memory, and when.

mod trace;

pub use trace::{Access, Source, Trace, TraceReader, TraceSource};
