//! What a hidden unit does with its weighted sum.

use crate::math::tanh;

/// The function after each hidden layer. Outputs are linear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activation {
    /// max(x, 0): for regression, with [`crate::Init::He`].
    Relu,
    /// The hyperbolic tangent: for policies, with orthogonal weights.
    #[default]
    Tanh,
}

impl Activation {
    /// Applies the function in place.
    pub(crate) fn apply(self, values: &mut [f32]) {
        match self {
            Self::Relu => values.iter_mut().for_each(|x| *x = x.max(0.0)),
            Self::Tanh => values.iter_mut().for_each(|x| *x = tanh(*x)),
        }
    }

    /// Multiplies `slopes` by the derivative, which both functions tell from their values.
    pub(crate) fn chain(self, values: &[f32], slopes: &mut [f32]) {
        let pairs = slopes.iter_mut().zip(values);
        match self {
            Self::Relu => pairs.for_each(|(d, y)| *d = if *y > 0.0 { *d } else { 0.0 }),
            Self::Tanh => pairs.for_each(|(d, y)| *d *= 1.0 - y * y),
        }
    }
}
