//! The inner loop: the children of a node that may still be on a path within the bound.
//!
//! A planner that goes down one move at a time and asks a heuristic after each cannot keep the
//! processor busy, because each look into a large table waits for memory. An [`Expand`] makes all
//! children of a node together, so that their looks overlap, and gives out only those that pass.

use super::Canonical;
use crate::database::{Tables, nibble, prefetch, tables};
use crate::{Coordinates, Databases, State};
use orienteer_table::Table;

/// Children of a node with the turns (in [`crate::TURNS`]) that lead to them.
pub type Children<N> = [(u8, N); 18];

/// Makes children of nodes, and gives out only those that may be on a path within a bound.
pub trait Expand {
    /// A position in a depth-first search.
    type Node: Copy;

    /// The node of a start.
    fn root(&self, state: &State) -> Self::Node;

    /// A lower bound of the moves that a node is away from solved; 0 if it may be solved.
    fn bound(&self, node: &Self::Node) -> u8;

    /// How many children a node has.
    fn count(&self, node: &Self::Node) -> usize;

    /// Writes the children of `node` from which solved may be `left` moves away to the front of
    /// `children`, and says how many they are.
    fn within(&self, node: &Self::Node, left: u8, children: &mut Children<Self::Node>) -> usize;
}

/// A position in a depth-first search, with what it needs to go on: 14 bytes.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    at: Coordinates,
    last: u8,
    /// The lower bound that let it pass.
    bound: u8,
}

/// Makes children of nodes, and gives out only those that the databases let pass.
#[derive(Clone, Debug)]
pub struct Successors<'a> {
    databases: &'a Databases,
    corners: &'a [u8],
    edges: [&'a [u8]; 2],
    words: Canonical,
    tables: &'static Tables,
}

/// A child whose corners passed.
#[derive(Clone, Copy, Default)]
struct Candidate {
    turn: u8,
    last: u8,
    corners: u8,
    edges: [u32; 2],
}

impl<'a> Successors<'a> {
    /// Children judged by `databases`, by single turns of its metric.
    pub fn new(databases: &'a Databases) -> Self {
        Self {
            databases,
            corners: databases.corners().bytes(),
            edges: databases.edges().each_ref().map(Table::bytes),
            words: Canonical::new(databases.metric()),
            tables: tables(),
        }
    }
}

impl Expand for Successors<'_> {
    type Node = Node;

    fn root(&self, state: &State) -> Node {
        let at = Coordinates::of(state);
        Node { at, last: Canonical::START, bound: self.databases.bound(&at) }
    }

    #[inline]
    fn bound(&self, node: &Node) -> u8 {
        node.bound
    }

    #[inline]
    fn count(&self, node: &Node) -> usize {
        self.words.after(node.last).len()
    }

    /// The corners, the strongest of the three, judge first; all entries that a step will look at are
    /// asked for before the first is looked at (see `memory.rs` for what that brings).
    #[inline]
    fn within(&self, node: &Node, left: u8, children: &mut Children<Node>) -> usize {
        let next = self.words.after(node.last);
        let permutations = &self.tables.permutations[usize::from(node.at.permutation)];
        let twists = &self.tables.twists[usize::from(node.at.twist)];
        let mut corners = [0_u32; 18];
        for ((corner, permutation), twist) in corners.iter_mut().zip(permutations).zip(twists) {
            *corner = u32::from(*permutation) * 2_187 + u32::from(*twist);
        }
        for to in next {
            prefetch(self.corners, corners[usize::from(to.turn)] as usize / 2);
        }

        let rows = node.at.triples.map(|triple| &self.tables.triples[usize::from(triple)]);
        let mut candidates = [Candidate::default(); 18];
        let mut passed = 0;
        for to in next {
            let turn = usize::from(to.turn);
            let bound = nibble(self.corners, corners[turn] as usize);
            if bound <= left {
                let [a, b, c, d] = rows.map(|row| row[turn]);
                let edges = [self.tables.pair(a, b), self.tables.pair(c, d)];
                for (bytes, index) in self.edges.iter().zip(edges) {
                    prefetch(bytes, index / 2);
                }
                let (last, edges) = (to.state, edges.map(|index| index as u32));
                candidates[passed] = Candidate { turn: to.turn, last, corners: bound, edges };
                passed += 1;
            }
        }

        let mut written = 0;
        for candidate in &candidates[..passed] {
            let [a, b] = [0, 1].map(|i| nibble(self.edges[i], candidate.edges[i] as usize));
            let bound = candidate.corners.max(a).max(b);
            if bound <= left {
                let turn = usize::from(candidate.turn);
                let at = Coordinates {
                    permutation: permutations[turn],
                    twist: twists[turn],
                    triples: rows.map(|row| row[turn]),
                };
                children[written] = (candidate.turn, Node { at, last: candidate.last, bound });
                written += 1;
            }
        }
        written
    }
}
