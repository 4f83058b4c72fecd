//! Designs as rows of numbers, for models.

use super::{Design, Domain, Gene, SpaceSpec};

/// How [`SpaceSpec::encode`] writes a decision. An inactive decision is written as zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// One number for each value of a categorical or arm of a choice, 1 for the one taken; for an
    /// ordered decision its place on the unit scale.
    OneHot,
    /// The number of the option; for a real parameter its place on the unit scale.
    Ordinal,
    /// The place on the unit scale ([`Domain::unit`]) of every decision.
    UnitCube,
}

impl SpaceSpec {
    /// The length of an encoded design, the same for all designs.
    pub fn width(&self, encoding: Encoding) -> usize {
        self.plan.decisions.iter().map(|decision| width(&decision.domain, encoding)).sum()
    }

    /// A design as numbers: a fixed place for every decision that a design can make, in the order
    /// of [`decisions`](Self::decisions).
    pub fn encode(&self, design: &Design, encoding: Encoding) -> Vec<f32> {
        let active = self.active(design.genes());
        let mut row = Vec::with_capacity(self.width(encoding));
        for (slot, decision) in (0..).zip(&self.plan.decisions) {
            let start = row.len();
            row.resize(start + width(&decision.domain, encoding), 0.0);
            if let Some(gene) = active.get(slot) {
                write(&decision.domain, gene, encoding, &mut row[start..]);
            }
        }
        row
    }

    /// Which decisions are active, in the order of [`decisions`](Self::decisions): what tells an
    /// inactive decision from one whose encoding is zero.
    pub fn mask(&self, design: &Design) -> Vec<bool> {
        let mut mask = vec![false; self.plan.decisions.len()];
        for slot in self.active(design.genes()).slots {
            mask[slot as usize] = true;
        }
        mask
    }

    /// The design at a point of the unit cube of dimension `width(Encoding::UnitCube)`: the
    /// inverse of [`encode`](Self::encode), in which places of inactive decisions do not matter.
    /// Missing places count as 0.5. The design may be forbidden.
    pub fn from_unit_cube(&self, point: &[f64]) -> Design {
        self.compose(|slot, decision| {
            decision.domain.from_unit(point.get(slot as usize).copied().unwrap_or(0.5))
        })
    }
}

fn width(domain: &Domain, encoding: Encoding) -> usize {
    match (domain, encoding) {
        (Domain::Categorical(values), Encoding::OneHot) => values.len(),
        _ => 1,
    }
}

fn write(domain: &Domain, gene: Gene, encoding: Encoding, places: &mut [f32]) {
    match (domain, encoding, gene) {
        (Domain::Categorical(_), Encoding::OneHot, Gene::Index(option)) => {
            if let Some(place) = places.get_mut(option as usize) {
                *place = 1.0;
            }
        }
        (_, Encoding::Ordinal, Gene::Index(option)) => places[0] = option as f32,
        _ => places[0] = domain.unit(gene) as f32,
    }
}
