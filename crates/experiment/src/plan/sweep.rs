//! A `sweep`: several settings of one agent or planner, from a grid, a list, or the documented ranges.
//!
//! Hyperparameters that are written in the method hold for every setting that does not give them
//! another value; with a sample they are not drawn.

use super::key::canonical;
use crate::config::{Config, ConfigError, ConfigErrors, Fields, Key, listed};
use crate::registry::{AgentEntry, PlannerEntry, Setting};
use orienteer_core::rng::{Rng, key_seed, rng};
use orienteer_core::text::plural;
use serde_json::{Map, Value as Json};

const KINDS: [&str; 3] = ["settings", "grid", "list"];

/// More settings than this are a slip, and would only fill the memory.
const MOST: usize = 100_000;

/// What a sweep varies.
pub(crate) trait Method {
    /// One assignment of its hyperparameters.
    type Setting;
    /// Its name in the registry.
    fn name(&self) -> &str;
    /// The setting that is written, completed and checked.
    fn setting(&self, written: &Config) -> Result<Self::Setting, ConfigError>;
    /// Hyperparameters drawn from the documented ranges.
    fn draw(&self, random: &mut Rng) -> Result<Map<String, Json>, String>;
    /// All hyperparameters of a setting.
    fn values(setting: &Self::Setting) -> &Map<String, Json>;
}

impl Method for AgentEntry {
    type Setting = Setting;

    fn name(&self) -> &str {
        self.name
    }

    fn setting(&self, written: &Config) -> Result<Setting, ConfigError> {
        self.setting(written)
    }

    fn draw(&self, random: &mut Rng) -> Result<Map<String, Json>, String> {
        self.draw(random)
    }

    fn values(setting: &Setting) -> &Map<String, Json> {
        &setting.values
    }
}

impl Method for PlannerEntry {
    type Setting = Map<String, Json>;

    fn name(&self) -> &str {
        self.name
    }

    fn setting(&self, written: &Config) -> Result<Map<String, Json>, ConfigError> {
        self.setting(written)
    }

    fn draw(&self, random: &mut Rng) -> Result<Map<String, Json>, String> {
        Ok(self.draw(random))
    }

    fn values(setting: &Map<String, Json>) -> &Map<String, Json> {
        setting
    }
}

/// The settings of a sweep over the method `entry`, in order. `agent` names the experiment and the
/// agent.
pub(crate) fn settings<M: Method>(
    sweep: &Config,
    entry: &M,
    base: &Config,
    agent: [&str; 2],
    errors: &mut ConfigErrors,
) -> Option<Vec<M::Setting>> {
    let fields = Fields::of(sweep, &["settings", "sample", "grid", "list"], errors)?;
    let given: Vec<&str> = KINDS.into_iter().filter(|key| fields.get(key).is_some()).collect();
    let [kind] = *given.as_slice() else {
        errors.push(sweep.error(format_args!("a sweep needs one of {}", listed(&KINDS))));
        return None;
    };
    let written = fields.get(kind)?;
    let sample = fields.get("sample");
    let settings = match (kind, sample) {
        ("settings", _) => sampled(written, sample, entry, base, agent),
        (_, Some(sample)) => Err(sample.error("`sample` belongs to a sweep with `settings`")),
        ("grid", _) => grid(written).and_then(|tables| each(&tables, entry, base)),
        _ => list(written).and_then(|tables| each(&tables, entry, base)),
    };
    errors.keep(settings)
}

/// All combinations of the axes; the last varies fastest.
fn grid(written: &Config) -> Result<Vec<Config>, ConfigError> {
    let axes = written.fields()?;
    if axes.is_empty() {
        return Err(written.error("a grid needs an axis, as in `grid = { population = [20, 50] }`"));
    }
    let mut tables: Vec<Vec<(Key, Config)>> = vec![Vec::new()];
    for (key, axis) in axes {
        let values = axis.items()?;
        if values.is_empty() {
            return Err(axis.error(format_args!("the axis `{}` has no value", key.name)));
        }
        if tables.len() * values.len() > MOST {
            return Err(written.error(format_args!("the grid has more than {MOST} settings")));
        }
        tables = tables
            .iter()
            .flat_map(|table| {
                values.iter().map(|value| {
                    let mut table = table.clone();
                    table.push((key.clone(), value.clone()));
                    table
                })
            })
            .collect();
    }
    Ok(tables.into_iter().map(|table| written.with_fields(table)).collect())
}

fn list(written: &Config) -> Result<Vec<Config>, ConfigError> {
    let tables = written.items()?;
    if tables.is_empty() {
        return Err(written.error("the list is empty; write a table for each setting"));
    }
    Ok(tables.to_vec())
}

/// The setting of each table. Equal settings would be the same run twice.
fn each<M: Method>(
    tables: &[Config],
    entry: &M,
    base: &Config,
) -> Result<Vec<M::Setting>, ConfigError> {
    let mut settings: Vec<M::Setting> = Vec::new();
    for table in tables {
        let setting = entry.setting(&table.over(base)?)?;
        if let Some(i) = settings.iter().position(|s| M::values(s) == M::values(&setting)) {
            let (i, n) = (i + 1, settings.len() + 1);
            return Err(
                table.error(format_args!("setting {n} of the sweep is the same as setting {i}"))
            );
        }
        settings.push(setting);
    }
    Ok(settings)
}

/// Settings drawn uniformly and without repetition. A larger number keeps the smaller one's as its
/// beginning.
fn sampled<M: Method>(
    written: &Config,
    sample: Option<&Config>,
    entry: &M,
    base: &Config,
    [experiment, agent]: [&str; 2],
) -> Result<Vec<M::Setting>, ConfigError> {
    if let Some(sample) = sample
        && sample.text() != Some("documented-ranges")
    {
        return Err(sample.error("expected \"documented-ranges\""));
    }
    let wanted: usize = written.read()?;
    if wanted == 0 {
        return Err(written.error("a sweep needs at least one setting"));
    }
    if wanted > MOST {
        return Err(written.error(format_args!("a sweep has at most {MOST} settings")));
    }
    let mut random = rng(key_seed(&[experiment, agent, "settings"]));
    let mut settings: Vec<M::Setting> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut misses = 0;
    while settings.len() < wanted {
        let origin = format!("a sample of the documented ranges of `{}`", entry.name());
        let values = entry.draw(&mut random).map_err(|error| written.error(error))?;
        let drawn = base.over(&Config::generated(&origin, &values))?;
        let setting = entry.setting(&drawn).map_err(|error| {
            let values = Json::Object(values);
            written.error(format_args!("{origin}, {values}, is refused: {}", error.message()))
        })?;
        if seen.insert(canonical(M::values(&setting))) {
            settings.push(setting);
            misses = 0;
        } else {
            misses += 1;
        }
        // Of n settings, the chance to miss the last one so often is below one in a million as
        // long as n is below 700.
        if misses == 10_000 {
            let n = settings.len();
            return Err(written.error(format_args!(
                "the documented ranges of `{}` hold only {} that differ; ask for {n}",
                entry.name(),
                plural(n, "setting")
            )));
        }
    }
    Ok(settings)
}
