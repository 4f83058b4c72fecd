//! Random designs.

use rand::RngExt;

use super::set::Set;
use super::{Decision, Design, Domain, Gene, Options, SpaceSpec};
use crate::rng::Rng;

/// How often a draw that a clause forbids is repeated before the slower, exact way is taken.
pub(super) const ATTEMPTS: usize = 200;

impl SpaceSpec {
    /// A random allowed design.
    ///
    /// If the space is finite, all designs are equally likely: an arm is taken in proportion to
    /// the number of designs under it. Real parameters are uniform on their (linear or
    /// logarithmic) scale, and the options of a decision above a real parameter are equally
    /// likely before the clauses. The clauses condition this distribution.
    pub fn sample(&self, rng: &mut Rng) -> Design {
        for _ in 0..ATTEMPTS {
            let design = self.compose(|_, decision| draw(decision, rng));
            if self.violated(&design).is_none() {
                return design;
            }
        }
        self.sample_rare(rng)
    }

    /// Samples where rejection would take too long, with the same distribution.
    fn sample_rare(&self, rng: &mut Rng) -> Design {
        let mut cursor = self.cursor();
        while let Some(decision) = cursor.next(self) {
            let gene = match decision.options {
                Options::Real { .. } => self.draw_real(cursor.genes(), &decision.domain, rng),
                Options::Discrete(arity) => self.draw_option(cursor.genes(), arity, rng),
            };
            cursor.take(decision, gene);
        }
        Design::from_genes(cursor.genes())
    }

    /// Halves the options of the decision that follows `genes` until one is left, by the share of
    /// what the clauses leave in either half.
    fn draw_option(&self, genes: &[Gene], arity: u32, rng: &mut Rng) -> Gene {
        let (mut low, mut high) = (0, arity - 1);
        while low < high {
            let middle = low + (high - low) / 2;
            let options = |low: u32, high: u32| Set::interval(low.into(), high.into());
            let left = self.future(genes, options(low, middle));
            let right = self.future(genes, options(middle + 1, high));
            // Where so little is left that both shares round to nothing, any design will do.
            let goes_left = if left + right > 0.0 {
                rng.random::<f64>() * (left + right) < left || right == 0.0
            } else {
                self.has_future(genes, Some(options(low, middle)))
            };
            (low, high) = if goes_left { (low, middle) } else { (middle + 1, high) };
        }
        Gene::Index(low)
    }

    /// Takes an interval that the clauses leave by its share, and a place in it.
    fn draw_real(&self, genes: &[Gene], domain: &Domain, rng: &mut Rng) -> Gene {
        let mut intervals = self.intervals(genes);
        let mut whole: f64 = intervals.iter().map(|(_, share)| share).sum();
        // Single values, and intervals so narrow that their shares round to nothing.
        if whole <= 0.0 {
            for (_, share) in &mut intervals {
                *share = 1.0;
            }
            whole = intervals.len() as f64;
        }
        let mut place = rng.random::<f64>() * whole;
        let hit = intervals.iter().find(|(_, share)| {
            place -= share;
            place < 0.0
        });
        // Rounding may leave a rest, which belongs to the last one.
        let last = || intervals.iter().rfind(|(_, share)| *share > 0.0);
        let Some(((low, high), _)) = hit.or_else(last) else { return domain.first() };
        let [start, end] = [*low, *high].map(|value| domain.unit(Gene::Real(value)));
        match domain.from_unit(start + rng.random::<f64>() * (end - start)) {
            Gene::Real(value) => Gene::Real(value.clamp(*low, *high)),
            gene @ Gene::Index(_) => gene,
        }
    }
}

/// A gene at random, in proportion to the designs below it.
pub(super) fn draw(decision: &Decision, rng: &mut Rng) -> Gene {
    match decision.options {
        Options::Real { .. } => decision.domain.from_unit(rng.random()),
        Options::Discrete(arity) if decision.shares.is_empty() => {
            Gene::Index(rng.random_range(0..arity))
        }
        Options::Discrete(_) => {
            let place: f64 = rng.random();
            Gene::Index(decision.shares.partition_point(|end| *end <= place) as u32)
        }
    }
}
