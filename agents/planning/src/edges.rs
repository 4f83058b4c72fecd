//! What Q* and lazy Q* have in common: a search over moves from nodes, in which a position is made
//! only when the move that leads to it is the best one left. See [`crate::q_star`].

use crate::base::{Graph, Id, NONE, Node, Place, Prune, at_least, room};
use crate::batched_a_star::check_batch;
use crate::options::Stop;
use crate::rater::Rater;
use crate::weighted_a_star::check_weight;
use orienteer_core::path::{Meter, Puzzle, QFunction, Spent, Task};
use orienteer_core::{Move, Space};
use serde::{Deserialize, Serialize};

/// The hyperparameters of [`QStar`](crate::QStar).
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The weight of the cost so far against the estimate of what is left.
    #[param(range = 0.1..=1.0)]
    pub weight: f64,
    /// The number of moves made at a time.
    #[param(range = 1..=10_000, log)]
    pub batch: u32,
    /// When the search ends.
    pub stop: Stop,
    /// Whether to leave out what cannot help: moves that take the last one back, and moves from
    /// nodes to which a cheaper way was found. The published search makes them.
    pub lean: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { weight: 0.6, batch: 1000, stop: Stop::FirstGoal, lean: false }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        check_weight(self.weight)?;
        check_batch(self.batch)
    }
}

/// A move from a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) node: Id,
    pub(crate) mv: Move,
}

/// The moves that are queued.
pub(crate) trait Queue {
    /// Queues moves from a node, with their keys.
    fn add(
        &mut self,
        node: Id,
        moves: &[Move],
        keys: &[f32],
        meter: &mut Meter,
    ) -> Result<(), Spent>;

    /// Takes the move of the smallest key. It may have moves rated anew that it did not keep.
    fn take<P: Puzzle, Q: QFunction<P>>(
        &mut self,
        rater: &mut Rater<'_, P, Q>,
        graph: &Graph<P::State, u32>,
        meter: &mut Meter,
    ) -> Result<Option<(f32, Edge)>, Spent>;
}

/// Searches with this queue and these estimates.
pub(crate) fn search<P: Puzzle, Q: QFunction<P>>(
    settings: &Settings,
    values: &Q,
    queue: impl Queue,
    task: &mut Task<'_, P>,
) -> Result<(), Spent> {
    let prune = if settings.lean { Prune::Inverse } else { Prune::Nothing };
    let search = Search {
        settings,
        puzzle: task.puzzle(),
        rater: Rater::new(task.puzzle(), values, prune, settings.weight as f32),
        queue,
        is_admissible: values.is_admissible(),
        graph: Graph::new(task.meter())?,
        kept: Vec::new(),
        upper: task.upper_bound().unwrap_or(u64::MAX),
        found: false,
        is_truncated: false,
        beyond: f32::INFINITY,
    };
    search.run(task)
}

struct Search<'a, P: Puzzle, Q: QFunction<P>, O: Queue> {
    settings: &'a Settings,
    puzzle: &'a P,
    rater: Rater<'a, P, Q>,
    queue: O,
    is_admissible: bool,
    /// With the cost of each node once more: moves from nodes to which a cheaper way was found are
    /// made, too.
    graph: Graph<P::State, u32>,
    /// The nodes whose moves are to be queued.
    kept: Vec<Id>,
    upper: u64,
    found: bool,
    is_truncated: bool,
    /// The smallest key of a move that was taken and not made, because the search ends before it.
    beyond: f32,
}

impl<P: Puzzle, Q: QFunction<P>, O: Queue> Search<'_, P, Q, O> {
    fn run(mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let start = task.start().clone();
        if self.puzzle.is_goal(&start) {
            task.offer(&[]);
            return Ok(());
        }
        let root = self.graph.root(self.puzzle, start, 0, task.meter())?;
        room(&mut self.kept, task.meter())?;
        self.kept.push(root);
        self.queue(task)?;
        let mut batch = Vec::new();
        while let Some(key) = self.take(&mut batch, task)? {
            if self.is_admissible {
                task.prove(at_least(key).min(self.upper));
            }
            if self.is_enough(key) {
                return Ok(());
            }
            batch.drain(..).try_for_each(|edge| self.follow(edge, task))?;
            if self.settings.stop == Stop::FirstGoal && self.found {
                return Ok(());
            }
            self.queue(task)?;
        }
        if !self.is_truncated {
            task.prove_exhausted();
        }
        Ok(())
    }

    /// Whether the search ends before a move with this key.
    fn is_enough(&self, key: f32) -> bool {
        self.settings.stop == Stop::Bound
            && self.upper != u64::MAX
            && f64::from(key) >= f64::from(self.settings.weight as f32) * self.upper as f64 - 1e-6
    }

    /// Takes the next moves worth making, if there are any, and gives the smallest key.
    fn take(
        &mut self,
        batch: &mut Vec<Edge>,
        task: &mut Task<'_, P>,
    ) -> Result<Option<f32>, Spent> {
        let mut first = None;
        while batch.len() < self.settings.batch as usize {
            let taken = self.queue.take(&mut self.rater, &self.graph, task.meter())?;
            let Some((key, edge)) = taken else { break };
            if self.is_enough(key) {
                // So are all keys that are left: rating their moves anew would be in vain.
                self.beyond = self.beyond.min(key);
                break;
            }
            let node = self.graph.at(edge.node);
            if self.settings.lean && node.is_superseded() {
                continue;
            }
            let g = node.token;
            let cost = u64::from(self.puzzle.cost(edge.mv));
            let rest = key - self.settings.weight as f32 * g as f32;
            let rest = if self.is_admissible { at_least(rest).max(cost) } else { cost };
            if self.upper != u64::MAX && u64::from(g) + rest >= self.upper {
                continue;
            }
            first = first.or(Some(key));
            room(batch, task.meter())?;
            batch.push(edge);
        }
        Ok(first.or((self.beyond < f32::INFINITY).then_some(self.beyond)))
    }

    /// Makes a move, and keeps where it leads if that is new or reached more cheaply.
    fn follow(&mut self, edge: Edge, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let node = self.graph.at(edge.node);
        let cost = self.puzzle.cost(edge.mv);
        let Some(g) = node.token.checked_add(cost).filter(|g| *g < NONE) else {
            self.is_truncated = true;
            return Ok(());
        };
        task.generate(1)?;
        let mut state = node.state.clone();
        self.puzzle.apply(&mut state, edge.mv);
        if self.puzzle.is_goal(&state) {
            self.found = true;
            if u64::from(g) < self.upper {
                self.upper = u64::from(g);
                task.offer(&self.graph.path_with(self.puzzle, edge.node, edge.mv));
            }
            return Ok(());
        }
        let hash = self.graph.hash(self.puzzle, &state);
        let mut graph = self.graph.reserve(1, task.meter())?;
        let node = Node { state, token: g, g, parent: edge.node, via: edge.mv };
        let id = match graph.look(self.puzzle, &node.state, hash) {
            Place::New(slot) => graph.add(slot, hash, node),
            Place::Known(known, _) if graph.at(known).g <= g => return Ok(()),
            Place::Known(known, slot) => graph.supersede(known, slot, hash, node),
        };
        room(&mut self.kept, task.meter())?;
        self.kept.push(id);
        Ok(())
    }

    /// Estimates the moves from the nodes kept, in one call, and queues them.
    fn queue(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        // As many as the budget allows.
        let wanted = self.kept.len();
        self.kept.truncate(task.meter().estimates_left() as usize);
        self.kept.iter().try_for_each(|_| task.expand())?;
        task.estimate(self.kept.len() as u64)?;
        self.rater.rate(&self.graph, &self.kept, task.meter())?;
        for (index, &id) in self.kept.iter().enumerate() {
            let (moves, keys) = self.rater.rated(index);
            self.queue.add(id, moves, keys, task.meter())?;
        }
        let missing = (wanted - self.kept.len()) as u64;
        self.kept.clear();
        task.estimate(missing)
    }
}
