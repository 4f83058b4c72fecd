//! The tables of environments and agents that an experiment file can name.
//!
//! The command-line crate fills one [`Registry`], one line an entry. An entry turns a [`Config`]
//! into an environment or an agent whose type is erased, so that nothing here knows any of them.

use crate::config::{Config, ConfigError, unknown};
use orienteer_core::rng::Rng;
use orienteer_core::space::Encoding;
use orienteer_core::{
    Agent, AnyEnvironment, Design, Designs, Environment, Moves, Settings, SpaceSpec,
};
use rand::RngExt;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use std::fmt;
use std::sync::Arc;

/// How often a draw is repeated when the space forbids it, before falling back on a uniform sample.
const ATTEMPTS: u32 = 100;

/// All that experiment files can name.
#[derive(Default)]
pub struct Registry {
    /// The environments.
    pub environments: Vec<EnvironmentEntry>,
    /// The agents.
    pub agents: Vec<AgentEntry>,
}

impl Registry {
    /// The environment of this name. The error suggests the nearest.
    pub fn environment(&self, name: &str) -> Result<&EnvironmentEntry, ConfigError> {
        let names = self.environments.iter().map(|entry| entry.name);
        let found = self.environments.iter().find(|entry| entry.name == name);
        found.ok_or_else(|| ConfigError::new(unknown("environment", name, names)))
    }

    /// The agent of this name. The error suggests the nearest.
    pub fn agent(&self, name: &str) -> Result<&AgentEntry, ConfigError> {
        let names = self.agents.iter().map(|entry| entry.name);
        let found = self.agents.iter().find(|entry| entry.name == name);
        found.ok_or_else(|| ConfigError::new(unknown("agent", name, names)))
    }
}

/// The kind of space that an environment has or an agent searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of n moves at each step.
    Moves,
    /// A value for each active parameter.
    Designs,
}

/// An environment of either kind. Cheap to clone: clones share it.
#[derive(Clone)]
pub enum AnyEnv {
    /// A sequential environment.
    Moves(AnyEnvironment<Moves>),
    /// A design environment.
    Designs(AnyEnvironment<Designs>),
}

/// An agent of either kind.
pub enum AnyAgent {
    /// An agent that makes moves.
    Moves(Box<dyn Agent<AnyEnvironment<Moves>>>),
    /// An agent that proposes designs.
    Designs(Box<dyn Agent<AnyEnvironment<Designs>>>),
}

/// One key of an environment's configuration, for `describe`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionDoc {
    /// The key.
    pub name: String,
    /// What holds when it is not given; empty when it must be.
    pub default: String,
    /// What it may be.
    pub range: String,
    /// What it means.
    pub doc: String,
}

type Build<T> = Box<dyn Fn(&Config) -> Result<T, ConfigError> + Send + Sync>;

/// An environment that experiment files can name.
pub struct EnvironmentEntry {
    /// The name in `environment.<name> = { ... }`.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// The keys of its configuration.
    pub options: Vec<OptionDoc>,
    build: Build<AnyEnv>,
}

impl EnvironmentEntry {
    /// A design environment that `build` makes from its configuration `C`.
    pub fn designs<C, E, X>(
        name: &'static str,
        about: &'static str,
        build: impl Fn(C) -> Result<E, X> + Send + Sync + 'static,
    ) -> Self
    where
        C: DeserializeOwned,
        E: Environment<Space = Designs> + 'static,
        X: fmt::Display,
    {
        Self::of(name, about, move |config| {
            build(config).map(|env| AnyEnv::Designs(AnyEnvironment::new(env)))
        })
    }

    /// A sequential environment that `build` makes from its configuration `C`.
    pub fn moves<C, E, X>(
        name: &'static str,
        about: &'static str,
        build: impl Fn(C) -> Result<E, X> + Send + Sync + 'static,
    ) -> Self
    where
        C: DeserializeOwned,
        E: Environment<Space = Moves> + 'static,
        X: fmt::Display,
    {
        Self::of(name, about, move |config| {
            build(config).map(|env| AnyEnv::Moves(AnyEnvironment::new(env)))
        })
    }

    /// An environment whose kind depends on its configuration `C`.
    pub fn of<C: DeserializeOwned, X: fmt::Display>(
        name: &'static str,
        about: &'static str,
        build: impl Fn(C) -> Result<AnyEnv, X> + Send + Sync + 'static,
    ) -> Self {
        let build =
            move |config: &Config| build(config.read()?).map_err(|error| config.blame(error));
        Self { name, about, options: Vec::new(), build: Box::new(build) }
    }

    /// Documents a key of the configuration.
    #[must_use]
    pub fn option(mut self, name: &str, default: &str, range: &str, doc: &str) -> Self {
        let [name, default, range, doc] = [name, default, range, doc].map(str::to_owned);
        self.options.push(OptionDoc { name, default, range, doc });
        self
    }

    /// The environment that `config` describes.
    pub fn build(&self, config: &Config) -> Result<AnyEnv, ConfigError> {
        (self.build)(config)
    }
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
            Ok(Setting { values, make: Arc::new(move || new(settings.clone())) })
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

/// One assignment of an agent's hyperparameters.
#[derive(Clone)]
pub struct Setting {
    /// All hyperparameters, those that were not written included.
    pub values: Map<String, Json>,
    make: Arc<dyn Fn() -> AnyAgent + Send + Sync>,
}

impl Setting {
    /// A fresh agent with this setting.
    pub fn agent(&self) -> AnyAgent {
        (self.make)()
    }
}

/// A point of a space of hyperparameters, uniform on the scale of each: a population from 10 to 200
/// on a logarithmic scale is as often below 45 as above.
fn draw(space: &SpaceSpec, rng: &mut Rng) -> Design {
    let width = space.width(Encoding::UnitCube);
    let mut point = || (0..width).map(|_| rng.random::<f64>()).collect::<Vec<_>>();
    (0..ATTEMPTS)
        .map(|_| space.from_unit_cube(&point()))
        .find(|design| space.allows(design).is_ok())
        .unwrap_or_else(|| space.sample(rng))
}

/// Reads the hyperparameters of `agent`. That partial tables are completed and unknown keys refused
/// does not depend on the serde attributes of `S`.
fn complete<S: Settings>(agent: &str, config: &Config) -> Result<S, ConfigError> {
    let defaults = values(&S::default());
    let spec = S::spec();
    let ranges = spec.parameters().iter().map(|parameter| parameter.name.as_str());
    let known = || defaults.keys().map(String::as_str);
    for (key, _) in config.fields()? {
        if known().chain(ranges.clone()).all(|name| name != key.name) {
            let message = unknown(&format!("hyperparameter of `{agent}`:"), &key.name, known());
            return Err(key.error(message));
        }
    }
    let complete =
        config.over(&Config::generated(&format!("the defaults of `{agent}`"), &defaults))?;
    let settings: S = complete.read()?;
    settings.check().map_err(|reason| complete.blame(reason))?;
    Ok(settings)
}

/// The hyperparameters as they are recorded.
fn values<S: Settings>(settings: &S) -> Map<String, Json> {
    match serde_json::to_value(settings) {
        Ok(Json::Object(map)) => map,
        // A unit struct: an agent without hyperparameters.
        _ => Map::new(),
    }
}
