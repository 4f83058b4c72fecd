//! Codecs of fields that are one decision.

use super::{Codec, Reader, Writer};
use crate::space::{Domain, Gene, Node, SpaceError, Value};

/// The type of a listed value.
pub trait Scalar: Copy + PartialEq + 'static {
    /// The value as users see it.
    fn value(self) -> Value;
}

/// The integer types.
pub trait Whole: Scalar {
    /// The nearest `i64`.
    fn to_i64(self) -> i64;
    /// The nearest value of this type.
    fn from_i64(value: i64) -> Self;
}

/// The floating-point types.
pub trait Float: Scalar {
    /// The same number.
    fn to_f64(self) -> f64;
    /// The nearest value of this type.
    fn from_f64(value: f64) -> Self;
}

macro_rules! whole {
    ($($integer:ty)*) => {$(
        impl Scalar for $integer {
            fn value(self) -> Value {
                Value::Int(self.to_i64())
            }
        }

        impl Whole for $integer {
            fn to_i64(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }

            fn from_i64(value: i64) -> Self {
                Self::try_from(value).unwrap_or(Self::MAX)
            }
        }
    )*};
}

whole!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl Scalar for f64 {
    fn value(self) -> Value {
        self.into()
    }
}

impl Float for f64 {
    fn to_f64(self) -> f64 {
        self
    }

    fn from_f64(value: f64) -> Self {
        value
    }
}

impl Scalar for f32 {
    fn value(self) -> Value {
        self.into()
    }
}

impl Float for f32 {
    fn to_f64(self) -> f64 {
        self.into()
    }

    fn from_f64(value: f64) -> Self {
        value as f32
    }
}

/// A truth value.
#[derive(Clone, Copy, Debug)]
pub struct Flag;

impl Codec for Flag {
    type Value = bool;

    fn node(&self) -> Node {
        Node::categorical([false, true])
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<bool, SpaceError> {
        reader.option(2).map(|option| option == 1)
    }

    fn write(&self, value: &bool, writer: &mut Writer) -> Result<(), SpaceError> {
        writer.option((*value).into());
        Ok(())
    }
}

/// One of several listed numbers, in order.
#[derive(Clone, Copy, Debug)]
pub struct OneOf<T: 'static>(pub &'static [T]);

impl<T: Scalar> Codec for OneOf<T> {
    type Value = T;

    fn node(&self) -> Node {
        Node::ordinal(self.0.iter().map(|value| value.value()))
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<T, SpaceError> {
        reader.option(self.0.len() as u32).map(|option| self.0[option as usize])
    }

    fn write(&self, value: &T, writer: &mut Writer) -> Result<(), SpaceError> {
        match self.0.iter().position(|known| known == value) {
            Some(option) => {
                writer.option(option as u32);
                Ok(())
            }
            None => outside(&self.node(), value.value()),
        }
    }
}

/// A whole number in a range.
#[derive(Clone, Copy, Debug)]
pub struct Integer<T> {
    /// The least value.
    pub low: T,
    /// The greatest value.
    pub high: T,
    /// The distance between neighbours.
    pub step: T,
    /// Whether the scale is logarithmic.
    pub log: bool,
}

impl<T: Whole> Integer<T> {
    fn domain(&self) -> Domain {
        Domain::Integer {
            low: self.low.to_i64(),
            high: self.high.to_i64(),
            step: self.step.to_i64(),
            log: self.log,
        }
    }
}

impl<T: Whole> Codec for Integer<T> {
    type Value = T;

    fn node(&self) -> Node {
        Node::Leaf(self.domain())
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<T, SpaceError> {
        let domain = self.domain();
        let option = reader.option(domain.arity().unwrap_or(0))?;
        let value = domain.value(Gene::Index(option)).and_then(|value| value.to_i64());
        Ok(value.map_or(self.low, T::from_i64))
    }

    fn write(&self, value: &T, writer: &mut Writer) -> Result<(), SpaceError> {
        match self.domain().gene(&value.value()) {
            Some(Gene::Index(option)) => {
                writer.option(option);
                Ok(())
            }
            _ => outside(&self.node(), value.value()),
        }
    }
}

/// A real number in a range.
#[derive(Clone, Copy, Debug)]
pub struct Real<T> {
    /// The least value.
    pub low: T,
    /// The greatest value.
    pub high: T,
    /// Whether the scale is logarithmic.
    pub log: bool,
}

impl<T: Float> Codec for Real<T> {
    type Value = T;

    fn node(&self) -> Node {
        let (low, high) = (self.low.to_f64(), self.high.to_f64());
        Node::Leaf(Domain::Real { low, high, log: self.log })
    }

    fn read(&self, reader: &mut Reader<'_>) -> Result<T, SpaceError> {
        reader.real(self.low.to_f64(), self.high.to_f64()).map(T::from_f64)
    }

    fn write(&self, value: &T, writer: &mut Writer) -> Result<(), SpaceError> {
        let real = value.to_f64();
        if (self.low.to_f64()..=self.high.to_f64()).contains(&real) {
            writer.real(real);
            return Ok(());
        }
        outside(&self.node(), value.value())
    }
}

/// The error of a value that its node does not contain.
pub(super) fn outside(node: &Node, value: Value) -> Result<(), SpaceError> {
    let allowed = match node {
        Node::Leaf(domain) => domain.to_string(),
        _ => String::new(),
    };
    Err(SpaceError::Outside { path: String::new(), value: value.to_string(), allowed })
}
