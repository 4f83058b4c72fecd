//! Deferred A*: batched weighted A* in which a position is generated and estimated only when its
//! turn comes, and waits with the estimate of its parent.
//!
//! Deferred evaluation is that of Helmert, "The Fast Downward planning system", JAIR 2006; with it
//! A* generates about as few positions as Q* does, with a heuristic in place of action
//! values. It is the search of [Q*](crate::QStar) where the estimate of every move is the estimate
//! of the position that it is made from. That never exceeds the truth if the heuristic does not.

pub use crate::edges::Settings;

use crate::edges::search;
use crate::q_star::Full;
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Planner, Puzzle, QFunction, Spent, Task};

/// Deferred A* search.
#[derive(Debug)]
pub struct DeferredAStar<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> DeferredAStar<H> {
    /// Deferred A* with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Heuristic<P>> Planner<P> for DeferredAStar<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        search(&self.settings, &OfParent(&self.heuristic), Full::new(), task)
    }
}

/// The estimate of the position that a move is made from.
struct OfParent<'a, H>(&'a H);

impl<P: Puzzle, H: Heuristic<P>> QFunction<P> for OfParent<'_, H> {
    fn estimate(&self, puzzle: &P, state: &P::State, moves: &[Move], out: &mut Vec<f32>) {
        out.clear();
        out.resize(moves.len(), self.0.estimate(puzzle, state));
    }

    fn estimate_all(
        &self,
        puzzle: &P,
        states: &[P::State],
        moves: &[Vec<Move>],
        out: &mut [Vec<f32>],
    ) {
        let mut values = Vec::with_capacity(states.len());
        self.0.estimate_all(puzzle, states, &mut values);
        for ((out, moves), value) in out.iter_mut().zip(moves).zip(values) {
            out.clear();
            out.resize(moves.len(), value);
        }
    }

    fn is_admissible(&self) -> bool {
        self.0.is_admissible()
    }
}
