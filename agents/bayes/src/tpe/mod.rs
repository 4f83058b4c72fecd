//! The tree-structured Parzen estimator.
//!
//! Bergstra, Bardenet, Bengio and Kégl, "Algorithms for hyper-parameter optimization", NIPS 2011,
//! section 4: the evaluated designs are split into the better ones and the others, a density is
//! estimated for each, designs are drawn from that of the better ones, and that with the greatest
//! ratio of the two densities is evaluated, which maximises the expected improvement. Choices are
//! those that Watanabe ("Tree-structured Parzen estimator: understanding its algorithm components",
//! 2023, arXiv 2304.11127) found to matter: multivariate kernels, a prior, the magic clip. Only the
//! order of scores matters, so that infeasible and failed designs are simply the last.

mod parzen;

use crate::proposals::{Evaluated, Ground};
use orienteer_core::{AskTell, Design, Rng, Score, Space, SpaceSpec, Step};
use parzen::Parzen;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The most random designs at first, better designs and candidates: they must fit in memory.
const MOST: u32 = 100_000;

/// The hyperparameters of [`Tpe`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The number of random designs evaluated first.
    #[param(range = 5..=50, log)]
    pub initial: u32,
    /// The part of the evaluated designs that counts as the better one.
    #[param(range = 0.05..=0.3, log)]
    pub gamma: f64,
    /// The most designs that count as the better ones.
    #[param(range = 10..=100, log)]
    pub elite: u32,
    /// The number of designs drawn from the better ones, of which the most promising is evaluated.
    #[param(range = 8..=128, log)]
    pub candidates: u32,
    /// Whether a design may be evaluated again, which pays only where evaluations are noisy.
    pub repeats: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { initial: 10, gamma: 0.1, elite: 25, candidates: 24, repeats: false }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        let Self { initial, gamma, elite, candidates, .. } = *self;
        for (name, value) in [("initial", initial), ("elite", elite), ("candidates", candidates)] {
            if !(1..=MOST).contains(&value) {
                return Err(format!("`{name}` is {value}; give 1 to {MOST}"));
            }
        }
        if !(gamma > 0.0 && gamma < 1.0) {
            return Err(format!("`gamma` is {gamma}; give more than 0 and less than 1"));
        }
        Ok(())
    }
}

/// Evaluates designs that the better ones are likelier to be like than the others.
#[derive(Debug)]
pub struct Tpe {
    settings: Settings,
    evaluated: Evaluated,
    /// Canonical designs, the best first; of equals, the earlier.
    ranking: Vec<(Score, Design)>,
}

impl Tpe {
    /// A tree-structured Parzen estimator with these settings.
    pub fn new(settings: Settings) -> Self {
        let evaluated = Evaluated::new(settings.repeats);
        Self { settings, evaluated, ranking: Vec::new() }
    }

    fn propose(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Option<Design> {
        let designs: Vec<&Design> = self.ranking.iter().map(|(_, design)| design).collect();
        let better = (self.settings.gamma * designs.len() as f64).ceil() as usize;
        let (better, others) = designs.split_at(better.clamp(1, self.settings.elite as usize));
        let (better, others) = (Parzen::new(space, better), Parzen::new(space, others));
        let drawn = (0..self.settings.candidates).filter_map(|_| better.sample(space, rng));
        let mut candidates = BTreeSet::new();
        for design in drawn {
            let canonical = space.canonical(&design);
            if space.allows(&canonical).is_ok() && self.evaluated.is_open(&canonical) {
                candidates.insert(canonical);
            }
        }
        let ratio = |d: &Design| better.log_density(space, d) - others.log_density(space, d);
        let rated = candidates.into_iter().map(|design| (ratio(&design), design));
        let best = rated.reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((_, design)) = best {
            return Some(design);
        }
        // All that is like the better ones was evaluated.
        let same = |design: &Design| space.canonical(design);
        self.evaluated.sample(Ground::new(space, &same), &BTreeSet::new(), rng)
    }
}

impl AskTell for Tpe {
    fn ask(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Vec<Design> {
        if !self.ranking.is_empty() {
            return self.propose(space, rng).into_iter().collect();
        }
        let same = |design: &Design| space.canonical(design);
        let ground = Ground::new(space, &same);
        let mut batch = BTreeSet::new();
        for _ in 0..self.settings.initial {
            let Some(design) = self.evaluated.sample(ground, &batch, rng) else { break };
            batch.insert(design);
        }
        batch.into_iter().collect()
    }

    fn tell(&mut self, designs: &[Design], steps: &[Step]) {
        for (design, step) in designs.iter().zip(steps) {
            let score = step.score();
            self.evaluated.note(design, score);
            let place =
                self.ranking.partition_point(|(known, _)| Reverse(*known) <= Reverse(score));
            self.ranking.insert(place, (score, design.clone()));
        }
    }
}
