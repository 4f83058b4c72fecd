//! TOML into [`Config`].

use super::source::{Origin, Place, Source};
use super::{Config, ConfigError, Key, Value};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

impl Config {
    /// Reads the whole text of `place` as a TOML document.
    pub(super) fn toml(place: Place) -> Result<Self, ConfigError> {
        let source = std::sync::Arc::clone(&place.source);
        match DeTable::parse(&source.text) {
            Ok(table) => convert(&DeValue::Table(table.into_inner()), place, 0),
            Err(error) => Err(refusal(&error, &place, 0)),
        }
    }

    /// Reads what follows the `=` of `--set path=value`. A text needs no quotes, because shells
    /// take them away.
    pub(super) fn override_value(place: Place) -> Result<Self, ConfigError> {
        let source = std::sync::Arc::clone(&place.source);
        let Range { start, end } = place.range;
        let text = &source.text[start..end];
        match DeValue::parse(text) {
            Ok(value) => convert(value.get_ref(), place, start),
            Err(_) if !text.starts_with(['"', '\'', '[', '{']) => {
                Ok(Self { value: Value::Text(text.to_owned()), place })
            }
            Err(error) => Err(refusal(&error, &place, start)),
        }
    }
}

/// `place` is that of `value`; spans inside count from `offset` in the source.
fn convert(value: &DeValue<'_>, place: Place, offset: usize) -> Result<Config, ConfigError> {
    let shifted = |span: Range<usize>| span.start + offset..span.end + offset;
    let fails = |message: &str| ConfigError::new(message).at(&place);
    let value = match value {
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .map(Value::Int)
            .map_err(|_| fails("this number does not fit into 64 bits"))?,
        DeValue::Float(digits) => {
            let number = digits.as_str().parse().map_err(|_| fails("this is not a number"))?;
            Value::Real(number)
        }
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Datetime(_) => {
            return Err(fails("dates are not used here; write a text in quotes"));
        }
        DeValue::Array(items) => {
            let item = |(i, item): (usize, &toml::Spanned<DeValue<'_>>)| {
                convert(item.get_ref(), place.inside(i, shifted(item.span())), offset)
            };
            Value::List(items.iter().enumerate().map(item).collect::<Result<_, _>>()?)
        }
        DeValue::Table(fields) => {
            let mut table = Vec::with_capacity(fields.len());
            for (key, value) in fields {
                let name = key.get_ref().to_string();
                let value_place = place.inside(&name, shifted(value.span()));
                let value = convert(value.get_ref(), value_place, offset)?;
                table.push((Key { name, place: at_key(&place, shifted(key.span())) }, value));
            }
            Value::Table(table)
        }
    };
    Ok(Config { value, place })
}

/// A key stands in the table that holds it.
fn at_key(table: &Place, range: Range<usize>) -> Place {
    Place { range, ..table.clone() }
}

fn refusal(error: &toml::de::Error, place: &Place, offset: usize) -> ConfigError {
    let at = error.span().map_or(place.range.clone(), |s| s.start + offset..s.end + offset);
    let message = format!("this is not TOML: {}", error.message());
    ConfigError::new(message).at(&at_key(place, at))
}

/// The source of one `--set`, and where its path and its value stand.
pub(super) fn assignment(text: &str) -> Result<(Place, Place), ConfigError> {
    let source = Source { name: "--set".into(), text: text.to_owned(), origin: Origin::Line };
    let whole = Place::whole(source);
    let Some(equals) = text.find('=') else {
        let hint = "`--set` needs a path and a value, as in `--set budget.evaluations=50`";
        return Err(ConfigError::new(hint).at(&whole));
    };
    let trimmed = |range: Range<usize>| {
        let part = &text[range.clone()];
        let start = range.start + part.len() - part.trim_start().len();
        start..start + part.trim().len()
    };
    let path = at_key(&whole, trimmed(0..equals));
    let value = at_key(&whole, trimmed(equals + 1..text.len()));
    if path.range.is_empty() || value.range.is_empty() {
        let hint = "`--set` needs something on both sides of `=`";
        return Err(ConfigError::new(hint).at(&whole));
    }
    Ok((path, value))
}
