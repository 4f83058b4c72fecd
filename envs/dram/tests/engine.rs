//! The controller and the device: agreement with the reference, legality of every command, what
//! holds for all designs and workloads, and what is refused.
#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

#[path = "engine/address_maps.rs"]
mod address_maps;
#[path = "engine/alike.rs"]
mod alike;
#[path = "engine/checker.rs"]
mod checker;
#[path = "engine/constraints.rs"]
mod constraints;
#[path = "engine/descriptions.rs"]
mod descriptions;
#[path = "engine/examples.rs"]
mod examples;
#[path = "engine/extremes.rs"]
mod extremes;
#[path = "engine/invariants.rs"]
mod invariants;
#[path = "engine/legality.rs"]
mod legality;
#[path = "engine/random.rs"]
mod random;
#[path = "engine/reference_ddr3.rs"]
mod reference_ddr3;
#[path = "engine/reference_ddr4.rs"]
mod reference_ddr4;
#[path = "engine/refreshes.rs"]
mod refreshes;
#[path = "engine/rules.rs"]
mod rules;
#[path = "engine/served.rs"]
mod served;
#[path = "engine/shifts.rs"]
mod shifts;
#[path = "engine/support.rs"]
mod support;
