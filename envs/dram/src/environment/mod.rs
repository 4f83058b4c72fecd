//! The environment: a controller and an address map in, time, latency, bandwidth and energy out.
//!
//! [`DramConfig`] is what an experiment file says, [`Dram`] what it builds, [`Preset`] a named part of
//! the space, and [`objectives`] lists what is commonly asked for.

mod config;
mod dram;
mod known;
mod maps;
mod meaning;
mod measure;
mod memory;
mod objectives;
mod preset;

pub use config::DramConfig;
pub use dram::{Dram, RESULTS_VERSION};
pub use maps::AddressField;
pub use memory::devices;
pub use objectives::{ReadyObjective, objectives};
pub use preset::Preset;

pub(crate) use meaning::{MEANINGLESS, values};
pub(crate) use measure::Sample;
