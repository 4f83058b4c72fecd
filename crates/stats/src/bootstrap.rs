//! Percentile bootstrap intervals with a fixed, documented seed.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::Sample;

/// The seed of the resampling generator. Every interval starts from it afresh, so an interval
/// depends on its sample alone: not on other samples, on their order, or on the machine.
pub const SEED: u64 = 20_261_122;

/// The number of resamples behind an interval. At 2 000 the ends of a 95 % interval wander by
/// about 2 % of its width between seeds, less than can be seen in a figure.
pub const RESAMPLES: usize = 2_000;

/// The level of every interval.
pub const LEVEL: f64 = 0.95;

/// The least number of independent values for an interval. All resamples lie within the range of a
/// sample, and even the whole range of n values covers the median of what they are drawn from only with
/// a probability of 1 - 2^(1-n): less than [`LEVEL`] for up to five.
pub const FEWEST: usize = 6;

/// An interval of a statistic, in the unit of the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The 95 % percentile bootstrap interval of a statistic (Efron 1979).
///
/// A single value has nothing to resample: its interval is a point.
///
/// ```
/// use orienteer_stats::{Sample, bootstrap};
/// let sample = Sample::new([3.0, 1.0, 2.0, 5.0, 4.0]).unwrap();
/// let interval = bootstrap(&sample, Sample::median);
/// assert!(interval.low <= 3.0 && 3.0 <= interval.high);
/// ```
pub fn bootstrap(sample: &Sample, statistic: impl Fn(&Sample) -> f64) -> Interval {
    bootstrap_stratified(std::slice::from_ref(sample), statistic)
}

/// The same for values from several strata (problems): each resample draws from every stratum as
/// many values as it holds, and the statistic sees them pooled (rliable's stratified bootstrap).
///
/// # Panics
///
/// If there is no stratum.
pub fn bootstrap_stratified(strata: &[Sample], statistic: impl Fn(&Sample) -> f64) -> Interval {
    let strata: Vec<Vec<Sample>> = strata.iter().map(singles).collect();
    bootstrap_clustered(&strata, statistic)
}

/// The same for values that are independent only from cluster to cluster (Davison and Hinkley 1997,
/// section 3.8): each resample draws from every stratum as many clusters as it holds, each with all
/// its values. Runs of one setting with several seeds are a cluster: more seeds tell more of that
/// setting, and nothing of others.
///
/// A stratum of one cluster has nothing to resample.
///
/// # Panics
///
/// If there is no stratum, or a stratum without clusters.
pub fn bootstrap_clustered(strata: &[Vec<Sample>], statistic: impl Fn(&Sample) -> f64) -> Interval {
    assert!(!strata.is_empty(), "a bootstrap needs at least one stratum");
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut strata: Vec<Stratum> = strata.iter().map(|clusters| Stratum::new(clusters)).collect();
    let mut buffer = Vec::new();
    let replicates = (0..RESAMPLES).map(|_| {
        let mut values = std::mem::take(&mut buffer);
        values.clear();
        for stratum in &mut strata {
            stratum.resample(&mut rng, &mut values);
        }
        if strata.len() > 1 {
            values.sort_unstable_by(f64::total_cmp);
        }
        let sample = Sample::from_sorted(values);
        let value = statistic(&sample);
        buffer = sample.into_sorted();
        value
    });
    // NaN can come only from a statistic of infinities; such an interval is everything.
    let everything = Interval { low: f64::NEG_INFINITY, high: f64::INFINITY };
    Sample::new(replicates).map_or(everything, |replicates| Interval {
        low: replicates.quantile((1.0 - LEVEL) / 2.0),
        high: replicates.quantile(f64::midpoint(1.0, LEVEL)),
    })
}

/// Each value as a cluster of its own.
fn singles(sample: &Sample) -> Vec<Sample> {
    sample.values().iter().map(|&value| Sample::from_sorted(vec![value])).collect()
}

/// The values of a stratum, ascending, each with the number of its cluster.
struct Stratum {
    values: Vec<(f64, usize)>,
    /// How often each cluster was drawn.
    counts: Vec<u32>,
}

impl Stratum {
    fn new(clusters: &[Sample]) -> Self {
        let mut values: Vec<(f64, usize)> = (clusters.iter().enumerate())
            .flat_map(|(i, cluster)| cluster.values().iter().map(move |&value| (value, i)))
            .collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { values, counts: vec![0; clusters.len()] }
    }

    /// Appends a resample with replacement, in ascending order: counting the draws instead of
    /// collecting them spares a sort, which would be most of the work.
    fn resample(&mut self, rng: &mut Xoshiro256PlusPlus, into: &mut Vec<f64>) {
        self.counts.fill(0);
        let n = u32::try_from(self.counts.len()).expect("fewer than 2^32 clusters");
        for _ in 0..n {
            self.counts[rng.random_range(0..n) as usize] += 1;
        }
        for &(value, cluster) in &self.values {
            into.extend(std::iter::repeat_n(value, self.counts[cluster] as usize));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(values: &[f64]) -> Sample {
        Sample::new(values.iter().copied()).unwrap()
    }

    fn near(interval: Interval, low: f64, high: f64, tolerance: f64) {
        let ok = (interval.low - low).abs() < tolerance && (interval.high - high).abs() < tolerance;
        assert!(ok, "{interval:?} is not near [{low}, {high}]");
    }

    #[test]
    fn intervals_agree_with_scipy() {
        // scipy.stats.bootstrap((X,), f, n_resamples=200000, method="percentile") with f =
        // np.mean, np.median, and lambda v, axis: scipy.stats.trim_mean(v, 0.25, axis=axis)
        let x = sample(&[3.1, 0.4, 7.7, 5.2, 1.9, 4.4, 9.8, 2.6, 6.0, 8.3, 0.9]);
        near(bootstrap(&x, Sample::mean), 2.8545, 6.3636, 0.15);
        near(bootstrap(&x, Sample::iqm), 2.3286, 6.7143, 0.2);
        near(bootstrap(&x, Sample::median), 1.9, 7.7, 1e-9);
    }

    #[test]
    fn strata_are_resampled_apart() {
        // v = np.concatenate([rng.choice(s1, (200000, 5)), rng.choice(s2, (200000, 6))], axis=1)
        // np.quantile(scipy.stats.trim_mean(v, 0.25, axis=1), [0.025, 0.975])
        let low = sample(&[0.1, 0.3, 0.2, 0.5, 0.4]);
        let high = sample(&[0.9, 0.7, 0.8, 1.0, 0.6, 0.95]);
        near(bootstrap_stratified(&[low, high], Sample::iqm), 0.5, 0.7, 0.015);
    }

    #[test]
    fn clusters_are_resampled_whole() {
        // c = np.array([[1., 1.2, 0.9], [2, 2.3, 2.1], [5, 5.5, 4.8], [3, 3.3, 2.7], [8, 7.6, 8.1]])
        // v = c[np.random.default_rng(0).integers(0, 5, (200000, 5))].reshape(200000, 15)
        // np.quantile(v.mean(axis=1), [0.025, 0.975])
        let clusters =
            [[1.0, 1.2, 0.9], [2.0, 2.3, 2.1], [5.0, 5.5, 4.8], [3.0, 3.3, 2.7], [8.0, 7.6, 8.1]];
        let clusters = clusters.map(|cluster| sample(&cluster)).to_vec();
        let interval = bootstrap_clustered(std::slice::from_ref(&clusters), Sample::mean);
        near(interval, 1.8667, 6.1867, 0.2);
        // As if all runs were independent, it would be far too narrow.
        let pooled = sample(&clusters.iter().flat_map(Sample::values).copied().collect::<Vec<_>>());
        let naive = bootstrap(&pooled, Sample::mean);
        assert!(naive.high - naive.low < 0.7 * (interval.high - interval.low), "{naive:?}");
    }

    #[test]
    fn the_number_of_seeds_does_not_narrow_an_interval_over_settings() {
        let interval = |seeds| {
            let clusters = [1.0, 4.0, 2.0, 8.0, 5.0].map(|value| sample(&vec![value; seeds]));
            bootstrap_clustered(&[clusters.to_vec()], Sample::mean)
        };
        assert_eq!(interval(1), interval(50));
    }

    #[test]
    fn an_interval_is_the_same_every_time() {
        let x = sample(&[0.3, 0.1, 0.9, 0.5, 0.45, 0.7]);
        assert_eq!(bootstrap(&x, Sample::iqm), bootstrap(&x, Sample::iqm));
    }

    #[test]
    fn one_or_constant_values_give_a_point() {
        for values in [vec![4.0], vec![4.0; 7]] {
            let interval = bootstrap(&sample(&values), Sample::iqm);
            assert_eq!(interval, Interval { low: 4.0, high: 4.0 });
        }
    }

    #[test]
    fn infinities_give_the_whole_line_and_no_panic() {
        let x = sample(&[f64::NEG_INFINITY, f64::INFINITY, 1.0]);
        let interval = bootstrap(&x, Sample::mean);
        assert_eq!(interval, Interval { low: f64::NEG_INFINITY, high: f64::INFINITY });
    }
}
