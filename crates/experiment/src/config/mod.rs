//! Configuration that keeps its place in the file, so that every error can show it.
//!
//! A [`Config`] is any piece of TOML: the whole file, the table of one agent, one number. It is read
//! into Rust types through serde ([`Config::read`]), and an error that is found later, such as a
//! population of 0, can still be reported where it was written ([`Config::error`]).

mod error;
mod fields;
mod parse;
mod read;
mod set;
mod source;

use error::given;
pub use error::{ConfigError, ConfigErrors};
pub(crate) use error::{listed, unknown};
pub(crate) use fields::Fields;

use serde::de::Unexpected;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json};
use source::{Origin, Place, Source};
use std::fmt;
use std::path::Path;

/// A piece of configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    value: Value,
    place: Place,
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    List(Vec<Config>),
    /// In the order of the file.
    Table(Vec<(Key, Config)>),
}

/// A key of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    pub(crate) name: String,
    place: Place,
}

impl Config {
    /// Reads TOML. `path` is what errors call it.
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let name = path.display().to_string();
        Self::toml(Place::whole(Source { name, text: text.to_owned(), origin: Origin::File }))
    }

    /// An empty table, to be filled by [`Config::set`].
    pub fn empty() -> Self {
        let source = Source { name: "--set".into(), text: String::new(), origin: Origin::Line };
        Self { value: Value::Table(Vec::new()), place: Place::whole(source) }
    }

    /// Values that the program made itself; `name` says how, for errors.
    pub(crate) fn generated(name: &str, values: &Map<String, Json>) -> Self {
        let (name, text) = (name.to_owned(), String::new());
        let place = Place::whole(Source { name, text, origin: Origin::Program });
        let fields = values.iter().filter_map(|(key, value)| from_json(&place, key, value));
        Self { value: Value::Table(fields.collect()), place }
    }

    /// An error about this piece as a whole.
    pub fn error(&self, message: impl fmt::Display) -> ConfigError {
        ConfigError::new(message).at(&self.place)
    }

    /// An error about whichever part of this piece `message` names in backquotes, or about the
    /// whole if it names none. For checks that know nothing of places.
    pub fn blame(&self, message: impl fmt::Display) -> ConfigError {
        let message = message.to_string();
        let mut names = message.split('`').skip(1).step_by(2);
        let culprit = names.find_map(|name| self.find(name));
        // What nobody wrote cannot be corrected where it stands.
        let culprit = culprit.filter(|c| c.place.source.origin != Origin::Program);
        culprit.unwrap_or(self).error(&message)
    }

    /// The part whose key or text is `name`, or whose text holds it as a word.
    fn find(&self, name: &str) -> Option<&Self> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        match &self.value {
            Value::Text(text) if text == name || text.split(|c| !is_word(c)).any(|w| w == name) => {
                Some(self)
            }
            Value::List(items) => items.iter().find_map(|item| item.find(name)),
            Value::Table(fields) => fields.iter().find_map(|(key, value)| {
                if key.name == name { Some(value) } else { value.find(name) }
            }),
            _ => None,
        }
    }

    /// The value as JSON, for records.
    pub fn to_json(&self) -> Json {
        serde_json::to_value(self).unwrap_or_default()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(fields) => fields.iter().find(|(k, _)| k.name == name).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The fields, if it is a table.
    pub(crate) fn fields(&self) -> Result<&[(Key, Self)], ConfigError> {
        match &self.value {
            Value::Table(fields) => Ok(fields),
            _ => Err(self.wrong("a table")),
        }
    }

    /// The items, if it is a list.
    pub(crate) fn items(&self) -> Result<&[Self], ConfigError> {
        match &self.value {
            Value::List(items) => Ok(items),
            _ => Err(self.wrong("a list")),
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The only field of a table such as `environment = { tabular = { ... } }`; `role` is the key
    /// that it stands under.
    pub(crate) fn only(&self, role: &str) -> Result<(&Key, &Self), ConfigError> {
        match &self.value {
            Value::Table(fields) => match fields.as_slice() {
                [(key, value)] => Ok((key, value)),
                [] => Err(self.error(format_args!(
                    "`{role}` needs a name under it, as in `{role}.the-name = {{}}`"
                ))),
                [(first, _), (second, _), ..] => Err(second.error(format_args!(
                    "`{role}` needs one name under it, found `{}` and `{}`",
                    first.name, second.name
                ))),
            },
            Value::Text(name) => {
                Err(self.error(format_args!("expected a table: write `{role}.{name} = {{}}`")))
            }
            _ => Err(self.wrong("a table with one name")),
        }
    }

    /// This table, completed by those of `defaults` that it lacks; `name` is what errors call them.
    ///
    /// # Errors
    ///
    /// When this is no table.
    pub fn completed(&self, name: &str, defaults: &Map<String, Json>) -> Result<Self, ConfigError> {
        self.over(&Self::generated(name, defaults))
    }

    /// This table, completed by the fields of `base` that it lacks. Both must be tables.
    pub(crate) fn over(&self, base: &Self) -> Result<Self, ConfigError> {
        let own = self.fields()?;
        let lacks = |key: &Key| own.iter().all(|(k, _)| k.name != key.name);
        let mut fields: Vec<_> = base.fields()?.iter().filter(|(k, _)| lacks(k)).cloned().collect();
        fields.extend(own.iter().cloned());
        Ok(Self { value: Value::Table(fields), place: self.place.clone() })
    }

    /// A table of these fields, at the place of this one.
    pub(crate) fn with_fields(&self, fields: Vec<(Key, Self)>) -> Self {
        Self { value: Value::Table(fields), place: self.place.clone() }
    }

    fn wrong(&self, expected: &str) -> ConfigError {
        self.error(format_args!("expected {expected}, found {}", given(self.value.unexpected())))
    }
}

impl Value {
    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Bool(value) => Unexpected::Bool(*value),
            Self::Int(value) => Unexpected::Signed(*value),
            Self::Real(value) => Unexpected::Float(*value),
            Self::Text(text) => Unexpected::Str(text),
            Self::List(_) => Unexpected::Seq,
            Self::Table(_) => Unexpected::Map,
        }
    }
}

impl Key {
    /// An error about the key itself.
    pub(crate) fn error(&self, message: impl fmt::Display) -> ConfigError {
        ConfigError::new(message).at(&self.place)
    }
}

/// A field of generated values; JSON's `null` is a key that is not there.
fn from_json(whole: &Place, key: &str, json: &Json) -> Option<(Key, Config)> {
    let place = whole.inside(key, whole.range.clone());
    let value = match json {
        Json::Null => return None,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(value) => match value.as_i64() {
            Some(value) => Value::Int(value),
            None => Value::Real(value.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(value) => Value::Text(value.clone()),
        Json::Array(items) => {
            let items = items.iter().enumerate();
            let item = |(i, item): (usize, _)| from_json(&place, &i.to_string(), item);
            Value::List(items.filter_map(item).map(|(_, item)| item).collect())
        }
        Json::Object(map) => {
            Value::Table(map.iter().filter_map(|(k, v)| from_json(&place, k, v)).collect())
        }
    };
    Some((Key { name: key.to_owned(), place: place.clone() }, Config { value, place }))
}

impl Serialize for Config {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Real(value) => serializer.serialize_f64(*value),
            Value::Text(value) => serializer.serialize_str(value),
            Value::List(items) => serializer.collect_seq(items),
            Value::Table(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(&key.name, value)?;
                }
                map.end()
            }
        }
    }
}
