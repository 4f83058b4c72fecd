//! Q*: A* over moves, with an action-value function in place of a heuristic.
//!
//! Agostinelli, Shmakov, McAleer, Fox and Baldi, "A* search without expansions: learning heuristic
//! functions with deep Q-networks", 2021 (arXiv 2102.04518). What is queued is a move from a node,
//! with the key `weight * g + q`, where `q` estimates the move's cost and all that follows. Only
//! when a move leaves the queue is the position generated that it leads to: one position for each
//! removal, where A* generates as many as there are moves. All moves from a node are estimated at
//! once, by one call.
//!
//! Each round takes the `batch` best moves, ties going by arrival; makes them; looks for goals among
//! the new positions, of which the cheapest counts; drops those known at no greater cost; estimates
//! the moves from all others in one call, and queues every one of them. So the queue holds as many
//! entries a node as there are moves; [`LazyQStar`](crate::LazyQStar) makes the same search with one.
//!
//! With estimates that never exceed the truth, a weight of 1 and [`Stop::Bound`](crate::Stop), the
//! path is a cheapest one.

pub use crate::edges::Settings;

use crate::base::{Graph, Id, Open};
use crate::edges::{Edge, Queue, search};
use crate::options::Ties;
use crate::rater::Rater;
use orienteer_core::Move;
use orienteer_core::path::{Meter, Planner, Puzzle, QFunction, Spent, Task};

/// Q* search.
#[derive(Debug)]
pub struct QStar<Q> {
    settings: Settings,
    values: Q,
}

impl<Q> QStar<Q> {
    /// Q* with these settings and these action values.
    pub fn new(settings: Settings, values: Q) -> Self {
        Self { settings, values }
    }
}

impl<P: Puzzle, Q: QFunction<P>> Planner<P> for QStar<Q> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        search(&self.settings, &self.values, Full::new(), task)
    }
}

/// All moves from all nodes.
pub(crate) struct Full {
    open: Open<Edge>,
}

impl Full {
    pub(crate) fn new() -> Self {
        Self { open: Open::new(Ties::FirstIn) }
    }
}

impl Queue for Full {
    fn add(
        &mut self,
        node: Id,
        moves: &[Move],
        keys: &[f32],
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        let mut rated = moves.iter().zip(keys);
        rated.try_for_each(|(&mv, &key)| self.open.push(key, 0.0, Edge { node, mv }, meter))
    }

    fn take<P: Puzzle, Q: QFunction<P>>(
        &mut self,
        _: &mut Rater<'_, P, Q>,
        _: &Graph<P::State, u32>,
        _: &mut Meter,
    ) -> Result<Option<(f32, Edge)>, Spent> {
        Ok(self.open.pop())
    }
}
