//! `--set path=value`: a change to a configuration from the command line.

use super::parse::assignment;
use super::source::Place;
use super::{Config, ConfigError, Key, Value, listed};
use orienteer_core::text::{nearest, plural};

/// How the items of a list are called, so that a path can use a name in place of an index.
pub(crate) type NameOf<'a> = &'a dyn Fn(&Config) -> Option<String>;

impl Config {
    /// Applies `path=value`, where the path is dotted and counts the items of lists from 0.
    pub fn set(&mut self, assignment: &str) -> Result<(), ConfigError> {
        self.set_named(assignment, &|_| None)
    }

    /// The same, where `name_of` gives items of lists a name.
    pub(crate) fn set_named(&mut self, text: &str, name_of: NameOf<'_>) -> Result<(), ConfigError> {
        let (path, value) = assignment(text)?;
        let mut steps = Vec::new();
        let mut start = path.range.start;
        for step in text[path.range.clone()].split('.') {
            let place = Place { range: start..start + step.len(), ..path.clone() };
            start += step.len() + 1;
            steps.push((step.trim().to_owned(), place));
        }
        let value_place = Place { path: text[path.range].to_owned(), ..value };
        let value = Self::override_value(value_place)?;
        self.put(&steps, value, name_of)
    }

    fn put(
        &mut self,
        steps: &[(String, Place)],
        new: Self,
        name_of: NameOf<'_>,
    ) -> Result<(), ConfigError> {
        let Some(((step, place), rest)) = steps.split_first() else {
            *self = new;
            return Ok(());
        };
        let wrong = |message: String| Err(ConfigError::new(message).at(place));
        if step.is_empty() {
            return wrong("a path is made of keys with a `.` between them".into());
        }
        match &mut self.value {
            Value::Table(fields) => {
                let known = fields.iter().position(|(key, _)| key.name == *step);
                let index = known.unwrap_or_else(|| {
                    let key = Key { name: step.clone(), place: place.clone() };
                    let empty = Self { value: Value::Table(Vec::new()), place: place.clone() };
                    fields.push((key, empty));
                    fields.len() - 1
                });
                fields[index].1.put(rest, new, name_of)
            }
            Value::List(items) => {
                let names: Vec<_> = items.iter().map(name_of).collect();
                let named = names.iter().position(|name| name.as_deref() == Some(step));
                let index = named.or_else(|| step.parse().ok());
                if let Some(item) = index.and_then(|index| items.get_mut(index)) {
                    return item.put(rest, new, name_of);
                }
                let names: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
                let hint = match (nearest(step, names.iter().copied()), names.as_slice()) {
                    (Some(near), _) => format!("did you mean `{near}`?"),
                    (None, []) => {
                        format!("the list has {}, counted from 0", plural(items.len(), "item"))
                    }
                    (None, names) => format!("expected {}, or an index from 0", listed(names)),
                };
                wrong(format!("there is no item `{step}`; {hint}"))
            }
            _ => {
                let found = self.wrong("a table").message().to_owned();
                wrong(format!("there is nothing under this path to set `{step}` in: {found}"))
            }
        }
    }
}
