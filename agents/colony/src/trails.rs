//! The trails of one decision: a strength for each option, or for each part of a long scale.

use orienteer_core::space::{Domain, Gene};
use orienteer_core::{Rng, space::Decision};
use rand::RngExt;

/// One strength for each bin. A bin is an option; where a decision has more ordered options than
/// there may be bins, or is a real number, it is an equal part of the scale.
#[derive(Clone, Debug)]
pub(crate) struct Trails {
    domain: Domain,
    pub(crate) strengths: Vec<f64>,
}

impl Trails {
    /// Full strength everywhere, in at most `bins` bins where the domain is ordered.
    pub(crate) fn new(decision: &Decision, bins: u32) -> Self {
        let domain = decision.domain.clone();
        let bins = match domain.arity() {
            Some(options) if domain.is_ordered() => options.min(bins),
            Some(options) => options,
            None => bins,
        };
        Self { strengths: vec![1.0; bins as usize], domain }
    }

    /// The bin of a gene.
    pub(crate) fn bin(&self, gene: Gene) -> usize {
        let bins = self.strengths.len();
        match (gene, self.domain.arity()) {
            (Gene::Index(option), Some(options)) => option as usize * bins / options as usize,
            _ => ((self.domain.unit(gene) * bins as f64) as usize).min(bins - 1),
        }
    }

    /// A gene drawn uniformly from a bin.
    pub(crate) fn gene(&self, bin: usize, rng: &mut Rng) -> Gene {
        let bins = self.strengths.len();
        match self.domain.arity() {
            // The first option whose bin is this one is the quotient rounded up.
            Some(options) => {
                let first = |bin: usize| (bin as u64 * u64::from(options)).div_ceil(bins as u64);
                Gene::Index(rng.random_range(first(bin)..first(bin + 1)) as u32)
            }
            None => self.domain.from_unit((bin as f64 + rng.random::<f64>()) / bins as f64),
        }
    }
}

/// A bin of positive strength: with probability `exploitation` a strongest one (Dorigo and
/// Gambardella 1997, equation 3), else each in proportion to its strength. None if all are zero.
pub(crate) fn pick(strengths: &[f64], exploitation: f64, rng: &mut Rng) -> Option<usize> {
    let strongest = strengths.iter().copied().fold(0.0, f64::max);
    let exploits = rng.random_bool(exploitation);
    let eligible = |strength: &f64| *strength > 0.0 && (!exploits || *strength == strongest);
    let open = || strengths.iter().enumerate().filter(|(_, strength)| eligible(strength));
    let mut place = rng.random::<f64>() * open().map(|(_, strength)| strength).sum::<f64>();
    let hit = open().find(|(_, strength)| {
        place -= *strength;
        place < 0.0
    });
    // Rounding may leave a rest, which belongs to the last one.
    hit.or_else(|| open().next_back()).map(|(bin, _)| bin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::SpaceSpec;
    use orienteer_core::rng::rng;

    #[test]
    fn a_gene_drawn_from_a_bin_lies_in_it() {
        let space = SpaceSpec::builder()
            .integer("queue", 1..=103)
            .log_real("rate", 1e-5..=1e-1)
            .categorical("cache", (0..20).map(|i| i.to_string()))
            .integer("few", 0..=2)
            .build()
            .unwrap();
        let trails: Vec<_> = space.decisions().iter().map(|d| Trails::new(d, 10)).collect();
        let bins: Vec<_> = trails.iter().map(|t| t.strengths.len()).collect();
        assert_eq!(bins, [10, 10, 20, 3], "categories are not alike, so they are not binned");
        let mut rng = rng(5);
        for trails in trails {
            for bin in 0..trails.strengths.len() {
                for _ in 0..50 {
                    let gene = trails.gene(bin, &mut rng);
                    assert!(trails.domain.contains(gene));
                    assert_eq!(trails.bin(gene), bin);
                }
            }
        }
    }

    #[test]
    fn bins_are_picked_in_proportion() {
        let mut rng = rng(5);
        let strengths = [0.0, 0.3, 0.9, 0.0];
        let twos = (0..10_000).filter(|_| pick(&strengths, 0.0, &mut rng) == Some(2)).count();
        assert!((twos as f64 / 10_000.0 - 0.75).abs() < 0.02);
        assert_eq!(pick(&strengths, 1.0, &mut rng), Some(2));
        assert_eq!(pick(&[0.0, 0.0], 0.5, &mut rng), None);
    }
}
