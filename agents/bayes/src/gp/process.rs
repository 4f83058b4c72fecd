//! Regression with a Gaussian process of mean zero.
//!
//! Rasmussen and Williams, "Gaussian Processes for Machine Learning" (2006): the posterior is
//! algorithm 2.1, the marginal likelihood equation 5.8, its gradient equation 5.9.

use super::cholesky::{Cholesky, LANES, dot};
use super::kernel::Kernel;
use orienteer_core::Rng;
use rand::RngExt;
use rand_distr::StandardNormal;
use std::f64::consts::PI;

/// The mean and the variance of the function at a place, without the noise of an observation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Belief {
    pub(crate) mean: f64,
    pub(crate) variance: f64,
}

/// Observed places, factored, with the values observed there.
#[derive(Clone, Debug)]
pub(crate) struct Process {
    kernel: Kernel,
    rows: Vec<Vec<f64>>,
    values: Vec<f64>,
    factor: Cholesky,
    /// The inverse covariance times the values.
    weights: Vec<f64>,
    /// What is added to the noise so that the matrix is positive definite.
    jitter: f64,
}

impl Process {
    /// A process without observations.
    pub(crate) fn new(kernel: Kernel) -> Self {
        Self {
            kernel,
            rows: Vec::new(),
            values: Vec::new(),
            factor: Cholesky::default(),
            weights: Vec::new(),
            jitter: 0.0,
        }
    }

    /// The kernel.
    pub(crate) fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// The number of observed places.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a place.
    pub(crate) fn push(&mut self, row: Vec<f64>) {
        let covariances = self.covariances(&row);
        self.rows.push(row);
        if !self.factor.push(covariances) {
            self.refactor();
        }
    }

    /// Sets the values observed at the places, in their order.
    pub(crate) fn observe(&mut self, values: Vec<f64>) {
        self.weights = self.factor.solve(&values);
        self.values = values;
    }

    /// What is believed at the observed places.
    pub(crate) fn fitted(&self) -> impl Iterator<Item = f64> {
        // K w = y - noise w, because (K + noise) w = y.
        let noise = self.kernel.noise() + self.jitter;
        self.values.iter().zip(&self.weights).map(move |(value, weight)| value - noise * weight)
    }

    /// What is believed at each of some places.
    pub(crate) fn predict(&self, rows: &[Vec<f64>]) -> Vec<Belief> {
        let mut beliefs = Vec::with_capacity(rows.len());
        let mut block = vec![[0.0; LANES]; self.len()];
        for rows in rows.chunks(LANES) {
            let mut means = [0.0; LANES];
            let mut variances = [self.kernel.signal(); LANES];
            for ((known, covariances), weight) in
                self.rows.iter().zip(&mut block).zip(&self.weights)
            {
                for ((lane, row), mean) in covariances.iter_mut().zip(rows).zip(&mut means) {
                    *lane = self.kernel.covariance(known, row);
                    *mean += *lane * weight;
                }
            }
            self.factor.solve_lower(&mut block);
            for lanes in &block {
                for (variance, lane) in variances.iter_mut().zip(lanes) {
                    *variance -= lane * lane;
                }
            }
            let pairs = means.into_iter().zip(variances).take(rows.len());
            // Rounding must not leave a variance that has no root.
            let floor = 1e-12 * self.kernel.signal();
            beliefs.extend(
                pairs.map(|(mean, variance)| Belief { mean, variance: variance.max(floor) }),
            );
        }
        beliefs
    }

    /// The values at some places of a function drawn from the posterior.
    pub(crate) fn draw(&self, rows: &[Vec<f64>], rng: &mut Rng) -> Vec<f64> {
        // For each place, its covariances with the observations, whitened.
        let mut whitened = Vec::with_capacity(rows.len());
        let mut block = vec![[0.0; LANES]; self.len()];
        for rows in rows.chunks(LANES) {
            for (known, covariances) in self.rows.iter().zip(&mut block) {
                for (lane, row) in covariances.iter_mut().zip(rows) {
                    *lane = self.kernel.covariance(known, row);
                }
            }
            self.factor.solve_lower(&mut block);
            let columns = (0..rows.len()).map(|lane| block.iter().map(|b| b[lane]).collect());
            whitened.extend::<Vec<Vec<f64>>>(columns.collect());
        }
        let mut factor = Cholesky::default();
        let mut jitter = 1e-8 * self.kernel.signal();
        while factor.len() < rows.len() {
            let at = factor.len();
            let others = 0..=at;
            let covariance = |other: usize| {
                let prior = self.kernel.covariance(&rows[at], &rows[other]);
                let known = dot(&whitened[at], &whitened[other]);
                prior - known + if other == at { jitter } else { 0.0 }
            };
            if !factor.push(others.map(covariance).collect()) {
                // More noise on the places that remain is enough, and leaves the others alone.
                jitter *= 10.0;
            }
        }
        let normal: Vec<f64> = rows.iter().map(|_| rng.sample(StandardNormal)).collect();
        let beliefs = self.predict(rows);
        let deviations = factor.times(&normal);
        beliefs.iter().zip(deviations).map(|(belief, deviation)| belief.mean + deviation).collect()
    }

    /// The logarithm of the probability density of the values.
    pub(crate) fn log_likelihood(&self) -> f64 {
        let fit = dot(&self.values, &self.weights);
        -0.5 * (fit + self.factor.log_det() + self.len() as f64 * libm::log(2.0 * PI))
    }

    /// The gradient of [`log_likelihood`](Self::log_likelihood) by the logarithms of the
    /// hyperparameters, in the order of [`Kernel::theta`].
    pub(crate) fn gradient(&self) -> Vec<f64> {
        let groups = self.kernel.layout.groups;
        let mut gradient = vec![0.0; groups + 2];
        let mut slope = vec![0.0; groups];
        let inverse = self.factor.inverse();
        let (mut signal, mut noise) = (0.0, 0.0);
        for (i, (row, inverse)) in self.rows.iter().zip(&inverse).enumerate() {
            for (j, other) in self.rows[..i].iter().enumerate() {
                let part = self.weights[i] * self.weights[j] - inverse[j];
                let covariance = self.kernel.covariance_and_slope(row, other, &mut slope);
                signal += part * covariance;
                for (sum, slope) in gradient.iter_mut().zip(&slope) {
                    *sum += part * slope;
                }
            }
            let part = self.weights[i] * self.weights[i] - inverse[i];
            signal += 0.5 * part * self.kernel.signal();
            noise += 0.5 * part * self.kernel.noise();
        }
        gradient[groups] = signal;
        gradient[groups + 1] = noise;
        gradient
    }

    /// The covariances of one more place with those there are, and its variance with noise.
    fn covariances(&self, row: &[f64]) -> Vec<f64> {
        let others = self.rows.iter().map(|known| self.kernel.covariance(known, row));
        let own = self.kernel.signal() + self.kernel.noise() + self.jitter;
        others.chain([own]).collect()
    }

    /// Factors anew, with ever more noise until rounding does no harm.
    fn refactor(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        loop {
            self.jitter = (10.0 * self.jitter).max(1e-8 * self.kernel.signal());
            self.factor = Cholesky::default();
            self.rows.clear();
            let whole = rows.iter().all(|row| {
                let covariances = self.covariances(row);
                self.rows.push(row.clone());
                self.factor.push(covariances)
            });
            // Beyond the signal, the matrix is as good as a multiple of the identity: what fails
            // then is no number, and more noise does not help.
            if whole || self.jitter > 1e3 * self.kernel.signal() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests;
