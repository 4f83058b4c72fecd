//! A density over designs: a mixture of one component for each of some designs, and the prior.
//!
//! The estimator is multivariate, as BOHB's (Falkner, Klein and Hutter, ICML 2018): a component is
//! a product over decisions, so that it remembers which values went together. A component says
//! nothing about a decision that its design does not make; there the prior takes its place. So a
//! conditional space needs no special case: a design is drawn decision by decision as they become
//! active, from one component.

use crate::normal::{below, log_density};
use orienteer_core::space::{Cursor, Decision, Gene};
use orienteer_core::{Design, Rng, SpaceSpec};
use rand::RngExt;
use rand_distr::StandardNormal;

/// A truncated normal that hits its interval this seldom is drawn from the prior.
const ATTEMPTS: u32 = 100;

/// What a design says of each decision of the space, if it makes it.
type Genes = Vec<Option<Gene>>;

/// A mixture of kernels.
#[derive(Debug)]
pub(super) struct Parzen {
    components: Vec<Genes>,
    /// The standard deviation of a component on the unit scale of an ordered decision.
    bandwidth: f64,
    /// The probability that a component keeps its label, beside an equal share of the rest.
    kept: f64,
}

impl Parzen {
    /// The estimator for some designs of a space.
    pub(super) fn new(space: &SpaceSpec, designs: &[&Design]) -> Self {
        let components: Vec<_> = designs.iter().map(|design| genes(space, design)).collect();
        let n = components.len() as f64;
        let active = designs.iter().map(|design| design.genes().len()).sum::<usize>() as f64;
        let dimension = active / n.max(1.0);
        // Scott's rule (1992) for the fifth of the scale that Optuna starts from, and the magic clip
        // of Bergstra et al. (2011), below which a kernel would not leave its design.
        let scott = 0.2 * libm::pow(n.max(1.0), -1.0 / (dimension + 4.0));
        let bandwidth = scott.max(1.0 / (n + 1.0).min(100.0));
        // One pseudo-count, spread over the labels (Aitchison and Aitken 1976).
        Self { components, bandwidth, kept: n / (n + 1.0) }
    }

    /// A design drawn from the mixture; it may be forbidden.
    pub(super) fn sample(&self, space: &SpaceSpec, rng: &mut Rng) -> Option<Design> {
        let chosen = rng.random_range(0..=self.components.len() as u32) as usize;
        // One past the last is the prior.
        let component = self.components.get(chosen);
        let mut cursor: Cursor = space.cursor();
        while let Some(decision) = cursor.next(space) {
            let slot = space.decisions().element_offset(decision);
            let centre = component.and_then(|genes| genes[slot?]);
            let gene = self.gene(decision, centre, rng);
            cursor.choose(space, gene).ok()?;
        }
        cursor.finish().ok()
    }

    fn gene(&self, decision: &Decision, centre: Option<Gene>, rng: &mut Rng) -> Gene {
        let domain = &decision.domain;
        match (centre, domain.arity()) {
            (Some(centre), arity) if domain.is_ordered() && arity != Some(1) => {
                let mean = domain.unit(centre);
                let places = (0..ATTEMPTS).map(|_| {
                    let step: f64 = rng.sample(StandardNormal);
                    mean + self.bandwidth * step
                });
                let inside = places.into_iter().find(|place| (0.0..=1.0).contains(place));
                domain.from_unit(inside.unwrap_or(mean))
            }
            (Some(centre), _) if rng.random_bool(self.kept) => centre,
            (_, Some(arity)) => Gene::Index(rng.random_range(0..arity.max(1))),
            (_, None) => domain.from_unit(rng.random()),
        }
    }

    /// The logarithm of the density at a design, relative to the prior's.
    pub(super) fn log_density(&self, space: &SpaceSpec, design: &Design) -> f64 {
        let mine = genes(space, design);
        let decisions = || space.decisions().iter().zip(&mine);
        let logs: Vec<f64> = self
            .components
            .iter()
            .map(|component| {
                let factors =
                    decisions().zip(component).filter_map(|((decision, gene), centre)| {
                        Some(self.log_factor(decision, (*centre)?, (*gene)?))
                    });
                factors.sum()
            })
            // The prior relative to itself.
            .chain([0.0])
            .collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = logs.iter().map(|log| libm::exp(log - most)).sum();
        most + libm::log(sum / logs.len() as f64)
    }

    /// The logarithm of the density of a component in one decision, relative to the prior's. The
    /// density in the middle of the cell of a value stands for that of the cell.
    fn log_factor(&self, decision: &Decision, centre: Gene, gene: Gene) -> f64 {
        let domain = &decision.domain;
        if domain.is_ordered() {
            let (mean, place) = (domain.unit(centre), domain.unit(gene));
            let z = (place - mean) / self.bandwidth;
            let mass = below((1.0 - mean) / self.bandwidth) - below(-mean / self.bandwidth);
            return log_density(z) - libm::log(self.bandwidth * mass);
        }
        let share = 1.0 - self.kept;
        let arity = f64::from(domain.arity().unwrap_or(1));
        libm::log(if centre == gene { share + self.kept * arity } else { share })
    }
}

fn genes(space: &SpaceSpec, design: &Design) -> Genes {
    let mut genes = design.genes().iter().copied();
    space.mask(design).into_iter().map(|active| if active { genes.next() } else { None }).collect()
}
