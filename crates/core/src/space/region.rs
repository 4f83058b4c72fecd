//! Parts of a space, and what the forbidden clauses leave of them.
//!
//! A clause forbids a box: some decisions are active and take a value in a set. Boxes intersect to
//! boxes, so that what several clauses leave follows by inclusion and exclusion, exactly, without
//! a look at single designs. The same code measures in two ways: it counts the designs (`u128`),
//! or adds up their probability in a sample before the clauses (`f64`), which also serves spaces
//! with real parameters.

use std::ops::{AddAssign, Mul, SubAssign};

use super::cursor::Active;
use super::plan::{Block, Decision, Plan};
use super::set::Set;
use super::{Gene, SpaceSpec};

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

    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both: Vec<(u32, Set)> = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let Some((slot, _)) = mine.peek().into_iter().chain(theirs.peek()).min_by_key(|r| r.0)
        {
            let slot = *slot;
            let a = mine.next_if(|(at, _)| *at == slot);
            let b = theirs.next_if(|(at, _)| *at == slot);
            let set = match (a, b) {
                (Some((_, a)), Some((_, b))) => a.and(b),
                (one, other) => {
                    one.or(other).map_or_else(|| Set::interval(0.0, -1.0), |r| r.1.clone())
                }
            };
            both.push((slot, set));
        }
        Self(both)
    }

    pub(super) fn contains(&self, design: &Active<'_>) -> bool {
        self.0
            .iter()
            .all(|(slot, set)| design.get(*slot).is_none_or(|gene| set.contains(gene.position())))
    }

    fn at(&self, slot: u32) -> Option<&Set> {
        self.0.binary_search_by_key(&slot, |(at, _)| *at).ok().map(|at| &self.0[at].1)
    }

    fn touches(&self, low: u32, high: u32) -> bool {
        let first = self.0.partition_point(|(at, _)| *at < low);
        self.0.get(first).is_some_and(|(at, _)| *at < high)
    }

    /// The region without the restrictions of decided real genes, or nothing if one is broken.
    /// Their probability is zero, so that measuring cannot tell the one from the other.
    fn given(&self, decided: &Active<'_>) -> Option<Self> {
        let mut rest = self.clone();
        for (slot, gene) in decided.slots.iter().zip(decided.tape) {
            if let (Gene::Real(value), Some(set)) = (gene, self.at(*slot)) {
                if !set.contains(*value) {
                    return None;
                }
                rest.0.retain(|(at, _)| at != slot);
            }
        }
        Some(rest)
    }
}

/// How much of a space there is.
pub(super) trait Measure:
    Copy + PartialEq + AddAssign + SubAssign + Mul<Output = Self>
{
    const ZERO: Self;
    const ONE: Self;
    /// All below a decision.
    fn whole(decision: &Decision) -> Self;
    /// The part of a decision without dependants that lies in a set.
    fn part(decision: &Decision, set: &Set) -> Self;
    /// The weight of one option apart from what depends on it.
    fn option(decision: &Decision, option: u32) -> Self;
}

impl Measure for u128 {
    const ZERO: Self = 0;
    const ONE: Self = 1;

    fn whole(decision: &Decision) -> Self {
        // Counting happens only in spaces whose size is exact.
        decision.tally.exact.unwrap_or(0)
    }

    fn part(_: &Decision, set: &Set) -> Self {
        set.len().into()
    }

    fn option(_: &Decision, _: u32) -> Self {
        1
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
        let place = |value| domain.unit(Gene::Real(value));
        set.intervals().iter().map(|(low, high)| place(*high) - place(*low)).sum()
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

impl SpaceSpec {
    /// The region of all designs.
    #[expect(clippy::unused_self, reason = "reads as `self.remaining(&self.everything(), …)`")]
    pub(super) fn everything(&self) -> Region {
        Region::default()
    }

    /// What the clauses leave of a region of measure `all`.
    pub(super) fn remaining<M: Measure>(&self, region: &Region, all: M) -> M {
        self.outside(region, all, &self.forbidden)
    }

    /// Whether an allowed design begins with these genes.
    pub(super) fn has_future(&self, genes: &[Gene]) -> bool {
        self.forbidden.is_empty() || self.future(genes, None) > 0.0
    }

    /// How much of what begins with these genes is allowed; in numbers that compare for the same
    /// genes and different sets for the decision that follows.
    pub(super) fn future(&self, genes: &[Gene], next: Option<Set>) -> f64 {
        let decided = self.active(genes);
        let points =
            decided.slots.iter().zip(decided.tape).filter_map(|(slot, gene)| {
                gene.index().map(|option| (*slot, Set::options([option])))
            });
        let next = decided.next.zip(next);
        let region = Region(points.chain(next).collect());
        let clauses: Vec<Region> =
            self.forbidden.iter().filter_map(|clause| clause.given(&decided)).collect();
        if self.plan.tally.exact.is_some() {
            let all: u128 = self.measure(self.plan.root, &region);
            return self.outside(&region, all, &clauses) as f64;
        }
        let all: f64 = self.measure(self.plan.root, &region);
        let left = self.outside(&region, all, &clauses);
        // What rounding leaves of nothing is nothing.
        if left > all * 1e-12 { left } else { 0.0 }
    }

    /// The measure of `region` outside all `clauses`. A design in several clauses is taken away
    /// with the last of them.
    fn outside<M: Measure>(&self, region: &Region, all: M, clauses: &[Region]) -> M {
        let mut left = all;
        for (number, clause) in clauses.iter().enumerate() {
            let overlap = region.and(clause);
            let measure: M = self.measure(self.plan.root, &overlap);
            if measure == all {
                return M::ZERO;
            }
            if measure != M::ZERO {
                left -= self.outside(&overlap, measure, &clauses[number + 1..]);
            }
        }
        left
    }

    fn measure<M: Measure>(&self, block: Block, region: &Region) -> M {
        let mut product = M::ONE;
        for slot in self.plan.slots(block) {
            let decision = self.plan.decision(*slot);
            if region.touches(*slot, decision.end) {
                product = product * self.measure_one(*slot, decision, region);
            } else {
                product = product * M::whole(decision);
            }
        }
        product
    }

    fn measure_one<M: Measure>(&self, slot: u32, decision: &Decision, region: &Region) -> M {
        let set = region.at(slot);
        if let (Some(set), true) = (set, decision.arms.is_empty()) {
            return M::part(decision, set);
        }
        let mut sum = M::ZERO;
        for (option, arm) in (0..).zip(&decision.arms) {
            if set.is_none_or(|set| set.contains(f64::from(option))) {
                sum += M::option(decision, option) * self.measure(*arm, region);
            }
        }
        sum
    }
}
