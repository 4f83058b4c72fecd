//! Diverse beam search: a beam whose places are filled by groups in turn, each of which avoids what
//! the groups before it chose.
//!
//! Vijayakumar et al., "Diverse beam search: decoding diverse solutions from neural sequence
//! models", 2016 (arXiv 1610.02424), with Hamming diversity: a candidate pays
//! `penalty` for each choice of an earlier group, in this layer, that it is like. Here the groups
//! choose from the children of the whole beam, for a position is kept once whichever group found it.
//! With one group, or without a penalty, it is [beam search](crate::Beam).

use crate::base::NONE;
use crate::beam::{best, check_width};
use crate::layers::{Candidate, search};
use crate::weighted_a_star::check_weight;
use orienteer_core::Space;
use orienteer_core::path::{Heuristic, Planner, Puzzle, Spent, Task};
use serde::{Deserialize, Serialize};

/// What makes two candidates alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Alike {
    /// The same last move.
    #[default]
    Move,
    /// The same parent.
    Parent,
}

/// The hyperparameters of [`DiverseBeam`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The number of positions kept of each layer, by all groups together.
    #[param(range = 1..=100_000, log)]
    pub width: u32,
    /// The weight of the cost so far against the estimate of what is left.
    #[param(range = 0.0..=1.0)]
    pub weight: f64,
    /// The number of groups.
    #[param(range = 1..=50, log)]
    pub groups: u32,
    /// What a candidate pays for each like it that an earlier group chose, in units of cost.
    #[param(range = 0.0..=2.0)]
    pub penalty: f64,
    /// What makes two candidates alike.
    pub alike: Alike,
}

impl Default for Settings {
    fn default() -> Self {
        Self { width: 1000, weight: 1.0, groups: 10, penalty: 0.01, alike: Alike::Move }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        check_width(self.width)?;
        check_weight(self.weight)?;
        if self.groups == 0 {
            return Err("`groups` is 0; give 1 or more".to_owned());
        }
        if !(self.penalty >= 0.0 && self.penalty.is_finite()) {
            return Err(format!("`penalty` is {}; give 0 or more", self.penalty));
        }
        Ok(())
    }
}

/// Diverse beam search.
#[derive(Debug)]
pub struct DiverseBeam<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> DiverseBeam<H> {
    /// Diverse beam search with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Heuristic<P>> Planner<P> for DiverseBeam<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let Settings { width, weight, groups, penalty, alike } = self.settings;
        let mut choices = Choices { penalty: penalty as f32, alike, counts: Vec::new() };
        let choose = |candidates: &mut [Candidate]| choices.choose(candidates, width, groups);
        search(&self.heuristic, weight as f32, choose, task)
    }
}

/// What the groups before chose.
struct Choices {
    penalty: f32,
    alike: Alike,
    /// By move, or by the place of the parent among those of the layer.
    counts: Vec<u32>,
}

impl Choices {
    /// Puts what the groups choose first, each group's choice in order.
    fn choose(&mut self, candidates: &mut [Candidate], width: u32, groups: u32) -> usize {
        let groups = groups.min(width);
        self.counts.clear();
        let mut chosen = 0;
        for group in 0..groups {
            // The first groups take the places that are left over.
            let places = width / groups + u32::from(group < width % groups);
            let rest = &mut candidates[chosen..];
            let count = self.choose_group(rest, places as usize);
            // The group does not stand in its own way.
            for candidate in &rest[..count] {
                let at = self.feature(candidate);
                if self.counts.len() <= at {
                    self.counts.resize(at + 1, 0);
                }
                self.counts[at] += 1;
            }
            chosen += count;
        }
        chosen
    }

    fn choose_group(&self, rest: &mut [Candidate], places: usize) -> usize {
        if self.penalty == 0.0 || self.counts.is_empty() {
            return best(rest, places);
        }
        let rank = |candidate: &Candidate| {
            let count = self.counts.get(self.feature(candidate)).copied().unwrap_or(0);
            let key = candidate.key + self.penalty * count as f32;
            u64::from(key.to_bits()) << 32 | u64::from(candidate.number)
        };
        if places < rest.len() {
            rest.select_nth_unstable_by_key(places, rank);
        }
        let count = places.min(rest.len());
        rest[..count].sort_unstable_by_key(rank);
        count
    }

    fn feature(&self, candidate: &Candidate) -> usize {
        let feature = match self.alike {
            Alike::Move => candidate.via,
            Alike::Parent => candidate.parent,
        };
        debug_assert_ne!(feature, NONE, "a candidate has a parent");
        feature as usize
    }
}
