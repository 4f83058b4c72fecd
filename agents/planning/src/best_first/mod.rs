//! Best-first search with the key `weight * g + h`: the engine of uniform-cost search, greedy
//! best-first search, A* and weighted A*, which differ in two numbers.
//!
//! What is queued is a move from a node, with the estimate of where it leads. The position itself
//! is made again when its turn comes, and only then is it looked up and kept: of the positions
//! generated, most never have their turn, and those cost a few bytes each and no look into a table
//! (delayed duplicate detection: Korf, IJCAI 2003, there for disks). The price is that a position
//! reached by several paths is estimated once for each.
//!
//! Goals are looked for among the children, so that a path is known as soon as it is there; what
//! ends the search is the smallest key, as if goals were looked for when they leave the queue.
//!
//! Items with the same key are settled in blocks. Waiting for memory is what such a search would do
//! most of its time, so what a block needs is asked for while the block before it is settled. A
//! child whose key is the smallest, too, joins the next block and is never queued, except where ties
//! go to the one that waits longest: such a child is the newest, and its estimate no larger than that
//! of its parent. Within a block there is no order.

mod frontier;

use crate::base::{Graph, NONE, Node, Open, Place, Prune, Successors, at_least, rooms, sane};
use crate::options::{Stop, Ties};
use frontier::{Child, Edge, Fresh, Frontier, GROUP, MOVE_BITS, Made, NO_MOVE, Via};
use orienteer_core::Move;
use orienteer_core::path::{Incremental, Puzzle, Spent, Task};

/// The most items that leave the queue at once.
const BLOCK: usize = 64;

/// A block grows by one with so many positions expanded, so that a short search, which could end with
/// any, does not expand many more.
const RAMP: usize = 32;

// The place of a node among those that are settled fits beside a move.
const _: () = assert!(2 * BLOCK <= 1 << (Move::BITS - MOVE_BITS));

/// What tells the members of the family apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// On the cost of the path so far.
    pub(crate) weight: f32,
    pub(crate) ties: Ties,
    pub(crate) stop: Stop,
    /// Whether a cheaper way to a known position counts.
    pub(crate) reopens: bool,
    /// Whether there is no heuristic, and so no estimate to be counted.
    pub(crate) is_blind: bool,
}

/// Searches by this rule and heuristic.
pub(crate) fn search<P: Puzzle, H: Incremental<P>>(
    rule: Rule,
    heuristic: &H,
    task: &mut Task<'_, P>,
) -> Result<(), Spent> {
    let puzzle = task.puzzle();
    // More moves have no numbers in an edge.
    if puzzle.moves().len() > NO_MOVE as usize {
        return Err(Spent::Bytes);
    }
    let graph = Graph::new(task.meter())?;
    let frontier = Frontier {
        rule,
        puzzle,
        heuristic,
        is_admissible: heuristic.is_admissible(),
        open: Open::new(rule.ties),
        successors: Successors::new(puzzle, Prune::Inverse),
        upper: task.upper_bound().unwrap_or(u64::MAX),
        found: false,
        is_truncated: false,
    };
    let (near, far, fresh) = (Vec::new(), Vec::new(), Vec::new());
    let (moves, children) = (Vec::new(), Vec::new());
    Search { graph, frontier, near, far, fresh, moves, children }.run(task)
}

/// A position whose turn has come.
struct Arrival<S, T> {
    state: S,
    hash: u32,
    g: u32,
    edge: Edge<T>,
}

struct Search<'a, P: Puzzle, H: Incremental<P>> {
    /// The positions expanded.
    graph: Graph<P::State, (), ()>,
    frontier: Frontier<'a, P, H>,
    /// What is settled next, and what after that.
    near: Vec<Arrival<P::State, H::Token>>,
    far: Vec<Arrival<P::State, H::Token>>,
    /// The nodes to expand, and the moves from them, each with the place of its node in that list
    /// in the highest byte: nodes have so many moves now and so many then, and what does not depend
    /// on it goes faster.
    fresh: Vec<Fresh<P::State, H::Token>>,
    moves: Vec<u32>,
    /// Some of their children.
    children: Vec<Child<P::State, H::Token>>,
}

impl<P: Puzzle, H: Incremental<P>> Search<'_, P, H> {
    fn run(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let start = task.start().clone();
        let Frontier { rule, puzzle, heuristic, .. } = self.frontier;
        if puzzle.is_goal(&start) {
            task.offer(&[]);
            return Ok(());
        }
        for arrivals in [&mut self.near, &mut self.far] {
            rooms(arrivals, 2 * BLOCK, task.meter())?;
        }
        rooms(&mut self.children, GROUP, task.meter())?;
        let mut block = Vec::with_capacity(BLOCK);
        task.estimate(u64::from(!rule.is_blind))?;
        let token = heuristic.token(puzzle, &start);
        let h = sane(heuristic.value(&token));
        if h < f32::INFINITY && !self.frontier.is_hopeless(0, h) {
            let hash = self.graph.hash(puzzle, &start);
            let edge = Edge { parent: NONE, via: Via::new(NO_MOVE), token };
            self.near.push(Arrival { state: start.clone(), hash, g: 0, edge });
        }
        // The key of what is near.
        let mut last = h;
        loop {
            let key = self.frontier.open.key();
            let near = Some(last).filter(|_| !self.near.is_empty());
            let Some(least) = key.into_iter().chain(near).reduce(f32::min) else { break };
            if self.frontier.is_admissible {
                task.prove(at_least(least).min(self.frontier.upper));
            }
            if rule.stop != Stop::Optimum && self.frontier.reaches_bound(least) {
                return Ok(());
            }
            let most = BLOCK.min(1 + self.graph.len() / RAMP);
            // Not if there is a smaller key: that comes next.
            let joins = rule.ties != Ties::FirstIn && near.is_none_or(|last| last == least);
            if near.is_none() || key == Some(last) {
                last = least;
                // About as many children as there are parents will join.
                let others = if joins { self.near.len() } else { 0 };
                self.frontier.open.pop_block(&mut block, most.saturating_sub(others));
                self.arrive(&mut block);
            }
            let settled = self.settle(joins.then_some(last), 2 * most, task);
            self.near.clear();
            settled?;
            if rule.stop == Stop::FirstGoal && self.frontier.found {
                return Ok(());
            }
            std::mem::swap(&mut self.near, &mut self.far);
        }
        // Without reopening, what is known of a position may not be its cheapest path.
        let is_complete = rule.reopens || self.frontier.upper == u64::MAX;
        if is_complete && !self.frontier.is_truncated {
            task.prove_exhausted();
        }
        Ok(())
    }

    /// Makes the positions of a block again.
    #[inline]
    fn arrive(&mut self, block: &mut Vec<Edge<H::Token>>) {
        let Self { graph, frontier, far: arrivals, .. } = self;
        let graph = graph.view();
        for edge in &*block {
            graph.fetch_node(edge.parent);
        }
        for edge in block.drain(..) {
            let parent = graph.at(edge.parent);
            if parent.is_superseded() {
                // The same move is queued from the node that took its place.
                continue;
            }
            let mut state = parent.state.clone();
            frontier.puzzle.apply(&mut state, edge.via.get());
            let g = parent.g + frontier.puzzle.cost(edge.via.get());
            let h = sane(frontier.heuristic.value(&edge.token));
            if !frontier.is_hopeless(g, h) {
                let hash = graph.hash(frontier.puzzle, &state);
                graph.fetch(hash);
                arrivals.push(Arrival { state, hash, g, edge });
            }
        }
    }

    /// Keeps and expands those that are new or reached more cheaply. Children whose key is `now` join
    /// the next block, as far as it has `room`.
    #[inline]
    fn settle(
        &mut self,
        now: Option<f32>,
        room: usize,
        task: &mut Task<'_, P>,
    ) -> Result<(), Spent> {
        let Self { graph, frontier, near: arrivals, far, fresh, moves, children } = self;
        let known = graph.view();
        for arrival in &*arrivals {
            known.fetch_known(arrival.hash);
        }
        let mut batch = graph.reserve(arrivals.len(), task.meter())?;
        fresh.clear();
        moves.clear();
        rooms(fresh, arrivals.len(), task.meter())?;
        rooms(moves, arrivals.len() * Successors::most(frontier.puzzle), task.meter())?;
        let mut counted = Ok(());
        for Arrival { state, hash, g, edge } in arrivals.drain(..) {
            let place = batch.look(frontier.puzzle, &state, hash);
            if let Place::Known(known, _) = place
                && (!frontier.rule.reopens || batch.at(known).g <= g)
            {
                continue;
            }
            counted = task.expand();
            if counted.is_err() {
                break;
            }
            let (via, base) = (edge.via.get(), (fresh.len() as u32) << MOVE_BITS);
            frontier.successors.add(frontier.puzzle, &state, via, base, moves);
            let node = Node { state: state.clone(), token: (), g, parent: edge.parent, via: () };
            let id = match place {
                Place::New(slot) => batch.add(slot, hash, node),
                Place::Known(old, slot) => batch.supersede(old, slot, hash, node),
            };
            fresh.push(Fresh { id, state, g, token: edge.token });
        }
        let mut rest = &moves[..];
        while !rest.is_empty() {
            let most = task.meter().generate_some(rest.len().min(GROUP))?;
            let made = frontier.follow(&batch, fresh, &rest[..most], now, children, task)?;
            rest = &rest[made.count..];
            let Made { mut queue, mut join, .. } = made;
            while queue != 0 {
                let child = &children[queue.trailing_zeros() as usize];
                queue &= queue - 1;
                frontier.open.push_with(child.key, child.h, || child.edge(), task.meter())?;
            }
            while join != 0 {
                let child = &children[join.trailing_zeros() as usize];
                join &= join - 1;
                if far.len() < room {
                    let (state, edge) = (child.state.clone(), child.edge());
                    let known = batch.view();
                    let hash = known.hash(frontier.puzzle, &state);
                    known.fetch(hash);
                    far.push(Arrival { state, hash, g: child.g, edge });
                } else {
                    frontier.open.push_with(child.key, child.h, || child.edge(), task.meter())?;
                }
            }
        }
        counted
    }
}
