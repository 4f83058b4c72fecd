//! What is queued in best-first search, and what decides on that.

use super::Rule;
use crate::base::{Batch, Id, Open, Successors, at_least, sane};
use orienteer_core::Move;
use orienteer_core::path::{Incremental, Puzzle, Spent, Task};

/// The most children that are made at once: one for each bit of a word.
pub(super) const GROUP: usize = u64::BITS as usize;

/// The bits of a move.
pub(super) const MOVE_BITS: u32 = 24;

/// No move: it leads to the start. All moves are smaller.
pub(super) const NO_MOVE: Move = (1 << MOVE_BITS) - 1;

/// A move from a node, and the estimate of where it leads.
#[derive(Clone, Copy)]
pub(super) struct Edge<T> {
    pub(super) parent: Id,
    pub(super) via: Via,
    pub(super) token: T,
}

/// A move in three bytes: then an edge with a token of one byte has eight, and of what A* holds
/// most are edges.
#[derive(Clone, Copy)]
pub(super) struct Via([u8; 3]);

impl Via {
    #[inline]
    pub(super) fn new(mv: Move) -> Self {
        let [a, b, c, _] = mv.to_le_bytes();
        Self([a, b, c])
    }

    #[inline]
    pub(super) fn get(self) -> Move {
        let [a, b, c] = self.0;
        Move::from_le_bytes([a, b, c, 0])
    }
}

/// A node to expand.
pub(super) struct Fresh<S, T> {
    pub(super) id: Id,
    pub(super) state: S,
    pub(super) g: u32,
    pub(super) token: T,
}

/// What a move leads to.
pub(super) struct Child<S, T> {
    pub(super) state: S,
    pub(super) token: T,
    pub(super) parent: Id,
    pub(super) via: Move,
    pub(super) g: u32,
    pub(super) key: f32,
    pub(super) h: f32,
}

impl<S, T: Copy> Child<S, T> {
    #[inline]
    pub(super) fn edge(&self) -> Edge<T> {
        Edge { parent: self.parent, via: Via::new(self.via), token: self.token }
    }
}

/// What came of some moves.
pub(super) struct Made {
    /// How many of them were made.
    pub(super) count: usize,
    /// Which children join the next block, and which are queued, as bits: that is as good as random,
    /// and a processor would guess wrong.
    pub(super) join: u64,
    pub(super) queue: u64,
}

/// What is queued, and what decides on that.
pub(super) struct Frontier<'a, P: Puzzle, H: Incremental<P>> {
    pub(super) rule: Rule,
    pub(super) puzzle: &'a P,
    pub(super) heuristic: &'a H,
    pub(super) is_admissible: bool,
    pub(super) open: Open<Edge<H::Token>>,
    pub(super) successors: Successors,
    /// The cost of the best path known.
    pub(super) upper: u64,
    /// Whether this search found a goal.
    pub(super) found: bool,
    /// Whether a path was left out because its cost does not fit: then nothing is proved.
    pub(super) is_truncated: bool,
}

impl<P: Puzzle, H: Incremental<P>> Frontier<'_, P, H> {
    /// Makes the children that moves lead to, which are counted as generated beforehand; those whose
    /// key is `now` join the next block. A goal ends it: what is counted when a path is offered is what
    /// was spent until then.
    #[inline]
    pub(super) fn follow(
        &mut self,
        graph: &Batch<'_, P::State, (), ()>,
        nodes: &[Fresh<P::State, H::Token>],
        moves: &[u32],
        now: Option<f32>,
        children: &mut Vec<Child<P::State, H::Token>>,
        task: &mut Task<'_, P>,
    ) -> Result<Made, Spent> {
        let Self { puzzle, heuristic, rule, .. } = *self;
        let now = now.unwrap_or(f32::NAN);
        let most = if rule.is_blind { u64::MAX } else { task.meter().estimates_left() };
        let (mut count, mut estimates, mut join) = (0, 0, 0);
        let (mut goal, mut spent) = (None, None);
        children.clear();
        for &from_and_move in moves {
            count += 1;
            let node = &nodes[(from_and_move >> MOVE_BITS) as usize];
            let via = from_and_move & NO_MOVE;
            // The greatest value marks nodes that are superseded.
            let cost = node.g.checked_add(puzzle.cost(via)).filter(|g| *g < u32::MAX);
            let Some(g) = cost else {
                self.is_truncated = true;
                task.meter().waive(1);
                continue;
            };
            let mut state = node.state.clone();
            puzzle.apply(&mut state, via);
            if puzzle.is_goal(&state) {
                goal = Some((node.id, via, g));
                break;
            }
            if estimates == most {
                spent = Some(Spent::Estimates);
                break;
            }
            estimates += 1;
            let token = heuristic.follow(puzzle, &node.token, &node.state, via, &state);
            let h = sane(heuristic.value(&token));
            // From where the goal is out of reach, nothing is worth trying.
            if h == f32::INFINITY || self.is_hopeless(g, h) {
                continue;
            }
            let key = rule.weight * g as f32 + h;
            join |= u64::from(key == now) << (children.len() % GROUP);
            children.push(Child { state, token, parent: node.id, via, g, key, h });
        }
        task.meter().waive((moves.len() - count) as u64);
        task.estimate(if rule.is_blind { 0 } else { estimates })?;
        if let Some(spent) = spent {
            return Err(spent);
        }
        if let Some((parent, via, g)) = goal {
            self.found = true;
            if u64::from(g) < self.upper {
                task.offer(&graph.path_with(puzzle, parent, via));
                self.upper = u64::from(g);
            }
        }
        let all = u64::MAX.checked_shr((GROUP - children.len()) as u32).unwrap_or(0);
        Ok(Made { count, join, queue: all & !join })
    }

    /// Whether no key is below the one that the best path would have.
    pub(super) fn reaches_bound(&self, key: f32) -> bool {
        self.upper != u64::MAX
            && f64::from(key) >= f64::from(self.rule.weight) * self.upper as f64 - 1e-6
    }

    /// Whether nothing better than the best path can come of a position. Without an admissible
    /// estimate, only that one more move costs at least 1 is certain.
    #[inline]
    pub(super) fn is_hopeless(&self, g: u32, h: f32) -> bool {
        if self.upper == u64::MAX {
            return false;
        }
        let rest = if self.is_admissible { at_least(h) } else { 1 };
        u64::from(g) + rest >= self.upper
    }
}
