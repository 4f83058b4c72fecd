//! Names: of experiments, problems and agents. They become names of folders.

use crate::config::{Config, ConfigError, ConfigErrors};
use serde_json::Value as Json;

/// Checks a name that becomes the name of a folder.
pub(crate) fn check(name: &str, written: &Config) -> Result<(), ConfigError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.+".contains(c);
    if name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(fits) {
        return Ok(());
    }
    Err(written.error(format_args!(
        "the name {name:?} cannot be that of a folder: use letters, digits, `-`, `_`, `.` and `+`, \
         and begin with a letter or a digit"
    )))
}

/// The name of a problem that has none: the environment and the values of its configuration, such
/// as `tabular-nasbench201-cifar100`.
pub(crate) fn derive(environment: &str, config: &Json) -> String {
    let mut words = vec![environment.to_owned()];
    collect(config, &mut words);
    let slug = |word: &String| {
        let parts = word.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_');
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    };
    let words = words.iter().map(slug).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn collect(json: &Json, words: &mut Vec<String>) {
    match json {
        Json::Null => {}
        Json::Bool(value) => words.push(value.to_string()),
        Json::Number(value) => words.push(value.to_string()),
        Json::String(value) => words.push(value.clone()),
        Json::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Json::Object(fields) => fields.values().for_each(|value| collect(value, words)),
    }
}

/// Reports names that occur twice. `what` is "problems" or "agents".
pub(crate) fn unique<'c>(
    what: &str,
    named: impl IntoIterator<Item = (&'c str, &'c Config)>,
    errors: &mut ConfigErrors,
) {
    let mut seen: Vec<&str> = Vec::new();
    for (name, written) in named {
        if seen.contains(&name) {
            errors.push(written.error(format_args!(
                "two {what} are called `{name}`; give one of them another name, as in \
                 `name = \"{name}-2\"`"
            )));
        }
        seen.push(name);
    }
}
