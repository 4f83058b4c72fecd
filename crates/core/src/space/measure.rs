//! How much of a space lies in a region.

use std::ops::{AddAssign, Mul};

use super::Gene;
use super::plan::{Decision, Plan};
use super::region::Region;
use super::set::Set;

/// One of three measures: the number of designs (`u128`); their probability in a sample before the
/// clauses (`f64`), which also serves spaces that are too large or have real parameters; or whether
/// there are any ([`Exists`]), which stays exact where a probability rounds to nothing.
pub(super) trait Measure: Copy + PartialEq + AddAssign + Mul<Output = Self> {
    const ZERO: Self;
    const ONE: Self;

    /// All below a decision.
    fn whole(decision: &Decision) -> Self;

    /// The part of a decision without dependants that lies in a set.
    fn part(decision: &Decision, set: &Set) -> Self;

    /// The weight of one option apart from what depends on it.
    fn option(decision: &Decision, option: u32) -> Self;

    /// The measure of the part of a region that these decisions, side by side, make up.
    fn of(plan: &Plan, slots: &[u32], region: &Region) -> Self {
        slots.iter().fold(Self::ONE, |product, slot| {
            let decision = plan.decision(*slot);
            if product == Self::ZERO {
                return product;
            }
            if !region.touches(*slot, decision.end) {
                return product * Self::whole(decision);
            }
            let set = region.at(*slot);
            if let (Some(set), true) = (set, decision.arms.is_empty()) {
                return product * Self::part(decision, set);
            }
            let mut sum = Self::ZERO;
            for (option, arm) in (0..).zip(&decision.arms) {
                if set.is_none_or(|set| set.contains(f64::from(option))) {
                    let below = Self::of(plan, plan.slots(*arm), region);
                    sum += Self::option(decision, option) * below;
                }
            }
            product * sum
        })
    }
}

/// Counting happens only in spaces whose size is exact.
impl Measure for u128 {
    const ZERO: Self = 0;
    const ONE: Self = 1;

    fn whole(decision: &Decision) -> Self {
        decision.tally.exact.unwrap_or(0)
    }

    fn part(_: &Decision, set: &Set) -> Self {
        set.len().into()
    }

    fn option(_: &Decision, _: u32) -> Self {
        1
    }
}

/// Whether a region holds a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Exists(pub(super) bool);

impl AddAssign for Exists {
    fn add_assign(&mut self, other: Self) {
        *self = Self(self.0 || other.0);
    }
}

impl Mul for Exists {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self(self.0 && other.0)
    }
}

impl Measure for Exists {
    const ZERO: Self = Self(false);
    const ONE: Self = Self(true);

    fn whole(_: &Decision) -> Self {
        Self(true)
    }

    fn part(_: &Decision, set: &Set) -> Self {
        Self(!set.is_empty())
    }

    fn option(_: &Decision, _: u32) -> Self {
        Self(true)
    }
}

impl Measure for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    fn whole(_: &Decision) -> Self {
        1.0
    }

    fn part(decision: &Decision, set: &Set) -> Self {
        let domain = &decision.domain;
        if let Some(arity) = domain.arity() {
            return set.len() as f64 / f64::from(arity);
        }
        // A real number that is decided is no improbable one: a point counts as if given.
        let place = |value| domain.unit(Gene::Real(value));
        let length =
            |(low, high): &(f64, f64)| if low == high { 1.0 } else { place(*high) - place(*low) };
        set.intervals().iter().map(length).sum()
    }

    fn option(decision: &Decision, option: u32) -> Self {
        let option = option as usize;
        match decision.shares.get(option) {
            None => 1.0 / decision.arms.len() as f64,
            Some(end) if option == 0 => *end,
            Some(end) => end - decision.shares[option - 1],
        }
    }
}
