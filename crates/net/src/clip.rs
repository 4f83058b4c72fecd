//! Gradients of a bounded length.

/// Scales `gradient` down to the Euclidean norm `most` where it is longer (Pascanu, Mikolov and
/// Bengio 2013, algorithm 1). Returns the norm before. A gradient that is not finite becomes zero,
/// so that one overflow does not spoil all that was learned.
pub fn norm(gradient: &mut [f32], most: f32) -> f64 {
    let norm = gradient.iter().map(|g| f64::from(*g) * f64::from(*g)).sum::<f64>().sqrt();
    if !norm.is_finite() {
        gradient.fill(0.0);
    } else if norm > f64::from(most) {
        let scale = (f64::from(most) / norm) as f32;
        for g in gradient {
            *g *= scale;
        }
    }
    norm
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_gradients_change() {
        let mut gradient = [3.0, -4.0];
        assert_eq!(norm(&mut gradient, 5.0), 5.0);
        assert_eq!(gradient, [3.0, -4.0]);
        norm(&mut gradient, 0.5);
        assert!((gradient[0] - 0.3).abs() < 1e-7 && (gradient[1] + 0.4).abs() < 1e-7);
        let mut broken = [1.0, f32::NAN];
        assert!(norm(&mut broken, 1.0).is_nan());
        assert_eq!(broken, [0.0, 0.0]);
    }
}
