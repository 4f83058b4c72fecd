//! The normal distribution, to the last digits where they count: far out in the tails.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The logarithm of the density at `z`.
pub(crate) fn log_density(z: f64) -> f64 {
    -0.5 * z * z - 0.5 * libm::log(2.0 * PI)
}

/// The probability below `z`.
pub(crate) fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The logarithm of the probability below `z`, however small that is.
pub(crate) fn log_below(z: f64) -> f64 {
    if z > -1.0 {
        return libm::log1p(-below(-z));
    }
    let (z, t) = (-z, fraction(-z));
    log_density(z) - libm::log(z + t)
}

/// The logarithm of `h(z) = φ(z) + z Φ(z)`, the expected improvement in standard units (Ament et
/// al., "Unexpected improvements to expected improvement for Bayesian optimization", `NeurIPS` 2023,
/// equation 9).
///
/// Below -1 the two terms cancel. There, with Mills' ratio `R = Φ(z) / φ(z) = 1 / (|z| + t)`,
/// `h = φ (1 - |z| R) = φ t R`, which cancels nothing.
pub(crate) fn log_improvement(z: f64) -> f64 {
    if z > -1.0 {
        return libm::log(libm::exp(log_density(z)) + z * below(z));
    }
    let (z, t) = (-z, fraction(-z));
    log_density(z) + libm::log(t) - libm::log(z + t)
}

/// `1 / (z + 2 / (z + 3 / (z + …)))` for `z` of at least 1: the tail of Laplace's continued
/// fraction for Mills' ratio (Abramowitz and Stegun 1964, 26.2.14).
fn fraction(z: f64) -> f64 {
    // Found by trial to suffice for all digits.
    let terms = 20 + (400.0 / (z * z)) as u32;
    (1..=terms).rev().fold(z, |tail, k| z + f64::from(k + 1) / tail).recip()
}

/// The place below which a normal number lies with probability `p`, strictly between 0 and 1.
pub(crate) fn quantile(p: f64) -> f64 {
    // A first guess good to 4.5e-4 (Abramowitz and Stegun 1964, 26.2.23), then Halley's method.
    let tail = libm::sqrt(-2.0 * libm::log(p.min(1.0 - p)));
    let over = 2.515_517 + tail * (0.802_853 + tail * 0.010_328);
    let under = 1.0 + tail * (1.432_788 + tail * (0.189_269 + tail * 0.001_308));
    let guess = (tail - over / under).max(0.0);
    let mut z = if p < 0.5 { -guess } else { guess };
    for _ in 0..3 {
        let step = (below(z) - p) / libm::exp(log_density(z));
        z -= step / (1.0 + 0.5 * z * step);
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, digits: i32) {
        let error = (found - expected).abs() / expected.abs().max(1e-300);
        assert!(error < 10_f64.powi(-digits), "{found} for {expected}");
    }

    /// From mpmath 1.4.1 with `mp.dps = 60`:
    /// `for z in Z: print(z, nstr(log(npdf(z) + z * ncdf(z)), 17), nstr(log(ncdf(z)), 17))`
    #[test]
    fn logarithms_agree_with_mpmath() {
        let reference = [
            (-1_000_000.0, -500_000_000_028.55, -500_000_000_014.734_44),
            (-300.0, -45_012.326_536_814_55, -45_006.622_732_118_66),
            (-40.0, -808.298_568_356_62, -804.608_442_013_753_8),
            (-12.5, -84.114_182_840_685_44, -81.575_967_870_743_88),
            (-5.0, -16.744_301_162_660_99, -15.064_998_393_988_725),
            (-2.0, -4.768_783_523_917_114, -3.783_184_333_682_032),
            (-1.000_1, -2.485_311_456_445_883, -1.841_174_162_541_410_6),
            (-1.0, -2.485_121_025_712_641_3, -1.841_021_645_009_263_6),
            (-0.999_9, -2.484_930_602_199_176, -1.840_869_135_486_139_5),
            (-0.3, -1.321_401_244_919_043_5, -0.962_102_818_168_850_7),
            (0.0, -0.918_938_533_204_672_8, -std::f64::consts::LN_2),
            (0.7, -0.170_931_419_224_740_73, -0.277_023_942_277_131_3),
            (2.0, 0.697_383_545_788_228_4, -0.023_012_909_328_963_486),
            (5.0, 1.609_437_923_126_431_3, -2.866_516_129_637_636e-7),
        ];
        for (z, improvement, probability) in reference {
            close(log_improvement(z), improvement, 13);
            close(log_below(z), probability, 13);
        }
    }

    #[test]
    fn quantiles_invert_probabilities() {
        for p in [1e-300, 1e-12, 0.001, 0.3, 0.5, 0.7, 0.999, 1.0 - 1e-12] {
            close(below(quantile(p)), p, 11);
        }
        // scipy 1.17.1: `scipy.stats.norm.ppf(0.975)`
        close(quantile(0.975), 1.959_963_984_540_054, 14);
    }
}
