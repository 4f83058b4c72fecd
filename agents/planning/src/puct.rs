//! PUCT: Monte Carlo tree search for one player, with a heuristic for prior and value.
//!
//! Rosin, "Multi-armed bandits with episode context", 2011, in the form of Silver et al., "Mastering
//! the game of Go without human knowledge" (AGZ), Nature 2017: of the children of a node the one of
//! greatest `Q + c P sqrt(N) / (1 + n)` is visited next. There is no opponent and no rollout
//! (single-player Monte Carlo tree search is Schadd et al., 2008):
//!
//! - The value of a leaf is what its best child is estimated to cost in all, `g + h`; what is backed
//!   up is the least or the mean of these. Values are scaled by the range seen, as in MuZero.
//! - The prior of a move is the softmax of `-(cost + h)`, divided by a temperature.
//! - A position is in the tree once. When a cheaper way to it is found, its branch moves there and
//!   starts anew. Branches below which all was seen are closed, and when the root closes the search
//!   has seen everything: then the best path is a cheapest one.

use crate::base::{Expander, Graph, Id, Node, Place, Prune, at_least, room, rooms, sane};
use orienteer_core::Space;
use orienteer_core::path::{Heuristic, Planner, Puzzle, Spent, Task};
use serde::{Deserialize, Serialize};

/// How the values of the visits through a node become its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Backup {
    /// The least: one good path is all that counts.
    #[default]
    Best,
    /// The mean.
    Mean,
}

/// The hyperparameters of [`Puct`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The weight of what was visited little and is likely, against what was good.
    #[param(range = 0.05..=5.0, log)]
    pub exploration: f64,
    /// The difference of estimates that makes a move less likely by a factor of `e`.
    #[param(range = 0.1..=10.0, log)]
    pub temperature: f64,
    /// The value of a node.
    pub backup: Backup,
}

impl Default for Settings {
    fn default() -> Self {
        Self { exploration: 1.25, temperature: 1.0, backup: Backup::Best }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        let Self { exploration, temperature, .. } = *self;
        if !(exploration >= 0.0 && exploration.is_finite()) {
            return Err(format!("`exploration` is {exploration}; give 0 or more"));
        }
        if !(temperature > 0.0 && temperature.is_finite()) {
            return Err(format!("`temperature` is {temperature}; give more than 0"));
        }
        Ok(())
    }
}

/// Monte Carlo tree search.
#[derive(Debug)]
pub struct Puct<H> {
    settings: Settings,
    heuristic: H,
}

impl<H> Puct<H> {
    /// Monte Carlo tree search with these settings and this heuristic.
    pub fn new(settings: Settings, heuristic: H) -> Self {
        Self { settings, heuristic }
    }
}

impl<P: Puzzle, H: Heuristic<P>> Planner<P> for Puct<H> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let puzzle = task.puzzle();
        let start = task.start().clone();
        if puzzle.is_goal(&start) {
            task.offer(&[]);
            return Ok(());
        }
        let mut tree = Tree {
            settings: &self.settings,
            puzzle,
            heuristic: &self.heuristic,
            is_admissible: self.heuristic.is_admissible(),
            graph: Graph::new(task.meter())?,
            expander: Expander::new(puzzle, Prune::Inverse),
            states: Vec::new(),
            values: Vec::new(),
            range: (f32::INFINITY, f32::NEG_INFINITY),
            upper: task.upper_bound().unwrap_or(u64::MAX),
        };
        let h = sane(task.ask(&self.heuristic, &start)?);
        let branch = Branch { h, prior: 1.0, is_closed: h == f32::INFINITY, ..Branch::default() };
        if tree.is_admissible && h < f32::INFINITY {
            task.prove(at_least(h).min(tree.upper));
        }
        tree.graph.root(puzzle, start, branch, task.meter())?;
        let mut path = Vec::new();
        while !tree.graph.at(0).token.is_closed {
            if tree.descend(&mut path, task)? {
                let cost = tree.expand(path[path.len() - 1], task)?;
                tree.back_up(&path, cost);
            }
        }
        if !tree.expander.is_truncated {
            task.prove_exhausted();
        }
        Ok(())
    }
}

/// What the tree knows of a node.
#[derive(Clone, Copy, Default)]
struct Branch {
    h: f32,
    prior: f32,
    visits: u32,
    /// The sum and the least of the costs that were backed up.
    sum: f64,
    best: f32,
    /// The children: so many nodes from the first.
    first: Id,
    count: u32,
    is_expanded: bool,
    is_closed: bool,
}

struct Tree<'a, P: Puzzle, H> {
    settings: &'a Settings,
    puzzle: &'a P,
    heuristic: &'a H,
    is_admissible: bool,
    graph: Graph<P::State, Branch>,
    expander: Expander<P::State>,
    states: Vec<P::State>,
    values: Vec<f32>,
    /// The least and the greatest cost seen.
    range: (f32, f32),
    upper: u64,
}

impl<P: Puzzle, H: Heuristic<P>> Tree<'_, P, H> {
    /// Goes down to a leaf. Closes a branch and gives up where nothing is left to see.
    fn descend(&mut self, path: &mut Vec<Id>, task: &mut Task<'_, P>) -> Result<bool, Spent> {
        path.clear();
        let mut at = 0;
        loop {
            room(path, task.meter())?;
            path.push(at);
            let node = self.graph.at(at);
            let Branch { h, is_expanded, .. } = node.token;
            if node.is_superseded() || self.is_hopeless(node.g, h) {
                self.graph.at_mut(at).token.is_closed = true;
                return Ok(false);
            }
            if !is_expanded {
                return Ok(true);
            }
            let Some(next) = self.best_child(at) else {
                self.graph.at_mut(at).token.is_closed = true;
                return Ok(false);
            };
            at = next;
        }
    }

    fn best_child(&self, at: Id) -> Option<Id> {
        let Branch { first, count, visits, .. } = self.graph.at(at).token;
        let root = f64::from(visits).sqrt();
        let score = |id: Id| {
            let node = self.graph.at(id);
            let Branch { prior, visits, sum, best, h, .. } = node.token;
            let cost = match (visits, self.settings.backup) {
                (0, _) => f64::from(node.g as f32 + h),
                (_, Backup::Best) => f64::from(best),
                (_, Backup::Mean) => sum / f64::from(visits),
            };
            let (least, most) = (f64::from(self.range.0), f64::from(self.range.1));
            let value = if most > least { (most - cost) / (most - least) } else { 0.5 };
            let bonus = f64::from(prior) * root / f64::from(1 + visits);
            value + self.settings.exploration * bonus
        };
        let open = (first..first + count).filter(|&id| !self.graph.at(id).token.is_closed);
        // The first of equals: the least move.
        let best = open.map(|id| (score(id), id)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        best.map(|(_, id)| id)
    }

    fn is_hopeless(&self, g: u32, h: f32) -> bool {
        if self.upper == u64::MAX || h == f32::INFINITY {
            return h == f32::INFINITY;
        }
        let rest = if self.is_admissible { at_least(h) } else { 1 };
        u64::from(g) + rest >= self.upper
    }

    /// Makes and estimates the children of a leaf. What the best of them is estimated to cost in
    /// all, if there is any.
    fn expand(&mut self, leaf: Id, task: &mut Task<'_, P>) -> Result<Option<f32>, Spent> {
        let meter = task.meter();
        let made = self.expander.expand(self.puzzle, &self.graph, leaf, meter);
        let first = self.graph.len() as Id;
        let mut least = f32::INFINITY;
        self.states.clear();
        for at in 0..self.expander.children.len() {
            let child = self.expander.children[at].clone();
            let mut graph = self.graph.reserve(1, task.meter())?;
            let node = Node {
                state: child.state,
                token: Branch::default(),
                g: child.g,
                parent: child.parent,
                via: child.via,
            };
            match graph.look(self.puzzle, &node.state, child.hash) {
                Place::New(_) if self.puzzle.is_goal(&node.state) => {
                    least = least.min(child.g as f32);
                    if u64::from(child.g) < self.upper {
                        self.upper = u64::from(child.g);
                        task.offer(&graph.path_with(self.puzzle, child.parent, child.via));
                    }
                }
                Place::New(slot) => {
                    room(&mut self.states, task.meter())?;
                    self.states.push(node.state.clone());
                    graph.add(slot, child.hash, node);
                }
                Place::Known(old, _) if graph.at(old).g <= child.g => {}
                Place::Known(old, slot) => {
                    room(&mut self.states, task.meter())?;
                    self.states.push(node.state.clone());
                    graph.supersede(old, slot, child.hash, node);
                }
            }
        }
        self.expander.children.clear();
        made?;
        let count = self.states.len() as u32;
        task.estimate(u64::from(count))?;
        self.values.clear();
        rooms(&mut self.values, self.states.len(), task.meter())?;
        self.heuristic.estimate_all(self.puzzle, &self.states, &mut self.values);
        self.values.resize(self.states.len(), 0.0);
        for (id, &value) in (first..).zip(&self.values) {
            let node = self.graph.at_mut(id);
            let h = sane(value);
            node.token.h = h;
            node.token.is_closed = h == f32::INFINITY;
            least = least.min(node.g as f32 + h);
        }
        let temperature = self.settings.temperature as f32;
        let likelihood = |cost: f32| ((least - cost) / temperature).exp();
        let ids = first..first + count;
        let costs =
            ids.clone().map(|id| self.graph.at(id)).map(|node| node.g as f32 + node.token.h);
        let total: f32 = costs.map(likelihood).sum();
        for id in ids {
            let node = self.graph.at_mut(id);
            node.token.prior =
                likelihood(node.g as f32 + node.token.h) / total.max(f32::MIN_POSITIVE);
        }
        let branch = &mut self.graph.at_mut(leaf).token;
        (branch.first, branch.count, branch.is_expanded) = (first, count, true);
        branch.is_closed = count == 0;
        Ok((least < f32::INFINITY).then_some(least))
    }

    /// Counts a visit of every node of the path. A leaf without children leaves no cost.
    fn back_up(&mut self, path: &[Id], cost: Option<f32>) {
        let Some(cost) = cost else { return };
        self.range = (self.range.0.min(cost), self.range.1.max(cost));
        for &id in path {
            let Branch { visits, sum, best, .. } = &mut self.graph.at_mut(id).token;
            *best = if *visits == 0 { cost } else { best.min(cost) };
            *visits = visits.saturating_add(1);
            *sum += f64::from(cost);
        }
    }
}
