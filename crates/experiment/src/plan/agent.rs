//! An `[[agent]]`: a method and its settings.

use super::{name, sweep};
use crate::config::{Config, ConfigErrors, Fields};
use crate::registry::{Kind, Registry, Setting};

/// An agent of the experiment.
pub struct PlannedAgent {
    /// Unique in the experiment.
    pub name: String,
    /// The name of the method in the registry.
    pub method: String,
    /// The kind of space that it searches.
    pub kind: Kind,
    /// One setting, or several with a sweep.
    pub settings: Vec<Setting>,
}

impl PlannedAgent {
    /// Reads one `[[agent]]` of `experiment`.
    pub(super) fn read(
        written: &Config,
        experiment: &str,
        registry: &Registry,
        errors: &mut ConfigErrors,
    ) -> Option<Self> {
        let fields = Fields::of(written, &["name", "method", "sweep"], errors)?;
        let name = errors.keep(match fields.get("name") {
            Some(written) => written.read::<String>().and_then(|name| {
                name::check(&name, written)?;
                Ok(Some(name))
            }),
            None => Ok(None),
        });
        let method = fields.required("method", "method.random = {}");
        let (entry, base) = errors.keep(method.and_then(|table| {
            let (key, config) = table.only("method")?;
            let entry = registry.agent(&key.name).map_err(|error| {
                let is_planner = registry.planners.iter().any(|entry| entry.name == key.name);
                if is_planner {
                    return key.error(format_args!(
                        "`{}` is a planner: it spends nodes, and works on `instances` of a puzzle; \
                         write the budget as in `budget = {{ nodes = 200_000 }}`",
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
        Some(Self { name, method: entry.name.to_owned(), kind: entry.kind, settings: settings? })
    }
}
