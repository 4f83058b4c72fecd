//! From a name and `--set` options on the command line to an environment.

use crate::registry::registry;
use anyhow::{Result, anyhow};
use orienteer_experiment::{AnyEnv, Config};

/// Builds the environment `name` with the options `key=value`.
pub(crate) fn environment(name: &str, set: &[String]) -> Result<AnyEnv> {
    let mut config = Config::empty();
    for assignment in set {
        config.set(assignment)?;
    }
    let registry = registry();
    let entry = registry.environment(name).map_err(|error| match registry.agent(name) {
        Ok(_) => anyhow!("`{name}` is an agent: an environment is wanted here"),
        Err(_) => anyhow!("{error}; `orienteer list envs` says what there is"),
    })?;
    Ok(entry.build(&config)?)
}
