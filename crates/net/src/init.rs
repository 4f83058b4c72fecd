//! Random weights to begin with. Biases begin at zero.

use crate::shape::{Layer, Shape};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

/// How weights are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    /// Normal, with variance 2 / inputs: keeps the scale through layers with
    /// [`crate::Activation::Relu`] (He et al. 2015, equation 10); 1 / inputs for the last layer,
    /// which has none.
    He,
    /// Orthogonal matrices (Saxe et al. 2014): all singular values are `hidden`, and in the last
    /// layer `output`.
    Orthogonal {
        /// The gain of hidden layers.
        hidden: f32,
        /// The gain of the last layer.
        output: f32,
    },
}

impl Init {
    /// Orthogonal with the root of 2 in hidden layers, and `output` in the last: 0.01 for policies,
    /// so that they begin uniform, and 1 for values (Huang et al. 2022, detail 2).
    pub fn orthogonal(output: f32) -> Self {
        Self::Orthogonal { hidden: std::f32::consts::SQRT_2, output }
    }

    pub(crate) fn fill(self, shape: &Shape, parameters: &mut [f32], rng: &mut impl Rng) {
        let last = shape.widths().len() - 2;
        for (i, layer) in shape.layers().enumerate() {
            let (weights, _) = layer.split_mut(parameters);
            match self {
                Self::He => {
                    let gain = if i == last { 1.0 } else { 2.0 };
                    let scale = (gain / layer.inputs as f64).sqrt();
                    for weight in weights {
                        *weight = (normal(rng) * scale) as f32;
                    }
                }
                Self::Orthogonal { hidden, output } => {
                    orthogonal(layer, if i == last { output } else { hidden }, weights, rng);
                }
            }
        }
    }
}

/// In rare tails this takes functions of the system, the only ones in this
/// crate whose last bit may differ between machines.
fn normal(rng: &mut impl Rng) -> f64 {
    StandardNormal.sample(rng)
}

/// Gaussian vectors made orthonormal one after the other (Gram and Schmidt, twice over, as once is
/// not enough in floating point: Giraud et al. 2005). They are the rows or the columns, whichever
/// are fewer.
fn orthogonal(layer: Layer, gain: f32, weights: &mut [f32], rng: &mut impl Rng) {
    let Layer { inputs, outputs, .. } = layer;
    let (count, length) = (inputs.min(outputs), inputs.max(outputs));
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(count);
    while basis.len() < count {
        let mut vector: Vec<f64> = (0..length).map(|_| normal(rng)).collect();
        for _ in 0..2 {
            for other in &basis {
                let along = dot(&vector, other);
                vector.iter_mut().zip(other).for_each(|(v, o)| *v -= along * o);
            }
        }
        let norm = dot(&vector, &vector).sqrt();
        // A vector that lies in the span of the others is drawn again.
        if norm > 1e-6 {
            for v in &mut vector {
                *v /= norm;
            }
            basis.push(vector);
        }
    }
    for (i, row) in weights.chunks_exact_mut(outputs).enumerate() {
        for (o, weight) in row.iter_mut().enumerate() {
            let value = if inputs < outputs { basis[i][o] } else { basis[o][i] };
            *weight = gain * value as f32;
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Activation, Mlp};
    use rand::{SeedableRng, rngs::Xoshiro256PlusPlus};

    #[test]
    fn rows_or_columns_are_orthonormal() {
        for (inputs, outputs) in [(5, 12), (12, 5), (8, 8), (1, 3)] {
            let shape = Shape::new(inputs, &[], outputs, Activation::Tanh).unwrap();
            let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
            let net = Mlp::new(shape, Init::orthogonal(0.5), &mut rng);
            let at = |i: usize, o: usize| f64::from(net.parameters()[i * outputs + o]);
            let wide = inputs < outputs;
            let (count, length) = (inputs.min(outputs), inputs.max(outputs));
            let entry = |v: usize, k: usize| if wide { at(v, k) } else { at(k, v) };
            for a in 0..count {
                for b in 0..count {
                    let dot: f64 = (0..length).map(|k| entry(a, k) * entry(b, k)).sum();
                    let expected = if a == b { 0.25 } else { 0.0 };
                    assert!((dot - expected).abs() < 1e-6, "{inputs}x{outputs}: {dot}");
                }
            }
        }
    }

    #[test]
    fn he_has_its_variance() {
        let shape = Shape::new(50, &[400], 1, Activation::Relu).unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
        let net = Mlp::new(shape, Init::He, &mut rng);
        let weights = &net.parameters()[..20_000];
        let square: f64 = weights.iter().map(|w| f64::from(w * w)).sum::<f64>() / 20_000.0;
        // 20,000 squares of standard deviation 0.04 * sqrt(2).
        assert!((square - 0.04).abs() < 4.0 * 0.0566 / 20_000_f64.sqrt(), "{square}");
        assert!(net.parameters()[20_000..20_400].iter().all(|bias| *bias == 0.0));
    }
}
