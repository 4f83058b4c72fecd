//! Settings: the hyperparameters of an agent, written, completed, or drawn.

use super::AnyAgent;
use crate::config::{Config, ConfigError, unknown};
use orienteer_core::rng::Rng;
use orienteer_core::space::Encoding;
use orienteer_core::{Design, Settings, SpaceSpec};
use rand::RngExt;
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// How often a draw is repeated when the space forbids it, before falling back on a uniform sample.
const ATTEMPTS: u32 = 100;

/// One assignment of an agent's hyperparameters.
#[derive(Clone)]
pub struct Setting {
    /// All hyperparameters, those that were not written included.
    pub values: Map<String, Json>,
    make: Arc<dyn Fn() -> AnyAgent + Send + Sync>,
}

impl Setting {
    /// The setting with these hyperparameters, of which `make` makes agents.
    pub(super) fn new(
        values: Map<String, Json>,
        make: impl Fn() -> AnyAgent + Send + Sync + 'static,
    ) -> Self {
        Self { values, make: Arc::new(make) }
    }

    /// A fresh agent with this setting.
    pub fn agent(&self) -> AnyAgent {
        (self.make)()
    }
}

/// A point of a space of hyperparameters, uniform on the scale of each: a population from 10 to 200
/// on a logarithmic scale is as often below 45 as above.
pub(super) fn draw(space: &SpaceSpec, rng: &mut Rng) -> Design {
    let width = space.width(Encoding::UnitCube);
    let mut point = || (0..width).map(|_| rng.random::<f64>()).collect::<Vec<_>>();
    (0..ATTEMPTS)
        .map(|_| space.from_unit_cube(&point()))
        .find(|design| space.allows(design).is_ok())
        .unwrap_or_else(|| space.sample(rng))
}

/// Reads the hyperparameters of `agent`. That partial tables are completed and unknown keys refused
/// does not depend on the serde attributes of `S`.
pub(super) fn complete<S: Settings>(agent: &str, config: &Config) -> Result<S, ConfigError> {
    let complete = completed(agent, config, &values(&S::default()), &S::spec())?;
    let settings: S = complete.read()?;
    settings.check().map_err(|reason| complete.blame(reason))?;
    Ok(settings)
}

/// The hyperparameters that are written, completed by the defaults; unknown keys are refused.
pub(super) fn completed(
    agent: &str,
    config: &Config,
    defaults: &Map<String, Json>,
    spec: &SpaceSpec,
) -> Result<Config, ConfigError> {
    let ranges = spec.parameters().iter().map(|parameter| parameter.name.as_str());
    let known = || defaults.keys().map(String::as_str);
    for (key, _) in config.fields()? {
        if known().chain(ranges.clone()).all(|name| name != key.name) {
            let message = unknown(&format!("hyperparameter of `{agent}`:"), &key.name, known());
            return Err(key.error(message));
        }
    }
    config.completed(&format!("the defaults of `{agent}`"), defaults)
}

/// The hyperparameters as they are recorded.
pub(super) fn values<S: Settings>(settings: &S) -> Map<String, Json> {
    match serde_json::to_value(settings) {
        Ok(Json::Object(map)) => map,
        // A unit struct: an agent without hyperparameters.
        _ => Map::new(),
    }
}
