//! The short way to a design environment: a typed design in, metrics out.

use crate::environment::{Environment, Fault, Outcome};
use crate::metric::{MetricSpec, Metrics};
use crate::rng::{Rng, rng};
use crate::space::{Design, DesignSpace, Designs};

/// A simulator of designs. [`Simulated`] makes an [`Environment`] of it.
pub trait Simulator: Send + Sync {
    /// The design, a type with `#[derive(Space)]`.
    type Design: DesignSpace;

    /// What a simulation measures.
    fn metrics(&self) -> Vec<MetricSpec>;

    /// Simulates one design. Whatever is random about it comes from `rng`.
    ///
    /// # Errors
    ///
    /// The fault for which there are no metrics.
    fn simulate(&self, design: &Self::Design, rng: &mut Rng) -> Result<Metrics, Fault>;

    /// Whether `simulate` uses its generator.
    fn noisy(&self) -> bool {
        false
    }
}

/// A [`Simulator`] as an [`Environment`].
#[derive(Debug)]
pub struct Simulated<S> {
    simulator: S,
    space: Designs,
    metrics: Vec<MetricSpec>,
}

impl<S: Simulator> Simulated<S> {
    /// Lifts `simulator`.
    pub fn new(simulator: S) -> Self {
        let metrics = simulator.metrics();
        Self { space: Designs::of::<S::Design>(), metrics, simulator }
    }
}

impl<S: Simulator> Environment for Simulated<S> {
    type Space = Designs;
    type State = Rng;

    fn space(&self) -> &Designs {
        &self.space
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, seed: u64) -> Rng {
        rng(seed)
    }

    fn step(&self, state: &mut Rng, design: &Design) -> Result<Outcome, Fault> {
        let design = S::Design::decode(design).map_err(|e| Fault::Invalid(e.to_string()))?;
        self.simulator.simulate(&design, state).map(Outcome::terminated)
    }

    fn noisy(&self) -> bool {
        self.simulator.noisy()
    }
}
