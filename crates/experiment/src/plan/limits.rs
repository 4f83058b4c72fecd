//! What a run may spend, and how often it is repeated.

use crate::config::{Config, ConfigError, ConfigErrors, Fields};
use serde::Serialize;

/// The budget of each run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// Evaluations.
    pub evaluations: u64,
    /// Seconds of wall clock. With it, how far a run comes depends on the machine.
    pub seconds: Option<f64>,
}

impl Limits {
    /// Reads `budget = { evaluations = 300, seconds = 60 }`.
    pub(super) fn read(written: &Config, errors: &mut ConfigErrors) -> Option<Self> {
        let fields = Fields::of(written, &["evaluations", "seconds"], errors)?;
        let evaluations = errors.keep(fields.required("evaluations", "evaluations = 300"))?;
        let number = errors.keep(evaluations.read::<u64>());
        if number == Some(0) {
            errors.push(evaluations.error("a budget needs at least one evaluation"));
        }
        let seconds = errors.keep(seconds(fields.get("seconds")));
        Some(Self { evaluations: number?, seconds: seconds? })
    }
}

/// A time in seconds that may be there.
pub(crate) fn seconds(written: Option<&Config>) -> Result<Option<f64>, ConfigError> {
    let Some(written) = written else { return Ok(None) };
    let seconds: f64 = written.read()?;
    // Longer than this, a duration or a moment does not fit.
    if seconds > 0.0 && seconds < 1e9 {
        Ok(Some(seconds))
    } else {
        Err(written.error("expected a number of seconds above 0 (and below 1e9)"))
    }
}

/// The seeds of the runs, which pair the agents: equal seeds mean equal problem instances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Seeds {
    /// The seeds from 0 up to, and without, this one.
    Count(u64),
    /// Exactly these.
    List(Vec<u64>),
}

impl Seeds {
    /// Reads `seeds = 20` or `seeds = [1, 5, 9]`.
    pub(super) fn read(written: &Config) -> Result<Self, ConfigError> {
        let Ok(items) = written.items() else {
            return match written.read() {
                Ok(0) => Err(written.error("an experiment needs at least one seed")),
                Ok(count) => Ok(Self::Count(count)),
                Err(error) => Err(error),
            };
        };
        let mut seeds = Vec::with_capacity(items.len());
        for item in items {
            let seed: u64 = item.read()?;
            if seeds.contains(&seed) {
                return Err(item.error(format_args!("the seed {seed} is listed twice")));
            }
            seeds.push(seed);
        }
        if seeds.is_empty() {
            return Err(written.error("an experiment needs at least one seed"));
        }
        Ok(Self::List(seeds))
    }

    /// How many there are.
    #[allow(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> u64 {
        match self {
            Self::Count(count) => *count,
            Self::List(seeds) => seeds.len() as u64,
        }
    }

    /// Each of them.
    pub fn values(&self) -> Vec<u64> {
        match self {
            Self::Count(count) => (0..*count).collect(),
            Self::List(seeds) => seeds.clone(),
        }
    }
}
