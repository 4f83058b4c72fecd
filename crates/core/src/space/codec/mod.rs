//! What `#[derive(Space)]` generates code against: one codec for each kind of field.
//!
//! A codec is a small value made from the type and the attributes of a field. It says what node
//! the field is, and carries values of the field to and from the tape of a design. Not a public
//! interface: only the macro names these types.

mod default;
mod leaf;
mod nested;
mod tape;

pub use default::{fields_of, with_default};
pub use leaf::{Flag, Float, Integer, OneOf, Real, Scalar, Whole};
pub use nested::{Array, Many, Maybe, Nested, nested};
pub use tape::{Reader, Writer};

use super::{Clause, Node, SpaceError};

/// Carries values of a field between Rust and designs.
pub trait Codec {
    /// The type of the field.
    type Value;

    /// What the field is in the space.
    fn node(&self) -> Node;

    /// What the type of the field forbids, by paths under the field.
    fn clauses(&self) -> Vec<Clause> {
        Vec::new()
    }

    /// Reads a value.
    fn read(&self, reader: &mut Reader<'_>) -> Result<Self::Value, SpaceError>;

    /// Writes a value.
    fn write(&self, value: &Self::Value, writer: &mut Writer) -> Result<(), SpaceError>;
}

/// The clauses of a field, by paths under the type that has the field.
pub fn clauses_within(codec: &impl Codec, name: &str) -> Vec<Clause> {
    codec.clauses().into_iter().map(|clause| clause.within(name)).collect()
}

/// Writes a field; an error names it.
pub fn write_within<C: Codec>(
    codec: &C,
    name: &str,
    value: &C::Value,
    writer: &mut Writer,
) -> Result<(), SpaceError> {
    codec.write(value, writer).map_err(|error| error.within(name))
}

/// The name under which the fields of an unnamed field stand: none, if it has fields of its own.
pub fn inner_name(node: &Node) -> &'static str {
    if matches!(node, Node::Product(_)) { "" } else { "value" }
}
