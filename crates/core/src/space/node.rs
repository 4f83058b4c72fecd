//! The description of a space: a tree of named parameters.

use super::{Domain, Value};

/// A named parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The last part of its path: not empty, and without dots.
    pub name: String,
    /// What it means, for people; may be empty.
    pub doc: String,
    /// What it may be.
    pub node: Node,
    /// What it is when nothing is said: a value of a leaf, the arm of a choice, the length of a
    /// repeat. A product has none, but its fields may have.
    pub default: Option<Value>,
}

impl Parameter {
    /// A parameter without documentation.
    pub fn new(name: impl Into<String>, node: Node) -> Self {
        Self { name: name.into(), doc: String::new(), node, default: None }
    }

    /// The same parameter with its documentation.
    #[must_use]
    pub fn with_doc(mut self, doc: impl Into<String>) -> Self {
        self.doc = doc.into();
        self
    }

    /// The same parameter with a default. [`SpaceSpec::new`](super::SpaceSpec::new) checks it.
    #[must_use]
    pub fn with_default(mut self, default: impl Into<Value>) -> Self {
        self.default = Some(default.into());
        self
    }
}

/// What a parameter may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// One value.
    Leaf(Domain),
    /// One of several arms; the parameters of an arm exist only under it.
    Choice(Vec<Arm>),
    /// `min` to `max` items of the same kind. When `min < max` the length is a decision of its
    /// own, at `path.len`; items are at `path.0`, `path.1`, …
    Repeat {
        /// What every item is.
        item: Box<Node>,
        /// The least number of items.
        min: u32,
        /// The greatest number of items.
        max: u32,
        /// Whether items are interchangeable; then [`canonical`](super::SpaceSpec::canonical)
        /// sorts them.
        unordered: bool,
    },
    /// Several parameters side by side.
    Product(Vec<Parameter>),
}

/// One arm of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// The value of the choice when this arm is taken.
    pub name: String,
    /// The parameters that exist only under this arm.
    pub fields: Vec<Parameter>,
}

impl Arm {
    /// An arm with these parameters under it.
    pub fn new(name: impl Into<String>, fields: Vec<Parameter>) -> Self {
        Self { name: name.into(), fields }
    }
}

impl Node {
    /// One of several unordered values.
    pub fn categorical<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Self {
        Self::Leaf(Domain::Categorical(values.into_iter().map(Into::into).collect()))
    }

    /// One of several values in order.
    pub fn ordinal<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Self {
        Self::Leaf(Domain::Ordinal(values.into_iter().map(Into::into).collect()))
    }

    /// The parameters that this node contributes to an arm or an item: its own if it is a
    /// product, otherwise itself under the name `value`.
    pub fn into_fields(self) -> Vec<Parameter> {
        match self {
            Self::Product(fields) => fields,
            other => vec![Parameter::new("value", other)],
        }
    }
}
