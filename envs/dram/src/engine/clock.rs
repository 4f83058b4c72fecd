//! Clocks as the timing of commands compares them.

/// A clock, counted from an epoch, and held as a floating-point number: every processor takes the
/// maximum of four of those at once, of integers many do not.
///
/// The number is the clock above 2^23. The last bits of such a number are those of an integer, so
/// that neither direction of the conversion costs anything, and numbers of either kind have the
/// same order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clock(f32);

/// The bits of 2^23.
const BASE: u32 = 0x4b00_0000;

impl Clock {
    /// The epoch.
    pub(super) const ZERO: Self = Self(f32::from_bits(BASE));

    /// Clocks are below two to the power of this.
    pub(super) const BITS: u32 = 23;

    #[inline(always)]
    pub(super) fn at(clock: u32) -> Self {
        Self(f32::from_bits(BASE | clock))
    }

    /// Clocks since the epoch.
    #[inline(always)]
    pub(super) fn number(self) -> u32 {
        self.0.to_bits() & !BASE
    }

    /// The clock as the upper bits of a number whose lower bits are free.
    #[inline(always)]
    pub(super) fn on_top(self) -> u64 {
        u64::from(self.0.to_bits()) << (u64::BITS - Self::BITS)
    }

    /// The clock a distance later.
    #[inline(always)]
    pub(super) fn after(self, gap: f32) -> Self {
        Self(self.0 + gap)
    }

    #[inline(always)]
    pub(super) fn later(self, other: Self) -> Self {
        // Not `f32::max`, which has to think of numbers that are none.
        if self.0 > other.0 { self } else { other }
    }
}
