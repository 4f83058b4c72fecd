//! The values that one decision can take, and the scale on which they lie.

use std::fmt;

use super::{Gene, Value, suggestion};

/// The values of one decision. The length of a repeat is an [`Integer`](Self::Integer), the arm
/// of a choice a [`Categorical`](Self::Categorical).
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    /// One of several values without order.
    Categorical(Vec<Value>),
    /// One of several values in order.
    Ordinal(Vec<Value>),
    /// A whole number: `low`, `low + step`, … up to `high`.
    Integer {
        /// The least value.
        low: i64,
        /// The bound above (itself a value if the steps meet it).
        high: i64,
        /// The distance between neighbours, at least 1.
        step: i64,
        /// Whether models should see its logarithm. The designs of a finite space are equally
        /// likely in a sample all the same.
        log: bool,
    },
    /// A real number between `low` and `high`, both included.
    Real {
        /// The least value.
        low: f64,
        /// The greatest value.
        high: f64,
        /// Whether it is sampled, varied and encoded on a logarithmic scale.
        log: bool,
    },
}

/// What a decision offers to an agent that builds a design step by step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Options {
    /// [`Gene::Index`] from 0 to this number, excluded.
    Discrete(u32),
    /// [`Gene::Real`] between these bounds, included.
    Real {
        /// The least value.
        low: f64,
        /// The greatest value.
        high: f64,
        /// Whether the scale is logarithmic.
        log: bool,
    },
}

impl Options {
    /// Option `number` as a gene; of a real decision, value `number` of `grid` evenly spread over
    /// its scale.
    pub fn gene(&self, number: u32, grid: u32) -> Gene {
        match *self {
            Self::Discrete(_) => Gene::Index(number),
            Self::Real { low, high, log } => {
                let place = if grid < 2 { 0.5 } else { f64::from(number) / f64::from(grid - 1) };
                Domain::Real { low, high, log }.from_unit(place)
            }
        }
    }
}

impl Domain {
    /// What the domain offers.
    pub fn options(&self) -> Options {
        match *self {
            Self::Real { low, high, log } => Options::Real { low, high, log },
            Self::Integer { low, high, step, .. } => {
                // As `i128`, because the distance of two `i64` may not be one.
                let steps = (i128::from(high) - i128::from(low)) / i128::from(step.max(1));
                Options::Discrete((steps + 1).clamp(0, u32::MAX.into()) as u32)
            }
            Self::Categorical(ref values) | Self::Ordinal(ref values) => {
                Options::Discrete(values.len() as u32)
            }
        }
    }

    /// The number of values, or nothing if they are real numbers.
    pub fn arity(&self) -> Option<u32> {
        match self.options() {
            Options::Discrete(arity) => Some(arity),
            Options::Real { .. } => None,
        }
    }

    /// Whether neighbouring values are alike.
    pub fn is_ordered(&self) -> bool {
        !matches!(self, Self::Categorical(_))
    }

    /// Whether a gene belongs to the domain.
    pub fn contains(&self, gene: Gene) -> bool {
        match (self, gene) {
            (Self::Real { low, high, .. }, Gene::Real(value)) => (*low..=*high).contains(&value),
            (Self::Real { .. }, Gene::Index(_)) | (_, Gene::Real(_)) => false,
            (_, Gene::Index(option)) => self.arity().is_some_and(|arity| option < arity),
        }
    }

    /// The value that a gene stands for, if it belongs to the domain.
    pub fn value(&self, gene: Gene) -> Option<Value> {
        match (self, gene) {
            (Self::Categorical(values) | Self::Ordinal(values), Gene::Index(option)) => {
                values.get(option as usize).cloned()
            }
            (Self::Integer { low, step, .. }, Gene::Index(option)) => {
                let value = i128::from(*low) + i128::from(*step) * i128::from(option);
                i64::try_from(value).ok().filter(|_| self.contains(gene)).map(Value::Int)
            }
            (Self::Real { .. }, Gene::Real(value)) => self.contains(gene).then_some(value.into()),
            _ => None,
        }
    }

    /// The gene of a value, if it belongs to the domain. Text may spell numbers and truth values.
    pub fn gene(&self, value: &Value) -> Option<Gene> {
        match *self {
            Self::Categorical(ref values) | Self::Ordinal(ref values) => {
                let option = values.iter().position(|known| known.same(value))?;
                Some(Gene::Index(option as u32))
            }
            Self::Integer { low, high, step, .. } => {
                let value = value.to_i64().filter(|value| (low..=high).contains(value))?;
                let (distance, step) = (value.abs_diff(low), step.max(1).unsigned_abs());
                (distance % step == 0).then(|| Gene::Index((distance / step) as u32))
            }
            Self::Real { .. } => value.to_f64().map(Gene::Real).filter(|gene| self.contains(*gene)),
        }
    }

    /// Where a gene lies on the unit scale. A value of `n` without a scale of its own lies in the
    /// middle of its `n`th of the unit interval, so that [`from_unit`](Self::from_unit) inverts.
    pub fn unit(&self, gene: Gene) -> f64 {
        let (low, high, value) = match *self {
            Self::Real { low, high, log } => scaled(log, low, high, gene.position()),
            Self::Integer { low, high, step, log: true } => {
                let value = low as f64 + step as f64 * gene.position();
                scaled(true, low as f64, high as f64, value)
            }
            _ => (0.0, f64::from(self.arity().unwrap_or(1)), gene.position() + 0.5),
        };
        if low < high { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 }
    }

    /// The gene at (or, for a discrete domain, nearest to) a place on the unit scale.
    pub fn from_unit(&self, place: f64) -> Gene {
        let place = if place.is_nan() { 0.5 } else { place.clamp(0.0, 1.0) };
        match *self {
            Self::Real { low, high, log } => Gene::Real(unscaled(log, low, high, place)),
            Self::Integer { low, high, step, log: true } => {
                let value = unscaled(true, low as f64, high as f64, place);
                self.clamp(((value - low as f64) / step as f64).round())
            }
            _ => self.clamp((place * f64::from(self.arity().unwrap_or(1))).floor()),
        }
    }

    /// The option nearest to a number that may lie outside.
    fn clamp(&self, option: f64) -> Gene {
        let last = self.arity().unwrap_or(1).saturating_sub(1);
        Gene::Index((option.max(0.0) as u32).min(last))
    }

    /// The representative gene: the first option, or the middle of a real scale.
    pub(super) fn first(&self) -> Gene {
        match self {
            Self::Real { .. } => self.from_unit(0.5),
            _ => Gene::Index(0),
        }
    }

    /// Says what is wrong with the description of the domain, if anything is.
    pub(super) fn check(&self) -> Result<(), String> {
        match *self {
            Self::Categorical(ref values) | Self::Ordinal(ref values) => check_values(values),
            Self::Integer { low, high, step, log } => {
                if low > high {
                    return Err(format!("{low} to {high} is empty; swap the two bounds"));
                }
                if step < 1 {
                    return Err(format!("a step of {step} leads nowhere; give at least 1"));
                }
                if log && low < 1 {
                    return Err(format!("a log scale cannot begin at {low}; begin at 1 or above"));
                }
                // The span fits u64 because it is the distance of two i64. The number of values,
                // which is one more than that of steps, has to fit u32.
                if high.abs_diff(low) / step.unsigned_abs() >= u64::from(u32::MAX) {
                    return Err("has 2^32 values or more; use a step or a real".into());
                }
                Ok(())
            }
            Self::Real { low, high, log } => {
                if !(low.is_finite() && high.is_finite() && low < high) {
                    return Err(format!(
                        "{low:?} to {high:?} is no interval; give two finite bounds, low < high"
                    ));
                }
                if log && low <= 0.0 {
                    return Err(format!("a log scale cannot begin at {low:?}; begin above 0"));
                }
                Ok(())
            }
        }
    }
}

fn check_values(values: &[Value]) -> Result<(), String> {
    if values.is_empty() {
        return Err("has no values; give at least one".into());
    }
    for (i, value) in values.iter().enumerate() {
        if matches!(value, Value::Real(value) if !value.is_finite()) {
            return Err(format!("{value} is not a finite number"));
        }
        if values[..i].iter().any(|earlier| earlier.same(value)) {
            return Err(format!("the value {value} occurs twice"));
        }
    }
    Ok(())
}

fn scaled(log: bool, low: f64, high: f64, value: f64) -> (f64, f64, f64) {
    if log { (low.ln(), high.ln(), value.ln()) } else { (low, high, value) }
}

fn unscaled(log: bool, low: f64, high: f64, place: f64) -> f64 {
    // Weighing both ends, unlike low + place * (high - low), cannot overflow.
    let between = |low: f64, high: f64| low * (1.0 - place) + high * place;
    let value = if log { between(low.ln(), high.ln()).exp() } else { between(low, high) };
    value.clamp(low, high)
}

impl Domain {
    /// What a value may be, after "expected", and the name that `found` probably misspells.
    pub(super) fn instead_of(&self, found: &Value) -> String {
        let hint = match (self, found) {
            (Self::Categorical(values) | Self::Ordinal(values), Value::Text(found)) => {
                let names = values.iter().filter_map(|value| match value {
                    Value::Text(name) => Some(name.as_str()),
                    _ => None,
                });
                suggestion(found, names)
            }
            _ => String::new(),
        };
        format!("{self}{hint}")
    }
}

impl fmt::Display for Domain {
    /// The values in words, after "expected".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Categorical(values) | Self::Ordinal(values) => {
                let names: Vec<_> = values.iter().map(Value::to_string).collect();
                write!(f, "one of {}", names.join(", "))
            }
            Self::Integer { low, high, step, log } => {
                write!(f, "a whole number from {low} to {high}")?;
                if *step != 1 {
                    write!(f, " by {step}")?;
                }
                f.write_str(if *log { " (log)" } else { "" })
            }
            Self::Real { low, high, log } => {
                write!(f, "a number from {low:?} to {high:?}")?;
                f.write_str(if *log { " (log)" } else { "" })
            }
        }
    }
}
