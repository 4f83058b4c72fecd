//! What the forbidden clauses leave.
//!
//! A clause forbids a box: some decisions are active and take a value in a set. What it leaves is
//! a few disjoint boxes, so that what several clauses leave is found, exactly, by cutting boxes up
//! clause by clause, without a look at single designs. Clauses about different top-level
//! parameters do not meet and are cut apart, which keeps the number of boxes small.

use super::measure::Measure;
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

    /// The measure of what the clauses leave.
    pub(super) fn remaining<M: Measure>(&self) -> M {
        self.remaining_of(&Region::default())
    }

    /// How much of what begins with these genes is allowed, in numbers that compare for different
    /// options of the decision that follows.
    pub(super) fn future(&self, genes: &[Gene], next: Set) -> f64 {
        let region = Region::beginning(&self.active(genes), Some(next));
        if self.plan.tally.exact.is_some() {
            self.remaining_of::<u128>(&region) as f64
        } else {
            self.remaining_of::<f64>(&region)
        }
    }

    /// Whether an allowed design begins with these genes.
    pub(super) fn has_future(&self, genes: &[Gene]) -> bool {
        if self.forbidden.regions.is_empty() {
            return true;
        }
        let region = Region::beginning(&self.active(genes), None);
        self.forbidden.groups.iter().all(|group| {
            let mut found = false;
            group.cut(&self.plan, &region, &group.clauses, &mut |measure: f64| {
                found = measure > 0.0;
                !found
            });
            found
        })
    }

    fn remaining_of<M: Measure>(&self, region: &Region) -> M {
        self.forbidden.groups.iter().fold(M::ONE, |product, group| {
            let mut sum = M::ZERO;
            group.cut(&self.plan, region, &group.clauses, &mut |measure: M| {
                sum += measure;
                true
            });
            product * sum
        })
    }
}

impl Group {
    /// Visits the measures of the disjoint boxes of `region` that `clauses` leave, until `visit`
    /// says no more; returns whether it did not.
    fn cut<M: Measure>(
        &self,
        plan: &Plan,
        region: &Region,
        clauses: &[(Region, Vec<Region>)],
        visit: &mut impl FnMut(M) -> bool,
    ) -> bool {
        let all = M::of(plan, &self.slots, region);
        if all == M::ZERO {
            return true;
        }
        let meets =
            |clause: &(Region, _)| M::of(plan, &self.slots, &region.and(&clause.0)) != M::ZERO;
        let Some(first) = clauses.iter().position(meets) else { return visit(all) };
        let (_, rest) = &clauses[first];
        rest.iter().all(|part| self.cut(plan, &region.and(part), &clauses[first + 1..], visit))
    }
}
