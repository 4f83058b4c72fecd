//! What an experiment file says about a memory controller.

use super::dram::Dram;
use super::memory;
use super::preset::Preset;
use crate::device::Behaviour;
use crate::error::DramError;
use crate::workload::{Beyond, WorkloadConfig};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The configuration of the environment. Paths are relative to the working directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DramConfig {
    /// What the memory is asked for.
    pub workload: WorkloadConfig,
    /// One of [`devices`](super::devices), or the path of a JSON description.
    pub device: String,
    /// The path of a JSON address map. Without it the map is a parameter of the space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_map: Option<PathBuf>,
    /// Which release of DRAMSys is followed where they differ; without it, the one that the
    /// simulator was validated with for the standard of the device: see [`Behaviour::of`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<Behaviour>,
    /// What happens to addresses beyond the device; see [`WorkloadConfig::open`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Beyond>,
    /// The part of the space that is searched.
    pub space: Preset,
    /// Whether every design runs, even if a run has shown what it measures: for comparisons of
    /// times.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rerun: bool,
}

impl Default for DramConfig {
    fn default() -> Self {
        Self {
            workload: WorkloadConfig::default(),
            device: memory::DEFAULT.to_owned(),
            address_map: None,
            behaviour: None,
            beyond: None,
            space: Preset::default(),
            rerun: false,
        }
    }
}

impl DramConfig {
    /// The environment.
    ///
    /// # Errors
    ///
    /// Says which name is not known, which line of the workload is malformed or beyond the device,
    /// or which field of a JSON file is inconsistent.
    pub fn build(&self) -> Result<Dram, DramError> {
        let (mut description, fingerprint) = memory::description(&self.device)?;
        description.behaviour = self.behaviour.unwrap_or(description.behaviour);
        let map = self.address_map.as_deref();
        let memories = memory::Memories::new(&description, fingerprint, map)?;
        let workload = self.workload.open(memories.size, self.beyond)?;
        Ok(Dram::new(workload, memories, self.space, self.rerun))
    }
}
