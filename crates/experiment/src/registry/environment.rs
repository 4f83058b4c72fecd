//! Environments: of either kind, and as entries of the registry.

use super::{Build, Kind};
use crate::config::{Config, ConfigError, unknown};
use orienteer_core::text::plural;
use orienteer_core::{
    AnyEnvironment, Designs, Environment, MetricSpec, Moves, Objective, ObjectiveSpec,
};
use serde::de::DeserializeOwned;
use std::fmt;

/// An environment of either kind. Cheap to clone: clones share it.
#[derive(Clone)]
pub enum AnyEnv {
    /// A sequential environment.
    Moves(AnyEnvironment<Moves>),
    /// A design environment.
    Designs(AnyEnvironment<Designs>),
}

impl AnyEnv {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Moves(_) => Kind::Moves,
            Self::Designs(_) => Kind::Designs,
        }
    }

    /// See [`Environment::metrics`].
    pub fn metrics(&self) -> &[MetricSpec] {
        match self {
            Self::Moves(env) => env.metrics(),
            Self::Designs(env) => env.metrics(),
        }
    }

    /// See [`Environment::noisy`].
    pub fn is_noisy(&self) -> bool {
        match self {
            Self::Moves(env) => env.noisy(),
            Self::Designs(env) => env.noisy(),
        }
    }

    /// See [`Environment::fingerprint`].
    pub fn fingerprint(&self) -> Option<u64> {
        match self {
            Self::Moves(env) => env.fingerprint(),
            Self::Designs(env) => env.fingerprint(),
        }
    }

    /// See [`Environment::optimum`]; a limit on the length of an episode is known to the environment.
    pub fn optimum(&self, objective: &Objective) -> Option<f64> {
        match self {
            Self::Moves(env) => env.optimum(objective, None),
            Self::Designs(env) => env.optimum(objective, None),
        }
    }

    /// How large its space is, in words.
    pub fn size(&self) -> String {
        match self {
            Self::Moves(env) => plural(env.space().len(), "move"),
            Self::Designs(env) => env.space().size().to_string(),
        }
    }
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

/// An objective that problems can name: `objective = "name"`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadyObjective {
    /// The name.
    pub name: String,
    /// One line for people.
    pub about: String,
    /// What it stands for.
    pub spec: ObjectiveSpec,
}

/// An environment that experiment files can name.
pub struct EnvironmentEntry {
    /// The name in `environment.<name> = { ... }`.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// The keys of its configuration.
    pub options: Vec<OptionDoc>,
    /// What is commonly asked of it.
    pub objectives: Vec<ReadyObjective>,
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
        let (options, objectives) = (Vec::new(), Vec::new());
        Self { name, about, options, objectives, build: Box::new(build) }
    }

    /// Documents a key of the configuration.
    #[must_use]
    pub fn option(mut self, name: &str, default: &str, range: &str, doc: &str) -> Self {
        let [name, default, range, doc] = [name, default, range, doc].map(str::to_owned);
        self.options.push(OptionDoc { name, default, range, doc });
        self
    }

    /// Adds an objective that problems can name.
    #[must_use]
    pub fn objective(mut self, name: &str, about: &str, spec: ObjectiveSpec) -> Self {
        self.objectives.push(ReadyObjective { name: name.into(), about: about.into(), spec });
        self
    }

    /// The objective that `written` describes, or names.
    pub(crate) fn read_objective(&self, written: &Config) -> Result<ObjectiveSpec, ConfigError> {
        let Some(name) = written.text() else { return written.read() };
        if self.objectives.is_empty() {
            return Err(written.error(format_args!(
                "environment `{}` has no objective with a name; write what is wanted, as in \
                 `objective.minimize = \"latency\"`",
                self.name
            )));
        }
        let ready = self.objectives.iter().find(|ready| ready.name == name);
        let names = self.objectives.iter().map(|ready| ready.name.as_str());
        let what = format!("objective of `{}`:", self.name);
        ready
            .map(|ready| ready.spec.clone())
            .ok_or_else(|| written.error(unknown(&what, name, names)))
    }

    /// The environment that `config` describes.
    pub fn build(&self, config: &Config) -> Result<AnyEnv, ConfigError> {
        (self.build)(config)
    }
}

/// The configuration of an environment without options.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoOptions {}
