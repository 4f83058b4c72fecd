//! A `[[problem]]` of planners: a puzzle, and the instances of it that are to be solved.

use super::instances::{self, Instance, Place};
use crate::config::{Config, ConfigError, ConfigErrors, Fields, listed};
use crate::plan::name;
use crate::registry::{Domain, Registry};
use serde_json::Value as Json;
use std::path::Path;

/// A puzzle, built once and shared by all runs, with its instances.
pub struct PuzzleProblem {
    /// Unique in the experiment.
    pub name: String,
    /// The name of the puzzle in the registry.
    pub environment: String,
    /// The configuration of the puzzle, as written.
    pub config: Json,
    /// A number that sets this problem apart from others of its group, and what it counts.
    pub axis: Option<(String, f64)>,
    /// What the problem is compared with along the axis: the puzzle, unless the file says otherwise.
    pub group: String,
    /// What is to be solved.
    pub instances: Vec<Instance>,
    pub(super) domain: Box<dyn Domain>,
}

impl PuzzleProblem {
    /// Reads one `[[problem]]` of `experiment`, whose file is in `folder`.
    pub(super) fn read(
        written: &Config,
        folder: &Path,
        experiment: &str,
        registry: &Registry,
        errors: &mut ConfigErrors,
    ) -> Option<Self> {
        for key in ["objective", "restrict", "horizon"] {
            if let Some(written) = written.get(key) {
                errors.push(written.error(format_args!(
                    "`{key}` is for agents: planners look for a cheapest path to the goal; remove it"
                )));
            }
        }
        let known = [
            "name",
            "environment",
            "instances",
            "axis",
            "group",
            "objective",
            "restrict",
            "horizon",
        ];
        let fields = Fields::of(written, &known, errors)?;
        let environment = fields.required("environment", "environment.tiles = { size = 15 }");
        let found = errors.keep(environment.and_then(|table| {
            let (key, config) = table.only("environment")?;
            let entry = registry.puzzle(&key.name).map_err(|error| {
                if registry.environments.iter().all(|entry| entry.name != key.name) {
                    return key.error(error.message());
                }
                let puzzles: Vec<&str> = registry.puzzles.iter().map(|entry| entry.name).collect();
                key.error(format_args!(
                    "environment `{}` is no puzzle, which is what planners search; puzzles are {}",
                    key.name,
                    listed(&puzzles)
                ))
            })?;
            Ok((entry, config))
        }));
        let example = "instances = { scramble = [4, 6, 8], count = 10 }";
        let instances = errors.keep(fields.required("instances", example));
        let axis = errors.keep(axis(&fields));
        let group = errors.keep(fields.optional::<String>("group"));
        let (entry, config) = found?;
        let name = errors.keep(problem_name(&fields, entry.name, config));
        let domain = errors.keep(entry.build(config))?;
        let name = name?;
        let place = Place { folder, experiment, problem: &name };
        let instances = instances::read(instances?, &*domain, &place, errors)?;
        Some(Self {
            environment: entry.name.to_owned(),
            config: config.to_json(),
            axis: axis?,
            group: group?.unwrap_or_else(|| entry.name.to_owned()),
            instances,
            domain,
            name,
        })
    }
}

/// Reads `axis = { actions = 12 }`.
fn axis(fields: &Fields<'_>) -> Result<Option<(String, f64)>, ConfigError> {
    let Some(written) = fields.get("axis") else { return Ok(None) };
    let (key, value) = written.only("axis")?;
    let number: f64 = value.read()?;
    if number.is_finite() && number > 0.0 {
        Ok(Some((key.name.clone(), number)))
    } else {
        Err(value.error("expected a number above 0: figures have it on a logarithmic axis"))
    }
}

fn problem_name(
    fields: &Fields<'_>,
    environment: &str,
    config: &Config,
) -> Result<String, ConfigError> {
    let Some(written) = fields.get("name") else {
        return Ok(name::derive(environment, &config.to_json()));
    };
    let name: String = written.read()?;
    name::check(&name, written)?;
    Ok(name)
}
