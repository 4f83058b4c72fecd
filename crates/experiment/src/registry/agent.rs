//! Agents: of either kind, and as entries of the registry.

use super::setting::{complete, draw, values};
use super::{Build, Kind, Setting};
use crate::config::{Config, ConfigError};
use orienteer_core::rng::Rng;
use orienteer_core::{Agent, AnyEnvironment, Designs, Moves, Settings, SpaceSpec};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// An agent of either kind.
pub enum AnyAgent {
    /// An agent that makes moves.
    Moves(Box<dyn Agent<AnyEnvironment<Moves>>>),
    /// An agent that proposes designs.
    Designs(Box<dyn Agent<AnyEnvironment<Designs>>>),
}

/// An agent that experiment files can name.
pub struct AgentEntry {
    /// The name in `method.<name> = { ... }`.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// The kind of space that it searches. It meets the other kind through an adapter.
    pub kind: Kind,
    space: fn() -> SpaceSpec,
    defaults: fn() -> Map<String, Json>,
    draw: fn(&mut Rng) -> Result<Map<String, Json>, String>,
    read: Build<Setting>,
}

impl AgentEntry {
    /// An agent that searches designs, made by `new` from its hyperparameters `S`.
    pub fn designs<S, A>(
        name: &'static str,
        about: &'static str,
        new: impl Fn(S) -> A + Send + Sync + 'static,
    ) -> Self
    where
        S: Settings + Clone + Send + Sync + 'static,
        A: Agent<AnyEnvironment<Designs>> + 'static,
    {
        Self::of(name, about, Kind::Designs, move |s| AnyAgent::Designs(Box::new(new(s))))
    }

    /// An agent that makes moves, made by `new` from its hyperparameters `S`.
    pub fn moves<S, A>(
        name: &'static str,
        about: &'static str,
        new: impl Fn(S) -> A + Send + Sync + 'static,
    ) -> Self
    where
        S: Settings + Clone + Send + Sync + 'static,
        A: Agent<AnyEnvironment<Moves>> + 'static,
    {
        Self::of(name, about, Kind::Moves, move |s| AnyAgent::Moves(Box::new(new(s))))
    }

    fn of<S>(
        name: &'static str,
        about: &'static str,
        kind: Kind,
        new: impl Fn(S) -> AnyAgent + Send + Sync + 'static,
    ) -> Self
    where
        S: Settings + Clone + Send + Sync + 'static,
    {
        let new = Arc::new(new);
        let read = move |config: &Config| {
            let settings: S = complete::<S>(name, config)?;
            let (values, new) = (values(&settings), Arc::clone(&new));
            Ok(Setting::new(values, move || new(settings.clone())))
        };
        Self {
            name,
            about,
            kind,
            space: S::spec,
            defaults: || values(&S::default()),
            draw: |rng| {
                let design = draw(&S::spec(), rng);
                S::decode(&design).map(|s| values(&s)).map_err(|error| error.to_string())
            },
            read: Box::new(read),
        }
    }

    /// The documented ranges of the hyperparameters, which a random sweep draws from.
    pub fn space(&self) -> SpaceSpec {
        (self.space)()
    }

    /// The hyperparameters when nothing is written.
    pub fn defaults(&self) -> Map<String, Json> {
        (self.defaults)()
    }

    /// The setting that `config` describes, completed by the defaults and checked.
    pub fn setting(&self, config: &Config) -> Result<Setting, ConfigError> {
        (self.read)(config)
    }

    /// Hyperparameters drawn from the documented ranges, uniformly on the scale of each.
    pub fn draw(&self, rng: &mut Rng) -> Result<Map<String, Json>, String> {
        (self.draw)(rng)
    }
}
