//! The memory of a pass through a network.

/// What a forward pass leaves for the backward pass: the activations of every layer. It is used
/// again for the next pass, so that passes of the same size do not allocate.
#[derive(Clone, Debug, Default)]
pub struct Pass {
    /// The inputs, and then the values of each layer, a row for each input.
    pub(crate) values: Vec<Vec<f32>>,
    /// The slopes of the layer at hand and of the one before it.
    pub(crate) slopes: [Vec<f32>; 2],
    /// The weights of the layer at hand, transposed.
    pub(crate) turned: Vec<f32>,
}

impl Pass {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The outputs of the last forward pass.
    pub fn outputs(&self) -> &[f32] {
        self.values.last().map_or(&[], Vec::as_slice)
    }
}
