//! Pancakes with the gap heuristic (Helmert, SoCS 2010): unit costs, or the size of the flip.

use orienteer_core::path::{Heuristic, Puzzle};
use orienteer_core::{Move, Moves, Rng};
use rand::RngExt;

/// A stack of at most 16 pancakes, nibble `i` being the `i`-th from the top.
pub struct Pancake {
    moves: Moves,
    size: u32,
    weighted: bool,
}

impl Pancake {
    pub fn new(size: u32, weighted: bool) -> Self {
        Self { moves: Moves::numbered(size - 1), size, weighted }
    }

    fn draw(&self, depth: u32, rng: &mut Rng) -> u64 {
        let mut state = self.sorted();
        for _ in 0..depth {
            self.apply(&mut state, rng.random_range(0..self.size - 1));
        }
        state
    }

    fn sorted(&self) -> u64 {
        (0..u64::from(self.size)).map(|at| at << (4 * at)).sum()
    }
}

impl Puzzle for Pancake {
    type State = u64;

    fn moves(&self) -> &Moves {
        &self.moves
    }

    fn legal(&self, _: &u64, out: &mut Vec<Move>) {
        out.clear();
        out.extend(0..self.size - 1);
    }

    /// Turns the first `mv + 2` around.
    fn apply(&self, state: &mut u64, mv: Move) {
        let mut next = *state;
        for at in 0..mv + 2 {
            let place = 4 * (mv + 1 - at);
            next = next & !(15 << place) | (*state >> (4 * at) & 15) << place;
        }
        *state = next;
    }

    fn cost(&self, mv: Move) -> u32 {
        if self.weighted { mv + 2 } else { 1 }
    }

    fn is_goal(&self, state: &u64) -> bool {
        *state == self.sorted()
    }

    fn goal(&self) -> Option<u64> {
        Some(self.sorted())
    }

    fn inverse(&self, mv: Move) -> Option<Move> {
        Some(mv)
    }

    crate::unused_by_planners!();
}

/// The number of neighbours in the stack that are no neighbours in the goal. A flip closes at most
/// one such gap, whatever it costs.
pub struct Gap;

impl Heuristic<Pancake> for Gap {
    fn estimate(&self, puzzle: &Pancake, state: &u64) -> f32 {
        let at =
            |i: u32| if i == puzzle.size { puzzle.size } else { (state >> (4 * i) & 15) as u32 };
        (0..puzzle.size).filter(|&i| at(i).abs_diff(at(i + 1)) > 1).count() as f32
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}
