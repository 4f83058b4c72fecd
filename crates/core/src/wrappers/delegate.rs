//! What a wrapper passes on unchanged.

/// Implements the named methods of [`crate::Environment`] by asking `self.inner`.
macro_rules! delegate {
    ($($method:ident),* $(,)?) => { $(delegate!(@ $method);)* };
    (@ space) => {
        fn space(&self) -> &Self::Space { self.inner.space() }
    };
    (@ metrics) => {
        fn metrics(&self) -> &[$crate::MetricSpec] { self.inner.metrics() }
    };
    (@ observation_width) => {
        fn observation_width(&self) -> usize { self.inner.observation_width() }
    };
    (@ horizon) => {
        fn horizon(&self) -> Option<u32> { self.inner.horizon() }
    };
    (@ noisy) => {
        fn noisy(&self) -> bool { self.inner.noisy() }
    };
    (@ fingerprint) => {
        fn fingerprint(&self) -> Option<u64> { self.inner.fingerprint() }
    };
    (@ noiseless) => {
        fn noiseless(&self, action: &$crate::Action<Self>) -> Option<$crate::Metrics> {
            self.inner.noiseless(action)
        }
    };
    (@ optimum) => {
        fn optimum(&self, objective: &$crate::Objective, horizon: Option<u32>) -> Option<f64> {
            self.inner.optimum(objective, horizon)
        }
    };
    (@ optimum_within) => {
        fn optimum_within(
            &self,
            part: &$crate::space::Restriction,
            objective: &$crate::Objective,
            horizon: Option<u32>,
        ) -> Option<f64> {
            self.inner.optimum_within(part, objective, horizon)
        }
    };
    (@ canonical) => {
        fn canonical(&self, action: &$crate::Action<Self>) -> $crate::Action<Self> {
            self.inner.canonical(action)
        }
    };
    (@ subject) => {
        fn subject(&self, action: &$crate::Action<Self>) -> $crate::Subject {
            self.inner.subject(action)
        }
    };
    // The rest concerns a state, which these wrappers hold as it is.
    (@ reset) => {
        fn reset(&self, seed: u64) -> Self::State { self.inner.reset(seed) }
    };
    (@ step) => {
        fn step(
            &self,
            state: &mut Self::State,
            action: &$crate::Action<Self>,
        ) -> Result<$crate::Outcome, $crate::Fault> {
            self.inner.step(state, action)
        }
    };
    (@ replay) => {
        fn replay(
            &self,
            state: &mut Self::State,
            action: &$crate::Action<Self>,
        ) -> Result<$crate::Outcome, $crate::Fault> {
            self.inner.replay(state, action)
        }
    };
    (@ legal) => {
        fn legal(&self, state: &Self::State, out: &mut Vec<$crate::Action<Self>>) {
            self.inner.legal(state, out);
        }
    };
    (@ observe) => {
        fn observe(&self, state: &Self::State, out: &mut [f32]) { self.inner.observe(state, out); }
    };
    (@ measure) => {
        fn measure(&self, state: &Self::State) -> Option<$crate::Metrics> {
            self.inner.measure(state)
        }
    };
    (@ completes) => {
        fn completes(
            &self,
            state: &Self::State,
            action: &$crate::Action<Self>,
        ) -> Option<($crate::Design, &dyn $crate::DesignOracle)> {
            self.inner.completes(state, action)
        }
    };
}
pub(super) use delegate;
