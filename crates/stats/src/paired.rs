//! Is one of two paired samples smaller than the other: the signed-rank test.

use statrs::function::erf::erfc;

use crate::ranks;

/// Below this number of pairs no test is made: even if all differences have the same sign, five
/// pairs reach no less than p = 2 / 2^5 = 6 %.
pub const MIN_PAIRS: usize = 6;

/// Up to this number of differences the distribution is counted out.
const EXACT: usize = 50;

/// The result of a Wilcoxon signed-rank test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wilcoxon {
    /// The sum of the ranks of the positive differences.
    pub w: f64,
    /// The two-sided p value.
    pub p: f64,
}

/// The two-sided Wilcoxon signed-rank test of the differences of paired values.
///
/// Differences of zero are left out, as in `scipy.stats.wilcoxon(zero_method="wilcox")`; ties share
/// the mean of their ranks. Up to 50 differences the p value is exact, with ties too: it is the
/// share of the 2^n ways to choose their signs (scipy's `method="exact"`, and its
/// `PermutationMethod` where there are ties). Beyond, it is the normal approximation with
/// correction for ties and without one for continuity (scipy's `method="asymptotic"`).
///
/// `None` below [`MIN_PAIRS`] differences, zeros included, or if one is NaN. Samples that are equal
/// throughout have p = 1.
pub fn wilcoxon(differences: &[f64]) -> Option<Wilcoxon> {
    if differences.len() < MIN_PAIRS || differences.iter().any(|d| d.is_nan()) {
        return None;
    }
    let nonzero: Vec<f64> = differences.iter().copied().filter(|&d| d != 0.0).collect();
    let ranks = ranks(&nonzero.iter().map(|d| d.abs()).collect::<Vec<_>>());
    let positive = nonzero.iter().zip(&ranks).filter(|(d, _)| **d > 0.0);
    let w: f64 = positive.map(|(_, rank)| rank).sum();
    let p = if nonzero.len() <= EXACT { exact(&ranks, w) } else { approximate(&ranks, w) };
    Some(Wilcoxon { w, p })
}

/// Twice the share of sign assignments whose rank sum is as extreme as `w`.
fn exact(ranks: &[f64], w: f64) -> f64 {
    // Ties have halves as ranks: doubled, all are whole. Counts up to 2^50 are exact floats.
    let doubled: Vec<usize> = ranks.iter().map(|rank| (2.0 * rank) as usize).collect();
    let total: usize = doubled.iter().sum();
    let mut ways = vec![0.0; total + 1];
    ways[0] = 1.0;
    for &rank in &doubled {
        for sum in (rank..=total).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    let w = (2.0 * w) as usize;
    let tail: f64 = ways[..=w.min(total - w)].iter().sum();
    (2.0 * tail / ways.iter().sum::<f64>()).min(1.0)
}

/// The same by the normal distribution. The variance, a quarter of the sum of the squared ranks,
/// has the correction for ties in it.
fn approximate(ranks: &[f64], w: f64) -> f64 {
    let mean = ranks.iter().sum::<f64>() / 2.0;
    let variance = ranks.iter().map(|rank| rank * rank).sum::<f64>() / 4.0;
    erfc((w - mean).abs() / (2.0 * variance).sqrt()).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(differences: &[f64], smaller: f64, p: f64) {
        let flipped: Vec<f64> = differences.iter().map(|d| -d).collect();
        let (one, two) = (wilcoxon(differences).unwrap(), wilcoxon(&flipped).unwrap());
        assert_eq!(one.w.min(two.w), smaller);
        assert!((one.p - p).abs() < 1e-10 && (two.p - p).abs() < 1e-10, "{one:?} {p}");
    }

    #[test]
    fn small_samples_agree_with_scipy() {
        // scipy.stats.wilcoxon(d, method="exact")
        check(&[-0.4, 0.6, 1.05, -1.0, 1.7, 3.0, -0.1, 5.7], 7.0, 0.148_437_5);
        let all: Vec<f64> = (1..=10).map(f64::from).collect();
        check(&all, 0.0, 0.001_953_125);
    }

    #[test]
    fn ties_and_zeros_agree_with_scipy() {
        // scipy.stats.wilcoxon(d, zero_method="wilcox",
        //                      method=scipy.stats.PermutationMethod(n_resamples=np.inf))
        check(&[1.0, -1.0, 2.0, 2.0, 3.0, 0.0, -2.0, 4.0, 0.0, 5.0], 5.5, 0.101_562_5);
    }

    #[test]
    fn large_samples_agree_with_scipy() {
        // d = [((7 * i) % 23) - 9 for i in range(60)]
        // scipy.stats.wilcoxon(d, zero_method="wilcox", method="asymptotic")
        let differences: Vec<f64> = (0..60).map(|i| f64::from((7 * i) % 23 - 9)).collect();
        check(&differences, 581.5, 0.033_735_606_717_976_555);
    }

    #[test]
    fn equal_pairs_do_not_differ_and_few_are_not_tested() {
        assert_eq!(wilcoxon(&[0.0; 7]), Some(Wilcoxon { w: 0.0, p: 1.0 }));
        assert_eq!(wilcoxon(&[1.0; 5]), None);
        assert_eq!(wilcoxon(&[f64::NAN; 7]), None);
    }
}
