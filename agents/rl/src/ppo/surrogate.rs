//! The clipped surrogate objective (Schulman et al. 2017, equation 7) and its slope.

use orienteer_net::math::exp;

/// The objective, to be maximised, of one move: `min(r A, clip(r, 1 - c, 1 + c) A)`, where `r` is
/// the ratio of its probabilities now and then; and its derivative by the logarithm of the
/// probability now.
pub(crate) fn surrogate(log: f32, before: f32, advantage: f32, clip: f32) -> (f32, f32) {
    let ratio = exp(log - before);
    let (free, clipped) = (ratio * advantage, ratio.clamp(1.0 - clip, 1.0 + clip) * advantage);
    // Where the clipped one is less, it is constant. Elsewhere the derivative of r is r.
    if free <= clipped { (free, free) } else { (clipped, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_agree_with_differences() {
        for log in [-2.0, -1.3, -1.0, -0.9, -0.3] {
            for advantage in [-1.5, 0.7] {
                let at = |h: f32| f64::from(surrogate(log + h, -1.0, advantage, 0.2).0);
                let difference = (at(0.007_812_5) - at(-0.007_812_5)) / 0.015_625;
                let (_, slope) = surrogate(log, -1.0, advantage, 0.2);
                assert!((difference - f64::from(slope)).abs() < 1e-3, "{log} {advantage}");
            }
        }
    }

    /// Figure 1 of the paper: no gain beyond the clip, but no shelter from a loss either.
    #[test]
    fn the_clip_is_one_sided() {
        assert_eq!(surrogate(0.0, -1.0, 1.0, 0.2), (1.2, 0.0));
        assert!(surrogate(0.0, -1.0, -1.0, 0.2).1 < -2.7);
        assert_eq!(surrogate(-1.0, 0.0, -1.0, 0.2), (-0.8, 0.0));
        assert!(surrogate(-1.0, 0.0, 1.0, 0.2).1 > 0.36);
    }
}
