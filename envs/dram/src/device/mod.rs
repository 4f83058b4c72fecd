//! The memory: its shape, timing and currents, and where an address lies in it.

mod address;
mod command;
mod description;
mod energy;
mod timing;

pub use address::{AddressMap, Place};
pub use command::Command;
pub use description::{Behaviour, Description, Shape, Standard};
pub use energy::{Energy, EnergyModel};
pub use timing::{Rule, Scope, Timing};
