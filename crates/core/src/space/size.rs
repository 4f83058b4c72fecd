//! How many designs a space has.

use crate::text::plural;
use std::fmt;

use super::SpaceSpec;

/// The number of designs of a space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// Exactly so many.
    Exact(u128),
    /// Finitely many, but 2^128 or more.
    Beyond {
        /// The decimal logarithm of the number, to about ten digits.
        log10: f64,
    },
    /// A parameter is a real number.
    Continuous,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(1) => f.write_str("1 design"),
            Self::Exact(designs) => f.write_str(&plural(*designs, "design")),
            Self::Beyond { log10 } => write!(f, "about 10^{log10:.1} designs"),
            Self::Continuous => f.write_str("continuous"),
        }
    }
}

impl SpaceSpec {
    /// The number of designs that the forbidden clauses leave. Designs that differ only by a
    /// declared symmetry count apart.
    ///
    /// The work grows with the number of clauses that share parameters, at worst exponentially.
    pub fn size(&self) -> Size {
        match self.raw_size() {
            Size::Exact(_) => Size::Exact(self.remaining()),
            Size::Beyond { log10 } => Size::Beyond { log10: log10 + self.remaining_log10() },
            Size::Continuous => Size::Continuous,
        }
    }

    /// The number of designs without regard to the forbidden clauses.
    pub fn raw_size(&self) -> Size {
        let Tally { exact, log10, continuous } = self.plan.tally;
        match exact {
            _ if continuous => Size::Continuous,
            Some(designs) => Size::Exact(designs),
            None => Size::Beyond { log10 },
        }
    }
}

/// The number of ways to complete a part of a design.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    /// The number itself, if it is finite and fits.
    pub(super) exact: Option<u128>,
    /// Its decimal logarithm, real parameters counting as one value.
    pub(super) log10: f64,
    pub(super) continuous: bool,
}

impl Tally {
    pub(super) const ONE: Self = Self { exact: Some(1), log10: 0.0, continuous: false };
    pub(super) const CONTINUOUS: Self = Self { exact: None, log10: 0.0, continuous: true };

    pub(super) fn of(options: u32) -> Self {
        let exact = Some(u128::from(options));
        Self { exact, log10: f64::from(options).log10(), continuous: false }
    }

    pub(super) fn times(self, other: Self) -> Self {
        Self {
            exact: self.exact.zip(other.exact).and_then(|(a, b)| a.checked_mul(b)),
            log10: self.log10 + other.log10,
            continuous: self.continuous || other.continuous,
        }
    }

    pub(super) fn sum(tallies: &[Self]) -> Self {
        let exact = tallies.iter().try_fold(0_u128, |sum, tally| sum.checked_add(tally.exact?));
        // Relative to the greatest, the numbers are neither too large nor all too small.
        let greatest = tallies.iter().map(|tally| tally.log10).fold(0.0, f64::max);
        let sum: f64 = tallies.iter().map(|tally| 10_f64.powf(tally.log10 - greatest)).sum();
        Self {
            exact,
            log10: greatest + sum.log10(),
            continuous: tallies.iter().any(|tally| tally.continuous),
        }
    }

    /// Where each one's share of the whole ends on the unit interval: in proportion to the
    /// numbers, or equal shares if one is continuous. Empty if all shares are equal.
    pub(super) fn shares(tallies: &[Self]) -> Vec<f64> {
        let whole = Self::sum(tallies);
        let equal = tallies.windows(2).all(|pair| pair[0].log10 == pair[1].log10);
        if whole.continuous || equal {
            return Vec::new();
        }
        let mut end = 0.0;
        let mut ends: Vec<f64> = tallies
            .iter()
            .map(|tally| {
                end += match (tally.exact, whole.exact) {
                    (Some(part), Some(whole)) => part as f64 / whole as f64,
                    _ => 10_f64.powf(tally.log10 - whole.log10),
                };
                end
            })
            .collect();
        // Rounding must not leave a gap that no option owns.
        if let Some(last) = ends.last_mut() {
            *last = 1.0;
        }
        ends
    }
}

impl Default for Tally {
    fn default() -> Self {
        Self::ONE
    }
}
