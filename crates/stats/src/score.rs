//! One scale for problems with different units.

/// The normalised score of a value: 0 at `reference` (what random search reaches at the same
/// budget), 1 at `best` (the optimum, or the best value known); below 0 is worse than the
/// reference. The direction follows from the two: `best` may be below or above `reference`.
///
/// `None` where the scale has no length (the reference is already the best) or is not finite.
pub fn normalised_score(value: f64, reference: f64, best: f64) -> Option<f64> {
    let length = reference - best;
    let score = (reference - value) / length;
    (length != 0.0 && score.is_finite()).then_some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_is_zero_and_best_is_one_in_both_directions() {
        for (reference, best) in [(10.0, 2.0), (-3.0, 5.0)] {
            assert_eq!(normalised_score(reference, reference, best), Some(0.0));
            assert_eq!(normalised_score(best, reference, best), Some(1.0));
            assert_eq!(
                normalised_score(f64::midpoint(reference, best), reference, best),
                Some(0.5)
            );
        }
        assert_eq!(normalised_score(14.0, 10.0, 2.0), Some(-0.5));
    }

    #[test]
    fn a_scale_without_length_has_no_score() {
        assert_eq!(normalised_score(1.0, 1.0, 1.0), None);
        assert_eq!(normalised_score(f64::INFINITY, 2.0, 1.0), None);
    }
}
