//! Spaces: what an agent may do in an environment.
//!
//! There are two. [`Moves`] is a fixed list of moves, some of them legal in a given state.
//! [`Designs`] is a *design space*: a tree of named parameters, described by a [`SpaceSpec`],
//! whose points are [`Design`]s. The spec is the one untyped form under three front ends: the
//! [builder](SpaceSpec::builder), TOML or JSON (through serde), and `#[derive(Space)]`
//! (see [`DesignSpace`]).
//!
//! A spec is compiled once, when it is built, into a list of [`Decision`]s in depth-first order,
//! and a [`Design`] is the tape of the decisions that are active in it. Everything else here
//! replays or extends such a tape with a [`Cursor`], one operation a file.

mod allowed;
mod assign;
mod builder;
mod clause;
#[doc(hidden)]
pub mod codec;
mod condition;
mod cursor;
mod default;
mod design;
mod domain;
mod encoding;
mod enumerate;
mod error;
mod file;
mod measure;
mod moves;
mod neighbours;
mod node;
mod plan;
mod region;
mod restriction;
mod sample;
mod set;
mod size;
mod spec;
mod subject;
mod symmetry;
mod typed;
mod value;
mod vary;

use std::fmt::Debug;

pub use assign::Completed;
pub use builder::{ArmsBuilder, SpaceBuilder};
pub use clause::Clause;
pub use condition::Test;
pub use cursor::Cursor;
pub use design::{Design, Gene, Tape};
pub use domain::{Domain, Options};
pub use encoding::Encoding;
pub use error::{SpaceError, nearest, suggestion};
pub use moves::{Move, Moves};
pub use node::{Arm, Node, Parameter};
pub use plan::Decision;
pub use restriction::Restriction;
pub use size::Size;
pub use spec::{Designs, SpaceSpec};
pub use subject::Subject;
pub use typed::DesignSpace;
pub use value::Value;

/// The set of actions of an environment. Implemented by exactly two types: [`Moves`] and
/// [`Designs`].
pub trait Space: Clone + Send + Sync + 'static {
    /// What an agent hands to the environment: a [`Move`] or a [`Design`].
    type Action: Clone + Debug + PartialEq + Send + Sync + 'static;

    /// Appends all actions to `out`, if they are few enough to be listed: moves are, designs are
    /// not.
    fn list(&self, out: &mut Vec<Self::Action>);

    /// The representative of all actions that are the same by a declared symmetry.
    fn canonical(&self, action: &Self::Action) -> Self::Action;

    /// An action in words, for records and people.
    fn subject(&self, action: &Self::Action) -> Subject;
}
