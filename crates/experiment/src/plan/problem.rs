//! A `[[problem]]`: an environment and what is asked of it.

use super::{name, restrict};
use crate::config::{Config, ConfigError, ConfigErrors, Fields};
use crate::registry::{AnyEnv, EnvironmentEntry, Kind, Registry};
use crate::run::pairing;
use orienteer_core::adapters::EpisodeError;
use orienteer_core::{Objective, ObjectiveSpec};
use serde_json::Value as Json;
use std::time::Duration;

/// The environments of a file: problems with the same one share it, what it holds and remembers.
#[derive(Default)]
pub(super) struct Environments(Vec<(String, Json, AnyEnv)>);

impl Environments {
    fn build(&mut self, entry: &EnvironmentEntry, config: &Config) -> Result<AnyEnv, ConfigError> {
        let json = config.to_json();
        let is_same =
            |(name, other, _): &&(String, Json, AnyEnv)| *name == entry.name && *other == json;
        if let Some((.., env)) = self.0.iter().find(is_same) {
            return Ok(env.clone());
        }
        let env = entry.build(config)?;
        self.0.push((entry.name.to_owned(), json, env.clone()));
        Ok(env)
    }
}

/// A problem: an environment, built once and shared by all runs, and an objective.
pub struct Problem {
    /// Unique in the experiment.
    pub name: String,
    /// The name of the environment in the registry.
    pub environment: String,
    /// The configuration of the environment, as written.
    pub config: Json,
    /// What restricted parameters keep, by path; nothing if the whole space is searched.
    pub restrict: Option<restrict::Kept>,
    /// The limit on an episode's length that the file adds, in steps.
    pub horizon: Option<u32>,
    /// The objective as written.
    pub spec: ObjectiveSpec,
    /// The objective, bound to the metrics of the environment.
    pub objective: Objective,
    /// The environment.
    pub env: AnyEnv,
    adapted: Option<AnyEnv>,
}

impl Problem {
    /// Reads one `[[problem]]`.
    pub(super) fn read(
        written: &Config,
        timeout: Option<Duration>,
        registry: &Registry,
        environments: &mut Environments,
        errors: &mut ConfigErrors,
    ) -> Option<Self> {
        let known = ["name", "environment", "restrict", "objective", "horizon"];
        let fields = Fields::of(written, &known, errors)?;
        let horizon = errors.keep(horizon(&fields));
        let environment = fields.required("environment", "environment.cube = {}");
        let entry = errors.keep(environment.and_then(|table| {
            let (key, config) = table.only("environment")?;
            let entry = registry.environment(&key.name).map_err(|e| key.error(e.message()))?;
            Ok((entry, config))
        }));
        let objective =
            errors.keep(fields.required("objective", "objective.minimize = \"latency\""));
        let Some((entry, config)) = entry else {
            // What is written out can be checked all the same.
            let written = objective.filter(|written| written.text().is_none());
            written.map(|written| errors.keep(written.read::<ObjectiveSpec>()));
            return None;
        };
        let spec = objective.and_then(|written| errors.keep(entry.read_objective(written)));
        let name = errors.keep(problem_name(&fields, entry.name, config));
        let env = errors.keep(environments.build(entry, config))?;
        errors.keep(has_episodes(&env, &fields, entry.name));
        let (env, restrict) = match fields.get("restrict") {
            None => (env, None),
            Some(written) => {
                let part = restrict::part(env.clone(), written, entry.name, errors);
                // The objective can be checked all the same.
                part.map_or((env, None), |(env, kept)| (env, Some(kept)))
            }
        };
        let (written, spec) = (objective?, spec?);
        let bound = Objective::new(&spec, env.metrics()).map_err(|error| written.blame(error));
        let objective = errors.keep(bound)?;
        let horizon = horizon?;
        Some(Self {
            name: name?,
            environment: entry.name.to_owned(),
            config: config.to_json(),
            restrict,
            horizon,
            spec,
            objective,
            env: pairing::limited(env, horizon, timeout),
            adapted: None,
        })
    }

    /// Prepares the problem for agents of `kind`. The error says why its episodes, which have no
    /// limit or too long a one, cannot be designs.
    pub(super) fn adapt(&mut self, kind: Kind) -> Result<(), EpisodeError> {
        if self.arena(kind).is_none() {
            self.adapted = Some(pairing::adapt(&self.env)?);
        }
        Ok(())
    }

    /// The environment as agents of `kind` meet it.
    pub(crate) fn arena(&self, kind: Kind) -> Option<&AnyEnv> {
        [Some(&self.env), self.adapted.as_ref()].into_iter().flatten().find(|e| e.kind() == kind)
    }
}

fn horizon(fields: &Fields<'_>) -> Result<Option<u32>, ConfigError> {
    let horizon = fields.optional("horizon")?;
    match (horizon, fields.get("horizon")) {
        (Some(0), Some(written)) => Err(written.error("an episode needs at least one step")),
        _ => Ok(horizon),
    }
}

/// A horizon needs an environment with episodes to limit.
fn has_episodes(env: &AnyEnv, fields: &Fields<'_>, name: &str) -> Result<(), ConfigError> {
    match (env.kind(), fields.get("horizon")) {
        (Kind::Designs, Some(written)) => Err(written.error(format_args!(
            "environment `{name}` takes whole designs: it has no steps that a horizon could limit; \
             remove `horizon`"
        ))),
        _ => Ok(()),
    }
}

fn problem_name(
    fields: &Fields<'_>,
    environment: &str,
    config: &Config,
) -> Result<String, ConfigError> {
    if let Some(written) = fields.get("name") {
        let name: String = written.read()?;
        name::check(&name, written)?;
        return Ok(name);
    }
    Ok(derived_name(environment, config, fields.get("restrict")))
}

/// The name of a problem without one. Two parts of one space need names of their own.
fn derived_name(environment: &str, config: &Config, restrict: Option<&Config>) -> String {
    let name = name::derive(environment, &config.to_json());
    if restrict.is_some() { format!("{name}-restricted") } else { name }
}

/// The name of a `[[problem]]` or an `[[agent]]` that may have mistakes, as `--set` calls it.
pub(crate) fn spoken_name(written: &Config) -> Option<String> {
    if let Some(name) = written.get("name").and_then(Config::text) {
        return Some(name.to_owned());
    }
    if let Some(method) = written.get("method") {
        return method.only("method").ok().map(|(key, _)| key.name.clone());
    }
    let (key, config) = written.get("environment")?.only("environment").ok()?;
    Some(derived_name(&key.name, config, written.get("restrict")))
}
