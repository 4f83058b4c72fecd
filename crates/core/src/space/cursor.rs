//! Building a design decision by decision.

use std::ops::Range;

use smallvec::SmallVec;

use super::plan::Block;
use super::set::Set;
use super::{Decision, Design, Domain, Gene, SpaceError, SpaceSpec};

/// A design under construction: the genes so far and what remains open. Cheap to clone.
///
/// A cursor belongs to the space that made it; every method takes that space again, so that a
/// cursor can be kept in the state of an environment.
///
/// ```
/// # use orienteer_core::space::{Gene, SpaceSpec};
/// # fn main() -> Result<(), orienteer_core::space::SpaceError> {
/// let space = SpaceSpec::builder()
///     .choice("scheduler", |c| c.arm("fifo", |f| f).arm("fr-fcfs", |f| f.integer("cap", 1..=16)))
///     .build()?;
/// let mut cursor = space.cursor();
/// cursor.choose(&space, Gene::Index(1))?;
/// assert_eq!(cursor.next(&space).map(|decision| &*decision.path), Some("scheduler.cap"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    design: Design,
    /// What remains of the blocks around the next decision, the innermost last; none is empty.
    open: SmallVec<[Block; 4]>,
}

impl Cursor {
    /// The next decision, or nothing if the design is complete.
    pub fn next<'s>(&self, space: &'s SpaceSpec) -> Option<&'s Decision> {
        self.slot(space).map(|slot| space.plan.decision(slot))
    }

    /// Takes the next decision.
    ///
    /// # Errors
    ///
    /// When the design is complete, or the decision does not offer this gene.
    pub fn choose(&mut self, space: &SpaceSpec, gene: Gene) -> Result<(), SpaceError> {
        let Some(slot) = self.slot(space) else {
            return Err(SpaceError::Shape("it has more genes than decisions".into()));
        };
        let decision = space.plan.decision(slot);
        if !decision.domain.contains(gene) {
            let path = &decision.path;
            let gene = gene.position();
            return Err(SpaceError::Shape(format!("`{path}` has no option {gene}")));
        }
        self.take(decision, gene);
        Ok(())
    }

    /// Whether a design that the clauses allow remains when the next decision is `gene`. An agent
    /// that takes only such genes never meets a dead end.
    pub fn allowed(&self, space: &SpaceSpec, gene: Gene) -> bool {
        let mut then = self.clone();
        then.choose(space, gene).is_ok() && space.has_future(then.genes(), None)
    }

    /// The genes so far.
    pub fn genes(&self) -> &[Gene] {
        self.design.genes()
    }

    /// Whether no decision remains.
    pub fn is_complete(&self) -> bool {
        self.open.is_empty()
    }

    /// The complete design.
    ///
    /// # Errors
    ///
    /// When a decision is still open.
    pub fn finish(self) -> Result<Design, SpaceError> {
        if self.is_complete() {
            Ok(self.design)
        } else {
            Err(SpaceError::Shape("it has fewer genes than decisions".into()))
        }
    }

    pub(super) fn slot(&self, space: &SpaceSpec) -> Option<u32> {
        self.open.last().map(|block| space.plan.order[block.start as usize])
    }

    /// Takes `decision`, which must be the next one, without a check of the gene.
    pub(super) fn take(&mut self, decision: &Decision, gene: Gene) {
        self.design.push(gene);
        if let Some(block) = self.open.last_mut() {
            block.start += 1;
            if block.start == block.end {
                self.open.pop();
            }
        }
        let below = decision.below(gene);
        if below.start < below.end {
            self.open.push(below);
        }
    }
}

/// The active decisions of a design.
pub(super) struct Active<'d> {
    /// Their slots, ascending because slots are numbered depth first.
    pub(super) slots: SmallVec<[u32; 16]>,
    pub(super) tape: &'d [Gene],
    /// The slot of the decision that follows, if the design is not complete.
    pub(super) next: Option<u32>,
}

impl Active<'_> {
    pub(super) fn get(&self, slot: u32) -> Option<Gene> {
        self.slots.binary_search(&slot).ok().map(|at| self.tape[at])
    }
}

impl SpaceSpec {
    /// A design with nothing decided yet.
    pub fn cursor(&self) -> Cursor {
        let root = self.plan.root;
        let open =
            if root.start < root.end { SmallVec::from_slice(&[root]) } else { SmallVec::new() };
        Cursor { design: Design::default(), open }
    }

    /// The decision that follows a partial tape, or nothing if the tape is complete (or no tape
    /// of this space).
    pub fn next_decision(&self, tape: &[Gene]) -> Option<&Decision> {
        let mut cursor = self.cursor();
        for gene in tape {
            cursor.choose(self, *gene).ok()?;
        }
        cursor.next(self)
    }

    /// Whether an allowed design begins with a partial tape (of this space).
    pub fn allows_partial(&self, genes: &[Gene]) -> bool {
        self.has_future(genes, None)
    }

    /// Whether one of these options of the decision that follows a partial tape leaves an allowed
    /// design. The work does not grow with the number of options. Of a real decision, whose genes
    /// are no options, none does; see [`allows_any_of`](Self::allows_any_of).
    ///
    /// ```
    /// # use orienteer_core::space::{Clause, SpaceSpec};
    /// # fn main() -> Result<(), orienteer_core::space::SpaceError> {
    /// let space = SpaceSpec::builder()
    ///     .integer("rows", 1..=1_000_000)
    ///     .forbid(Clause::new().above("rows", 1000))
    ///     .build()?;
    /// assert!(space.allows_any(&[], 999..2000));
    /// assert!(!space.allows_any(&[], 1000..2000));
    /// # Ok(())
    /// # }
    /// ```
    pub fn allows_any(&self, genes: &[Gene], options: Range<u32>) -> bool {
        self.allows_next(genes, |domain| match domain {
            Domain::Real { .. } => Set::points(Vec::new()),
            _ => Set::interval(options.start.into(), f64::from(options.end) - 1.0),
        })
    }

    /// Whether one of these genes, which may be values of a real decision, leaves an allowed design
    /// when it follows a partial tape.
    pub fn allows_any_of(&self, genes: &[Gene], next: impl IntoIterator<Item = Gene>) -> bool {
        self.allows_next(genes, |domain| {
            let next = next.into_iter().filter(|gene| domain.contains(*gene));
            Set::points(next.map(Gene::position).collect())
        })
    }

    fn allows_next(&self, genes: &[Gene], next: impl FnOnce(&Domain) -> Set) -> bool {
        let Some(decision) = self.next_decision(genes) else { return false };
        let set = next(&decision.domain).and(&Set::all(&decision.domain));
        !set.is_empty() && self.has_future(genes, Some(set))
    }

    /// Whether a design is a tape of this space.
    ///
    /// # Errors
    ///
    /// Says where it is not.
    pub fn validate(&self, design: &Design) -> Result<(), SpaceError> {
        let mut cursor = self.cursor();
        for gene in design.genes() {
            cursor.choose(self, *gene)?;
        }
        cursor.finish().map(drop)
    }

    /// Builds a design by asking for the gene of each decision as it becomes active.
    pub(super) fn try_compose<E>(
        &self,
        mut gene: impl FnMut(u32, &Decision) -> Result<Gene, E>,
    ) -> Result<Design, E> {
        let mut cursor = self.cursor();
        while let Some(slot) = cursor.slot(self) {
            let decision = self.plan.decision(slot);
            let gene = gene(slot, decision)?;
            cursor.take(decision, gene);
        }
        Ok(cursor.design)
    }

    /// The same when nothing can go wrong.
    pub(super) fn compose(&self, mut gene: impl FnMut(u32, &Decision) -> Gene) -> Design {
        let Ok(design) = self
            .try_compose(|slot, decision| Ok::<_, std::convert::Infallible>(gene(slot, decision)));
        design
    }

    /// The slots of a tape, as far as it agrees with the space.
    pub(super) fn active<'d>(&self, tape: &'d [Gene]) -> Active<'d> {
        let mut cursor = self.cursor();
        let mut slots = SmallVec::new();
        for gene in tape {
            let Some(slot) = cursor.slot(self) else { break };
            slots.push(slot);
            cursor.take(self.plan.decision(slot), *gene);
        }
        Active { tape: &tape[..slots.len()], slots, next: cursor.slot(self) }
    }
}
