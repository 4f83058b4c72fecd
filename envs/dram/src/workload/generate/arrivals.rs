//! When accesses come.

use super::config::Gaps;
use orienteer_core::Rng;
use rand::RngExt;

/// The clocks of accesses, from 0.
pub(super) struct Arrivals {
    rng: Rng,
    /// Clocks, on average.
    gap: f64,
    clock: u64,
    /// The part of a clock that rounding down took, so that the mean is kept.
    fraction: f64,
}

impl Arrivals {
    pub(super) fn new(rate: f64, rng: Rng) -> Self {
        Self { rng, gap: 1.0 / rate, clock: 0, fraction: 0.0 }
    }

    /// The clock of the next access.
    #[inline]
    pub(super) fn next(&mut self, gaps: Gaps) -> u64 {
        let clock = self.clock;
        let gap = match gaps {
            Gaps::Fixed => self.gap,
            Gaps::Exponential => self.gap * exponential(&mut self.rng),
        };
        self.fraction += gap;
        let whole = self.fraction.floor();
        self.fraction -= whole;
        self.clock += whole as u64;
        clock
    }

    /// Delays the accesses to come.
    pub(super) fn idle(&mut self, clocks: u64) {
        self.clock += clocks;
    }
}

/// An exponential variate of mean 1 from comparisons alone, so that it is the same on every
/// machine, which logarithms are not. Source: J. von Neumann, "Various techniques used in
/// connection with random digits", 1951: a run of falling uniform numbers that begins with x has an
/// odd length with probability exp(-x).
#[inline]
fn exponential(rng: &mut Rng) -> f64 {
    let mut whole = 0.0;
    loop {
        let first: f64 = rng.random();
        let mut last = first;
        let mut odd = true;
        loop {
            let next: f64 = rng.random();
            if next >= last {
                break;
            }
            last = next;
            odd = !odd;
        }
        if odd {
            return whole + first;
        }
        whole += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::rng::rng;

    #[test]
    fn gaps_are_exponential() {
        let n = 200_000;
        let mut rng = rng(1);
        let mut sample: Vec<f64> = (0..n).map(|_| exponential(&mut rng)).collect();
        sample.sort_by(f64::total_cmp);
        // The Kolmogorov-Smirnov distance exceeds 1.95 / sqrt(n) once in a thousand samples.
        let distance = sample.iter().enumerate().map(|(i, x)| {
            let expected = 1.0 - (-x).exp();
            (expected - i as f64 / f64::from(n)).abs()
        });
        assert!(distance.fold(0.0, f64::max) < 1.95 / f64::from(n).sqrt());
    }

    #[test]
    fn fixed_gaps_keep_the_rate() {
        let mut arrivals = Arrivals::new(0.4, rng(1));
        let clocks: Vec<u64> = (0..6).map(|_| arrivals.next(Gaps::Fixed)).collect();
        assert_eq!(clocks, [0, 2, 5, 7, 10, 12]);
        arrivals.idle(100);
        assert_eq!(arrivals.next(Gaps::Fixed), 115);
    }
}
