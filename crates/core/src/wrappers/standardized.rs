//! Statistics of observations and rewards, and observations standardised by them.
//!
//! Gymnasium's normalising wrappers keep running moments, so that what an agent sees depends on
//! what was seen before. Here the moments are gathered once, by random play from a given seed, and
//! the wrapper stays immutable: the same state always gives the same observation.

use super::delegate;
use crate::environment::Environment;
use crate::objective::Objective;
use crate::rng::{rng, stream_seed};
use crate::space::Moves;
use rand::seq::IndexedRandom;

/// Running mean and variance (Welford 1962), with the extremes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Default for Moments {
    fn default() -> Self {
        Self { count: 0, mean: 0.0, squares: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY }
    }
}

impl Moments {
    /// Takes in one value.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        let distance = value - self.mean;
        self.mean += distance / self.count as f64;
        self.squares += distance * (value - self.mean);
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    /// The number of values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The mean; 0 without values.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation of the values themselves (divided by n); 0 without values.
    pub fn deviation(&self) -> f64 {
        if self.count == 0 { 0.0 } else { (self.squares / self.count as f64).sqrt() }
    }

    /// The smallest and the largest value, if there is any.
    pub fn range(&self) -> Option<(f64, f64)> {
        (self.count > 0).then_some((self.min, self.max))
    }
}

/// What random play meets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// The moments of each feature of an observation.
    pub observations: Vec<Moments>,
    /// The moments of the rewards that the objective gives.
    pub rewards: Moments,
    /// The moments of the lengths of complete episodes.
    pub lengths: Moments,
}

impl Statistics {
    /// Plays `steps` random legal moves, episode after episode.
    pub fn gather<E: Environment<Space = Moves>>(
        env: &E,
        objective: &Objective,
        steps: u64,
        seed: u64,
    ) -> Self {
        let mut random = rng(seed);
        let mut statistics = Self {
            observations: vec![Moments::default(); env.observation_width()],
            ..Self::default()
        };
        let mut observation = vec![0.0; env.observation_width()];
        let (mut legal, mut episode, mut length) = (Vec::new(), 0, 0);
        let start = |episode| env.reset(stream_seed(seed, episode));
        let reward =
            |state: &E::State| env.measure(state).and_then(|m| objective.score(&m).reward());
        let mut state = start(episode);
        let mut before = reward(&state);
        for _ in 0..steps {
            env.observe(&state, &mut observation);
            for (moments, &x) in statistics.observations.iter_mut().zip(&observation) {
                moments.add(f64::from(x));
            }
            env.legal(&state, &mut legal);
            let outcome = legal.choose(&mut random).and_then(|mv| env.step(&mut state, mv).ok());
            length += 1;
            if let Some(outcome) = &outcome {
                let after = objective.score(&outcome.metrics).reward();
                if let Some(after) = after.filter(|_| !outcome.metrics.is_empty()) {
                    statistics.rewards.add(after - before.unwrap_or_default());
                    before = Some(after);
                }
            }
            if outcome.is_none_or(|o| o.end.is_some()) {
                statistics.lengths.add(f64::from(length));
                episode += 1;
                length = 0;
                state = start(episode);
                before = reward(&state);
            }
        }
        statistics
    }
}

/// Observations with mean 0 and standard deviation 1 under random play.
#[derive(Debug)]
pub struct Standardized<E> {
    inner: E,
    moments: Vec<Moments>,
}

impl<E: Environment> Standardized<E> {
    /// Standardises the observations of `inner` by `statistics`.
    pub fn new(inner: E, statistics: &Statistics) -> Self {
        Self { inner, moments: statistics.observations.clone() }
    }
}

impl<E: Environment> Environment for Standardized<E> {
    type Space = E::Space;
    type State = E::State;

    delegate!(
        space,
        metrics,
        reset,
        step,
        replay,
        legal,
        observation_width,
        measure,
        horizon,
        noisy,
        fingerprint,
        noiseless,
        optimum,
        optimum_within,
        canonical,
        subject,
        completes,
    );

    fn observe(&self, state: &Self::State, out: &mut [f32]) {
        self.inner.observe(state, out);
        for (x, moments) in out.iter_mut().zip(&self.moments) {
            // A feature that never changed carries nothing; it becomes 0.
            let scale = if moments.deviation() > 0.0 { 1.0 / moments.deviation() } else { 0.0 };
            *x = ((f64::from(*x) - moments.mean()) * scale) as f32;
        }
    }
}
