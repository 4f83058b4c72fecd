//! The architecture of `DeepCubeA` (Agostinelli and others, Nature Machine Intelligence 2019): two
//! wide layers, four residual blocks of two layers each, batch normalisation and rectified linear
//! units after every one, and a linear output.

// What the derive macros make has neither documentation nor our style.
#![allow(missing_docs, clippy::pedantic)]

use burn::config::Config;
use burn::module::Module;
use burn::nn::{BatchNorm, BatchNormConfig, Linear, LinearConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Tensor, backend::Backend};

/// The widths of a [`Residual`] network. The defaults are those of `DeepCubeA`.
#[derive(Config, Debug, PartialEq)]
pub struct Architecture {
    /// The features of a position.
    pub inputs: usize,
    /// The estimates.
    pub outputs: usize,
    /// The units of the first layer.
    #[config(default = 5000)]
    pub first: usize,
    /// The units of all others.
    #[config(default = 1000)]
    pub units: usize,
    /// The residual blocks.
    #[config(default = 4)]
    pub blocks: usize,
}

/// The network.
#[derive(Module, Debug)]
pub struct Residual<B: Backend> {
    first: Linear<B>,
    first_norm: BatchNorm<B>,
    second: Linear<B>,
    second_norm: BatchNorm<B>,
    blocks: Vec<Block<B>>,
    last: Linear<B>,
}

/// Two layers, and what came in added to what they make of it.
#[derive(Module, Debug)]
pub struct Block<B: Backend> {
    first: Linear<B>,
    first_norm: BatchNorm<B>,
    second: Linear<B>,
    second_norm: BatchNorm<B>,
}

impl Architecture {
    /// A network with random weights.
    pub fn init<B: Backend>(&self, device: &B::Device) -> Residual<B> {
        let linear = |inputs, outputs| LinearConfig::new(inputs, outputs).init(device);
        let norm = |units| BatchNormConfig::new(units).init(device);
        let block = |_| Block {
            first: linear(self.units, self.units),
            first_norm: norm(self.units),
            second: linear(self.units, self.units),
            second_norm: norm(self.units),
        };
        Residual {
            first: linear(self.inputs, self.first),
            first_norm: norm(self.first),
            second: linear(self.first, self.units),
            second_norm: norm(self.units),
            blocks: (0..self.blocks).map(block).collect(),
            last: linear(self.units, self.outputs),
        }
    }

    /// The number of parameters that are trained: weights, biases, and a scale and a shift for each
    /// unit that is normalised.
    pub fn parameters(&self) -> usize {
        let layer = |inputs: usize, outputs: usize| (inputs + 3) * outputs;
        layer(self.inputs, self.first)
            + layer(self.first, self.units)
            + self.blocks * 2 * layer(self.units, self.units)
            + (self.units + 1) * self.outputs
    }
}

impl<B: Backend> Residual<B> {
    /// The estimates of rows of features.
    pub fn forward(&self, rows: Tensor<B, 2>) -> Tensor<B, 2> {
        let x = relu(self.first_norm.forward(self.first.forward(rows)));
        let x = relu(self.second_norm.forward(self.second.forward(x)));
        let x = self.blocks.iter().fold(x, |x, block| block.forward(x));
        self.last.forward(x)
    }
}

impl<B: Backend> Block<B> {
    fn forward(&self, rows: Tensor<B, 2>) -> Tensor<B, 2> {
        let x = relu(self.first_norm.forward(self.first.forward(rows.clone())));
        let x = self.second_norm.forward(self.second.forward(x));
        relu(x + rows)
    }
}
