//! All distances of a small puzzle: what estimates are held against.

use foldhash::HashMap;
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Puzzle};
use std::collections::hash_map::Entry;

/// The cost of a cheapest path to the goal from every position of a puzzle.
#[derive(Clone, Debug)]
pub struct Distances<P: Puzzle> {
    costs: HashMap<P::State, u32>,
}

/// Why there are no such distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DistancesError {
    /// Nowhere to begin, or no way back.
    #[error(
        "distances are counted back from the goal: the puzzle needs one goal, and inverse moves"
    )]
    Inverses,
    /// Too many positions.
    #[error("the puzzle has more than {0} positions")]
    Many(usize),
}

impl<P: Puzzle> Distances<P> {
    /// By uniform-cost search back from the goal, of at most `most` positions.
    ///
    /// # Errors
    ///
    /// When there are more, or the puzzle cannot be searched backwards.
    pub fn new(puzzle: &P, most: usize) -> Result<Self, DistancesError> {
        let goal = puzzle.goal().ok_or(DistancesError::Inverses)?;
        let mut costs = HashMap::default();
        costs.insert(goal.clone(), 0);
        // Positions by their cost, in so many layers as the dearest move costs.
        let count = puzzle.moves().len() as Move;
        let dearest = (0..count).map(|mv| puzzle.cost(mv)).max().unwrap_or(1) as usize;
        let mut layers: Vec<Vec<P::State>> = vec![Vec::new(); dearest + 1];
        layers[0].push(goal);
        let (mut cost, mut idle, mut legal) = (0_u32, 0, Vec::new());
        while idle <= dearest {
            let at = cost as usize % layers.len();
            let layer = std::mem::take(&mut layers[at]);
            idle = if layer.is_empty() { idle + 1 } else { 0 };
            for state in layer {
                if costs.get(&state) != Some(&cost) {
                    continue;
                }
                puzzle.legal(&state, &mut legal);
                for &mv in &legal {
                    let back = puzzle.inverse(mv).ok_or(DistancesError::Inverses)?;
                    let mut next = state.clone();
                    puzzle.apply(&mut next, mv);
                    // The move from there to here is the inverse.
                    let through = cost + puzzle.cost(back);
                    match costs.entry(next.clone()) {
                        Entry::Occupied(known) if *known.get() <= through => continue,
                        Entry::Occupied(mut known) => *known.get_mut() = through,
                        Entry::Vacant(new) => {
                            new.insert(through);
                        }
                    }
                    let layer = through as usize % layers.len();
                    layers[layer].push(next);
                }
                if costs.len() > most {
                    return Err(DistancesError::Many(most));
                }
            }
            cost += 1;
        }
        Ok(Self { costs })
    }

    /// The number of positions.
    pub fn len(&self) -> usize {
        self.costs.len()
    }

    /// Whether there are none; there is always the goal.
    pub fn is_empty(&self) -> bool {
        self.costs.is_empty()
    }

    /// The cost from `state`; none if no path leads to the goal.
    pub fn get(&self, state: &P::State) -> Option<u32> {
        self.costs.get(state).copied()
    }

    /// All positions and their costs, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&P::State, u32)> {
        self.costs.iter().map(|(state, cost)| (state, *cost))
    }
}

impl<P: Puzzle> Heuristic<P> for Distances<P> {
    fn estimate(&self, _: &P, state: &P::State) -> f32 {
        self.get(state).map_or(f32::INFINITY, |cost| cost as f32)
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}
