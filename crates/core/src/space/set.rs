//! Sets of genes of one decision, for the forbidden clauses.

use smallvec::{SmallVec, smallvec};

/// A union of disjoint closed intervals, ascending: of option numbers for a discrete decision, of
/// values for a real one. Open bounds are closed ones at the next number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Set(SmallVec<[(f64, f64); 1]>);

impl Set {
    /// Everything from `low` to `high`; nothing if they cross.
    pub(super) fn interval(low: f64, high: f64) -> Self {
        if low <= high { Self(smallvec![(low, high)]) } else { Self(SmallVec::new()) }
    }

    /// These points, ascending. Neighbouring option numbers merge.
    pub(super) fn options(options: impl IntoIterator<Item = u32>) -> Self {
        let mut runs: SmallVec<[(f64, f64); 1]> = SmallVec::new();
        for option in options.into_iter().map(f64::from) {
            match runs.last_mut() {
                Some((_, high)) if *high + 1.0 == option => *high = option,
                _ => runs.push((option, option)),
            }
        }
        Self(runs)
    }

    /// These points of a real scale.
    pub(super) fn points(mut points: Vec<f64>) -> Self {
        points.sort_by(f64::total_cmp);
        points.dedup();
        Self(points.into_iter().map(|point| (point, point)).collect())
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = SmallVec::new();
        for (low, high) in &self.0 {
            for (other_low, other_high) in &other.0 {
                let (low, high) = (low.max(*other_low), high.min(*other_high));
                if low <= high {
                    both.push((low, high));
                }
            }
        }
        Self(both)
    }

    pub(super) fn contains(&self, place: f64) -> bool {
        self.0.iter().any(|(low, high)| (*low..=*high).contains(&place))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn intervals(&self) -> &[(f64, f64)] {
        &self.0
    }

    /// How many option numbers are in it.
    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|(low, high)| (high - low) as u64 + 1).sum()
    }
}
