//! All designs in order, and their numbers.
//!
//! Designs are numbered in the order of their tapes: the first decision is the most significant
//! digit, and the designs under its first option come before those under the second.

use super::plan::Block;
use super::{Design, Gene, SpaceSpec};

impl SpaceSpec {
    /// The number of a design among all, the forbidden ones included. Nothing if a parameter is
    /// real, the number of designs does not fit `u128`, or the design is not of this space.
    pub fn rank(&self, design: &Design) -> Option<u128> {
        self.plan.tally.exact?;
        self.validate(design).ok()?;
        Some(self.rank_block(self.plan.root, &mut design.genes().iter()))
    }

    /// The design of a number; the inverse of [`rank`](Self::rank).
    pub fn unrank(&self, rank: u128) -> Option<Design> {
        if rank >= self.plan.tally.exact? {
            return None;
        }
        let mut design = Design::default();
        self.unrank_block(self.plan.root, rank, &mut design);
        Some(design)
    }

    /// All allowed designs in the order of their numbers, or nothing if a parameter is real.
    pub fn designs(&self) -> Option<impl Iterator<Item = Design> + '_> {
        if self.plan.tally.continuous {
            return None;
        }
        let first = self.compose(|_, decision| decision.domain.first());
        let all = std::iter::successors(Some(first), |design| self.successor(design));
        Some(all.filter(|design| self.violated(design).is_none()))
    }

    /// The next design: the last decision that can move on does, and all after it begin again.
    fn successor(&self, design: &Design) -> Option<Design> {
        let active = self.active(design.genes());
        let decided = active.slots.iter().zip(active.tape).enumerate().rev();
        let (at, next) = decided.into_iter().find_map(|(at, (slot, gene))| {
            let next = Gene::Index(gene.index()? + 1);
            self.plan.decision(*slot).domain.contains(next).then_some((at, next))
        })?;
        let mut kept = active.tape[..at].iter().copied().chain([next]);
        Some(self.compose(|_, decision| kept.next().unwrap_or(decision.domain.first())))
    }

    /// How many ways there are to complete a block; only for spaces of exact size.
    fn count(&self, block: Block) -> u128 {
        self.plan.tally_of(block).exact.unwrap_or(0)
    }

    fn rank_block<'g>(&self, block: Block, genes: &mut impl Iterator<Item = &'g Gene>) -> u128 {
        let mut rank = 0;
        for slot in self.plan.slots(block) {
            let decision = self.plan.decision(*slot);
            let option = genes.next().and_then(|gene| gene.index()).unwrap_or(0);
            let within = match decision.arms.get(option as usize) {
                None => option.into(),
                Some(arm) => {
                    let before = &decision.arms[..option as usize];
                    let before: u128 = before.iter().map(|arm| self.count(*arm)).sum();
                    before + self.rank_block(*arm, genes)
                }
            };
            rank = rank * decision.tally.exact.unwrap_or(1) + within;
        }
        rank
    }

    /// Appends the completion of a block with this number.
    pub(super) fn unrank_block(&self, block: Block, mut rank: u128, design: &mut Design) {
        let mut place = self.count(block);
        for slot in self.plan.slots(block) {
            let decision = self.plan.decision(*slot);
            place /= decision.tally.exact.unwrap_or(1);
            let mut within = rank / place;
            rank %= place;
            if decision.arms.is_empty() {
                design.push(Gene::Index(within as u32));
            }
            for (option, arm) in (0..).zip(&decision.arms) {
                let below = self.count(*arm);
                if within < below {
                    design.push(Gene::Index(option));
                    self.unrank_block(*arm, within, design);
                    break;
                }
                within -= below;
            }
        }
    }
}
