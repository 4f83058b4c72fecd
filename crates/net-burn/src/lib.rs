//! The full-size network of learned heuristics, by [`burn`]: `DeepCubeA`'s residual network, trained by
//! the same loop as the small one ([`orienteer_learned::Trainer`]), on the CPU or a GPU.
//!
//! This crate stands outside the workspace, with a lock file of its own, since `burn` and what it
//! needs take longer to build than all the rest:
//!
//! ```text
//! cd crates/net-burn
//! cargo test                                          # on the CPU
//! cargo run --release --example train -- 100          # some steps on the cube at full size
//! cargo run --release --features cuda --example train -- 100 cuda
//! ```
//!
//! Sums are made by the library behind, so that results are the same on every run only as far as it
//! promises that.

mod model;
mod network;

pub use model::{Architecture, Block, Residual};
pub use network::BurnNetwork;

/// The CPU.
pub type Cpu = burn::backend::Autodiff<burn::backend::NdArray<f32>>;

/// A GPU of NVIDIA's.
#[cfg(feature = "cuda")]
pub type Cuda = burn::backend::Autodiff<burn::backend::Cuda<f32, i32>>;

/// A GPU by Vulkan, Metal, `DirectX` or `WebGPU`.
#[cfg(feature = "wgpu")]
pub type Wgpu = burn::backend::Autodiff<burn::backend::Wgpu<f32, i32>>;
