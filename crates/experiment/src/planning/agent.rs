//! An `[[agent]]` that is a planner, and its settings.

use crate::config::{Config, ConfigErrors, Fields};
use crate::plan::{name, sweep};
use crate::registry::Registry;
use serde_json::{Map, Value as Json};

/// A planner of the experiment.
pub struct PlannedPlanner {
    /// Unique in the experiment.
    pub name: String,
    /// The name of the planner in the registry.
    pub method: String,
    /// One setting, or several with a sweep.
    pub settings: Vec<Map<String, Json>>,
}

impl PlannedPlanner {
    /// Reads one `[[agent]]` of `experiment`, and where its hyperparameters are written.
    pub(super) fn read<'c>(
        written: &'c Config,
        experiment: &str,
        registry: &Registry,
        errors: &mut ConfigErrors,
    ) -> Option<(Self, &'c Config)> {
        let fields = Fields::of(written, &["name", "method", "sweep"], errors)?;
        let name = errors.keep(match fields.get("name") {
            Some(written) => written.read::<String>().and_then(|name| {
                name::check(&name, written)?;
                Ok(Some(name))
            }),
            None => Ok(None),
        });
        let method = fields.required("method", "method.a-star = {}");
        let (entry, base) = errors.keep(method.and_then(|table| {
            let (key, config) = table.only("method")?;
            let entry = registry.planner(&key.name).map_err(|error| {
                if registry.agents.iter().any(|entry| entry.name == key.name) {
                    return key.error(format_args!(
                        "`{}` is no planner but an agent, which spends evaluations; in a file whose \
                         budget is in nodes there are planners only: give it a file of its own, with \
                         `budget = {{ evaluations = 300 }}`",
                        key.name
                    ));
                }
                key.error(error.message())
            })?;
            Ok((entry, config))
        }))?;
        let name = name?.unwrap_or_else(|| entry.name.to_owned());
        let settings = match fields.get("sweep") {
            Some(sweep) => sweep::settings(sweep, entry, base, [experiment, &name], errors),
            None => errors.keep(entry.setting(base)).map(|setting| vec![setting]),
        };
        Some((Self { name, method: entry.name.to_owned(), settings: settings? }, base))
    }
}
