//! Batched weighted A*: the `batch` best nodes at a time, whose children are estimated in one call.
//!
//! The search of DeepCubeA: Agostinelli, McAleer, Shmakov and Baldi, "Solving the Rubik's cube
//! with deep reinforcement learning and search", Nature Machine Intelligence 2019. A node's key is
//! `weight * g + h`, ties go by arrival, goals are looked for when a node leaves the queue. Unlike
//! there, known positions are dropped before they are estimated and not after, nodes to which a
//! cheaper way was found do not leave the queue a second time, and an exhausted space ends the
//! search.

use crate::base::{
    Child, Expander, Graph, Id, Node, Open, Place, Prune, at_least, room, rooms, sane,
};
use crate::options::{Stop, Ties};
use crate::weighted_a_star::check_weight;
use orienteer_core::Space;
use orienteer_core::path::{Heuristic, Planner, Puzzle, Spent, Task};
use serde::{Deserialize, Serialize};

/// The most nodes of a batch.
const MOST: u32 = 10_000_000;

/// The hyperparameters of [`BatchedAStar`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The weight of the cost so far against the estimate of what is left.
    #[param(range = 0.1..=1.0)]
    pub weight: f64,
    /// The number of nodes expanded at a time.
    #[param(range = 1..=10_000, log)]
    pub batch: u32,
    /// When the search ends.
    pub stop: Stop,
    /// Whether to leave out the moves that take the last one back. DeepCubeA makes them, and
    /// drops the positions as known.
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

/// Whether this is a size of a batch.
pub(crate) fn check_batch(batch: u32) -> Result<(), String> {
    if (1..=MOST).contains(&batch) {
        Ok(())
    } else {
        Err(format!("`batch` is {batch}; give 1 to {MOST}"))
    }
}

/// Batched weighted A* search.
#[derive(Debug)]
pub struct BatchedAStar<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> BatchedAStar<H> {
    /// Batched weighted A* with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Heuristic<P>> Planner<P> for BatchedAStar<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let puzzle = task.puzzle();
        let prune = if self.settings.lean { Prune::Inverse } else { Prune::Nothing };
        let mut search = Search {
            settings: &self.settings,
            puzzle,
            heuristic: &self.heuristic,
            is_admissible: self.heuristic.is_admissible(),
            graph: Graph::new(task.meter())?,
            open: Open::new(Ties::FirstIn),
            expander: Expander::new(puzzle, prune),
            fresh: Fresh { ids: Vec::new(), states: Vec::new(), values: Vec::new() },
            upper: task.upper_bound().unwrap_or(u64::MAX),
        };
        search.run(task)
    }
}

struct Search<'a, P: Puzzle, H: Heuristic<P>> {
    settings: &'a Settings,
    puzzle: &'a P,
    heuristic: &'a H,
    is_admissible: bool,
    /// With the estimate of each position.
    graph: Graph<P::State, f32>,
    open: Open<Id>,
    expander: Expander<P::State>,
    fresh: Fresh<P::State>,
    upper: u64,
}

/// New positions, to be estimated.
struct Fresh<S> {
    ids: Vec<Id>,
    states: Vec<S>,
    values: Vec<f32>,
}

impl<P: Puzzle, H: Heuristic<P>> Search<'_, P, H> {
    fn run(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let start = task.start().clone();
        let is_goal = self.puzzle.is_goal(&start);
        let root = self.graph.root(self.puzzle, start, 0.0, task.meter())?;
        if is_goal {
            task.offer(&[]);
            return Ok(());
        }
        self.add_fresh(root, task)?;
        self.estimate(task)?;
        let mut batch = Vec::new();
        while let Some((key, goals)) = self.take(&mut batch, task)? {
            if self.is_admissible {
                task.prove(at_least(key).min(self.upper));
            }
            let is_over = match self.settings.stop {
                Stop::FirstGoal => goals,
                Stop::Bound => {
                    let weight = f64::from(self.settings.weight as f32);
                    self.upper != u64::MAX && f64::from(key) >= weight * self.upper as f64 - 1e-6
                }
                Stop::Optimum => false,
            };
            if is_over {
                return Ok(());
            }
            let meter = task.meter();
            let made = batch
                .drain(..)
                .try_for_each(|id| self.expander.expand(self.puzzle, &self.graph, id, meter));
            self.expander.fetch(&self.graph);
            let mut children = std::mem::take(&mut self.expander.children);
            let settled = children.drain(..).try_for_each(|child| self.settle(child, task));
            self.expander.children = children;
            let estimated = self.estimate(task);
            made.and(settled).and(estimated)?;
        }
        if !self.expander.is_truncated {
            task.prove_exhausted();
        }
        Ok(())
    }

    /// Takes the next nodes worth expanding, if there are any: the smallest key, and whether one of
    /// the nodes is a goal.
    fn take(
        &mut self,
        batch: &mut Vec<Id>,
        task: &mut Task<'_, P>,
    ) -> Result<Option<(f32, bool)>, Spent> {
        let (mut first, mut goals) = (None, false);
        while batch.len() < self.settings.batch as usize {
            let Some((key, id)) = self.open.pop() else { break };
            let node = self.graph.at(id);
            if node.is_superseded() {
                continue;
            }
            if self.puzzle.is_goal(&node.state) {
                first = first.or(Some(key));
                goals = true;
            } else if !self.is_hopeless(node.g, node.token) {
                first = first.or(Some(key));
                room(batch, task.meter())?;
                batch.push(id);
            }
        }
        Ok(first.map(|key| (key, goals)))
    }

    /// Whether nothing better than the best path can come of a position.
    fn is_hopeless(&self, g: u32, h: f32) -> bool {
        let rest = if self.is_admissible && h < f32::INFINITY { at_least(h) } else { 1 };
        self.upper != u64::MAX && u64::from(g) + rest >= self.upper
    }

    /// Keeps a child that is new or reached more cheaply.
    fn settle(&mut self, child: Child<P::State>, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let Child { state, hash, g, parent, via } = child;
        let mut graph = self.graph.reserve(1, task.meter())?;
        let node = Node { state, token: f32::NAN, g, parent, via };
        match graph.look(self.puzzle, &node.state, hash) {
            Place::New(slot) => {
                let is_goal = self.puzzle.is_goal(&node.state);
                let id = graph.add(slot, hash, node);
                if is_goal { self.reach(id, task) } else { self.add_fresh(id, task) }
            }
            Place::Known(known, _) if g >= graph.at(known).g => Ok(()),
            Place::Known(known, slot) => {
                let is_goal = self.puzzle.is_goal(&node.state);
                let token = graph.at(known).token;
                let id = graph.supersede(known, slot, hash, Node { token, ..node });
                match (is_goal, token.is_nan()) {
                    (true, _) => self.reach(id, task),
                    // It waits for its estimate, and so does its successor now.
                    (false, true) => self.add_fresh(id, task),
                    (false, false) => self.queue(id, task),
                }
            }
        }
    }

    /// A goal: offered at once, and queued, for the search ends when its turn comes.
    fn reach(&mut self, id: Id, task: &mut Task<'_, P>) -> Result<(), Spent> {
        self.graph.at_mut(id).token = 0.0;
        let g = self.graph.at(id).g;
        if u64::from(g) < self.upper {
            self.upper = u64::from(g);
            task.offer(&self.graph.path(self.puzzle, id));
        }
        self.open.push(self.settings.weight as f32 * g as f32, 0.0, id, task.meter())
    }

    fn add_fresh(&mut self, id: Id, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let Fresh { ids, states, values } = &mut self.fresh;
        room(ids, task.meter())?;
        room(states, task.meter())?;
        let missing = (ids.len() + 1).saturating_sub(values.capacity());
        rooms(values, missing, task.meter())?;
        ids.push(id);
        states.push(self.graph.at(id).state.clone());
        Ok(())
    }

    /// Estimates what is new, in one call, and queues it.
    fn estimate(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let Fresh { ids, states, .. } = &mut self.fresh;
        let superseded = |id: Id| self.graph.at(id).is_superseded();
        if ids.iter().any(|&id| superseded(id)) {
            let mut kept = ids.iter().map(|&id| !superseded(id));
            states.retain(|_| kept.next().unwrap_or(true));
            ids.retain(|&id| !superseded(id));
        }
        // As many as the budget allows.
        let wanted = self.fresh.ids.len() as u64;
        let count = wanted.min(task.meter().estimates_left());
        task.estimate(count)?;
        let Fresh { ids, states, values } = &mut self.fresh;
        ids.truncate(count as usize);
        states.truncate(count as usize);
        values.clear();
        self.heuristic.estimate_all(self.puzzle, states, values);
        let mut fresh = std::mem::take(ids);
        let values = std::mem::take(values);
        states.clear();
        for (&id, &value) in fresh.iter().zip(&values) {
            self.graph.at_mut(id).token = sane(value);
            self.queue(id, task)?;
        }
        fresh.clear();
        (self.fresh.ids, self.fresh.values) = (fresh, values);
        if count < wanted { task.estimate(wanted - count) } else { Ok(()) }
    }

    fn queue(&mut self, id: Id, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let &Node { g, token: h, .. } = self.graph.at(id);
        if h == f32::INFINITY || self.is_hopeless(g, h) {
            return Ok(());
        }
        let key = self.settings.weight as f32 * g as f32 + h;
        self.open.push(key, 0.0, id, task.meter())
    }
}
