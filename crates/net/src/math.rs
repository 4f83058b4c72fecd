//! `exp`, `tanh` and `ln` for `f32`, of sums and products only.
//!
//! IEEE 754 rounds sums, products and quotients the same everywhere, but says nothing of these
//! functions, so the ones of two systems differ in the last bit, and after some thousand steps of
//! training in all of them. These are free of branches, too, so that loops over them are vectorised.

use std::f32::consts::{LN_2, LOG2_E};

/// Adding it rounds a small number to a whole one, which then stands in the lowest bits.
const ROUND: f32 = 12_582_912.0; // 1.5 * 2^23

/// The natural logarithm of 2, to 9 bits, so that its product with a whole number below 2^15 is
/// exact, and what is left of it (Cody and Waite 1980, chapter 6).
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// The exponential function, relative error below 2e-7 from -87 to 88. Below and above it stays
/// at the values there, so that it is never zero and never infinite.
#[inline]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    // Taylor's series to the seventh power: |r| is at most ln(2) / 2, so that the rest is 6e-9.
    let series = 1.0 / 5040.0;
    let series = series * r + 1.0 / 720.0;
    let series = series * r + 1.0 / 120.0;
    let series = series * r + 1.0 / 24.0;
    let series = series * r + 1.0 / 6.0;
    let series = series * r + 0.5;
    let series = series * r + 1.0;
    let series = series * r + 1.0;
    // 2^n: n + 127 is the exponent, and the shift drops what `ROUND` left above it.
    series * f32::from_bits((shifted.to_bits().wrapping_add(127)) << 23)
}

/// The hyperbolic tangent, absolute error below 2e-7.
#[inline]
pub fn tanh(x: f32) -> f32 {
    let e = exp(-2.0 * x.abs());
    ((1.0 - e) / (1.0 + e)).copysign(x)
}

/// The natural logarithm of a positive normal number, error below 2e-7 of the larger of 1 and the
/// result.
#[inline]
pub fn ln(x: f32) -> f32 {
    const ROOT_HALF: u32 = 0x3f35_04f3;
    // The mantissa between the roots of 1/2 and 2, and the exponent that belongs to it.
    let bits = x.to_bits().wrapping_sub(ROOT_HALF);
    let exponent = (bits as i32) >> 23;
    let mantissa = f32::from_bits((bits & 0x007f_ffff) + ROOT_HALF);
    // ln(m) = 2 artanh((m - 1) / (m + 1)): the series to the ninth power leaves 1e-9.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let q = s * s;
    let series = ((((q / 9.0 + 1.0 / 7.0) * q + 0.2) * q + 1.0 / 3.0) * q + 1.0) * s;
    exponent as f32 * LN_2 + 2.0 * series
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(low: f64, high: f64) -> impl Iterator<Item = f32> {
        (0..=20_000).map(move |i| (low + (high - low) * f64::from(i) / 20_000.0) as f32)
    }

    #[test]
    fn exp_agrees_with_double_precision() {
        for x in grid(-87.0, 88.0) {
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) - exact).abs() <= 2e-7 * exact, "exp({x})");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e30) > 0.0 && exp(1e30).is_finite() && exp(f32::NEG_INFINITY) > 0.0);
    }

    #[test]
    fn tanh_agrees_with_double_precision() {
        for x in grid(-12.0, 12.0) {
            assert!((f64::from(tanh(x)) - f64::from(x).tanh()).abs() < 2e-7, "tanh({x})");
            assert_eq!(tanh(-x), -tanh(x));
        }
        assert_eq!((tanh(0.0), tanh(f32::MAX), tanh(f32::MIN)), (0.0, 1.0, -1.0));
    }

    #[test]
    fn ln_agrees_with_double_precision() {
        for x in grid(-87.0, 88.0).map(|x| f64::from(x).exp() as f32) {
            let exact = f64::from(x).ln();
            assert!((f64::from(ln(x)) - exact).abs() < 2e-7 * exact.abs().max(1.0), "ln({x})");
        }
        assert_eq!(ln(1.0), 0.0);
    }
}
