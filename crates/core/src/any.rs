//! Environments whose type is not known at compile time.
//!
//! [`AnyEnvironment`] is itself an [`Environment`], so an agent is written once, generically, and
//! compiles once for each kind of space. The price is a pointer and a checked downcast a step.

use crate::environment::{Action, DesignOracle, Environment, Fault, Outcome};
use crate::metric::{MetricSpec, Metrics};
use crate::objective::Objective;
use crate::space::{Design, Restriction, Space, Subject};
use std::any::Any;
use std::sync::Arc;

/// An environment over the space `S`, erased. Cheap to clone: clones share the environment.
pub struct AnyEnvironment<S: Space>(Arc<dyn Erased<S>>);

impl<S: Space> AnyEnvironment<S> {
    /// Erases `environment`.
    pub fn new<E: Environment<Space = S> + 'static>(environment: E) -> Self {
        Self(Arc::new(environment))
    }
}

impl<S: Space> Clone for AnyEnvironment<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// The state of an [`AnyEnvironment`].
pub struct AnyState(Box<dyn ErasedState>);

impl Clone for AnyState {
    fn clone(&self) -> Self {
        Self(self.0.duplicate())
    }

    /// Reuses the box.
    fn clone_from(&mut self, source: &Self) {
        self.0.assign(&*source.0);
    }
}

trait ErasedState: Any + Send {
    fn duplicate(&self) -> Box<dyn ErasedState>;
    fn assign(&mut self, source: &dyn ErasedState);
}

impl<T: Clone + Send + 'static> ErasedState for T {
    fn duplicate(&self) -> Box<dyn ErasedState> {
        Box::new(self.clone())
    }

    fn assign(&mut self, source: &dyn ErasedState) {
        self.clone_from(typed(source));
    }
}

fn typed<T: 'static>(state: &dyn ErasedState) -> &T {
    (state as &dyn Any).downcast_ref().expect("a state stays with the environment that made it")
}

fn typed_mut<T: 'static>(state: &mut dyn ErasedState) -> &mut T {
    (state as &mut dyn Any).downcast_mut().expect("a state stays with the environment that made it")
}

/// [`Environment`] without its associated types.
trait Erased<S: Space>: Send + Sync {
    fn space(&self) -> &S;
    fn metrics(&self) -> &[MetricSpec];
    fn reset(&self, seed: u64) -> AnyState;
    fn step(&self, state: &mut dyn ErasedState, action: &S::Action) -> Result<Outcome, Fault>;
    fn replay(&self, state: &mut dyn ErasedState, action: &S::Action) -> Result<Outcome, Fault>;
    fn legal(&self, state: &dyn ErasedState, out: &mut Vec<S::Action>);
    fn observation_width(&self) -> usize;
    fn observe(&self, state: &dyn ErasedState, out: &mut [f32]);
    fn measure(&self, state: &dyn ErasedState) -> Option<Metrics>;
    fn horizon(&self) -> Option<u32>;
    fn noisy(&self) -> bool;
    fn fingerprint(&self) -> Option<u64>;
    fn noiseless(&self, action: &S::Action) -> Option<Metrics>;
    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64>;
    fn optimum_within(
        &self,
        part: &Restriction,
        objective: &Objective,
        horizon: Option<u32>,
    ) -> Option<f64>;
    fn canonical(&self, action: &S::Action) -> S::Action;
    fn subject(&self, action: &S::Action) -> Subject;
    fn completes(
        &self,
        state: &dyn ErasedState,
        action: &S::Action,
    ) -> Option<(Design, &dyn DesignOracle)>;
}

impl<E: Environment> Erased<E::Space> for E {
    fn space(&self) -> &E::Space {
        self.space()
    }

    fn metrics(&self) -> &[MetricSpec] {
        self.metrics()
    }

    fn reset(&self, seed: u64) -> AnyState {
        AnyState(Box::new(self.reset(seed)))
    }

    fn step(&self, state: &mut dyn ErasedState, action: &Action<E>) -> Result<Outcome, Fault> {
        self.step(typed_mut(state), action)
    }

    fn replay(&self, state: &mut dyn ErasedState, action: &Action<E>) -> Result<Outcome, Fault> {
        self.replay(typed_mut(state), action)
    }

    fn legal(&self, state: &dyn ErasedState, out: &mut Vec<Action<E>>) {
        self.legal(typed(state), out);
    }

    fn observation_width(&self) -> usize {
        self.observation_width()
    }

    fn observe(&self, state: &dyn ErasedState, out: &mut [f32]) {
        self.observe(typed(state), out);
    }

    fn measure(&self, state: &dyn ErasedState) -> Option<Metrics> {
        self.measure(typed(state))
    }

    fn horizon(&self) -> Option<u32> {
        self.horizon()
    }

    fn noisy(&self) -> bool {
        self.noisy()
    }

    fn fingerprint(&self) -> Option<u64> {
        self.fingerprint()
    }

    fn noiseless(&self, action: &Action<E>) -> Option<Metrics> {
        self.noiseless(action)
    }

    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        self.optimum(objective, horizon)
    }

    fn optimum_within(
        &self,
        part: &Restriction,
        objective: &Objective,
        horizon: Option<u32>,
    ) -> Option<f64> {
        self.optimum_within(part, objective, horizon)
    }

    fn canonical(&self, action: &Action<E>) -> Action<E> {
        self.canonical(action)
    }

    fn subject(&self, action: &Action<E>) -> Subject {
        self.subject(action)
    }

    fn completes(
        &self,
        state: &dyn ErasedState,
        action: &Action<E>,
    ) -> Option<(Design, &dyn DesignOracle)> {
        self.completes(typed(state), action)
    }
}

impl<S: Space> Environment for AnyEnvironment<S> {
    type Space = S;
    type State = AnyState;

    fn space(&self) -> &S {
        self.0.space()
    }

    fn metrics(&self) -> &[MetricSpec] {
        self.0.metrics()
    }

    fn reset(&self, seed: u64) -> AnyState {
        self.0.reset(seed)
    }

    fn step(&self, state: &mut AnyState, action: &S::Action) -> Result<Outcome, Fault> {
        self.0.step(&mut *state.0, action)
    }

    fn replay(&self, state: &mut AnyState, action: &S::Action) -> Result<Outcome, Fault> {
        self.0.replay(&mut *state.0, action)
    }

    fn legal(&self, state: &AnyState, out: &mut Vec<S::Action>) {
        self.0.legal(&*state.0, out);
    }

    fn observation_width(&self) -> usize {
        self.0.observation_width()
    }

    fn observe(&self, state: &AnyState, out: &mut [f32]) {
        self.0.observe(&*state.0, out);
    }

    fn measure(&self, state: &AnyState) -> Option<Metrics> {
        self.0.measure(&*state.0)
    }

    fn horizon(&self) -> Option<u32> {
        self.0.horizon()
    }

    fn noisy(&self) -> bool {
        self.0.noisy()
    }

    fn fingerprint(&self) -> Option<u64> {
        self.0.fingerprint()
    }

    fn noiseless(&self, action: &S::Action) -> Option<Metrics> {
        self.0.noiseless(action)
    }

    fn optimum(&self, objective: &Objective, horizon: Option<u32>) -> Option<f64> {
        self.0.optimum(objective, horizon)
    }

    fn optimum_within(
        &self,
        part: &Restriction,
        objective: &Objective,
        horizon: Option<u32>,
    ) -> Option<f64> {
        self.0.optimum_within(part, objective, horizon)
    }

    fn canonical(&self, action: &S::Action) -> S::Action {
        self.0.canonical(action)
    }

    fn subject(&self, action: &S::Action) -> Subject {
        self.0.subject(action)
    }

    fn completes(
        &self,
        state: &AnyState,
        action: &S::Action,
    ) -> Option<(Design, &dyn DesignOracle)> {
        self.0.completes(&*state.0, action)
    }
}
