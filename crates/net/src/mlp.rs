//! A multilayer perceptron: forward and backward, over batches.

use crate::init::Init;
use crate::pass::Pass;
use crate::product::{Strided, add_product, transpose};
use crate::shape::Shape;
use rand::Rng;

/// Fully connected layers, with an activation after all but the last.
///
/// All parameters are one slice, layer by layer, the weights (a row for each input) before the
/// biases: an optimiser needs no more, and a target network is a copy of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mlp {
    shape: Shape,
    parameters: Vec<f32>,
}

impl Mlp {
    /// A network with random weights.
    pub fn new(shape: Shape, init: Init, rng: &mut impl Rng) -> Self {
        let mut parameters = vec![0.0; shape.parameters()];
        init.fill(&shape, &mut parameters, rng);
        Self { shape, parameters }
    }

    /// A network with these parameters; none if their number does not fit.
    pub fn with_parameters(shape: Shape, parameters: Vec<f32>) -> Option<Self> {
        (parameters.len() == shape.parameters()).then_some(Self { shape, parameters })
    }

    /// The widths.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The weights and biases.
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// The weights and biases, to train them.
    pub fn parameters_mut(&mut self) -> &mut [f32] {
        &mut self.parameters
    }

    /// A gradient to add to.
    pub fn zeros(&self) -> Vec<f32> {
        vec![0.0; self.parameters.len()]
    }

    /// The outputs for a batch of inputs, row by row. A row has the same outputs, to the bit, in
    /// whatever batch it stands.
    ///
    /// # Panics
    ///
    /// When `inputs` are no whole rows.
    pub fn forward<'p>(&self, inputs: &[f32], pass: &'p mut Pass) -> &'p [f32] {
        let width = self.shape.inputs();
        assert!(inputs.len().is_multiple_of(width), "inputs come in rows of {width}");
        let rows = inputs.len() / width;
        let depth = self.shape.widths().len();
        pass.values.resize(depth, Vec::new());
        pass.values[0].clear();
        pass.values[0].extend_from_slice(inputs);
        for (i, layer) in self.shape.layers().enumerate() {
            let (weights, biases) = layer.split(&self.parameters);
            let (before, after) = pass.values.split_at_mut(i + 1);
            let out = &mut after[0];
            out.clear();
            (0..rows).for_each(|_| out.extend_from_slice(biases));
            let left = Strided { values: &before[i], row: layer.inputs, column: 1 };
            add_product(left, weights, layer.outputs, out);
            if i + 2 < depth {
                self.shape.activation().apply(out);
            }
        }
        pass.outputs()
    }

    /// Adds the gradient of a loss to `gradient`, given its `slopes`, the derivatives by the
    /// outputs of the last forward pass. Returns the derivatives by its inputs.
    ///
    /// # Panics
    ///
    /// When `slopes` are not as many as the outputs, or `gradient` not as the parameters.
    pub fn backward<'p>(
        &self,
        pass: &'p mut Pass,
        slopes: &[f32],
        gradient: &mut [f32],
    ) -> &'p [f32] {
        assert_eq!(slopes.len(), pass.outputs().len(), "one slope for each output");
        assert_eq!(gradient.len(), self.parameters.len(), "one derivative for each parameter");
        let Pass { values, slopes: [now, next], turned } = pass;
        now.clear();
        now.extend_from_slice(slopes);
        let layers: Vec<_> = self.shape.layers().collect();
        for (i, layer) in layers.into_iter().enumerate().rev() {
            let (weights, _) = layer.split(&self.parameters);
            let (d_weights, d_biases) = layer.split_mut(gradient);
            for row in now.chunks_exact(layer.outputs) {
                d_biases.iter_mut().zip(row).for_each(|(sum, d)| *sum += d);
            }
            let left = Strided { values: &values[i], row: 1, column: layer.inputs };
            add_product(left, now, layer.outputs, d_weights);
            next.clear();
            next.resize(values[i].len(), 0.0);
            // The sums run over outputs here, and `add_product` wants them along rows.
            transpose(weights, layer.outputs, turned);
            let left = Strided { values: now, row: layer.outputs, column: 1 };
            add_product(left, turned, layer.inputs, next);
            if i > 0 {
                self.shape.activation().chain(&values[i], next);
            }
            std::mem::swap(now, next);
        }
        now
    }
}
