//! A sample of values, and its order statistics.

/// A set of values that can be summarised: not empty, without NaN, kept in ascending order.
///
/// Infinities are allowed: a run that never found a feasible design is "worse than everything",
/// and its rank is known although its value is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    sorted: Vec<f64>,
}

impl Sample {
    /// Makes a sample, or `None` if there is no value or one of them is NaN.
    pub fn new(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        if sorted.is_empty() || sorted.iter().any(|v| v.is_nan()) {
            return None;
        }
        sorted.sort_unstable_by(f64::total_cmp);
        Some(Self { sorted })
    }

    /// Wraps values that are known to be a sample already; the bootstrap's inner loop.
    pub(crate) fn from_sorted(sorted: Vec<f64>) -> Self {
        debug_assert!(!sorted.is_empty() && sorted.is_sorted());
        Self { sorted }
    }

    /// Gives the values back, for reuse of their memory.
    pub(crate) fn into_sorted(self) -> Vec<f64> {
        self.sorted
    }

    /// The values, ascending.
    pub fn values(&self) -> &[f64] {
        &self.sorted
    }

    /// The number of values.
    #[expect(clippy::len_without_is_empty, reason = "a sample is never empty")]
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The smallest value.
    pub fn min(&self) -> f64 {
        self.sorted[0]
    }

    /// The largest value.
    pub fn max(&self) -> f64 {
        self.sorted[self.sorted.len() - 1]
    }

    /// The arithmetic mean.
    pub fn mean(&self) -> f64 {
        mean(&self.sorted)
    }

    /// The quantile at `p` in 0..=1, interpolated linearly between order statistics.
    ///
    /// This is type 7 of Hyndman and Fan 1996, the default of `NumPy`, R and Julia.
    pub fn quantile(&self, p: f64) -> f64 {
        let position = p.clamp(0.0, 1.0) * (self.sorted.len() - 1) as f64;
        let (low, weight) = (position.floor() as usize, position.fract());
        let below = self.sorted[low];
        if weight == 0.0 {
            return below;
        }
        let above = self.sorted[low + 1];
        // Infinity has no differences to interpolate over.
        if below.is_infinite() { below } else { below + weight * (above - below) }
    }

    /// The middle value (the mean of the two middle ones for an even number).
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The first and the third quartile, whose distance is the interquartile range.
    pub fn quartiles(&self) -> (f64, f64) {
        (self.quantile(0.25), self.quantile(0.75))
    }

    /// The interquartile mean (IQM): the mean after `floor(n / 4)` values are cut from each end.
    ///
    /// It is more robust than the mean and uses more of the data than the median. A quarter that
    /// is no whole number of values is rounded down, as in `scipy.stats.trim_mean(x, 0.25)`, which
    /// is what rliable (Agarwal et al. 2021) reports; no fractional weights, so that the numbers
    /// of both agree. Below four values it is the mean.
    pub fn iqm(&self) -> f64 {
        let cut = self.sorted.len() / 4;
        mean(&self.sorted[cut..self.sorted.len() - cut])
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [f64; 11] = [3.1, 0.4, 7.7, 5.2, 1.9, 4.4, 9.8, 2.6, 6.0, 8.3, 0.9];

    fn sample(values: &[f64]) -> Sample {
        Sample::new(values.iter().copied()).unwrap()
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn quantiles_agree_with_numpy() {
        // [np.quantile(X, p) for p in (0, .1, .25, .5, .75, .9, 1)]
        let x = sample(&X);
        let expected = [0.4, 0.9, 2.25, 4.4, 6.85, 8.3, 9.8];
        for (p, q) in [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0].into_iter().zip(expected) {
            assert!(close(x.quantile(p), q), "{p}: {} {q}", x.quantile(p));
        }
        assert_eq!((x.median(), x.quartiles()), (4.4, (2.25, 6.85)));
    }

    #[test]
    fn interquartile_mean_agrees_with_scipy() {
        // [scipy.stats.trim_mean(X[:n], 0.25) for n in (11, 10, 8, 3)]
        let expected = [4.414_285_714_285_714, 4.833_333_333_333_333, 3.825, 3.733_333_333_333_333];
        for (n, iqm) in [11, 10, 8, 3].into_iter().zip(expected) {
            assert!(close(sample(&X[..n]).iqm(), iqm));
        }
    }

    #[test]
    fn one_value_is_every_statistic() {
        let one = sample(&[-2.5]);
        assert_eq!((one.median(), one.iqm(), one.mean()), (-2.5, -2.5, -2.5));
        assert_eq!(one.quartiles(), (-2.5, -2.5));
    }

    #[test]
    fn infinities_keep_their_rank() {
        let x = sample(&[1.0, f64::INFINITY, 2.0, f64::INFINITY, f64::INFINITY]);
        assert_eq!(x.median(), f64::INFINITY);
        assert_eq!(x.quantile(0.25), 2.0);
        assert_eq!(x.quantile(0.9), f64::INFINITY);
        let y = sample(&[f64::NEG_INFINITY, f64::NEG_INFINITY, 3.0, 4.0]);
        assert_eq!((y.quantile(0.25), y.median()), (f64::NEG_INFINITY, f64::NEG_INFINITY));
    }

    #[test]
    fn nothing_and_nan_are_no_sample() {
        assert_eq!(Sample::new([]), None);
        assert_eq!(Sample::new([1.0, f64::NAN]), None);
    }
}
