//! From a name, `--set` and `--restrict` on the command line to an environment.

use crate::text::with_remedy;
use anyhow::{Context, Result, anyhow, bail};
use orienteer_core::wrappers::Restricted;
use orienteer_core::{AnyEnvironment, Value};
use orienteer_experiment::{AnyEnv, Config, Registry};

/// Builds the environment `name` with the options `key=value`, and the part of it in which
/// parameters keep some values only, each as `path=value,value`.
pub(crate) fn environment(
    registry: &Registry,
    name: &str,
    set: &[String],
    restrict: &[String],
) -> Result<AnyEnv> {
    let mut config = Config::empty();
    for assignment in set {
        config.set(assignment)?;
    }
    let entry = registry.environment(name).map_err(|error| match registry.agent(name) {
        Ok(_) => anyhow!("`{name}` is an agent: an environment is wanted here"),
        Err(_) => anyhow!(with_remedy(&error, "`orienteer list envs` says what there is")),
    })?;
    match entry.build(&config)? {
        env if restrict.is_empty() => Ok(env),
        AnyEnv::Moves(_) => {
            bail!("`{name}` has moves and no parameters: there is nothing to `--restrict`")
        }
        AnyEnv::Designs(env) => {
            let values = restrict.iter().map(|text| kept(text)).collect::<Result<Vec<_>>>()?;
            let env = Restricted::new(env, values).context("--restrict")?;
            Ok(AnyEnv::Designs(AnyEnvironment::new(env)))
        }
    }
}

/// `path=value,value`. A text stands for the number or truth value that it spells.
fn kept(text: &str) -> Result<(&str, Vec<Value>)> {
    let Some((path, values)) = text.split_once('=') else {
        bail!("--restrict {text}: expected PATH=VALUE,VALUE, such as `queue=1,2,4`");
    };
    let values = values.split(',').map(str::trim).filter(|value| !value.is_empty());
    Ok((path.trim(), values.map(Value::from).collect()))
}
