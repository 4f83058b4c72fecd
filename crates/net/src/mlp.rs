//! A multilayer perceptron: forward and backward, over batches.

use crate::init::Init;
use crate::pass::Pass;
use crate::product::{Strided, add_product, transpose};
use crate::shape::Shape;
use crate::simd;
use crate::sparse::Rows;
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
        pass.values.resize(self.shape.widths().len(), Vec::new());
        pass.values[0].clear();
        pass.values[0].extend_from_slice(inputs);
        self.layers_from(0, rows, pass);
        pass.outputs()
    }

    /// The outputs for a batch of inputs of which most are zero: the same as of
    /// [`Mlp::forward`], sooner.
    ///
    /// # Panics
    ///
    /// When the rows are of another width.
    pub fn forward_sparse<'p>(&self, inputs: Rows<'_>, pass: &'p mut Pass) -> &'p [f32] {
        assert_eq!(inputs.width(), self.shape.inputs(), "the inputs that it was made for");
        let depth = self.shape.widths().len();
        pass.values.resize(depth, Vec::new());
        pass.values[0].clear();
        if let Some(layer) = self.shape.layers().next() {
            let (weights, biases) = layer.split(&self.parameters);
            let out = &mut pass.values[1];
            out.clear();
            (0..inputs.len()).for_each(|_| out.extend_from_slice(biases));
            simd::best().add_sparse(inputs, weights, layer.outputs, out);
            if depth > 2 {
                self.shape.activation().apply(out);
            }
        }
        self.layers_from(1, inputs.len(), pass);
        pass.outputs()
    }

    /// Fills the values of the layers from the `first`.
    fn layers_from(&self, first: usize, rows: usize, pass: &mut Pass) {
        let depth = self.shape.widths().len();
        for (i, layer) in self.shape.layers().enumerate().skip(first) {
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
        self.layers_to(0, pass, slopes, gradient);
        &pass.slopes[0]
    }

    /// As [`Mlp::backward`] after [`Mlp::forward_sparse`] of the same `inputs`, by which there are
    /// no derivatives.
    ///
    /// # Panics
    ///
    /// As there, or when the `inputs` are not as many.
    pub fn backward_sparse(
        &self,
        inputs: Rows<'_>,
        pass: &mut Pass,
        slopes: &[f32],
        gradient: &mut [f32],
    ) {
        assert_eq!(inputs.len() * self.shape.outputs(), slopes.len(), "slopes for each input");
        self.layers_to(1, pass, slopes, gradient);
        let now = &pass.slopes[0];
        if let Some(layer) = self.shape.layers().next() {
            let (d_weights, d_biases) = layer.split_mut(gradient);
            add_each(now, d_biases);
            simd::best().add_outer(inputs, now, layer.outputs, d_weights);
        }
    }

    /// The gradient of the layers down to the `last`; the derivatives by its inputs are the first
    /// slopes of `pass` then.
    fn layers_to(&self, last: usize, pass: &mut Pass, slopes: &[f32], gradient: &mut [f32]) {
        assert_eq!(slopes.len(), pass.outputs().len(), "one slope for each output");
        assert_eq!(gradient.len(), self.parameters.len(), "one derivative for each parameter");
        let Pass { values, slopes: [now, next], turned } = pass;
        now.clear();
        now.extend_from_slice(slopes);
        let layers: Vec<_> = self.shape.layers().collect();
        for (i, layer) in layers.into_iter().enumerate().skip(last).rev() {
            let (weights, _) = layer.split(&self.parameters);
            let (d_weights, d_biases) = layer.split_mut(gradient);
            add_each(now, d_biases);
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
    }
}

/// Adds each row of `rows` to `sums`.
fn add_each(rows: &[f32], sums: &mut [f32]) {
    for row in rows.chunks_exact(sums.len()) {
        sums.iter_mut().zip(row).for_each(|(sum, d)| *sum += d);
    }
}
