//! A DRAM memory controller and device, clock by clock.

mod design;
mod device;
mod error;
mod policy;
pub mod workload;

pub use design::{AddressMapping, Design};
pub use device::{AddressMap, Description, Place, Shape, Standard};
pub use error::DramError;
pub use policy::{
    Arbiter, Controller, PagePolicy, PowerDownPolicy, RefreshPolicy, RespQueue, Scheduler,
    SchedulerBuffer,
};
