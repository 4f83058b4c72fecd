//! A table taken apart key by key, where all that is wrong should be said at once.

use super::{Config, ConfigError, ConfigErrors, unknown};
use orienteer_core::space::nearest;
use serde::de::DeserializeOwned;

/// A table whose keys are known. Serde would stop at the first error; this does not.
pub(crate) struct Fields<'c> {
    table: &'c Config,
    fields: Vec<(&'c str, &'c Config)>,
}

impl<'c> Fields<'c> {
    /// Takes `table`, in which only the keys `known` may occur.
    pub(crate) fn of(
        table: &'c Config,
        known: &[&'c str],
        errors: &mut ConfigErrors,
    ) -> Option<Self> {
        let mut fields = Vec::new();
        for (key, value) in errors.keep(table.fields())? {
            if let Some(name) = known.iter().find(|known| **known == key.name) {
                fields.push((*name, value));
                continue;
            }
            errors.push(key.error(unknown("key", &key.name, known.iter().copied())));
            // Once it is reported, a misspelt key is taken for the one that was meant, so that the
            // other is not missed as well.
            fields.extend(nearest(&key.name, known.iter().copied()).map(|near| (near, value)));
        }
        Some(Self { table, fields })
    }

    /// The value of a key that may be there.
    pub(crate) fn get(&self, key: &str) -> Option<&'c Config> {
        self.fields.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// The value of a key that must be there. `example` is the remedy when it is not.
    pub(crate) fn required(&self, key: &str, example: &str) -> Result<&'c Config, ConfigError> {
        self.get(key).ok_or_else(|| {
            self.table.error(format_args!("missing key `{key}`; add for example `{example}`"))
        })
    }

    /// The value of a key that may be there, read as a `T`.
    pub(crate) fn optional<T: DeserializeOwned>(
        &self,
        key: &str,
    ) -> Result<Option<T>, ConfigError> {
        self.get(key).map(Config::read).transpose()
    }
}
