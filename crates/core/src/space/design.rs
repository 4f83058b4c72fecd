//! A point of a design space: the tape of its active decisions.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// Genes in depth-first order; spaces of up to eight active decisions need no allocation.
pub type Tape = SmallVec<[Gene; 8]>;

/// The outcome of one decision. As JSON, an option is an integer and a real number has a point.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(untagged, expecting = "the number of an option, or a real number")]
pub enum Gene {
    /// The number of the option taken, from 0.
    Index(u32),
    /// The value of a real parameter. Finite; -0 and 0 are the same gene.
    Real(f64),
}

impl Gene {
    /// The number of the option, if this is one.
    pub fn index(self) -> Option<u32> {
        match self {
            Self::Index(option) => Some(option),
            Self::Real(_) => None,
        }
    }

    /// The option number or the real value, as one scale for comparisons.
    pub(super) fn position(self) -> f64 {
        match self {
            Self::Index(option) => f64::from(option),
            Self::Real(value) => value,
        }
    }
}

impl From<u32> for Gene {
    fn from(option: u32) -> Self {
        Self::Index(option)
    }
}

impl From<f64> for Gene {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

// Designs are keys of caches and of sorted sets, so that genes need `Eq`, `Hash` and a total
// order, which `f64` lacks. Adding zero turns -0 into 0.
impl Ord for Gene {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Index(a), Self::Index(b)) => a.cmp(b),
            (Self::Real(a), Self::Real(b)) => (a + 0.0).total_cmp(&(b + 0.0)),
            (Self::Index(_), Self::Real(_)) => Ordering::Less,
            (Self::Real(_), Self::Index(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Gene {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Gene {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Gene {}

impl Hash for Gene {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Index(option) => option.hash(state),
            Self::Real(value) => (value + 0.0).to_bits().hash(state),
        }
    }
}

/// One point of a design space: the genes of its active decisions, depth first.
///
/// A design means something only together with its [`SpaceSpec`](super::SpaceSpec), which names
/// its values ([`assignment`](super::SpaceSpec::assignment)). Designs order as they enumerate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Design {
    tape: Tape,
}

impl Design {
    /// The design with these genes; [`validate`](super::SpaceSpec::validate) says whether it
    /// belongs to a space.
    pub fn new(tape: impl IntoIterator<Item = Gene>) -> Self {
        Self { tape: tape.into_iter().collect() }
    }

    /// The design with a copy of these genes.
    pub fn from_genes(genes: &[Gene]) -> Self {
        Self { tape: SmallVec::from_slice(genes) }
    }

    /// The genes of the active decisions, depth first.
    pub fn genes(&self) -> &[Gene] {
        &self.tape
    }

    pub(super) fn push(&mut self, gene: Gene) {
        self.tape.push(gene);
    }

    pub(super) fn genes_mut(&mut self) -> &mut [Gene] {
        &mut self.tape
    }
}

impl FromIterator<Gene> for Design {
    fn from_iter<I: IntoIterator<Item = Gene>>(genes: I) -> Self {
        Self::new(genes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_options_and_reals_apart() {
        let design = Design::new([Gene::Index(3), Gene::Real(3.0), Gene::Real(1e-7)]);
        let text = serde_json::to_string(&design).unwrap();
        assert_eq!(text, "[3,3.0,1e-7]");
        assert_eq!(serde_json::from_str::<Design>(&text).unwrap(), design);
    }

    #[test]
    fn both_zeros_are_one_gene() {
        assert_eq!(Gene::Real(0.0), Gene::Real(-0.0));
        assert!(Gene::Real(-1.0) < Gene::Real(0.0));
    }
}
