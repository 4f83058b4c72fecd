//! The designs next to a design.

use super::cursor::Active;
use super::plan::Block;
use super::{Decision, Design, Domain, Gene, SpaceSpec};

/// Up to so many completions of what a changed option activates are all neighbours.
const FEW: u128 = 64;

impl SpaceSpec {
    /// The allowed designs that differ from this one in one decision: another value of a
    /// categorical or arm of a choice, the next value up or down of an ordinal, an integer or a
    /// length (which adds or drops the last item). Real parameters do not move.
    ///
    /// The relation is symmetric. Where an option brings new decisions and drops others, this
    /// takes a rule that looks at both sides alike: if each side can be completed in at most 64
    /// ways, every completion is a neighbour of every other; otherwise only the first completions
    /// (the first option, or the middle of a real scale, throughout) are neighbours. So a large
    /// arm is left by way of its first completion; [`mutate`](Self::mutate) has no such limit.
    pub fn neighbours(&self, design: &Design) -> Vec<Design> {
        let active = self.active(design.genes());
        let mut found = Vec::new();
        for (slot, gene) in active.slots.iter().zip(active.tape) {
            let decision = self.plan.decision(*slot);
            let Some(option) = gene.index() else { continue };
            match decision.domain {
                Domain::Real { .. } => {}
                Domain::Categorical(ref values) => {
                    for other in (0..values.len() as u32).filter(|other| *other != option) {
                        self.turn(&active, *slot, decision, (option, other), &mut found);
                    }
                }
                Domain::Ordinal(_) | Domain::Integer { .. } => {
                    let arity = decision.domain.arity().unwrap_or(0);
                    let down = option.checked_sub(1);
                    for other in down.into_iter().chain([option + 1]).filter(|o| *o < arity) {
                        self.turn(&active, *slot, decision, (option, other), &mut found);
                    }
                }
            }
        }
        found.retain(|neighbour| self.violated(neighbour).is_none());
        found
    }

    /// Adds the neighbours that turn one decision to one other option.
    fn turn(
        &self,
        active: &Active<'_>,
        target: u32,
        decision: &Decision,
        (from, to): (u32, u32),
        found: &mut Vec<Design>,
    ) {
        let [old, new] = [from, to].map(|option| decision.below(Gene::Index(option)));
        let (dropped, added) = (beyond(old, new), beyond(new, old));
        let few = |block| {
            let ways = self.plan.tally_of(block).exact.filter(|ways| *ways <= FEW)?;
            Some(ways)
        };
        let completed = |completion: &Design| {
            let mut completion = completion.genes().iter().copied();
            self.compose(|slot, decision| match active.get(slot) {
                _ if slot == target => Gene::Index(to),
                Some(gene) => gene,
                None => completion.next().unwrap_or_else(|| decision.domain.first()),
            })
        };
        if let (Some(_), Some(ways)) = (few(dropped), few(added)) {
            for way in 0..ways {
                let mut completion = Design::default();
                self.unrank_block(added, way, &mut completion);
                found.push(completed(&completion));
            }
        } else if self.is_first(active, dropped) {
            found.push(completed(&Design::default()));
        }
    }

    /// Whether all that is active in a block is at its first gene.
    fn is_first(&self, active: &Active<'_>, block: Block) -> bool {
        self.plan.slots(block).iter().all(|top| {
            let first = active.slots.partition_point(|slot| slot < top);
            let end = active.slots.partition_point(|slot| *slot < self.plan.decision(*top).end);
            (first..end)
                .all(|at| active.tape[at] == self.plan.decision(active.slots[at]).domain.first())
        })
    }
}

/// What of `block` is not in `other`. Blocks of lengths begin at the same place; blocks of arms
/// have nothing in common.
fn beyond(block: Block, other: Block) -> Block {
    if block.start == other.start {
        Block { start: block.end.min(other.end), end: block.end }
    } else {
        block
    }
}
