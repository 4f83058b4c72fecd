//! Estimates are floats, costs are integers.

/// The least cost that is not below `estimate`. Costs are integers, so an admissible estimate may
/// be rounded up: unless it exceeds the integer below by no more than floats are off.
#[inline]
pub(crate) fn at_least(estimate: f32) -> u64 {
    let estimate = f64::from(estimate);
    (estimate - estimate * 1e-6 - 1e-3).ceil() as u64
}

/// An estimate as planners take it: a network may give what is negative or no number.
#[inline]
pub(crate) fn sane(estimate: f32) -> f32 {
    // `max` drops NaN, and the sum makes -0 to 0, so that the bits of estimates order as they do.
    estimate.max(0.0) + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_up_forgives_floats() {
        let cases = [(0.0, 0), (0.5, 1), (7.0, 7), (7.000_001, 7), (7.1, 8), (6.999_999, 7)];
        for (estimate, cost) in cases {
            assert_eq!(at_least(estimate), cost, "{estimate}");
        }
        assert_eq!(at_least(f32::INFINITY), 0, "infinity is no cost, and is looked at before");
    }

    #[test]
    fn estimates_are_made_sane() {
        assert_eq!([f32::NAN, -1.0, 2.5].map(sane), [0.0, 0.0, 2.5]);
        assert_eq!(sane(-0.0).to_bits(), 0);
        assert_eq!(sane(f32::INFINITY), f32::INFINITY);
    }
}
