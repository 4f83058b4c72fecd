//! A DRAM memory controller and device, clock by clock.
//!
//! [`DramConfig`] is what an experiment file says: a memory, a workload, and which part of the design
//! space is searched. [`Dram`] is the environment: a design is a [`Controller`] and an address map.

mod device;
mod engine;
mod environment;
mod error;
mod policy;
pub mod truth;
pub mod workload;

pub use device::{
    AddressMap, Behaviour, Command, Description, Energy, EnergyModel, Place, Rule, Scope, Shape,
    Standard, Timing,
};
pub use engine::{Activity, Alike, Issued, Latencies, Memory, Run, Served};
pub use environment::{
    AddressField, Dram, DramConfig, Preset, RESULTS_VERSION, ReadyObjective, devices, objectives,
};
pub use error::DramError;
pub use policy::{
    Arbiter, Controller, PagePolicy, PowerDownPolicy, RefreshPolicy, RespQueue, Scheduler,
    SchedulerBuffer,
};
