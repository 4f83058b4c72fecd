//! Running means and variances, for observations and scores.

/// The moments of one quantity (Welford 1962).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Adds a value; one that is not finite is no value.
    pub(crate) fn add(&mut self, value: f64) {
        if !value.is_finite() {
            return;
        }
        self.count += 1.0;
        let before = value - self.mean;
        self.mean += before / self.count;
        self.squares += before * (value - self.mean);
    }

    /// The value in standard deviations from the mean, at most `most` either way; 0 while all
    /// values were the same.
    pub(crate) fn standardised(&self, value: f64, most: f64) -> f64 {
        let deviation = (self.squares / self.count.max(1.0)).sqrt();
        let standard = (value - self.mean) / deviation;
        if standard.is_finite() { standard.clamp(-most, most) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moments_are_those_of_the_values() {
        let mut moments = Moments::default();
        assert_eq!(moments.standardised(3.0, 10.0), 0.0);
        for x in [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0, f64::NAN] {
            moments.add(x);
        }
        // Mean 5, standard deviation 2.
        assert!((moments.standardised(8.0, 10.0) - 1.5).abs() < 1e-12);
        assert_eq!(moments.standardised(-1e9, 10.0), -10.0);
        let mut huge = Moments::default();
        for x in [f64::MAX, -f64::MAX, 1.0] {
            huge.add(x);
        }
        assert!(huge.standardised(f64::MAX, 10.0).is_finite());
    }
}
