//! UCT: Monte Carlo tree search with the UCB1 rule.
//!
//! Kocsis and Szepesvári, "Bandit based Monte-Carlo planning", ECML 2006. The four phases are those
//! of Browne et al., "A survey of Monte Carlo tree search methods" (2012), algorithm 2. What is
//! particular to search with one player, a known start and a budget of transitions:
//!
//! - The root stays the start of the episode: there is no opponent to wait for, and the incumbent
//!   may lie anywhere (single-player Monte Carlo tree search; Schadd et al. 2008).
//! - Branches hold their states, so that a simulation pays only for the move that leaves the tree
//!   and for its rollout. Environments keep their randomness in the state, hence the stored state
//!   is what a replay would reach.
//! - A branch below which everything was tried is closed and not visited again. Otherwise decisions
//!   that cost nothing could repeat for ever without an evaluation. When the root closes, the
//!   search has seen everything and ends.

pub use crate::returns::Backup;

use crate::returns::Range;
use crate::tree::{Id, Tree};
use orienteer_core::{Agent, Environment, Move, Moves, Node, Score, Session, Space, Stop};
use rand::seq::{IndexedRandom, SliceRandom};
use serde::{Deserialize, Serialize};

/// So many simulations in a row that evaluate nothing mean that there is nothing to evaluate.
const IDLE: u32 = 10_000;

/// The longest rollout.
const ROLLOUT: u32 = 1_000_000;

/// The most branches of a tree: each holds a state, so that these take gigabytes.
const MAX_NODES: u32 = 10_000_000;

/// What the return of a simulation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Value {
    /// The best score on the path: an agent may stop where it likes.
    #[default]
    Best,
    /// The last score on the path, which is the start's plus the sum of the rewards.
    Final,
}

/// The hyperparameters of [`Uct`].
#[derive(Clone, Debug, PartialEq, Space, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub struct Settings {
    /// The weight of what was visited little against what was good, on the unit scale of returns.
    /// The theory asks for the root of 2, for arms whose rewards fill the scale. Below a node of a
    /// search tree they lie close together, and there such a weight is little better than random
    /// search for thousands of simulations.
    #[param(range = 0.05..=5.0, log)]
    pub exploration: f64,
    /// The most evaluations of one rollout.
    #[param(range = 1..=500, log)]
    pub rollout: u32,
    /// The return of a simulation.
    pub value: Value,
    /// The value of a branch.
    pub backup: Backup,
    /// The most branches of the tree; when it is full, simulations go on from its leaves.
    #[param(range = 1_000..=1_000_000, log)]
    pub max_nodes: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            exploration: 0.3,
            rollout: 100,
            value: Value::Best,
            backup: Backup::Mean,
            max_nodes: 200_000,
        }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        if !(self.exploration >= 0.0 && self.exploration.is_finite()) {
            return Err(format!("`exploration` is {}; give 0 or more", self.exploration));
        }
        let Self { rollout, max_nodes, .. } = *self;
        for (name, value, most) in
            [("rollout", rollout, ROLLOUT), ("max-nodes", max_nodes, MAX_NODES)]
        {
            if !(1..=most).contains(&value) {
                return Err(format!("`{name}` is {value}; give 1 to {most}"));
            }
        }
        Ok(())
    }
}

/// Grows a tree from the start of the episode.
#[derive(Debug)]
pub struct Uct {
    settings: Settings,
}

impl<E: Environment<Space = Moves>> Agent<E> for Uct {
    fn search(&mut self, session: &mut Session<'_, E>) -> Result<(), Stop> {
        let root = session.reset();
        let moves = shuffled(session, &root);
        let mut scratch = root.clone();
        let mut tree = Tree::new(root, moves);
        let mut range = Range::EMPTY;
        let mut idle = 0;
        while !tree.at(0).closed && idle < IDLE {
            let before = session.spent();
            let mut path = self.select(&tree, &range);
            let leaf = self.expand(&mut tree, session, &mut path)?;
            let branch = tree.at(leaf);
            scratch.clone_from(&branch.node);
            // A return without any score is as bad as a fault.
            let score =
                self.roll_out(session, &mut scratch, branch.score)?.unwrap_or(Score::Failed);
            range.add(score);
            tree.back_up(&path, score);
            idle = if session.spent() > before { 0 } else { idle + 1 };
        }
        Ok(())
    }
}

impl Uct {
    /// UCT with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// The path of highest upper bounds from the root to a branch with untried moves.
    fn select<S>(&self, tree: &Tree<S>, range: &Range) -> Vec<Id> {
        let mut path = vec![0];
        let mut parent = tree.at(0);
        while parent.untried.is_empty() {
            let log = f64::from(parent.returns.visits).ln();
            let bound = |id: Id| {
                let returns = &tree.at(id).returns;
                let mean = returns.value(self.settings.backup, range);
                // UCB1: Auer, Cesa-Bianchi and Fischer 2002, figure 1.
                mean + self.settings.exploration * (log / f64::from(returns.visits)).sqrt()
            };
            let open = parent.children.iter().filter(|id| !tree.at(**id).closed);
            let bounds = open.map(|&id| (id, bound(id)));
            let Some((best, _)) = bounds.max_by(|a, b| a.1.total_cmp(&b.1)) else { break };
            path.push(best);
            parent = tree.at(best);
        }
        path
    }

    /// Tries an untried move at the end of the path, while there is memory for what it leads to.
    fn expand<E: Environment<Space = Moves>>(
        &self,
        tree: &mut Tree<E::State>,
        session: &mut Session<'_, E>,
        path: &mut Vec<Id>,
    ) -> Result<Id, Stop> {
        let parent = path.last().copied().unwrap_or_default();
        if tree.len() >= self.settings.max_nodes as usize {
            return Ok(parent);
        }
        let Some(mv) = tree.at_mut(parent).untried.pop() else { return Ok(parent) };
        let mut node = tree.at(parent).node.clone();
        let found = session.step(&mut node, mv)?.score;
        let score = self.settings.value.combine(tree.at(parent).score, found);
        let moves = shuffled(session, &node);
        let leaf = tree.grow(parent, node, score, moves);
        path.push(leaf);
        Ok(leaf)
    }

    /// Makes random moves to the end of the episode. Moves that cost nothing do not count as part
    /// of the rollout, so that a design under construction is always completed.
    fn roll_out<E: Environment<Space = Moves>>(
        &self,
        session: &mut Session<'_, E>,
        node: &mut Node<E::State>,
        mut score: Option<Score>,
    ) -> Result<Option<Score>, Stop> {
        let mut legal = Vec::new();
        let before = session.spent();
        while session.spent() - before < u64::from(self.settings.rollout) {
            session.legal(node, &mut legal);
            let Some(&mv) = legal.choose(session.rng()) else { break };
            let found = session.step(node, mv)?.score;
            score = self.settings.value.combine(score, found);
        }
        Ok(score)
    }
}

impl Value {
    /// The score of a path that goes on with `found`, if that was measured.
    fn combine(self, path: Option<Score>, found: Option<Score>) -> Option<Score> {
        match self {
            Self::Best => path.max(found),
            Self::Final => found.or(path),
        }
    }
}

/// The legal moves in random order.
fn shuffled<E: Environment<Space = Moves>>(
    session: &mut Session<'_, E>,
    node: &Node<E::State>,
) -> Vec<Move> {
    let mut moves = Vec::new();
    session.legal(node, &mut moves);
    moves.shuffle(session.rng());
    moves
}
