//! The memory: its shape, timing and currents, and where an address lies in it.

mod address;
mod description;

pub use address::{AddressMap, Place};
pub use description::{Description, Shape, Standard};
