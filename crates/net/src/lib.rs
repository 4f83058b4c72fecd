//! Small neural networks: a few thousand weights, on the CPU, in `f32`.
//!
//! For agents that learn while they search (policies, values, Q-functions) and for learned
//! heuristics. A general library costs 2 to 4 µs for a forward pass of this size and minutes of
//! building; an [`Mlp`] of 13-32-32-32-8 takes a fraction of a microsecond (`docs/benchmarks.md`).
//!
//! What training consists of is in plain sight:
//!
//! ```
//! use orienteer_net::{Activation, Adam, AdamConfig, Init, Mlp, Pass, Shape, loss};
//! use rand::SeedableRng;
//!
//! let shape = Shape::new(1, &[16], 1, Activation::Tanh)?;
//! let mut rng = rand::rngs::Xoshiro256PlusPlus::seed_from_u64(1);
//! let mut net = Mlp::new(shape, Init::orthogonal(1.0), &mut rng);
//! let mut adam = Adam::new(AdamConfig::default(), net.parameters().len());
//! let (mut pass, mut gradient) = (Pass::new(), net.zeros());
//! let (inputs, targets) = ([-1.0, -0.5, 0.0, 0.5, 1.0], [1.0, 0.25, 0.0, 0.25, 1.0]);
//! let mut slope = [0.0; 5];
//! for _ in 0..500 {
//!     let outputs = net.forward(&inputs, &mut pass);
//!     loss::squared(outputs, &targets, &mut slope);
//!     gradient.fill(0.0);
//!     net.backward(&mut pass, &slope, &mut gradient);
//!     adam.step(0.01, net.parameters_mut(), &gradient);
//! }
//! assert!((net.forward(&[-0.5], &mut pass)[0] - 0.25).abs() < 0.05);
//! # Ok::<(), orienteer_net::ShapeError>(())
//! ```
//!
//! **The same bits on every run.** All sums are made in a fixed order, which does not depend on the
//! size of a batch or on the width of vector registers; no fused multiply-add is used; `exp`, `tanh`
//! and `ln` are our own ([`math`]), because those of the system differ from one to the next. So what
//! an agent does repeats, and records replay. Tests hold it to that on x86-64, with each instruction
//! set that the processor has; nothing is known that would give other bits elsewhere, but it was not
//! tried.
//!
//! There is neither layer normalisation nor are there residual connections: both are for deeper
//! networks than this module is made for.

pub mod activation;
pub mod adam;
pub mod checkpoint;
pub mod clip;
pub mod init;
pub mod loss;
pub mod math;
mod mlp;
mod pass;
mod product;
pub mod schedule;
pub mod shape;
mod simd;
pub mod sparse;

pub use activation::Activation;
pub use adam::{Adam, AdamConfig};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use init::Init;
pub use mlp::Mlp;
pub use pass::Pass;
pub use schedule::Schedule;
pub use shape::{Shape, ShapeError};
pub use sparse::{Rows, Sparse};
