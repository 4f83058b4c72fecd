//! The interface between environments and agents.
//!
//! An [`Environment`] is an immutable description of a problem; all that changes during an episode
//! is its state, a plain value. An [`Agent`] searches it through a [`Session`], the only door
//! between the two: the session counts, scores, records, caches and stops, so that budgets are
//! equal by construction. An [`Objective`] turns the metrics that an environment measures into the
//! reward that an agent seeks.
//!
//! Spaces are of two kinds: [`Moves`] (one of n, some legal now) and [`Designs`] (one value for
//! each active parameter). [`Stepwise`] and [`Episode`] turn either into the other, so that every
//! agent meets every environment.

extern crate self as orienteer_core;

pub mod adapters;
pub mod agent;
pub mod any;
pub mod conformance;
pub mod environment;
pub mod metric;
pub mod objective;
pub mod path;
pub mod rng;
pub mod session;
pub mod simulator;
pub mod space;
pub mod text;
pub mod wrappers;

pub use adapters::{Episode, Stepwise};
pub use agent::{Agent, AskTell, Settings};
pub use any::AnyEnvironment;
pub use environment::{Action, Along, DesignOracle, End, Environment, Fault, Outcome};
pub use metric::{Direction, MetricSpec, Metrics};
pub use objective::{Objective, ObjectiveSpec, Score};
pub use orienteer_derive::Space;
pub use rng::Rng;
pub use session::{Budget, Journal, Node, Session, Step, Stop};
pub use simulator::{Simulated, Simulator};
pub use space::{Design, DesignSpace, Designs, Move, Moves, Space, SpaceSpec, Subject, Value};
