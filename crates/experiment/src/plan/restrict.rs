//! `restrict = { ... }` of a `[[problem]]`: the part of a design space that is searched.

use crate::config::{Config, ConfigError, ConfigErrors, Key};
use crate::registry::AnyEnv;
use orienteer_core::space::SpaceError;
use orienteer_core::wrappers::Restricted;
use orienteer_core::{AnyEnvironment, Designs, Environment, Value};

/// What restricted parameters keep, by path.
pub(super) type Kept = Vec<(String, Vec<Value>)>;

/// The part of `env` that `written` asks for, and what it keeps. All that is wrong goes to `errors`.
pub(super) fn part(
    env: AnyEnv,
    written: &Config,
    environment: &str,
    errors: &mut ConfigErrors,
) -> Option<(AnyEnv, Kept)> {
    let AnyEnv::Designs(env) = env else {
        errors.push(written.error(format_args!(
            "environment `{environment}` has moves and no parameters to restrict; remove `restrict`"
        )));
        return None;
    };
    let mut entries = Vec::new();
    errors.keep(collect(written, "", &mut entries))?;
    let mut wrong: Vec<_> = entries.iter().filter_map(|entry| entry.check(&env)).collect();
    if wrong.is_empty() {
        let values = entries.iter().map(|entry| (entry.path.as_str(), entry.values.clone()));
        match Restricted::new(env, values) {
            Ok(env) => {
                let kept = env.part().values().to_vec();
                return Some((AnyEnv::Designs(AnyEnvironment::new(env)), kept));
            }
            Err(error) => wrong.push(blame(&entries, written, &error)),
        }
    }
    for error in wrong {
        errors.push(error);
    }
    None
}

/// One restricted parameter, as written.
struct Entry<'c> {
    path: String,
    values: Vec<Value>,
    key: &'c Key,
    written: &'c Config,
}

impl Entry<'_> {
    /// What is wrong with it whatever the others say.
    fn check(&self, env: &AnyEnvironment<Designs>) -> Option<ConfigError> {
        match env.space().restrict([(self.path.as_str(), self.values.clone())]) {
            Err(error @ SpaceError::Unknown { .. }) => Some(self.key.error(error)),
            Err(error @ SpaceError::Outside { .. }) => Some(self.error(&error)),
            _ => None,
        }
    }

    /// An error about its values, at the one that is meant.
    fn error(&self, error: &SpaceError) -> ConfigError {
        let mut items = self.written.items().unwrap_or_default().iter();
        let culprit = match error {
            SpaceError::Outside { value, .. } => items.find(|item| {
                item.read::<Value>().is_ok_and(|written| written.to_string() == *value)
            }),
            _ => None,
        };
        culprit.unwrap_or(self.written).error(error)
    }
}

/// Reads the entries of a table. A table in it, which is what a dotted key makes, holds those of
/// parameters below.
fn collect<'c>(
    table: &'c Config,
    outer: &str,
    entries: &mut Vec<Entry<'c>>,
) -> Result<(), ConfigError> {
    for (key, written) in table.fields()? {
        let path =
            if outer.is_empty() { key.name.clone() } else { format!("{outer}.{}", key.name) };
        if written.fields().is_ok() {
            collect(written, &path, entries)?;
            continue;
        }
        let values = match written.items() {
            Ok(items) => items.iter().map(Config::read).collect::<Result<_, _>>()?,
            Err(_) => vec![written.read()?],
        };
        entries.push(Entry { path, values, key, written });
    }
    Ok(())
}

/// The error at the entry that it names.
fn blame(entries: &[Entry<'_>], written: &Config, error: &SpaceError) -> ConfigError {
    let named = match error {
        SpaceError::Parameter { path, .. }
        | SpaceError::Unknown { path, .. }
        | SpaceError::Outside { path, .. }
        | SpaceError::Twice { path } => entries.iter().rfind(|entry| entry.path == *path),
        _ => None,
    };
    named.map_or_else(|| written.error(error), |entry| entry.error(error))
}
