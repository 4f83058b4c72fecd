//! The widths of a network.

use crate::activation::Activation;

/// The most parameters of a network: 64 MiB of them. What is larger belongs in a general library.
const MOST: usize = 1 << 24;

/// The widths of all layers, and what is between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    widths: Vec<usize>,
    activation: Activation,
}

/// Widths that make no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// A layer without units.
    #[error("layer {0} of the network has no units; give 1 or more")]
    Empty(usize),
    /// More than this module is made for.
    #[error("a network of widths {0:?} has more than {MOST} parameters")]
    Large(Vec<usize>),
}

/// Where the parameters of one layer lie: `inputs` rows of `outputs` weights, then the biases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layer {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    pub(crate) start: usize,
}

impl Layer {
    /// The weights and the biases among all parameters.
    pub(crate) fn split(self, parameters: &[f32]) -> (&[f32], &[f32]) {
        let Self { inputs, outputs, start } = self;
        parameters[start..start + (inputs + 1) * outputs].split_at(inputs * outputs)
    }

    /// As [`Layer::split`], to change them.
    pub(crate) fn split_mut(self, parameters: &mut [f32]) -> (&mut [f32], &mut [f32]) {
        let Self { inputs, outputs, start } = self;
        parameters[start..start + (inputs + 1) * outputs].split_at_mut(inputs * outputs)
    }
}

impl Shape {
    /// A network from `inputs` through `hidden` to `outputs` units.
    ///
    /// # Errors
    ///
    /// When a layer is empty, or the network is larger than 16 million parameters.
    pub fn new(
        inputs: usize,
        hidden: &[usize],
        outputs: usize,
        activation: Activation,
    ) -> Result<Self, ShapeError> {
        let widths = [&[inputs], hidden, &[outputs]].concat();
        if let Some(empty) = widths.iter().position(|width| *width == 0) {
            return Err(ShapeError::Empty(empty));
        }
        let size = |pair: &[usize]| pair[0].checked_add(1)?.checked_mul(pair[1]);
        let total = widths.windows(2).try_fold(0_usize, |sum, pair| sum.checked_add(size(pair)?));
        match total {
            Some(total) if total <= MOST => Ok(Self { widths, activation }),
            _ => Err(ShapeError::Large(widths)),
        }
    }

    /// The features of an input.
    pub fn inputs(&self) -> usize {
        self.widths[0]
    }

    /// The units of the last layer.
    pub fn outputs(&self) -> usize {
        self.widths[self.widths.len() - 1]
    }

    /// The widths of all layers, from the inputs to the outputs.
    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// The function after each hidden layer.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// The number of weights and biases.
    pub fn parameters(&self) -> usize {
        self.layers().map(|layer| (layer.inputs + 1) * layer.outputs).sum()
    }

    /// The layers, from the first.
    pub(crate) fn layers(&self) -> impl Iterator<Item = Layer> {
        self.widths.windows(2).scan(0, |start, pair| {
            let layer = Layer { inputs: pair[0], outputs: pair[1], start: *start };
            *start += (pair[0] + 1) * pair[1];
            Some(layer)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_counted() {
        let shape = Shape::new(13, &[32, 32, 32], 8, Activation::Tanh).unwrap();
        assert_eq!(shape.parameters(), 14 * 32 + 33 * 32 + 33 * 32 + 33 * 8);
    }

    #[test]
    fn widths_that_make_no_network_are_refused() {
        let of = |inputs, hidden: &[usize]| Shape::new(inputs, hidden, 1, Activation::Relu);
        assert_eq!(of(0, &[4]), Err(ShapeError::Empty(0)));
        assert_eq!(of(2, &[4, 0]), Err(ShapeError::Empty(2)));
        for huge in [5000, 1 << 40, usize::MAX] {
            assert!(of(3, &[huge, huge]).unwrap_err().to_string().contains("16777216 parameters"));
        }
    }
}
