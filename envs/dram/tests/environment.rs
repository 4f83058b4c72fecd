//! The environment: its spaces, its metrics, its configuration, and what is known about optima.
#![allow(clippy::unwrap_used)]

#[path = "environment/config.rs"]
mod config;
#[path = "environment/laws.rs"]
mod laws;
#[path = "environment/results.rs"]
mod results;
#[path = "environment/truth.rs"]
mod truth;

use orienteer_env_dram::{Dram, DramConfig};

/// The environment that an experiment file describes with this TOML.
fn dram(toml: &str) -> Dram {
    toml::from_str::<DramConfig>(toml).unwrap().build().unwrap()
}
