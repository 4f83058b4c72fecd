//! What the forbidden clauses leave.
//!
//! A clause forbids a box: some decisions are active and take a value in a set. What it leaves is
//! a few disjoint boxes, so that what several clauses leave is found, exactly, by cutting boxes up
//! clause by clause, without a look at single designs. Clauses about different top-level
//! parameters do not meet and are cut apart, which keeps the number of boxes small.

use super::measure::{Exists, Measure};
use super::plan::Plan;
use super::region::Region;
use super::set::Set;
use super::{Design, Gene, SpaceSpec};

/// The clauses of a space, compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Forbidden {
    /// What each clause forbids.
    regions: Vec<Region>,
    /// The top-level decisions in groups that no clause ties together.
    groups: Vec<Group>,
}

#[derive(Clone, Debug, Default)]
struct Group {
    slots: Vec<u32>,
    /// For each clause, what it forbids, and the disjoint boxes that it leaves.
    clauses: Vec<(Region, Vec<Region>)>,
}

impl Forbidden {
    pub(super) fn new(plan: &Plan, regions: Vec<Region>) -> Self {
        let alone = |slot: &u32| Group { slots: vec![*slot], clauses: vec![] };
        let mut groups: Vec<Group> = plan.slots(plan.root).iter().map(alone).collect();
        for region in &regions {
            let mut tied = Group::default();
            groups.retain_mut(|group| {
                let top = |slot: &u32| region.touches(*slot, plan.decision(*slot).end);
                let meets = group.slots.iter().any(top);
                if meets {
                    tied.slots.append(&mut group.slots);
                    tied.clauses.append(&mut group.clauses);
                }
                !meets
            });
            tied.clauses.push((region.clone(), region.complement(plan)));
            groups.push(tied);
        }
        Self { regions, groups }
    }
}

impl SpaceSpec {
    /// The first clause that forbids a design.
    pub(super) fn violated(&self, design: &Design) -> Option<usize> {
        if self.forbidden.regions.is_empty() {
            return None;
        }
        let active = self.active(design.genes());
        self.forbidden.regions.iter().position(|region| region.contains(&active))
    }

    /// The number of designs that the clauses leave; only for spaces of exact size.
    pub(super) fn remaining(&self) -> u128 {
        let all = Region::default();
        let groups = self.forbidden.groups.iter();
        groups.map(|group| group.remaining::<u128>(self, &all)).product()
    }

    /// The decimal logarithm of the part of the space that the clauses leave. The sum of logarithms
    /// holds where the product of many small parts would round to nothing.
    pub(super) fn remaining_log10(&self) -> f64 {
        let all = Region::default();
        self.forbidden.groups.iter().map(|group| group.remaining::<f64>(self, &all).log10()).sum()
    }

    /// How much of what begins with these genes is allowed, in numbers that compare for different
    /// options of the decision that follows.
    pub(super) fn future(&self, genes: &[Gene], next: Set) -> f64 {
        let active = self.active(genes);
        // What other groups leave is the same for all options.
        let Some(group) = active.next.and_then(|slot| self.group(slot)) else { return 0.0 };
        let region = Region::beginning(&active, Some(next));
        if self.plan.tally.exact.is_some() {
            group.remaining::<u128>(self, &region) as f64
        } else {
            group.remaining::<f64>(self, &region)
        }
    }

    /// Whether an allowed design begins with these genes, and goes on with one of `next` (not
    /// empty, of the decision that follows) if given.
    pub(super) fn has_future(&self, genes: &[Gene], next: Option<Set>) -> bool {
        if self.forbidden.regions.is_empty() {
            return true;
        }
        let region = Region::beginning(&self.active(genes), next);
        self.forbidden.groups.iter().all(|group| {
            let mut found = false;
            group.cut(&self.plan, &region, &group.clauses, &mut |_, Exists(any)| {
                found = any;
                !found
            });
            found
        })
    }

    /// What the clauses leave of the real decision that follows these genes, as intervals, each
    /// with its part of a sample.
    pub(super) fn intervals(&self, genes: &[Gene]) -> Vec<((f64, f64), f64)> {
        let active = self.active(genes);
        let Some(slot) = active.next else { return Vec::new() };
        let Some(group) = self.group(slot) else { return Vec::new() };
        let domain = &self.plan.decision(slot).domain;
        let region = Region::beginning(&active, Some(Set::all(domain)));
        let place = |value| domain.unit(Gene::Real(value));
        let mut intervals = Vec::new();
        group.cut(&self.plan, &region, &group.clauses, &mut |part, Exists(any)| {
            let set = part.at(slot).filter(|_| any);
            for &(low, high) in set.into_iter().flat_map(Set::intervals) {
                // A decided value has measure 1, which leaves that of everything else.
                let decided = Region::restricting(slot, Set::interval(low, low));
                let rest = f64::of(&self.plan, &group.slots, &part.and(&decided));
                intervals.push(((low, high), rest * (place(high) - place(low))));
            }
            true
        });
        intervals
    }

    /// The group that a decision belongs to.
    fn group(&self, slot: u32) -> Option<&Group> {
        let below = |top: &u32| (*top..self.plan.decision(*top).end).contains(&slot);
        self.forbidden.groups.iter().find(|group| group.slots.iter().any(below))
    }
}

impl Group {
    /// The measure of what the clauses leave of `region`.
    fn remaining<M: Measure>(&self, space: &SpaceSpec, region: &Region) -> M {
        let mut sum = M::ZERO;
        self.cut(&space.plan, region, &self.clauses, &mut |_, measure: M| {
            sum += measure;
            true
        });
        sum
    }

    /// Visits the disjoint boxes of `region` that `clauses` leave, with their measures, until
    /// `visit` says no more; returns whether it did not.
    fn cut<M: Measure>(
        &self,
        plan: &Plan,
        region: &Region,
        clauses: &[(Region, Vec<Region>)],
        visit: &mut impl FnMut(&Region, M) -> bool,
    ) -> bool {
        let all = M::of(plan, &self.slots, region);
        if all == M::ZERO {
            return true;
        }
        let meets =
            |clause: &(Region, _)| M::of(plan, &self.slots, &region.and(&clause.0)) != M::ZERO;
        let Some(first) = clauses.iter().position(meets) else { return visit(region, all) };
        let (_, rest) = &clauses[first];
        rest.iter().all(|part| self.cut(plan, &region.and(part), &clauses[first + 1..], visit))
    }
}
