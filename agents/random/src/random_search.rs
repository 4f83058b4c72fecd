//! Random search: designs drawn uniformly from the whole space.
//!
//! Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012). Draws are
//! independent by default, as in the paper. `distinct` draws without repeats, which is the stronger
//! baseline on small spaces.

use orienteer_core::{AskTell, Design, Rng, Space, SpaceSpec, Step};
use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Enough to keep the cores busy, and few enough that a limit of time is still kept.
const BATCH: usize = 16;

/// So many repeats in a row mean that nearly all designs were drawn.
const REPEATS: u32 = 100;

/// The hyperparameters of [`RandomSearch`].
#[derive(Clone, Debug, Default, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// Whether no design is drawn twice; the search then ends when the space is exhausted.
    pub distinct: bool,
}

impl orienteer_core::Settings for Settings {}

/// Draws designs uniformly.
#[derive(Debug)]
pub struct RandomSearch {
    settings: Settings,
    /// The designs drawn so far, when they must be distinct.
    seen: BTreeSet<Design>,
    /// The designs not yet drawn, in random order, once they are few.
    rest: Option<Vec<Design>>,
}

impl RandomSearch {
    /// A random search with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings, seen: BTreeSet::new(), rest: None }
    }

    /// A design that was not drawn before, nor any that is the same by symmetry.
    fn fresh(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Option<Design> {
        if self.rest.is_none() {
            for _ in 0..REPEATS {
                let design = space.sample(rng);
                if self.seen.insert(space.canonical(&design)) {
                    return Some(design);
                }
            }
            // The last ones are found by enumeration: by chance they would take ever longer.
            let mut rest: Vec<_> = space.designs().into_iter().flatten().collect();
            rest.retain(|design| self.seen.insert(space.canonical(design)));
            rest.shuffle(rng);
            self.rest = Some(rest);
        }
        self.rest.as_mut()?.pop()
    }
}

impl AskTell for RandomSearch {
    fn ask(&mut self, space: &SpaceSpec, rng: &mut Rng) -> Vec<Design> {
        if self.settings.distinct {
            (0..BATCH).map_while(|_| self.fresh(space, rng)).collect()
        } else {
            (0..BATCH).map(|_| space.sample(rng)).collect()
        }
    }

    fn tell(&mut self, _: &[Design], _: &[Step]) {}
}
