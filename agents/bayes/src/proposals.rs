//! The search for the most promising design that was not evaluated.
//!
//! As in SMAC (Hutter, Hoos and Leyton-Brown, "Sequential model-based optimization for general
//! algorithm configuration", LION 2011, section 4.3): random designs and those around the best
//! evaluated ones are compared, and from the most promising of them a local search follows the
//! neighbours uphill. A space of few designs is searched completely.

use orienteer_core::space::Size;
use orienteer_core::{Design, Rng, Score, SpaceSpec};
use rand::seq::SliceRandom;
use std::collections::BTreeSet;

/// How many designs the local search starts from.
const STARTS: usize = 5;

/// How many steps it takes at most.
const STEPS: u32 = 20;

/// The local search compares one neighbour of a design, or a mutation of it, for so many designs
/// that were compared first.
const PER_NEIGHBOUR: usize = 4;

/// How many of the best evaluated designs are varied.
const PARENTS: usize = 5;

/// So many repeats in a row mean that nearly all designs were evaluated.
const REPEATS: u32 = 100;

/// How many designs are listed at most: with symmetries, few designs may stand for very many.
const MOST_LISTED: usize = 1_000_000;

/// A space, and which of its designs are the same.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) space: &'a SpaceSpec,
    same: &'a dyn Fn(&Design) -> Design,
}

impl<'a> Ground<'a> {
    /// A space, where `same` names the representative of the designs that are the same.
    pub(crate) fn new(space: &'a SpaceSpec, same: &'a dyn Fn(&Design) -> Design) -> Self {
        Self { space, same }
    }

    /// The representative of a design, or that which the space alone knows, if the former breaks one
    /// of its clauses.
    fn canonical(&self, design: &Design) -> Design {
        let same = (self.same)(design);
        if self.space.allows(&same).is_ok() { same } else { self.space.canonical(design) }
    }
}

/// The designs that were evaluated, and those that are left once they are few.
#[derive(Debug, Default)]
pub(crate) struct Evaluated {
    /// Canonical designs.
    known: BTreeSet<Design>,
    /// The best designs, the best first.
    best: Vec<(Score, Design)>,
    /// Whether a design may be evaluated again.
    repeats: bool,
    /// The designs that were not evaluated, once they are few enough to list.
    rest: Option<Vec<Design>>,
}

impl Evaluated {
    /// Nothing evaluated yet.
    pub(crate) fn new(repeats: bool) -> Self {
        Self { repeats, ..Self::default() }
    }

    /// Takes note of an evaluation of a canonical design.
    pub(crate) fn note(&mut self, design: &Design, score: Score) {
        self.known.insert(design.clone());
        if self.best.iter().all(|(_, known)| known != design) {
            let place = self.best.partition_point(|(better, _)| *better >= score);
            self.best.insert(place, (score, design.clone()));
            self.best.truncate(PARENTS);
        }
    }

    /// Whether a canonical design may be proposed.
    pub(crate) fn is_open(&self, design: &Design) -> bool {
        self.repeats || !self.known.contains(design)
    }

    /// A random canonical design that may be proposed and is not in `taken`, or nothing if none is
    /// left.
    pub(crate) fn sample(
        &mut self,
        ground: Ground<'_>,
        taken: &BTreeSet<Design>,
        rng: &mut Rng,
    ) -> Option<Design> {
        if self.rest.is_none() {
            for _ in 0..REPEATS {
                let design = ground.canonical(&ground.space.sample(rng));
                if self.is_open(&design) && !taken.contains(&design) {
                    return Some(design);
                }
            }
            self.list(ground);
        }
        let rest = self.rest()?;
        rest.shuffle(rng);
        rest.iter().find(|design| !taken.contains(*design)).cloned()
    }

    /// Lists what is left.
    fn list(&mut self, ground: Ground<'_>) {
        let all = ground.space.designs().into_iter().flatten().take(MOST_LISTED);
        let all: BTreeSet<_> = all.map(|design| ground.canonical(&design)).collect();
        self.rest = Some(all.into_iter().collect());
    }

    /// What is left, if it was listed.
    fn rest(&mut self) -> Option<&mut Vec<Design>> {
        let rest = self.rest.as_mut()?;
        rest.retain(|design| self.repeats || !self.known.contains(design));
        Some(rest)
    }

    /// The canonical designs to compare first: about `count`, random and near the best ones, or all
    /// there are if those are no more.
    pub(crate) fn pool(&mut self, ground: Ground<'_>, count: usize, rng: &mut Rng) -> Vec<Design> {
        let few = |size| matches!(size, Size::Exact(designs) if designs <= 2 * count as u128);
        if self.rest.is_none() && few(ground.space.raw_size()) {
            self.list(ground);
        }
        if let Some(rest) = self.rest() {
            return rest.clone();
        }
        let mut pool = BTreeSet::new();
        for (_, design) in self.best.clone() {
            let around = vary(ground, &design, count / (2 * PARENTS), rng);
            pool.extend(around.into_iter().filter(|design| self.is_open(design)));
        }
        while pool.len() < count {
            let Some(design) = self.sample(ground, &pool, rng) else { break };
            pool.insert(design);
        }
        pool.into_iter().collect()
    }

    /// The design with the highest value that may be proposed, or nothing if none is left.
    pub(crate) fn maximize(
        &mut self,
        ground: Ground<'_>,
        count: usize,
        rng: &mut Rng,
        values: impl Fn(&[Design]) -> Vec<f64>,
    ) -> Option<Design> {
        let pool = self.pool(ground, count, rng);
        let mut ranked: Vec<_> = values(&pool).into_iter().zip(pool).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        if self.rest.is_none() {
            ranked.truncate(STARTS);
            for found in &mut ranked {
                self.climb(ground, found, count.div_ceil(PER_NEIGHBOUR), rng, &values);
            }
        }
        ranked
            .into_iter()
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|f| f.1)
    }

    /// Moves to the best neighbour for as long as that is better.
    fn climb(
        &self,
        ground: Ground<'_>,
        found: &mut (f64, Design),
        neighbours: usize,
        rng: &mut Rng,
        values: impl Fn(&[Design]) -> Vec<f64>,
    ) {
        for _ in 0..STEPS {
            let mut around = vary(ground, &found.1, neighbours, rng);
            around.retain(|design| self.is_open(design));
            let best = values(&around)
                .into_iter()
                .zip(around)
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            match best {
                Some(best) if best.0 > found.0 => *found = best,
                _ => return,
            }
        }
    }
}

/// At most `count` canonical designs near a design: neighbours, and as many mutations, which reach
/// what neighbours do not (real numbers, far values, the depth of another arm).
fn vary(ground: Ground<'_>, design: &Design, count: usize, rng: &mut Rng) -> Vec<Design> {
    let mut around = ground.space.neighbours(design);
    around.shuffle(rng);
    around.truncate(count - count / 2);
    around.extend((0..count / 2).map(|_| ground.space.mutate(design, rng)));
    around.iter().map(|design| ground.canonical(design)).collect()
}
