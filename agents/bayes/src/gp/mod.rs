//! Gaussian processes over designs.

mod cholesky;
mod features;
mod fit;
mod kernel;
mod lbfgs;
mod process;

pub(crate) use features::Features;
pub(crate) use fit::{fit, prior_mode};
pub(crate) use kernel::Kernel;
pub(crate) use process::{Belief, Process};
