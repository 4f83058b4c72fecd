//! A [`Residual`] network for the training loop.

use crate::model::{Architecture, Residual};
use burn::module::{AutodiffModule as _, Module as _};
use burn::optim::adaptor::OptimizerAdaptor;
use burn::optim::{Adam, AdamConfig, GradientsParams, Optimizer as _};
use burn::record::{FullPrecisionSettings, NamedMpkBytesRecorder, Recorder as _};
use burn::tensor::backend::AutodiffBackend;
use burn::tensor::{Int, Tensor, TensorData};
use orienteer_learned::{Network, NetworkError, Targets};
use orienteer_net::Rows;
use std::fmt;

/// The rows of a forward pass, to bound the memory for activations.
const MOST_ROWS: usize = 10_000;

type Optimiser<B> = OptimizerAdaptor<Adam, Residual<B>, B>;
type Recorder = NamedMpkBytesRecorder<FullPrecisionSettings>;

/// A network, the device on which it is, and its optimiser.
pub struct BurnNetwork<B: AutodiffBackend> {
    architecture: Architecture,
    model: Residual<B>,
    optimiser: Option<Optimiser<B>>,
    device: B::Device,
}

impl<B: AutodiffBackend> fmt::Debug for BurnNetwork<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { architecture, device, .. } = self;
        write!(f, "BurnNetwork({architecture:?} on {device:?})")
    }
}

fn adam<B: AutodiffBackend>() -> Optimiser<B> {
    AdamConfig::new().with_epsilon(1e-8).init()
}

impl<B: AutodiffBackend> BurnNetwork<B> {
    /// A network with random weights on the default device. The same for the same seed; the seed is
    /// that of the whole backend.
    pub fn new(architecture: Architecture, seed: u64) -> Self {
        let device = B::Device::default();
        B::seed(&device, seed);
        let model = architecture.init(&device);
        Self { architecture, model, optimiser: Some(adam()), device }
    }

    /// The widths.
    pub fn architecture(&self) -> &Architecture {
        &self.architecture
    }

    /// The network itself.
    pub fn model(&self) -> &Residual<B> {
        &self.model
    }
}

impl<B: AutodiffBackend> Network for BurnNetwork<B> {
    const KIND: &'static str = "burn-residual";

    fn inputs(&self) -> usize {
        self.architecture.inputs
    }

    fn outputs(&self) -> usize {
        self.architecture.outputs
    }

    fn parameters(&self) -> usize {
        self.architecture.parameters()
    }

    /// With the running means and variances of batch normalisation, so that a row does not depend on
    /// its batch.
    fn forward(&self, rows: Rows<'_>, out: &mut Vec<f32>) {
        let model = self.model.valid();
        out.clear();
        for first in (0..rows.len()).step_by(MOST_ROWS) {
            let part = rows.part(first, rows.len().min(first + MOST_ROWS));
            let values = model.forward(Tensor::from_data(dense(part), &self.device)).into_data();
            out.extend(values.iter::<f32>());
        }
    }

    fn train(&mut self, rows: Rows<'_>, targets: Targets<'_>, rate: f64) -> f64 {
        let count = rows.len();
        let columns = targets.columns.iter().map(|column| *column as i32).collect::<Vec<_>>();
        let columns = TensorData::new(columns, [count, 1]);
        let columns = Tensor::<B, 2, Int>::from_data(columns, &self.device);
        let wanted = TensorData::new(targets.values.to_vec(), [count, 1]);
        let wanted = Tensor::<B, 2>::from_data(wanted, &self.device);
        let outputs = self.model.forward(Tensor::from_data(dense(rows), &self.device));
        let errors = outputs.gather(1, columns) - wanted;
        let loss = errors.powi_scalar(2).mean();
        let value = loss.clone().into_data().iter::<f64>().next().unwrap_or(f64::NAN);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.model);
        let optimiser = self.optimiser.get_or_insert_with(adam);
        self.model = optimiser.step(rate, self.model.clone(), gradients);
        value
    }

    fn frozen(&self) -> Self {
        Self {
            architecture: self.architecture.clone(),
            model: self.model.clone(),
            optimiser: None,
            device: self.device.clone(),
        }
    }

    /// The architecture as JSON, the weights, and the optimiser, each with its length before it.
    fn to_bytes(&self) -> Result<Vec<u8>, NetworkError> {
        let failed = |error: &dyn fmt::Display| NetworkError(error.to_string());
        let architecture = serde_json::to_vec(&self.architecture).map_err(|e| failed(&e))?;
        let record = self.model.clone().into_record();
        let model = Recorder::default().record(record, ()).map_err(|e| failed(&e))?;
        let optimiser = match &self.optimiser {
            Some(optimiser) => {
                Recorder::default().record(optimiser.to_record(), ()).map_err(|e| failed(&e))?
            }
            None => Vec::new(),
        };
        let mut bytes = Vec::new();
        for part in [architecture, model, optimiser] {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
        Ok(bytes)
    }

    fn from_bytes(mut bytes: &[u8]) -> Result<Self, NetworkError> {
        let mut part = || {
            let (length, rest) = bytes.split_first_chunk()?;
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let (part, rest) = rest.split_at_checked(length)?;
            bytes = rest;
            Some(part)
        };
        let parts = (part(), part(), part());
        let (Some(architecture), Some(model), Some(optimiser)) = parts else {
            return Err(NetworkError("the network is cut short".into()));
        };
        let failed = |error: &dyn fmt::Display| NetworkError(error.to_string());
        let architecture: Architecture =
            serde_json::from_slice(architecture).map_err(|e| failed(&e))?;
        let device = B::Device::default();
        let record = Recorder::default().load(model.to_vec(), &device).map_err(|e| failed(&e))?;
        let model = architecture.init(&device).load_record(record);
        let optimiser = if optimiser.is_empty() {
            None
        } else {
            let record = Recorder::default().load(optimiser.to_vec(), &device);
            Some(adam().load_record(record.map_err(|e| failed(&e))?))
        };
        Ok(Self { architecture, model, optimiser, device })
    }
}

/// The rows in full.
fn dense(rows: Rows<'_>) -> TensorData {
    let mut values = Vec::new();
    rows.write_dense(&mut values);
    TensorData::new(values, [rows.len(), rows.width()])
}
