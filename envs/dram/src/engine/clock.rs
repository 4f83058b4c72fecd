//! Clocks as the timing of commands compares them.

/// A clock, held as a floating-point number, because every processor takes the maximum of several
/// of those at once; of 64-bit integers most do not.
///
/// The number is the clock above 2^52. The last bits of such a number are those of an integer, so
/// that neither direction of the conversion costs anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clock(f64);

/// The bits of 2^52. A run ends long before: no access comes after clock 2^48.
const BASE: u64 = 0x4330_0000_0000_0000;

impl Clock {
    /// The beginning.
    pub(super) const ZERO: Self = Self(f64::from_bits(BASE));

    #[inline(always)]
    pub(super) fn at(clock: u64) -> Self {
        Self(f64::from_bits(BASE | clock))
    }

    /// The clock a distance later.
    #[inline(always)]
    pub(super) fn after(self, gap: f64) -> Self {
        Self(self.0 + gap)
    }

    #[inline(always)]
    pub(super) fn later(self, other: Self) -> Self {
        // Not `f64::max`, which has to think of numbers that are none.
        if self.0 > other.0 { self } else { other }
    }

    /// How many clocks `earlier` is before this one.
    #[inline(always)]
    pub(super) fn since(self, earlier: Self) -> u64 {
        self.0.to_bits() - earlier.0.to_bits()
    }
}
