//! Random designs.

use rand::RngExt;

use super::set::Set;
use super::{Decision, Design, Gene, Options, SpaceSpec};
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
        self.find(rng).unwrap_or_else(|| self.witness.clone())
    }

    /// The same, or nothing if nothing is found.
    pub(super) fn find(&self, rng: &mut Rng) -> Option<Design> {
        for _ in 0..ATTEMPTS {
            let design = self.compose(|_, decision| draw(decision, rng));
            if self.violated(&design).is_none() {
                return Some(design);
            }
        }
        self.find_rare(rng)
    }

    /// Samples where rejection would take too long: halving the options of each decision, by the
    /// share of what the clauses leave in either half. Discrete decisions come out with the same
    /// distribution.
    fn find_rare(&self, rng: &mut Rng) -> Option<Design> {
        let mut cursor = self.cursor();
        while let Some(decision) = cursor.next(self) {
            let gene = match decision.options {
                Options::Real { .. } => (0..ATTEMPTS)
                    .map(|_| draw(decision, rng))
                    .find(|gene| cursor.allowed(self, *gene))?,
                Options::Discrete(arity) => {
                    let (mut low, mut high) = (0, arity - 1);
                    while low < high {
                        let middle = low + (high - low) / 2;
                        let future = |low: u32, high: u32| {
                            let options = Set::interval(low.into(), high.into());
                            self.future(cursor.genes(), options)
                        };
                        let (left, right) = (future(low, middle), future(middle + 1, high));
                        if rng.random::<f64>() * (left + right) < left {
                            high = middle;
                        } else {
                            low = middle + 1;
                        }
                    }
                    Gene::Index(low)
                }
            };
            cursor.take(decision, gene);
        }
        cursor.finish().ok().filter(|design| self.violated(design).is_none())
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
