//! The covariance of two designs: Matérn 5/2 with a length scale for each decision.
//!
//! Rasmussen and Williams, "Gaussian Processes for Machine Learning" (2006), equation 4.17 with
//! ν = 5/2, over the distance of equation 5.2 (automatic relevance determination). Two different
//! labels are 1 apart, which is what one-hot encoding with a length scale shared by the columns of
//! a decision gives (there they are √2 apart).

use super::features::Layout;

/// A kernel with its hyperparameters and the variance of the noise.
#[derive(Clone, Debug)]
pub(crate) struct Kernel {
    pub(crate) layout: Layout,
    /// The logarithms of the length scales, of the signal's variance and of the noise's.
    theta: Vec<f64>,
    /// For each column, the inverse of the squared length scale.
    weights: Vec<f64>,
    signal: f64,
    noise: f64,
}

impl Kernel {
    /// A kernel with these logarithms: of the length scales, of the signal's variance and of the
    /// noise's.
    pub(crate) fn new(layout: Layout, theta: Vec<f64>) -> Self {
        debug_assert_eq!(theta.len(), layout.groups + 2);
        let weights = layout.group.iter().map(|g| libm::exp(-2.0 * theta[*g])).collect();
        let [signal, noise] = [0, 1].map(|at| libm::exp(theta[layout.groups + at]));
        Self { layout, theta, weights, signal, noise }
    }

    /// The logarithms of the hyperparameters.
    pub(crate) fn theta(&self) -> &[f64] {
        &self.theta
    }

    /// The variance of the signal.
    pub(crate) fn signal(&self) -> f64 {
        self.signal
    }

    /// The variance of the noise.
    pub(crate) fn noise(&self) -> f64 {
        self.noise
    }

    /// The covariance of two rows, without noise.
    pub(crate) fn covariance(&self, a: &[f64], b: &[f64]) -> f64 {
        let (root, decay) = self.radial(a, b);
        self.signal * (1.0 + root + root * root / 3.0) * decay
    }

    /// `√5 r` and `exp(-√5 r)` for the scaled distance `r`.
    fn radial(&self, a: &[f64], b: &[f64]) -> (f64, f64) {
        let ordered = self.layout.ordered;
        let (near, far) = self.weights.split_at(ordered);
        let steps = a.iter().zip(b).zip(near).map(|((a, b), weight)| weight * (a - b) * (a - b));
        let labels = a[ordered..].iter().zip(&b[ordered..]).zip(far);
        let changes = labels.map(|((a, b), weight)| if a == b { 0.0 } else { *weight });
        let root = (5.0 * (steps.sum::<f64>() + changes.sum::<f64>())).sqrt();
        (root, libm::exp(-root))
    }

    /// The covariance, and into `slope` the derivatives by the logarithms of the length scales.
    ///
    /// With `s = √5 r`, the derivative by the logarithm of `ℓ` is
    /// `5/3 σ² (1 + s) exp(-s) Δ² / ℓ²`, without a division by `r`.
    pub(crate) fn covariance_and_slope(&self, a: &[f64], b: &[f64], slope: &mut [f64]) -> f64 {
        let (root, decay) = self.radial(a, b);
        let factor = 5.0 / 3.0 * self.signal * (1.0 + root) * decay;
        slope.fill(0.0);
        let columns = self.weights.iter().zip(&self.layout.group).enumerate();
        for (at, (weight, group)) in columns {
            let squared = if at < self.layout.ordered {
                (a[at] - b[at]) * (a[at] - b[at])
            } else {
                f64::from(u8::from(a[at] != b[at]))
            };
            slope[*group] += factor * weight * squared;
        }
        self.signal * (1.0 + root + root * root / 3.0) * decay
    }
}
