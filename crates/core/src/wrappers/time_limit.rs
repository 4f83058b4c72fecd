//! A limit on the length of an episode, as Gymnasium's wrapper of the same name.

use super::delegate;
use crate::environment::{Action, DesignOracle, End, Environment, Fault, Outcome};
use crate::metric::Metrics;
use crate::objective::Objective;
use crate::space::{Design, Restriction};

/// Truncates an episode after a number of steps.
#[derive(Debug)]
pub struct TimeLimit<E> {
    inner: E,
    steps: u32,
}

/// A state and the steps it has left.
#[derive(Debug)]
pub struct Limited<S> {
    state: S,
    left: u32,
}

impl<S: Clone> Clone for Limited<S> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), left: self.left }
    }

    fn clone_from(&mut self, source: &Self) {
        self.state.clone_from(&source.state);
        self.left = source.left;
    }
}

impl<S> Limited<S> {
    /// Counts a step, and ends the episode if it was the last one.
    fn count(&mut self, mut outcome: Outcome) -> Outcome {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 && outcome.end.is_none() {
            outcome.end = Some(End::Truncated);
        }
        outcome
    }
}

impl<E> TimeLimit<E> {
    /// Ends the episodes of `inner` after `steps` steps, if they have not ended before.
    pub fn new(inner: E, steps: u32) -> Self {
        Self { inner, steps }
    }
}

impl<E: Environment> Environment for TimeLimit<E> {
    type Space = E::Space;
    type State = Limited<E::State>;

    delegate!(space, metrics, observation_width, noisy, fingerprint, noiseless, canonical, subject);

    fn reset(&self, seed: u64) -> Self::State {
        Limited { state: self.inner.reset(seed), left: self.steps }
    }

    fn step(&self, state: &mut Self::State, action: &Action<Self>) -> Result<Outcome, Fault> {
        let outcome = self.inner.step(&mut state.state, action)?;
        Ok(state.count(outcome))
    }

    fn replay(&self, state: &mut Self::State, action: &Action<Self>) -> Result<Outcome, Fault> {
        let outcome = self.inner.replay(&mut state.state, action)?;
        Ok(state.count(outcome))
    }

    /// What cannot be reached within the limit is no optimum.
    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        let steps = horizon.map_or(self.steps, |horizon| horizon.min(self.steps));
        self.inner.optimum(objective, Some(steps))
    }

    fn optimum_within(
        &self,
        part: &Restriction,
        objective: &Objective,
        horizon: Option<u32>,
    ) -> Option<f64> {
        let steps = horizon.map_or(self.steps, |horizon| horizon.min(self.steps));
        self.inner.optimum_within(part, objective, Some(steps))
    }

    fn legal(&self, state: &Self::State, out: &mut Vec<Action<Self>>) {
        self.inner.legal(&state.state, out);
    }

    fn observe(&self, state: &Self::State, out: &mut [f32]) {
        self.inner.observe(&state.state, out);
    }

    fn measure(&self, state: &Self::State) -> Option<Metrics> {
        self.inner.measure(&state.state)
    }

    fn horizon(&self) -> Option<u32> {
        Some(self.inner.horizon().map_or(self.steps, |inner| inner.min(self.steps)))
    }

    fn completes(
        &self,
        state: &Self::State,
        action: &Action<Self>,
    ) -> Option<(Design, &dyn DesignOracle)> {
        self.inner.completes(&state.state, action)
    }
}
