//! A part of a design space as an environment of its own.

use super::delegate;
use crate::environment::{Action, Environment, Fault, Outcome};
use crate::metric::Metrics;
use crate::objective::Objective;
use crate::rng::key_seed;
use crate::space::{Design, Designs, Restriction, Space, SpaceError, Subject, Value};

/// Searches the designs in which some parameters keep some of their values only; see
/// [`SpaceSpec::restrict`](crate::SpaceSpec::restrict). Agents meet the narrow space, `inner` the
/// designs as it knows them, and records and people the names of `inner`.
#[derive(Debug)]
pub struct Restricted<E> {
    inner: E,
    part: Restriction,
}

impl<E: Environment<Space = Designs>> Restricted<E> {
    /// The part of `inner` in which these parameters keep these values.
    ///
    /// # Errors
    ///
    /// As [`SpaceSpec::restrict`](crate::SpaceSpec::restrict).
    pub fn new<'a>(
        inner: E,
        values: impl IntoIterator<Item = (&'a str, Vec<Value>)>,
    ) -> Result<Self, SpaceError> {
        let part = inner.space().restrict(values)?;
        Ok(Self { inner, part })
    }

    /// The part of the space.
    pub fn part(&self) -> &Restriction {
        &self.part
    }

    fn widen(&self, design: &Design) -> Result<Design, Fault> {
        self.part.widen(design).map_err(|error| Fault::Invalid(error.to_string()))
    }
}

impl<E: Environment<Space = Designs>> Environment for Restricted<E> {
    type Space = Designs;
    type State = E::State;

    delegate!(metrics, reset, observation_width, observe, measure, horizon, noisy);

    fn space(&self) -> &Designs {
        self.part.space()
    }

    fn step(&self, state: &mut Self::State, action: &Action<Self>) -> Result<Outcome, Fault> {
        self.inner.step(state, &self.widen(action)?)
    }

    fn replay(&self, state: &mut Self::State, action: &Action<Self>) -> Result<Outcome, Fault> {
        self.inner.replay(state, &self.widen(action)?)
    }

    fn noiseless(&self, action: &Action<Self>) -> Option<Metrics> {
        self.inner.noiseless(&self.widen(action).ok()?)
    }

    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        self.inner.optimum_within(&self.part, objective, horizon)
    }

    /// The records of one part are not those of another.
    fn fingerprint(&self) -> Option<u64> {
        let inner = self.inner.fingerprint().map(|hash| format!("{hash:016x}"));
        let mut key = vec!["restricted".to_owned(), inner.unwrap_or_default()];
        for (path, values) in self.part.values() {
            key.push(path.clone());
            // The number of values keeps a value from passing for the next path.
            key.push(values.len().to_string());
            key.extend(values.iter().map(Value::to_string));
        }
        Some(key_seed(&key.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    /// The representative that `inner` names, if it belongs to the part.
    fn canonical(&self, action: &Action<Self>) -> Action<Self> {
        let wide = self.part.widen(action).ok().map(|wide| self.inner.canonical(&wide));
        let narrow = wide.and_then(|wide| self.part.narrow(&wide));
        narrow.unwrap_or_else(|| self.part.space().canonical(action))
    }

    fn subject(&self, action: &Action<Self>) -> Subject {
        match self.part.widen(action) {
            Ok(wide) => self.inner.subject(&wide),
            Err(_) => self.part.space().subject(action),
        }
    }
}
