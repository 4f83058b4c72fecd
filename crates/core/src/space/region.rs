//! Parts of a space: boxes over the decisions.

use std::cmp::Ordering;

use super::cursor::Active;
use super::plan::Plan;
use super::set::Set;

/// The designs whose active decisions at these slots take a gene of the set. Slots ascend.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Region(Vec<(u32, Set)>);

impl Region {
    /// The designs in which one of `places` is active and its gene in the set. The places share a
    /// path, so that no two are ever active together.
    pub(super) fn requiring(plan: &Plan, places: Vec<(u32, Set)>) -> Self {
        let mut restricted = Vec::new();
        for (slot, decision) in (0_u32..).zip(&plan.decisions) {
            // One must be active: above it, only the options that lead to one remain.
            let leads = |low: u32, high: u32| places.iter().any(|(at, _)| low <= *at && *at < high);
            if leads(slot + 1, decision.end) {
                let open = (0..).zip(&decision.arms).filter(|(_, arm)| {
                    plan.slots(**arm).iter().any(|child| leads(*child, plan.decision(*child).end))
                });
                restricted.push((slot, Set::options(open.map(|(option, _)| option))));
            }
        }
        restricted.extend(places);
        restricted.sort_by_key(|(slot, _)| *slot);
        Self(restricted)
    }

    /// The designs in which the decision at `slot`, if active, takes a gene of `set`.
    pub(super) fn restricting(slot: u32, set: Set) -> Self {
        Self(vec![(slot, set)])
    }

    /// The designs that begin with a partial tape, and continue with one of `next` if given.
    pub(super) fn beginning(decided: &Active<'_>, next: Option<Set>) -> Self {
        let points = decided.slots.iter().zip(decided.tape).map(|(slot, gene)| {
            let place = gene.position();
            (*slot, Set::interval(place, place))
        });
        Self(points.chain(decided.next.zip(next)).collect())
    }

    /// The rest of the space, in disjoint regions: for each restriction, the designs that keep
    /// those before it and break it.
    pub(super) fn complement(&self, plan: &Plan) -> Vec<Self> {
        let broken = |(at, (slot, set)): (usize, &(u32, Set))| {
            let others = set.complement(&plan.decision(*slot).domain);
            Self(self.0[..at].to_vec()).and(&Self::requiring(plan, vec![(*slot, others)]))
        };
        self.0.iter().enumerate().map(broken).collect()
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut mine, mut theirs) = (&self.0[..], &other.0[..]);
        while let ([(a, set), rest @ ..], [(b, other), other_rest @ ..]) = (mine, theirs) {
            match a.cmp(b) {
                Ordering::Equal => {
                    both.push((*a, set.and(other)));
                    (mine, theirs) = (rest, other_rest);
                }
                Ordering::Less => {
                    both.push((*a, set.clone()));
                    mine = rest;
                }
                Ordering::Greater => {
                    both.push((*b, other.clone()));
                    theirs = other_rest;
                }
            }
        }
        both.extend(mine.iter().chain(theirs).cloned());
        Self(both)
    }

    pub(super) fn contains(&self, design: &Active<'_>) -> bool {
        self.0
            .iter()
            .all(|(slot, set)| design.get(*slot).is_none_or(|gene| set.contains(gene.position())))
    }

    /// The restriction of a slot.
    pub(super) fn at(&self, slot: u32) -> Option<&Set> {
        self.0.binary_search_by_key(&slot, |(at, _)| *at).ok().map(|at| &self.0[at].1)
    }

    /// Whether a slot in this range is restricted.
    pub(super) fn touches(&self, low: u32, high: u32) -> bool {
        let first = self.0.partition_point(|(at, _)| *at < low);
        self.0.get(first).is_some_and(|(at, _)| *at < high)
    }
}
