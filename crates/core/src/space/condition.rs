//! The condition on one parameter that a forbidden clause is made of.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::set::Set;
use super::{Domain, Value};

/// A condition on one value: all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Test {
    /// It is this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Value>,
    /// It is one of these values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#in: Option<Vec<Value>>,
    /// It is greater (of an ordinal of names: later) than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<Value>,
    /// It is this or greater.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Value>,
    /// It is less than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Value>,
    /// It is this or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Value>,
}

impl Test {
    /// The genes that pass the test.
    pub(super) fn set(&self, domain: &Domain) -> Result<Set, String> {
        let mut set = Set::all(domain);
        let mut any = false;
        for values in [self.is.as_ref().map(std::slice::from_ref), self.r#in.as_deref()] {
            let Some(values) = values else { continue };
            any = true;
            let genes: Option<Vec<f64>> =
                values.iter().map(|value| Some(domain.gene(value)?.position())).collect();
            set = set.and(&Set::points(genes.ok_or_else(|| format!("expected {domain}"))?));
        }
        let bounds = [
            (&self.above, Bound { upper: false, strict: true }),
            (&self.at_least, Bound { upper: false, strict: false }),
            (&self.below, Bound { upper: true, strict: true }),
            (&self.at_most, Bound { upper: true, strict: false }),
        ];
        for (value, bound) in bounds {
            let Some(value) = value else { continue };
            any = true;
            set = set.and(&bound.set(domain, value)?);
        }
        if any { Ok(set) } else { Err("the table is empty; give a value or a bound".into()) }
    }
}

/// One side of an interval.
#[derive(Clone, Copy)]
struct Bound {
    upper: bool,
    strict: bool,
}

impl Bound {
    fn admits(self, place: f64, limit: f64) -> bool {
        let (place, limit) = if self.upper { (limit, place) } else { (place, limit) };
        if self.strict { place > limit } else { place >= limit }
    }

    /// All on the right side of `limit`, as a closed interval of option numbers or of real values.
    fn interval(self, limit: f64, discrete: bool) -> Set {
        let end = match (self.upper, self.strict, discrete) {
            (_, false, false) => limit,
            (false, true, false) => limit.next_up(),
            (true, true, false) => limit.next_down(),
            (false, false, true) => limit.ceil(),
            (true, false, true) => limit.floor(),
            (false, true, true) => limit.floor() + 1.0,
            (true, true, true) => limit.ceil() - 1.0,
        };
        if self.upper {
            Set::interval(f64::NEG_INFINITY, end)
        } else {
            Set::interval(end, f64::INFINITY)
        }
    }

    fn set(self, domain: &Domain, limit: &Value) -> Result<Set, String> {
        let number = || limit.to_f64().filter(|limit| limit.is_finite());
        match domain {
            Domain::Categorical(_) => Err("its values have no order; use `is` or `in`".into()),
            Domain::Real { .. } => {
                let limit = number().ok_or_else(|| format!("expected {domain}"))?;
                Ok(self.interval(limit, false))
            }
            Domain::Integer { low, step, .. } => {
                let limit = number().ok_or_else(|| format!("expected {domain}"))?;
                Ok(self.interval((limit - *low as f64) / *step as f64, true))
            }
            // Numbers compare as numbers in whatever order they are listed; names compare by
            // their place in the list.
            Domain::Ordinal(values) => {
                let numbers: Option<Vec<f64>> = values.iter().map(Value::to_f64).collect();
                match (numbers, number(), domain.gene(limit)) {
                    (Some(numbers), Some(limit), _) => {
                        let options = (0..).zip(numbers);
                        Ok(Set::options(
                            options.filter(|(_, n)| self.admits(*n, limit)).map(|(i, _)| i),
                        ))
                    }
                    (None, _, Some(gene)) => Ok(self.interval(gene.position(), true)),
                    _ => Err(format!("expected {domain}")),
                }
            }
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(values) = &self.r#in {
            let names: Vec<_> = values.iter().map(Value::to_string).collect();
            parts.push(format!("in {}", names.join(", ")));
        }
        for (words, value) in [
            ("is", &self.is),
            ("above", &self.above),
            ("at least", &self.at_least),
            ("below", &self.below),
            ("at most", &self.at_most),
        ] {
            parts.extend(value.as_ref().map(|value| format!("{words} {value}")));
        }
        f.write_str(&parts.join(" and "))
    }
}
