//! Clocks as the timing of commands compares them.

/// A clock, counted from an epoch, so that four fit a vector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clock(i32);

impl Clock {
    /// The epoch.
    pub(super) const ZERO: Self = Self(0);

    /// Clocks are below two to the power of this.
    pub(super) const BITS: u32 = 23;

    #[inline(always)]
    pub(super) fn at(clock: u32) -> Self {
        Self(clock as i32)
    }

    /// Clocks since the epoch.
    #[inline(always)]
    pub(super) fn number(self) -> u32 {
        self.0 as u32
    }

    /// The clock as the upper bits of a number whose lower bits are free.
    #[inline(always)]
    pub(super) fn on_top(self) -> u64 {
        u64::from(self.number()) << (u64::BITS - Self::BITS)
    }

    /// The clock a distance later.
    #[inline(always)]
    pub(super) fn after(self, gap: i32) -> Self {
        Self(self.0 + gap)
    }

    #[inline(always)]
    pub(super) fn later(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }
}
