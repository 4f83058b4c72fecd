//! Is one sample smaller than another: a test, its correction, and an effect size.

use statrs::function::erf::erfc;

use crate::{Sample, ranks};

/// Below this number of values on either side no test is made: the rank-sum test cannot reach
/// 5 % at three against three, and can at four only when the samples do not overlap at all.
pub const MIN_SEEDS: usize = 5;

/// The result of a Mann-Whitney test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// The statistic U of the first sample: the number of pairs in which it is the larger one,
    /// ties counted as one half.
    pub u: f64,
    /// The two-sided p value.
    pub p: f64,
}

/// The two-sided Mann-Whitney U test (Wilcoxon rank-sum test) by the normal approximation with
/// correction for ties and continuity, as `scipy.stats.mannwhitneyu(method="asymptotic")`.
///
/// `None` below [`MIN_SEEDS`] values in either sample. Samples that are equal throughout have
/// p = 1.
pub fn mann_whitney(x: &Sample, y: &Sample) -> Option<MannWhitney> {
    if x.len().min(y.len()) < MIN_SEEDS {
        return None;
    }
    let (n, m) = (x.len() as f64, y.len() as f64);
    let pooled: Vec<f64> = x.values().iter().chain(y.values()).copied().collect();
    let rank_sum: f64 = ranks(&pooled)[..x.len()].iter().sum();
    let u = rank_sum - n * (n + 1.0) / 2.0;

    let total = n + m;
    let variance = n * m / 12.0 * ((total + 1.0) - tie_term(pooled) / (total * (total - 1.0)));
    let excess = u.max(n * m - u) - n * m / 2.0 - 0.5;
    let p = if variance > 0.0 { erfc(excess / (2.0 * variance).sqrt()).min(1.0) } else { 1.0 };
    Some(MannWhitney { u, p })
}

/// The sum of t³ − t over groups of t equal values.
fn tie_term(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values
        .chunk_by(|a, b| a == b)
        .map(|group| {
            let t = group.len() as f64;
            t * t * t - t
        })
        .sum()
}

/// The p values after Holm's step-down correction (1979), in the order given: the chance of one
/// or more false discoveries among all of them stays below the level.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut corrected = vec![0.0; p_values.len()];
    let mut floor = 0.0_f64;
    for (step, &i) in order.iter().enumerate() {
        let factor = (p_values.len() - step) as f64;
        floor = floor.max((p_values[i] * factor).min(1.0));
        corrected[i] = floor;
    }
    corrected
}

/// The effect size A of Vargha and Delaney 2000: the chance that a value of `x` is larger than
/// one of `y`, ties counted as one half. 0.5 is no difference.
///
/// With values to maximise this is rliable's probability of improvement of `x` over `y` on one
/// problem; with values to minimise, exchange the two. Over several problems it is their mean.
pub fn superiority(x: &Sample, y: &Sample) -> f64 {
    let y = y.values();
    let wins: f64 = x
        .values()
        .iter()
        .map(|&a| {
            let below = y.partition_point(|&b| b < a);
            let up_to = y.partition_point(|&b| b <= a);
            (below + up_to) as f64 / 2.0
        })
        .sum();
    wins / (x.len() * y.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const C: [f64; 10] = [0.62, 0.71, 0.55, 0.69, 0.64, 0.73, 0.58, 0.66, 0.70, 0.61];
    const D: [f64; 10] = [0.48, 0.59, 0.51, 0.63, 0.47, 0.56, 0.50, 0.53, 0.60, 0.49];

    fn sample(values: &[f64]) -> Sample {
        Sample::new(values.iter().copied()).unwrap()
    }

    fn test(x: &[f64], y: &[f64]) -> MannWhitney {
        mann_whitney(&sample(x), &sample(y)).unwrap()
    }

    #[test]
    fn mann_whitney_agrees_with_scipy() {
        // scipy.stats.mannwhitneyu(x, y, method="asymptotic")
        let a = [1.1, 2.2, 2.2, 3.3, 4.4, 5.5];
        let b = [2.2, 3.3, 6.6, 7.7, 8.8];
        let (ones, twos) = ([1.0, 1.0, 1.0, 2.0, 2.0], [2.0, 2.0, 3.0, 3.0, 3.0]);
        let cases: [(&[f64], &[f64], f64, f64); 3] = [
            (&a, &b, 6.5, 0.139_547_143_725_315_85),
            (&C, &D, 91.0, 0.002_202_219_942_497_078_3),
            (&ones, &twos, 2.0, 0.026_888_454_103_745_775),
        ];
        for (x, y, u, p) in cases {
            let result = test(x, y);
            assert_eq!(result.u, u);
            assert!((result.p - p).abs() < 1e-10, "{} {p}", result.p);
            assert!((test(y, x).p - p).abs() < 1e-10, "the test is symmetric");
        }
    }

    #[test]
    fn equal_samples_do_not_differ() {
        assert_eq!(test(&C, &C).p, 1.0);
        assert_eq!(test(&[2.0; 5], &[2.0; 6]).p, 1.0);
    }

    #[test]
    fn no_test_below_five_seeds() {
        assert_eq!(mann_whitney(&sample(&C[..4]), &sample(&D)), None);
    }

    #[test]
    fn holm_steps_down_and_stays_monotone() {
        // By hand: 0.01·4, 0.02·3 = 0.06, 0.03·2 = 0.06, 0.5·1.
        let corrected = holm(&[0.02, 0.5, 0.01, 0.03]);
        for (p, expected) in corrected.iter().zip([0.06, 0.5, 0.04, 0.06]) {
            assert!((p - expected).abs() < 1e-15);
        }
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn superiority_is_u_over_the_number_of_pairs() {
        let a = superiority(&sample(&C), &sample(&D));
        assert!((a - 0.91).abs() < 1e-12);
        assert!((superiority(&sample(&D), &sample(&C)) - 0.09).abs() < 1e-12);
        assert_eq!(superiority(&sample(&[1.0, 1.0]), &sample(&[1.0])), 0.5);
    }
}
