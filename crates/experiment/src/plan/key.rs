//! What a run is known by: its key, from which its seeds and its name on disk follow.
//!
//! Nothing here depends on the order of the file, on a thread or on a machine, so that a run keeps
//! its records when others are added to the experiment.

use orienteer_core::rng::key_seed;
use serde_json::{Map, Value as Json};

/// The key of one run.
pub(super) struct RunKey<'a> {
    pub(super) experiment: &'a str,
    pub(super) problem: &'a str,
    pub(super) agent: &'a str,
    pub(super) setting: &'a Map<String, Json>,
    pub(super) seed: u64,
}

impl RunKey<'_> {
    /// The seed of the problem instance: the same for every agent and setting, so that they are
    /// compared in pairs.
    pub(super) fn instance_seed(&self) -> u64 {
        key_seed(&["instance", self.experiment, self.problem, &self.seed.to_string()])
    }

    /// The seed of the agent's random stream.
    pub(super) fn agent_seed(&self) -> u64 {
        let (setting, seed) = (canonical(self.setting), self.seed.to_string());
        key_seed(&[self.experiment, self.problem, self.agent, &setting, &seed])
    }

    /// The name of the run: problem and agent, the number of the setting, the seed, and a hash of
    /// the key.
    pub(super) fn id(&self, setting: usize) -> String {
        let Self { problem, agent, seed, .. } = self;
        let hash = self.agent_seed() as u32;
        format!("{problem}/{agent}/{setting:03}-s{seed:02}-{hash:08x}")
    }
}

/// JSON text that does not depend on the order of the keys.
pub(crate) fn canonical(values: &Map<String, Json>) -> String {
    sorted(&Json::Object(values.clone())).to_string()
}

fn sorted(json: &Json) -> Json {
    match json {
        Json::Object(map) => {
            let mut fields: Vec<_> = map.iter().map(|(k, v)| (k.clone(), sorted(v))).collect();
            fields.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Object(fields.into_iter().collect())
        }
        Json::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}
