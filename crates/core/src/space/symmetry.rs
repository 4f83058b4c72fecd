//! Declared symmetries: the items of an unordered repeat are interchangeable.

use super::{Design, Gene, SpaceSpec};

impl SpaceSpec {
    /// The representative of the designs that are the same as this one by a declared symmetry:
    /// the items of unordered repeats are sorted, inner repeats first.
    ///
    /// Clauses that name single items of an unordered repeat can forbid the one and allow the
    /// other; name them all, or leave the repeat ordered.
    pub fn canonical(&self, design: &Design) -> Design {
        let mut design = design.clone();
        for bounds in &self.plan.symmetries {
            // Sorting moves slots, so that they are found afresh for every repeat.
            let slots = self.active(design.genes()).slots;
            let place = |bound: &u32| slots.partition_point(|slot| slot < bound);
            let places: Vec<usize> = bounds.iter().map(place).collect();
            let (first, last) = (places[0], places[places.len() - 1]);
            let mut items: Vec<Vec<Gene>> = places
                .windows(2)
                .map(|ends| design.genes()[ends[0]..ends[1]].to_vec())
                .filter(|item| !item.is_empty())
                .collect();
            items.sort_unstable();
            let sorted = items.into_iter().flatten();
            for (gene, sorted) in design.genes_mut()[first..last].iter_mut().zip(sorted) {
                *gene = sorted;
            }
        }
        design
    }

    /// Whether a design is the representative of those that are the same as it.
    pub fn is_canonical(&self, design: &Design) -> bool {
        self.plan.symmetries.is_empty() || self.canonical(design) == *design
    }
}
