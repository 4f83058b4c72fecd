//! Beam search: breadth-first search that keeps the `width` best of each layer.
//!
//! Lowerre, "The Harpy speech recognition system", 1976; on puzzles with learned heuristics as in
//! Chervov et al., "A machine learning approach that beats large Rubik's cubes" (CayleyPy), 2025.
//! Positions that were chosen before are no candidates again, unless reached more cheaply, so a
//! search in a finite space ends. It ends with the first layer that holds a goal. Nothing is proved,
//! unless every layer fits.

use crate::layers::{Candidate, search};
use crate::weighted_a_star::check_weight;
use orienteer_core::Space;
use orienteer_core::path::{Heuristic, Planner, Puzzle, Spent, Task};
use serde::{Deserialize, Serialize};

/// The widest beam.
const MOST: u32 = 1 << 28;

/// The hyperparameters of [`Beam`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The number of positions kept of each layer.
    #[param(range = 1..=100_000, log)]
    pub width: u32,
    /// The weight of the cost so far against the estimate of what is left. It matters only where
    /// moves differ in cost: in a layer, all paths have the same number of moves.
    #[param(range = 0.0..=1.0)]
    pub weight: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { width: 1000, weight: 1.0 }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        check_width(self.width)?;
        check_weight(self.weight)
    }
}

/// Whether this is a width of a beam.
pub(crate) fn check_width(width: u32) -> Result<(), String> {
    if (1..=MOST).contains(&width) {
        Ok(())
    } else {
        Err(format!("`width` is {width}; give 1 to {MOST}"))
    }
}

/// Beam search.
#[derive(Debug)]
pub struct Beam<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> Beam<H> {
    /// Beam search with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Heuristic<P>> Planner<P> for Beam<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let width = self.settings.width as usize;
        let choose = |candidates: &mut [Candidate]| best(candidates, width);
        search(&self.heuristic, self.settings.weight as f32, choose, task)
    }
}

/// Puts the `count` best first, in order.
pub(crate) fn best(candidates: &mut [Candidate], count: usize) -> usize {
    if count < candidates.len() {
        candidates.select_nth_unstable_by_key(count, Candidate::rank);
    }
    let count = count.min(candidates.len());
    candidates[..count].sort_unstable_by_key(Candidate::rank);
    count
}
