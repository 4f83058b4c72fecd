//! The network of this crate: a multilayer perceptron of `orienteer-net` with Adam.
//!
//! Work is cut into pieces of [`PIECE`] rows, whatever the number of threads, and gradients are added
//! up in the order of the pieces: the same bits on one core and on many.

use crate::network::{Network, NetworkError, Targets};
use orienteer_core::{Rng, Space};
use orienteer_net::{
    Activation, Adam, AdamConfig, Checkpoint, Init, Mlp, Pass, Rows, Shape, ShapeError,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Mutex;

/// The rows that one thread passes through the network at a time: their activations stay in cache.
const PIECE: usize = 128;

/// The hidden layers of a [`Perceptron`].
#[derive(Clone, Debug, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Layers {
    /// The units of the first. It is cheap, as only its inputs that are not zero count.
    #[param(range = 16..=2048, log)]
    pub first: u32,
    /// The units of each later one.
    #[param(range = 16..=512, log)]
    pub units: u32,
    /// The number of later ones.
    #[param(range = 0..=4)]
    pub more: u32,
}

impl Default for Layers {
    fn default() -> Self {
        Self { first: 256, units: 64, more: 2 }
    }
}

impl orienteer_core::Settings for Layers {
    fn check(&self) -> Result<(), String> {
        for (name, value) in [("first", self.first), ("units", self.units)] {
            if !(1..=100_000).contains(&value) {
                return Err(format!("`{name}` is {value}; give 1 to 100000"));
            }
        }
        if self.more > 32 {
            return Err(format!("`more` is {}; give 0 to 32", self.more));
        }
        Ok(())
    }
}

/// A multilayer perceptron with rectified linear units, and its optimiser.
#[derive(Debug)]
pub struct Perceptron {
    net: Mlp,
    adam: Option<Adam>,
    /// Memory for passes that no thread uses now.
    spare: Mutex<Vec<Pass>>,
    pieces: Vec<Piece>,
}

/// What one piece of a batch needs for training.
#[derive(Debug, Default)]
struct Piece {
    pass: Pass,
    slopes: Vec<f32>,
    gradient: Vec<f32>,
    squares: f64,
}

impl Perceptron {
    /// A network with random weights.
    ///
    /// # Errors
    ///
    /// When it would be too large.
    pub fn new(
        inputs: usize,
        layers: &Layers,
        outputs: usize,
        rng: &mut Rng,
    ) -> Result<Self, ShapeError> {
        let mut hidden = vec![layers.first as usize];
        hidden.extend((0..layers.more).map(|_| layers.units as usize));
        let shape = Shape::new(inputs, &hidden, outputs, Activation::Relu)?;
        let net = Mlp::new(shape, Init::He, rng);
        let adam = Adam::new(AdamConfig::default(), net.parameters().len());
        Ok(Self::of(net, Some(adam)))
    }

    fn of(net: Mlp, adam: Option<Adam>) -> Self {
        Self { net, adam, spare: Mutex::default(), pieces: Vec::new() }
    }

    /// The weights.
    pub fn net(&self) -> &Mlp {
        &self.net
    }

    fn pass(&self, rows: Rows<'_>, out: &mut [f32]) {
        let taken = self.spare.lock().ok().and_then(|mut spare| spare.pop());
        let mut pass = taken.unwrap_or_default();
        out.copy_from_slice(self.net.forward_sparse(rows, &mut pass));
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(pass);
        }
    }
}

impl Network for Perceptron {
    const KIND: &'static str = "perceptron";

    fn inputs(&self) -> usize {
        self.net.shape().inputs()
    }

    fn outputs(&self) -> usize {
        self.net.shape().outputs()
    }

    fn parameters(&self) -> usize {
        self.net.parameters().len()
    }

    fn forward(&self, rows: Rows<'_>, out: &mut Vec<f32>) {
        let width = self.outputs();
        out.clear();
        out.resize(rows.len() * width, 0.0);
        if rows.len() <= PIECE {
            self.pass(rows, out);
            return;
        }
        out.par_chunks_mut(PIECE * width).enumerate().for_each(|(i, out)| {
            let first = i * PIECE;
            self.pass(rows.part(first, first + out.len() / width), out);
        });
    }

    fn train(&mut self, rows: Rows<'_>, targets: Targets<'_>, rate: f64) -> f64 {
        let (net, count) = (&self.net, rows.len());
        let share = 2.0 / count.max(1) as f32;
        self.pieces.resize_with(count.div_ceil(PIECE), Piece::default);
        self.pieces.par_iter_mut().enumerate().for_each(|(i, piece)| {
            let (first, end) = (i * PIECE, count.min((i + 1) * PIECE));
            piece.learn(net, rows.part(first, end), first, targets, share);
        });
        let mut squares = 0.0;
        let mut pieces = self.pieces.iter_mut();
        let Some(first) = pieces.next() else { return 0.0 };
        squares += first.squares;
        for piece in pieces {
            squares += piece.squares;
            first.gradient.iter_mut().zip(&piece.gradient).for_each(|(sum, g)| *sum += g);
        }
        let adam = self
            .adam
            .get_or_insert_with(|| Adam::new(AdamConfig::default(), self.net.parameters().len()));
        adam.step(rate, self.net.parameters_mut(), &first.gradient);
        squares / count as f64
    }

    fn frozen(&self) -> Self {
        Self::of(self.net.clone(), None)
    }

    fn to_bytes(&self) -> Result<Vec<u8>, NetworkError> {
        Ok(Checkpoint { net: self.net.clone(), adam: self.adam.clone() }.to_bytes())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, NetworkError> {
        let read = Checkpoint::from_bytes(bytes);
        let Checkpoint { net, adam } = read.map_err(|error| NetworkError(error.to_string()))?;
        Ok(Self::of(net, adam))
    }
}

impl Piece {
    /// The gradient of rows, the `first` of which is that of the batch.
    fn learn(&mut self, net: &Mlp, rows: Rows<'_>, first: usize, targets: Targets<'_>, share: f32) {
        let Self { pass, slopes, gradient, squares } = self;
        let width = net.shape().outputs();
        let outputs = net.forward_sparse(rows, pass);
        slopes.clear();
        slopes.resize(outputs.len(), 0.0);
        *squares = 0.0;
        let rows_out = outputs.chunks_exact(width).zip(slopes.chunks_exact_mut(width));
        let wanted = targets.columns[first..].iter().zip(&targets.values[first..]);
        for ((outputs, slopes), (column, value)) in rows_out.zip(wanted) {
            let column = *column as usize;
            let error = outputs[column] - value;
            slopes[column] = share * error;
            *squares += f64::from(error) * f64::from(error);
        }
        gradient.clear();
        gradient.resize(net.parameters().len(), 0.0);
        net.backward_sparse(rows, pass, slopes, gradient);
    }
}
