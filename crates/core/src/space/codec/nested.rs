//! Codecs of fields that have parameters below them.

use std::marker::PhantomData;

use super::{Codec, Reader, Writer, inner_name};
use crate::space::{Arm, Clause, DesignSpace, Node, SpaceError};

/// A field whose type is a design space itself.
#[derive(Clone, Copy, Debug)]
pub struct Nested<T>(PhantomData<T>);

/// The codec of `T`. A function, because its bound makes the plainest error when `T` is no design
/// space.
pub const fn nested<T: DesignSpace>() -> Nested<T> {
    Nested(PhantomData)
}

impl<T: DesignSpace> Codec for Nested<T> {
    type Value = T;

    fn node(&self) -> Node {
        T::node()
    }

    fn clauses(&self) -> Vec<Clause> {
        T::clauses()
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<T, SpaceError> {
        T::read(reader)
    }

    fn write(&self, value: &T, writer: &mut Writer) -> Result<(), SpaceError> {
        value.write(writer)
    }
}

/// An `Option`: a choice of `none` and `some`.
#[derive(Clone, Copy, Debug)]
pub struct Maybe<C>(pub C);

impl<C: Codec> Codec for Maybe<C> {
    type Value = Option<C::Value>;

    fn node(&self) -> Node {
        let some = self.0.node().into_fields();
        Node::Choice(vec![Arm::new("none", Vec::new()), Arm::new("some", some)])
    }

    fn clauses(&self) -> Vec<Clause> {
        super::clauses_within(&self.0, inner_name(&self.0.node()))
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<Self::Value, SpaceError> {
        Ok(if reader.option(2)? == 1 { Some(self.0.read(reader)?) } else { None })
    }

    fn write(&self, value: &Self::Value, writer: &mut Writer) -> Result<(), SpaceError> {
        writer.option(value.is_some().into());
        match value {
            Some(value) => super::write_within(&self.0, inner_name(&self.0.node()), value, writer),
            None => Ok(()),
        }
    }
}

/// A `Vec` of `min` to `max` items.
#[derive(Clone, Copy, Debug)]
pub struct Many<C> {
    /// What every item is.
    pub item: C,
    /// The least length.
    pub min: u32,
    /// The greatest length.
    pub max: u32,
    /// Whether items are interchangeable.
    pub unordered: bool,
}

impl<C: Codec> Codec for Many<C> {
    type Value = Vec<C::Value>;

    fn node(&self) -> Node {
        let Self { min, max, unordered, .. } = *self;
        Node::Repeat { item: Box::new(self.item.node()), min, max, unordered }
    }

    fn clauses(&self) -> Vec<Clause> {
        let clauses = self.item.clauses();
        let items = if clauses.is_empty() { 0 } else { self.max };
        let of_item = |at: u32| clauses.iter().map(move |c| c.clone().within(&at.to_string()));
        (0..items).flat_map(of_item).collect()
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<Self::Value, SpaceError> {
        // A fixed length is no decision.
        let more = if self.min < self.max { reader.option(self.max - self.min + 1)? } else { 0 };
        (0..self.min + more).map(|_| self.item.read(reader)).collect()
    }

    fn write(&self, value: &Self::Value, writer: &mut Writer) -> Result<(), SpaceError> {
        let length = value.len() as u32;
        if length < self.min || length > self.max {
            return Err(SpaceError::Outside {
                path: "len".to_owned(),
                value: length.to_string(),
                allowed: format!("a whole number from {} to {}", self.min, self.max),
            });
        }
        if self.min < self.max {
            writer.option(length - self.min);
        }
        write_items(&self.item, value, writer)
    }
}

/// An array of `N` items.
#[derive(Clone, Copy, Debug)]
pub struct Array<C, const N: usize> {
    /// What every item is.
    pub item: C,
    /// Whether items are interchangeable.
    pub unordered: bool,
}

impl<C: Codec, const N: usize> Array<C, N> {
    fn many(&self) -> Many<&C> {
        let length = N as u32;
        Many { item: &self.item, min: length, max: length, unordered: self.unordered }
    }
}

impl<C: Codec, const N: usize> Codec for Array<C, N> {
    type Value = [C::Value; N];

    fn node(&self) -> Node {
        self.many().node()
    }

    fn clauses(&self) -> Vec<Clause> {
        self.many().clauses()
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<Self::Value, SpaceError> {
        let items = self.many().read(reader)?;
        items.try_into().map_err(|_| SpaceError::Shape(format!("it has no {N} items")))
    }

    fn write(&self, value: &Self::Value, writer: &mut Writer) -> Result<(), SpaceError> {
        write_items(&self.item, value, writer)
    }
}

/// A codec behind a reference, for the item of an array.
impl<C: Codec> Codec for &C {
    type Value = C::Value;

    fn node(&self) -> Node {
        (**self).node()
    }

    fn clauses(&self) -> Vec<Clause> {
        (**self).clauses()
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<Self::Value, SpaceError> {
        (**self).read(reader)
    }

    fn write(&self, value: &Self::Value, writer: &mut Writer) -> Result<(), SpaceError> {
        (**self).write(value, writer)
    }
}

fn write_items<C: Codec>(
    item: &C,
    values: &[C::Value],
    writer: &mut Writer,
) -> Result<(), SpaceError> {
    for (at, value) in values.iter().enumerate() {
        item.write(value, writer).map_err(|error| error.within(&at.to_string()))?;
    }
    Ok(())
}
