//! What is wrong with a configuration, where, and what to write instead.

use super::source::Place;
use orienteer_core::space::nearest;
use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// One thing that is wrong with a configuration. It displays as the message, the place and a
/// caret under the text that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    // Boxed, because results that carry an error should be small.
    inner: Box<(String, Option<Place>)>,
}

impl ConfigError {
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        Self { inner: Box::new((message.to_string(), None)) }
    }

    /// The same error at `place`, unless it has one that is more exact.
    #[must_use]
    pub(crate) fn at(mut self, place: &Place) -> Self {
        self.inner.1.get_or_insert_with(|| place.clone());
        self
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.inner.0
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.inner {
            (message, Some(place)) => write!(f, "{message}\n{place}"),
            (message, None) => f.write_str(message),
        }
    }
}

impl std::error::Error for ConfigError {}

/// All that is wrong with a configuration, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigErrors(Vec<ConfigError>);

impl ConfigErrors {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &ConfigError> {
        self.0.iter()
    }

    /// Keeps the error of `result`, so that others are found before anyone has to read it.
    pub(crate) fn keep<T>(&mut self, result: Result<T, ConfigError>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    pub(crate) fn push(&mut self, error: ConfigError) {
        self.0.push(error);
    }

    /// `value`, if nothing was wrong.
    pub(crate) fn or<T>(mut self, value: Option<T>) -> Result<T, Self> {
        self.0.sort_by_key(|error| error.inner.1.as_ref().map(Place::order));
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

impl From<ConfigError> for ConfigErrors {
    fn from(error: ConfigError) -> Self {
        Self(vec![error])
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

/// Serde's complaints in the words of a person who writes TOML.
impl de::Error for ConfigError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message)
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = expected.to_string();
        Self::new(format_args!("expected {}, found {}", wanted(&expected), given(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(unknown("key", field, expected.iter().copied()))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(unknown("choice", variant, expected.iter().copied()))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format_args!("missing key `{field}`"))
    }
}

/// "unknown agent `tpf`; did you mean `tpe`?", or what there is when nothing is near.
pub(crate) fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let hint = if let Some(near) = nearest(name, known.iter().copied()) {
        format!("did you mean `{near}`?")
    } else if known.is_empty() {
        "nothing is expected here".into()
    } else {
        format!("expected {}", listed(&known))
    };
    format!("unknown {what} `{name}`; {hint}")
}

/// "`a`, `b` or `c`".
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Serde's name of a type, for people.
fn wanted(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "a whole number from 0",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "a string" | "string" | "a borrowed string" => "a text in quotes",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "unit" => "an empty table",
        other if other.starts_with("struct ") || other == "a map" => "a table",
        other if other.starts_with("enum ") => "the name of a choice, or a table with one name",
        other => other,
    }
}

/// What stands there, for people.
pub(super) fn given(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Unsigned(value) => format!("the number {value}"),
        Unexpected::Signed(value) => format!("the number {value}"),
        Unexpected::Float(value) => format!("the number {value:?}"),
        Unexpected::Str(text) => format!("the text {text:?}"),
        Unexpected::Seq => "a list".into(),
        Unexpected::Map => "a table".into(),
        other => other.to_string(),
    }
}
