//! What the columns of a table mean, as the TOML file beside it says.

use crate::error::TableError;
use orienteer_core::space::Size;
use orienteer_core::{Direction, MetricSpec, SpaceSpec};
use serde::Deserialize;

/// The description of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// One line for people.
    pub title: String,
    /// The CSV file (`.gz` if compressed), relative to the description.
    pub file: String,
    /// The licence of the measurements.
    #[serde(default)]
    pub licence: String,
    /// Who measured, and where it was published.
    #[serde(default)]
    pub source: String,
    /// The column that names the design of a row. Without it, each parameter has a column of its
    /// own, named by its path and blank where the parameter is not active.
    pub key: Option<Key>,
    /// The designs.
    pub space: SpaceSpec,
    /// What was measured.
    #[serde(rename = "metric")]
    pub metrics: Vec<MetricColumns>,
}

/// Designs named by one digit for each parameter: the number of its value, from 0.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// The column.
    pub column: String,
    /// The parameter of each digit.
    pub digits: Vec<String>,
}

/// A metric and where its measurements are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricColumns {
    /// See [`MetricSpec::name`].
    pub name: String,
    /// See [`MetricSpec::unit`].
    #[serde(default)]
    pub unit: String,
    /// See [`MetricSpec::direction`].
    pub direction: Direction,
    /// See [`MetricSpec::doc`].
    #[serde(default)]
    pub doc: String,
    /// One column, or one for each repeat of the measurement; then some may be blank.
    pub columns: Vec<String>,
}

impl MetricColumns {
    /// The metric without its columns.
    pub fn spec(&self) -> MetricSpec {
        MetricSpec {
            name: self.name.as_str().into(),
            unit: self.unit.as_str().into(),
            direction: self.direction,
            doc: self.doc.as_str().into(),
        }
    }
}

impl Description {
    /// Reads a description; errors name `file`.
    ///
    /// # Errors
    ///
    /// Says what is wrong and where.
    pub fn parse(text: &str, file: &str) -> Result<Self, TableError> {
        let wrong = |reason: String| TableError::Description { file: file.to_owned(), reason };
        let description: Self =
            toml::from_str(text).map_err(|error| wrong(error.to_string().trim_end().to_owned()))?;
        description.check().map_err(wrong)?;
        Ok(description)
    }

    /// How often each design was measured.
    pub fn repeats(&self) -> u32 {
        self.metrics.iter().map(|metric| metric.columns.len() as u32).max().unwrap_or(1)
    }

    fn check(&self) -> Result<(), String> {
        if !matches!(self.space.raw_size(), Size::Exact(_)) {
            return Err("a table cannot list real parameters; use `ordinal`".into());
        }
        if self.metrics.is_empty() {
            return Err("there is no `[[metric]]`; give at least one".into());
        }
        for (i, MetricColumns { name, columns, .. }) in self.metrics.iter().enumerate() {
            if !is_identifier(name) {
                return Err(format!(
                    "metric `{name}`: expected lower-case letters, digits and `_`"
                ));
            }
            if self.metrics[..i].iter().any(|earlier| earlier.name == *name) {
                return Err(format!("metric `{name}` occurs twice"));
            }
            // A repeat is one experiment that measures all metrics at once.
            let (n, repeats) = (columns.len(), self.repeats() as usize);
            if n != 1 && n != repeats {
                return Err(format!(
                    "metric `{name}` has {n} columns and another one {repeats}: expected 1, or as \
                     many for each"
                ));
            }
        }
        Ok(())
    }
}

/// Whether a formula can use the name.
fn is_identifier(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c == '_';
    name.starts_with(letter) && name.chars().all(|c| letter(c) || c.is_ascii_digit())
}
