//! Sets of genes of one decision, for the forbidden clauses.

use smallvec::{SmallVec, smallvec};

use super::Domain;

/// A union of disjoint closed intervals, ascending: of option numbers for a discrete decision, of
/// values for a real one. Open bounds are closed ones at the next number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Set(SmallVec<[(f64, f64); 1]>);

impl Set {
    /// Every gene of a domain.
    pub(super) fn all(domain: &Domain) -> Self {
        match (domain, domain.arity()) {
            (Domain::Real { low, high, .. }, _) => Self::interval(*low, *high),
            (_, arity) => Self::interval(0.0, f64::from(arity.unwrap_or(0)) - 1.0),
        }
    }

    /// Everything from `low` to `high`; nothing if they cross.
    pub(super) fn interval(low: f64, high: f64) -> Self {
        if low <= high { Self(smallvec![(low, high)]) } else { Self(SmallVec::new()) }
    }

    /// These option numbers, ascending.
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

    /// These places on the scale.
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

    /// What of a domain is not in the set.
    pub(super) fn complement(&self, domain: &Domain) -> Self {
        let beside = |place: f64, up: bool| match (domain, up) {
            (Domain::Real { .. }, true) => place.next_up(),
            (Domain::Real { .. }, false) => place.next_down(),
            (_, true) => place + 1.0,
            (_, false) => place - 1.0,
        };
        self.0.iter().fold(Self::all(domain), |rest, (low, high)| {
            let below = Self::interval(f64::NEG_INFINITY, beside(*low, false));
            let above = Self::interval(beside(*high, true), f64::INFINITY);
            Self([rest.and(&below).0, rest.and(&above).0].concat().into())
        })
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
