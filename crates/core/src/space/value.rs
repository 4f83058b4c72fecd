//! The named value of a parameter, as users write and read it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a truth value, a number or a text")]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A real number.
    Real(f64),
    /// A name.
    Text(String),
}

impl Value {
    /// The value as a number, where it is one or spells one.
    pub fn to_f64(&self) -> Option<f64> {
        match self {
            Self::Bool(_) => None,
            Self::Int(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            Self::Text(text) => text.trim().parse().ok(),
        }
    }

    /// The value as a whole number, where it is one or spells one.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Self::Bool(_) => None,
            Self::Int(value) => Some(*value),
            Self::Real(value) => whole(*value),
            Self::Text(text) => {
                let text = text.trim();
                text.parse().ok().or_else(|| text.parse().ok().and_then(whole))
            }
        }
    }

    /// Whether both mean the same: numbers compare as numbers, and a text stands for the number
    /// or truth value that it spells, because a CSV file knows nothing but text.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Bool(truth), Self::Text(text)) | (Self::Text(text), Self::Bool(truth)) => {
                text.trim().eq_ignore_ascii_case(if *truth { "true" } else { "false" })
            }
            _ => self.to_f64().is_some_and(|a| other.to_f64() == Some(a)),
        }
    }
}

/// `value` if it is whole and small enough that a float holds whole numbers exactly.
fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() <= 9.0e15).then_some(value as i64)
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            // Debug, unlike Display, writes 1e-8 and 1.0.
            Self::Real(value) => write!(f, "{value:?}"),
            Self::Text(value) => value.fmt(f),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl From<f32> for Value {
    /// The shortest decimal that names `value`, so that `0.1_f32` reads 0.1.
    fn from(value: f32) -> Self {
        Self::Real(value.to_string().parse().unwrap_or_else(|_| f64::from(value)))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

macro_rules! from_integer {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Value {
            fn from(value: $integer) -> Self {
                Self::Int(value.into())
            }
        }
    )*};
}

from_integer!(i8 i16 i32 i64 u8 u16 u32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stands_for_what_it_spells() {
        assert!(Value::from(16).same(&"16".into()));
        assert!(Value::from(16).same(&16.0.into()));
        assert!(Value::from(0.1_f32).same(&"0.10".into()));
        assert!(Value::from(true).same(&"True".into()));
        assert!(!Value::from(true).same(&1.into()));
        assert!(!Value::from("1.0").same(&"1".into()));
        assert_eq!(Value::from("4.0").to_i64(), Some(4));
        assert_eq!(Value::from(4.5).to_i64(), None);
    }
}
