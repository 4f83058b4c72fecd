//! The hyperparameters of training, as they are typed: those of the loop and of the network together.

use anyhow::{Context, Result, anyhow, bail};
use orienteer_core::space::nearest;
use orienteer_core::{DesignSpace, Settings as _, SpaceSpec};
use orienteer_experiment::Config;
use orienteer_learned::{Layers, Settings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

/// What `--with` says, completed by the defaults.
pub(super) fn read(with: &[String]) -> Result<(Settings, Layers)> {
    let (mut settings, mut layers) = (Settings::default(), Layers::default());
    for assignment in with {
        let place = || format!("--with {assignment}");
        let mut config = Config::empty();
        config.set(assignment).map_err(|error| anyhow!("{}: {}", place(), error.message()))?;
        let Json::Object(written) = config.to_json() else { continue };
        for key in written.keys() {
            if fields(&settings).contains_key(key) {
                settings = changed(&settings, &config).with_context(place)?;
                settings.check().map_err(|error| anyhow!(error)).with_context(place)?;
            } else if fields(&layers).contains_key(key) {
                layers = changed(&layers, &config).with_context(place)?;
                layers.check().map_err(|error| anyhow!(error)).with_context(place)?;
            } else {
                let (settings, layers) = (fields(&settings), fields(&layers));
                let near = nearest(key, settings.keys().chain(layers.keys()).map(String::as_str));
                let hint = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
                bail!(
                    "{}: training has no hyperparameter `{key}`; {hint}`orienteer describe train` \
                     lists them",
                    place()
                );
            }
        }
    }
    Ok((settings, layers))
}

/// Headings, spaces and defaults, for `describe`.
pub(crate) fn tables() -> [(&'static str, SpaceSpec, Map<String, Json>); 2] {
    [
        ("Hyperparameters", Settings::spec(), fields(&Settings::default())),
        ("\nHidden layers of the network", Layers::spec(), fields(&Layers::default())),
    ]
}

fn fields(of: &impl Serialize) -> Map<String, Json> {
    match serde_json::to_value(of) {
        Ok(Json::Object(map)) => map,
        _ => Map::new(),
    }
}

/// The same with what is written. The place that the error has is one of `--set`.
fn changed<T: Serialize + DeserializeOwned>(of: &T, written: &Config) -> Result<T> {
    let all = written.completed("the hyperparameters so far", &fields(of));
    all.and_then(|all| all.read()).map_err(|error| anyhow!("{}", error.message()))
}
