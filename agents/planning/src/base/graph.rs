//! The positions found, and how they were reached.
//!
//! Nodes lie one after another in the order in which they were found and are never changed: a
//! cheaper way to a position makes a new node, which takes the place of the old one in the index.
//! So the path of every node costs what the node says, the order of nodes is an order in time, and
//! each node is queued once.

use super::index::{Index, Line, View, hash};
use super::processor::prefetch;
use super::room::rooms;
use orienteer_core::Move;
use orienteer_core::path::{Meter, Puzzle, Spent};
use std::hash::Hash;

/// The number of a node.
pub(crate) type Id = u32;

/// No node, and no move: before the root.
pub(crate) const NONE: u32 = u32::MAX;

/// A position, and how it was reached.
pub(crate) struct Node<S, T, V = Move> {
    pub(crate) state: S,
    /// What the planner carries along: of a heuristic, or of its own.
    pub(crate) token: T,
    /// The cost of the path here; [`NONE`] once a cheaper one was found.
    pub(crate) g: u32,
    pub(crate) parent: Id,
    pub(crate) via: V,
}

/// What a node keeps of the move that led to it.
pub(crate) trait Via: Copy {
    /// The move from a position to another.
    fn get<P: Puzzle>(self, puzzle: &P, from: &P::State, to: &P::State) -> Option<Move>;
}

impl Via for Move {
    fn get<P: Puzzle>(self, _: &P, _: &P::State, _: &P::State) -> Option<Move> {
        Some(self)
    }
}

/// Nothing: the move is looked for when a path is asked for. So a node of eight bytes of state has
/// sixteen in all, and four fill a line of the cache.
impl Via for () {
    fn get<P: Puzzle>(self, puzzle: &P, from: &P::State, to: &P::State) -> Option<Move> {
        let mut legal = Vec::new();
        puzzle.legal(from, &mut legal);
        let leads = |mv: &Move| {
            let mut state = from.clone();
            puzzle.apply(&mut state, *mv);
            state == *to
        };
        legal.into_iter().filter(leads).min_by_key(|mv| puzzle.cost(*mv))
    }
}

impl<S, T, V> Node<S, T, V> {
    /// Whether a cheaper way to this position was found.
    #[inline]
    pub(crate) fn is_superseded(&self) -> bool {
        self.g == NONE
    }
}

/// Where a position belongs.
pub(crate) enum Place {
    /// In this slot of the index: it is new.
    New(usize),
    /// It is known, as this node, which is in this slot.
    Known(Id, usize),
}

/// The nodes, and an index of them by position.
pub(crate) struct Graph<S, T, V = Move> {
    nodes: Vec<Node<S, T, V>>,
    index: Index,
    /// Whether positions that are the same by a symmetry count as one.
    is_reduced: bool,
}

impl<S: Clone + Eq + Hash, T, V: Via> Graph<S, T, V> {
    /// No nodes. Positions with the same representative count as one.
    pub(crate) fn new(meter: &mut Meter) -> Result<Self, Spent> {
        Ok(Self { nodes: Vec::new(), index: Index::new(meter)?, is_reduced: true })
    }

    /// No nodes. Every position is one of its own.
    pub(crate) fn exact(meter: &mut Meter) -> Result<Self, Spent> {
        Ok(Self { is_reduced: false, ..Self::new(meter)? })
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    #[inline]
    pub(crate) fn at(&self, id: Id) -> &Node<S, T, V> {
        &self.nodes[id as usize]
    }

    #[inline]
    pub(crate) fn at_mut(&mut self, id: Id) -> &mut Node<S, T, V> {
        &mut self.nodes[id as usize]
    }

    #[inline]
    pub(crate) fn hash<P: Puzzle<State = S>>(&self, puzzle: &P, state: &S) -> u32 {
        if self.is_reduced { hash(&puzzle.canonical(state)) } else { hash(state) }
    }

    /// The nodes to be read, and asked for.
    #[inline]
    pub(crate) fn view(&self) -> Reader<'_, S, T, V> {
        Reader { nodes: &self.nodes, index: self.index.view(), is_reduced: self.is_reduced }
    }

    /// Makes room for `more` nodes, to be added next.
    #[inline]
    pub(crate) fn reserve(
        &mut self,
        more: usize,
        meter: &mut Meter,
    ) -> Result<Batch<'_, S, T, V>, Spent> {
        // Numbers end before `NONE`.
        if self.nodes.len() + more >= NONE as usize {
            return Err(Spent::Bytes);
        }
        rooms(&mut self.nodes, more, meter)?;
        self.index.reserve(more, meter)?;
        let (index, len) = self.index.view_mut();
        Ok(Batch { nodes: &mut self.nodes, index, len, is_reduced: self.is_reduced })
    }

    /// The node of a position, if it is known. Its hash must be of this graph's kind.
    #[inline]
    pub(crate) fn find<P: Puzzle<State = S>>(
        &self,
        puzzle: &P,
        state: &S,
        hash: u32,
    ) -> Option<Id> {
        let is_same = same(puzzle, state, &self.nodes, self.is_reduced);
        self.index.view().find(hash, is_same).ok().map(|(id, _)| id)
    }

    /// The moves from the root to a node.
    pub(crate) fn path<P: Puzzle<State = S>>(&self, puzzle: &P, id: Id) -> Vec<Move> {
        path(puzzle, &self.nodes, id)
    }

    /// The moves from the root to a child that is not kept.
    pub(crate) fn path_with<P: Puzzle<State = S>>(
        &self,
        puzzle: &P,
        parent: Id,
        via: Move,
    ) -> Vec<Move> {
        let mut moves = self.path(puzzle, parent);
        moves.push(via);
        moves
    }

    /// Forgets all nodes.
    pub(crate) fn clear(&mut self, meter: &mut Meter) -> Result<(), Spent> {
        self.nodes.clear();
        self.index.clear(meter)
    }
}

impl<S: Clone + Eq + Hash, T> Graph<S, T> {
    /// Adds the node of the start.
    pub(crate) fn root<P: Puzzle<State = S>>(
        &mut self,
        puzzle: &P,
        state: S,
        token: T,
        meter: &mut Meter,
    ) -> Result<Id, Spent> {
        let hash = self.hash(puzzle, &state);
        let node = Node { state, token, g: 0, parent: NONE, via: NONE };
        let mut batch = self.reserve(1, meter)?;
        match batch.look(puzzle, &node.state, hash) {
            Place::New(slot) => Ok(batch.add(slot, hash, node)),
            Place::Known(id, _) => Ok(id),
        }
    }
}

/// The nodes, for a while in which none is added.
pub(crate) struct Reader<'g, S, T, V = Move> {
    nodes: &'g [Node<S, T, V>],
    index: View<&'g [Line]>,
    is_reduced: bool,
}

impl<S: Clone + Eq + Hash, T, V: Via> Reader<'_, S, T, V> {
    #[inline]
    pub(crate) fn at(&self, id: Id) -> &Node<S, T, V> {
        &self.nodes[id as usize]
    }

    #[inline]
    pub(crate) fn hash<P: Puzzle<State = S>>(&self, puzzle: &P, state: &S) -> u32 {
        if self.is_reduced { hash(&puzzle.canonical(state)) } else { hash(state) }
    }

    /// Asks for what looking `hash` up will read first.
    #[inline]
    pub(crate) fn fetch(&self, hash: u32) {
        prefetch(self.index.home(hash));
    }

    /// Asks for what it will read next: the node that it may be. Best when what [`Reader::fetch`]
    /// asked for has come.
    #[inline]
    pub(crate) fn fetch_known(&self, hash: u32) {
        if let Some(id) = self.index.first(hash) {
            self.fetch_node(id);
        }
    }

    /// Asks for a node.
    #[inline]
    pub(crate) fn fetch_node(&self, id: Id) {
        if let Some(node) = self.nodes.get(id as usize) {
            prefetch(node);
        }
    }
}

/// Nodes about to be added, for which there is room.
pub(crate) struct Batch<'g, S, T, V = Move> {
    nodes: &'g mut Vec<Node<S, T, V>>,
    index: View<&'g mut [Line]>,
    /// The number of nodes in the index.
    len: &'g mut usize,
    is_reduced: bool,
}

impl<S: Clone + Eq + Hash, T, V: Via> Batch<'_, S, T, V> {
    #[inline]
    pub(crate) fn at(&self, id: Id) -> &Node<S, T, V> {
        &self.nodes[id as usize]
    }

    #[inline]
    pub(crate) fn look<P: Puzzle<State = S>>(&self, puzzle: &P, state: &S, hash: u32) -> Place {
        match self.index.find(hash, same(puzzle, state, self.nodes, self.is_reduced)) {
            Ok((id, slot)) => Place::Known(id, slot),
            Err(slot) => Place::New(slot),
        }
    }

    /// The moves from the root to a child that is not kept.
    pub(crate) fn path_with<P: Puzzle<State = S>>(
        &self,
        puzzle: &P,
        parent: Id,
        via: Move,
    ) -> Vec<Move> {
        let mut moves = path(puzzle, self.nodes, parent);
        moves.push(via);
        moves
    }

    /// The nodes as they are now.
    #[inline]
    pub(crate) fn view(&self) -> Reader<'_, S, T, V> {
        Reader { nodes: self.nodes, index: self.index.view(), is_reduced: self.is_reduced }
    }

    /// Adds the node of a new position.
    #[inline]
    pub(crate) fn add(&mut self, slot: usize, hash: u32, node: Node<S, T, V>) -> Id {
        *self.len += 1;
        self.put(slot, hash, node)
    }

    /// Adds a node that is reached more cheaply than the one known.
    #[inline]
    pub(crate) fn supersede(&mut self, old: Id, slot: usize, hash: u32, node: Node<S, T, V>) -> Id {
        self.nodes[old as usize].g = NONE;
        self.put(slot, hash, node)
    }

    #[inline]
    fn put(&mut self, slot: usize, hash: u32, node: Node<S, T, V>) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(node);
        self.index.put(slot, hash, id);
        id
    }
}

/// Whether a node is of this position.
#[inline]
fn same<'a, P: Puzzle, T, V>(
    puzzle: &'a P,
    state: &'a P::State,
    nodes: &'a [Node<P::State, T, V>],
    is_reduced: bool,
) -> impl Fn(Id) -> bool + 'a {
    move |id| {
        let known = &nodes[id as usize].state;
        known == state || is_reduced && puzzle.canonical(known) == puzzle.canonical(state)
    }
}

fn path<P: Puzzle, T, V: Via>(puzzle: &P, nodes: &[Node<P::State, T, V>], id: Id) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut node = &nodes[id as usize];
    while node.parent != NONE {
        let parent = &nodes[node.parent as usize];
        moves.extend(node.via.get(puzzle, &parent.state, &node.state));
        node = parent;
    }
    moves.reverse();
    moves
}
