//! What the training loop asks of a network.

use orienteer_net::Rows;

/// What a network is trained towards: for each row one output, and the value that it should have.
#[derive(Clone, Copy, Debug)]
pub struct Targets<'a> {
    /// The output of each row.
    pub columns: &'a [u32],
    /// Its value, in units of cost.
    pub values: &'a [f32],
}

/// Why there is no network in these bytes, or none such as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NetworkError(pub String);

/// A network with its optimiser: features of positions in, estimates in units of cost out.
pub trait Network: Send + Sync + Sized {
    /// The kind of network, as checkpoints name it.
    const KIND: &'static str;

    /// The number of features.
    fn inputs(&self) -> usize;

    /// The number of estimates.
    fn outputs(&self) -> usize;

    /// The number of parameters that are trained.
    fn parameters(&self) -> usize;

    /// The estimates of each row, replacing what `out` held. A row has the same in whatever batch it
    /// stands, as far as the library behind can promise that.
    fn forward(&self, rows: Rows<'_>, out: &mut Vec<f32>);

    /// One step of the optimiser, at this rate, down the mean squared error of the outputs that have
    /// targets. Returns the error before it.
    fn train(&mut self, rows: Rows<'_>, targets: Targets<'_>, rate: f64) -> f64;

    /// A copy for estimates only: without the optimiser.
    #[must_use]
    fn frozen(&self) -> Self;

    /// The network, with its optimiser if it has one.
    ///
    /// # Errors
    ///
    /// When the library behind cannot write it.
    fn to_bytes(&self) -> Result<Vec<u8>, NetworkError>;

    /// Reads what [`Network::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are something else.
    fn from_bytes(bytes: &[u8]) -> Result<Self, NetworkError>;
}
