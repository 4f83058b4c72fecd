//! Iterative deepening from both ends of a word: the strongest search here.
//!
//! A word that solves a position is built from its front, by turns of the position, and from its
//! back, by turns of the inverse. Both are judged along three axes. If the distance along an axis is
//! all the turns that are left, the last of them is not of this axis, because one turn of an axis
//! before solved the distance along it is 0 already. So the distances of the position say which
//! turns may come last, and those of the inverse which may come first, and the search goes on at the
//! end that leaves it fewer. (The idea is that of Tomas Rokicki's solver nxopt; written anew.)

use super::Canonical;
use crate::database::{AxisTable, nibble, prefetch};
use crate::puzzle::{Puzzle3, Symmetry, upright};
use crate::turn::{Face, Turn, TurnMetric};
use crate::{Effort, State, TURNS, turn_index};
use orienteer_core::path::Heuristic;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// The search, by distances along the axes: [`crate::SliceDatabase`], or [`crate::Subgroup`] with a
/// twenty-fifth of the memory and more positions.
#[derive(Debug)]
pub struct TwoSided<D> {
    database: Arc<D>,
    /// What may follow at the front, and at the back.
    words: [Canonical; 2],
    rotations: [&'static Symmetry; 3],
    /// What each turn is along each axis.
    turns: [[u8; 18]; 3],
    /// The axis that each turn is of.
    axis_of: [u8; 18],
    /// The turn that takes each one back.
    inverses: [u8; 18],
    all: Vec<Turn>,
}

/// A position in the search. Each pair holds what is of the position, and of its inverse.
#[derive(Clone, Copy, Debug)]
struct Node<A> {
    at: [State; 2],
    axes: [[A; 3]; 2],
    distances: [[u8; 3]; 2],
    last: [u8; 2],
    /// The place of the node before among those with a turn more to go.
    parent: u32,
    /// The turn that led here, and the side that made it.
    turn: u8,
    side: u8,
}

/// A child that passed so far.
#[derive(Clone, Copy)]
struct Candidate {
    parent: u32,
    turn: u8,
    side: u8,
    last: u8,
    /// The axis that judges first.
    first: u8,
    distances: [u8; 3],
    indices: [usize; 3],
}

/// Nodes that are expanded together, so that their looks into the table overlap.
const BATCH: usize = 32;

/// The most children that they have.
const MOST: usize = BATCH * TURNS.len();

/// Whether some turn may be the last of `left`, and none of the distances is longer.
#[inline]
fn passes(distances: [u8; 3], left: u8) -> bool {
    let [a, b, c] = distances;
    let all_tight = a == left && b == left && c == left && left > 0;
    a.max(b).max(c) <= left && !all_tight
}

impl<D: AxisTable> TwoSided<D> {
    /// The search by `database`, in its metric.
    pub fn new(database: Arc<D>) -> Self {
        let metric = database.metric();
        let rotations = upright();
        let all = TurnMetric::HalfTurn.turns(&Face::ALL);
        let axis = |turn: &Turn| {
            let upright = |r: &&Symmetry| matches!(r.face(turn.face), Face::U | Face::D);
            rotations.iter().position(upright).unwrap_or(0) as u8
        };
        Self {
            words: [Canonical::new(metric), Canonical::of_backs(metric)],
            turns: rotations.map(|r| std::array::from_fn(|i| turn_index(r.turn(all[i])) as u8)),
            axis_of: std::array::from_fn(|i| axis(&all[i])),
            inverses: std::array::from_fn(|i| turn_index(all[i].inverse()) as u8),
            rotations,
            all,
            database,
        }
    }

    /// What counts as one move.
    pub fn metric(&self) -> TurnMetric {
        self.database.metric()
    }

    /// A lower bound of the moves to solved.
    pub fn bound(&self, state: &State) -> u8 {
        let root = self.root(state);
        let [a, b] = root.distances.map(|d| {
            let greatest = d.into_iter().max().unwrap_or(0);
            greatest + u8::from(!passes(d, greatest))
        });
        a.max(b)
    }

    /// The bytes that a search for solutions of `length` moves holds beside the table.
    pub fn bytes(&self, length: u8) -> u64 {
        let [node, candidate] = [size_of::<Node<D::At>>(), size_of::<Candidate>()];
        (node + MOST * (usize::from(length) * node + candidate)) as u64
    }

    /// Looks for a solution of exactly `length` moves, in canonical words. `spend` is told what is done
    /// next, and may break the search off.
    pub fn search(
        &self,
        state: &State,
        length: u8,
        spend: &mut impl FnMut(Effort) -> ControlFlow<()>,
    ) -> ControlFlow<(), Option<Vec<Turn>>> {
        let root = self.root(state);
        if length == 0 || root.distances.iter().any(|d| !passes(*d, length)) {
            let solved = length == 0 && state.is_solved();
            return ControlFlow::Continue(solved.then(Vec::new));
        }
        let children = (0..length).map(|_| Vec::with_capacity(MOST));
        let mut run = Run {
            search: self,
            table: self.database.bytes(),
            spend,
            levels: children.chain([vec![root]]).collect(),
            candidates: Vec::with_capacity(MOST),
        };
        let found = run.visit(0..1, length)?;
        ControlFlow::Continue(found.map(|last| run.word(last)))
    }

    fn root(&self, state: &State) -> Node<D::At> {
        let at = [*state, state.inverse()];
        let axes = [0, 1].map(|side| self.axes(&at[side], &at[1 - side]));
        let table = self.database.bytes();
        let distances = axes.map(|axes| axes.map(|at| nibble(table, self.database.index(at))));
        Node { at, axes, distances, last: [Canonical::START; 2], parent: 0, turn: 0, side: 0 }
    }

    /// The coordinates along each axis of a position, given its inverse too.
    #[inline]
    fn axes(&self, at: &State, inverse: &State) -> [D::At; 3] {
        self.rotations.map(|r| self.database.of(&r.apply(at), &r.apply(inverse)))
    }
}

/// The lower bound, for planners that make moves on their own. Not consistent, because a turn of a
/// position is no turn of its inverse. Where a move makes several turns at a cost of 1, the bound is
/// divided by that number.
impl<D: AxisTable> Heuristic<Puzzle3> for TwoSided<D> {
    fn estimate(&self, puzzle: &Puzzle3, state: &State) -> f32 {
        let moves = puzzle.actions().moves_per_cost(self.metric());
        u32::from(self.bound(state)).div_ceil(moves) as f32
    }

    fn is_admissible(&self) -> bool {
        true
    }
}

/// One search.
struct Run<'a, D: AxisTable, S> {
    search: &'a TwoSided<D>,
    table: &'a [u8],
    spend: &'a mut S,
    /// The nodes in hand, by the turns that are left.
    levels: Vec<Vec<Node<D::At>>>,
    candidates: Vec<Candidate>,
}

impl<D: AxisTable, S: FnMut(Effort) -> ControlFlow<()>> Run<'_, D, S> {
    /// The place of a solved position among those with no turns left that nodes with `left` turns
    /// lead to, if there is one.
    fn visit(&mut self, nodes: Range<usize>, left: u8) -> ControlFlow<(), Option<usize>> {
        let (here, next) = (usize::from(left), usize::from(left) - 1);
        let parents = std::mem::take(&mut self.levels[here]);
        let mut children = std::mem::take(&mut self.levels[next]);
        children.clear();
        let expanded = self.expand(&parents, nodes, left, &mut children);
        self.levels[here] = parents;
        let count = children.len();
        let solved = if left == 1 { children.iter().position(Node::is_solved) } else { None };
        self.levels[next] = children;
        expanded?;
        if left > 1 {
            for begin in (0..count).step_by(BATCH) {
                let found = self.visit(begin..count.min(begin + BATCH), left - 1)?;
                if found.is_some() {
                    return ControlFlow::Continue(found);
                }
            }
        }
        ControlFlow::Continue(solved)
    }

    /// The word that led to a node with no turns left.
    fn word(&self, last: usize) -> Vec<Turn> {
        let mut ends = [Vec::new(), Vec::new()];
        let mut at = last;
        for level in &self.levels[..self.levels.len() - 1] {
            let node = &level[at];
            ends[usize::from(node.side)].push(self.search.all[usize::from(node.turn)]);
            at = node.parent as usize;
        }
        // Both were read from their last turn on.
        let [front, back] = ends;
        front.into_iter().rev().chain(back.into_iter().map(Turn::inverse)).collect()
    }

    /// The turns to try from a node, as candidates: those of the side that has fewer.
    #[inline]
    fn open(&mut self, parent: u32, node: &Node<D::At>, left: u8) {
        let search = self.search;
        // The distances of one side say which turns the other side may make.
        let is_open = |side: usize, turn: u8| {
            let axis = usize::from(search.axis_of[usize::from(turn)]);
            node.distances[1 - side][axis] < left
        };
        let [front, back] = [0, 1].map(|side| {
            let all = search.words[side].after(node.last[side]);
            all.iter().filter(|to| is_open(side, to.turn)).count()
        });
        let side = usize::from(back < front);
        // The axis that is farthest away cuts off most.
        let farthest = node.distances[side];
        let first = (0..3).max_by_key(|axis| farthest[*axis]).unwrap_or(0);
        for to in search.words[side].after(node.last[side]) {
            if is_open(side, to.turn) {
                let mut indices = [0; 3];
                indices[first] = self.index(node, side, first, to.turn);
                self.candidates.push(Candidate {
                    parent,
                    turn: to.turn,
                    side: side as u8,
                    last: to.state,
                    first: first as u8,
                    distances: [0; 3],
                    indices,
                });
            }
        }
    }

    /// The entry of a child along an axis, which is asked for.
    #[inline]
    fn index(&self, node: &Node<D::At>, side: usize, axis: usize, turn: u8) -> usize {
        let turn = usize::from(self.search.turns[axis][usize::from(turn)]);
        let database = &*self.search.database;
        let index = database.index(database.after(node.axes[side][axis], turn));
        prefetch(self.table, index / 2);
        index
    }

    /// Adds the children of `nodes` that may be on a word of `left` turns. All entries that a step
    /// looks at are asked for before the first is read.
    fn expand(
        &mut self,
        parents: &[Node<D::At>],
        nodes: Range<usize>,
        left: u8,
        children: &mut Vec<Node<D::At>>,
    ) -> ControlFlow<()> {
        self.candidates.clear();
        for (parent, node) in nodes.clone().zip(&parents[nodes.clone()]) {
            self.open(parent as u32, node, left);
        }
        let generated = self.candidates.len() as u64;
        (self.spend)(Effort { expanded: nodes.len() as u64, generated })?;
        let left = left - 1;
        let mut candidates = std::mem::take(&mut self.candidates);
        let mut count = 0;
        for i in 0..candidates.len() {
            // Which pass is hard to foresee, so they are sifted without branches.
            let mut candidate = candidates[i];
            let first = usize::from(candidate.first);
            candidate.distances[first] = nibble(self.table, candidate.indices[first]);
            candidates[count] = candidate;
            count += usize::from(candidate.distances[first] <= left);
        }
        candidates.truncate(count);
        for candidate in &mut candidates {
            let node = &parents[candidate.parent as usize];
            for axis in others(candidate.first) {
                candidate.indices[axis] =
                    self.index(node, usize::from(candidate.side), axis, candidate.turn);
            }
        }
        for candidate in &mut candidates {
            for axis in others(candidate.first) {
                candidate.distances[axis] = nibble(self.table, candidate.indices[axis]);
            }
            if passes(candidate.distances, left) {
                children.push(self.child(&parents[candidate.parent as usize], candidate));
            }
        }
        self.candidates = candidates;
        let database = &*self.search.database;
        children.retain_mut(|child| {
            let other = usize::from(1 - child.side);
            child.distances[other] =
                child.axes[other].map(|at| nibble(self.table, database.index(at)));
            passes(child.distances[other], left)
        });
        ControlFlow::Continue(())
    }

    /// The child, but for the distances of the other side, which are asked for.
    #[inline]
    fn child(&self, node: &Node<D::At>, candidate: &Candidate) -> Node<D::At> {
        let (search, database) = (self.search, &*self.search.database);
        let side = usize::from(candidate.side);
        let (other, turn) = (1 - side, usize::from(candidate.turn));
        let mut child = *node;
        (child.parent, child.turn, child.side) = (candidate.parent, candidate.turn, candidate.side);
        child.at[side] = node.at[side].then(&TURNS[turn]);
        child.at[other] = TURNS[usize::from(search.inverses[turn])].then(&node.at[other]);
        child.last[side] = candidate.last;
        child.distances[side] = candidate.distances;
        child.axes[side] = std::array::from_fn(|axis| {
            database.after(node.axes[side][axis], usize::from(search.turns[axis][turn]))
        });
        // The other side knows no coordinates that turns here would carry along.
        child.axes[other] = search.axes(&child.at[other], &child.at[side]);
        for at in child.axes[other] {
            prefetch(self.table, database.index(at) / 2);
        }
        child
    }
}

impl<A> Node<A> {
    fn is_solved(&self) -> bool {
        self.at[0].is_solved()
    }
}

/// The axes that judge after the first.
#[inline]
fn others(first: u8) -> [usize; 2] {
    [1, 2].map(|next| (usize::from(first) + next) % 3)
}
