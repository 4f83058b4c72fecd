//! Random changes of designs: mutation and crossover.

use rand::RngExt;
use rand_distr::StandardNormal;
use smallvec::SmallVec;

use super::cursor::Active;
use super::sample::{ATTEMPTS, draw};
use super::{Decision, Design, Gene, Options, SpaceSpec};
use crate::rng::Rng;

/// The standard deviation of a mutation of a real parameter, on its unit scale.
const STEP: f64 = 0.1;

impl SpaceSpec {
    /// A copy with one active decision, chosen uniformly, changed: to any other option, or for a
    /// real parameter by a Gaussian step of a tenth of its scale, reflected at the ends. Decisions
    /// that become active are sampled.
    ///
    /// The result is allowed and differs from `design`, also canonically. Where the clauses leave
    /// no single change, it is a sample; if the space has only one design, it is that.
    pub fn mutate(&self, design: &Design, rng: &mut Rng) -> Design {
        let active = self.active(design.genes());
        let open = self.mutable(&active);
        if open.is_empty() {
            return design.clone();
        }
        for _ in 0..ATTEMPTS {
            let target = open[rng.random_range(0..open.len() as u32) as usize];
            let child = self.vary(&active, rng, |slot, _| slot == target);
            if child != *design && self.violated(&child).is_none() {
                return child;
            }
        }
        let mut samples = std::iter::repeat_with(|| self.sample(rng)).take(ATTEMPTS);
        let canonical = self.canonical(design);
        samples.find(|s| self.canonical(s) != canonical).unwrap_or_else(|| design.clone())
    }

    /// A copy with every active decision changed with probability `rate`, but at least one; see
    /// [`mutate`](Self::mutate).
    pub fn mutate_each(&self, design: &Design, rate: f64, rng: &mut Rng) -> Design {
        let active = self.active(design.genes());
        let open = self.mutable(&active);
        for _ in 0..ATTEMPTS {
            let hit: SmallVec<[u32; 16]> =
                open.iter().copied().filter(|_| rng.random::<f64>() < rate).collect();
            if hit.is_empty() {
                break;
            }
            let child = self.vary(&active, rng, |slot, _| hit.binary_search(&slot).is_ok());
            if self.violated(&child).is_none() && self.canonical(&child) != self.canonical(design) {
                return child;
            }
        }
        self.mutate(design, rng)
    }

    /// A child that takes each decision from one of its parents at random.
    ///
    /// A decision that exists only under some option is taken from the parents that took that
    /// option: once a choice comes from one parent, only parents with the same arm vote on the
    /// fields below it (the conditional rule of `PyGlove`). Where the clauses forbid every child
    /// that was tried, the child is `first`.
    pub fn crossover(&self, first: &Design, second: &Design, rng: &mut Rng) -> Design {
        let parents = [self.active(first.genes()), self.active(second.genes())];
        for _ in 0..ATTEMPTS {
            // That a parent has a decision active says that it took all the options that lead
            // there.
            let child =
                self.compose(|slot, decision| match (parents[0].get(slot), parents[1].get(slot)) {
                    (Some(one), Some(other)) => {
                        if rng.random() {
                            one
                        } else {
                            other
                        }
                    }
                    (one, other) => one.or(other).unwrap_or_else(|| draw(decision, rng)),
                });
            if self.violated(&child).is_none() {
                return child;
            }
        }
        first.clone()
    }

    /// The active decisions that have another option.
    fn mutable(&self, active: &Active<'_>) -> SmallVec<[u32; 16]> {
        let open = |slot: &u32| self.plan.decision(*slot).options != Options::Discrete(1);
        active.slots.iter().copied().filter(open).collect()
    }

    /// A copy with the decisions that `hit` selects changed.
    fn vary(
        &self,
        active: &Active<'_>,
        rng: &mut Rng,
        hit: impl Fn(u32, &Decision) -> bool,
    ) -> Design {
        self.compose(|slot, decision| match active.get(slot) {
            Some(gene) if hit(slot, decision) => other(decision, gene, rng),
            Some(gene) => gene,
            None => draw(decision, rng),
        })
    }
}

/// Another gene of the same decision.
fn other(decision: &Decision, gene: Gene, rng: &mut Rng) -> Gene {
    match (decision.options, gene) {
        (Options::Discrete(arity), Gene::Index(option)) if arity > 1 => {
            let draw = rng.random_range(0..arity - 1);
            Gene::Index(draw + u32::from(draw >= option))
        }
        (Options::Real { .. }, Gene::Real(_)) => {
            let step: f64 = rng.sample(StandardNormal);
            let place = (decision.domain.unit(gene) + STEP * step).rem_euclid(2.0);
            decision.domain.from_unit(if place > 1.0 { 2.0 - place } else { place })
        }
        _ => gene,
    }
}
