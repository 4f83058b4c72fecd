//! Lazy Q*: the search of [Q*](crate::QStar), with only the best move of each node in the queue.
//!
//! When a move leaves the queue, the next best of its node takes its place. All moves leave in the
//! same order as from the queue that holds them all: ties go by the age of the node and then by the
//! number of the move, which is what the order of arrival is there. The queue has one entry a node,
//! however many moves there are: with 1884 moves, a million nodes take 16 MB in place of 20 GB.
//!
//! A few next best moves are kept beside each node; when these are used up its moves are estimated
//! again, which is counted. Few nodes get that far: a search makes about one move a node.

use crate::base::{Graph, Heap, Id, NONE, rooms};
use crate::edges::{self, Edge, Queue, search};
use crate::options::Stop;
use crate::rater::Rater;
use orienteer_core::path::{Meter, Planner, Puzzle, QFunction, Spent, Task};
use orienteer_core::{Move, Space};
use serde::{Deserialize, Serialize};

/// The most moves that may be kept beside a node.
const MOST: u32 = 200;

/// The hyperparameters of [`LazyQStar`].
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
    /// Whether to leave out what cannot help, as in Q*.
    pub lean: bool,
    /// The number of next best moves kept beside each node, 8 bytes each.
    #[param(range = 0..=16)]
    pub ahead: u32,
}

impl Default for Settings {
    fn default() -> Self {
        let edges::Settings { weight, batch, stop, lean } = edges::Settings::default();
        Self { weight, batch, stop, lean, ahead: 4 }
    }
}

impl orienteer_core::Settings for Settings {
    fn check(&self) -> Result<(), String> {
        if self.ahead > MOST {
            return Err(format!("`ahead` is {}; give 0 to {MOST}", self.ahead));
        }
        self.edges().check()
    }
}

impl Settings {
    fn edges(&self) -> edges::Settings {
        let Self { weight, batch, stop, lean, .. } = *self;
        edges::Settings { weight, batch, stop, lean }
    }
}

/// Lazy Q* search.
#[derive(Debug)]
pub struct LazyQStar<Q> {
    settings: Settings,
    values: Q,
}

impl<Q> LazyQStar<Q> {
    /// Lazy Q* with these settings and these action values.
    pub fn new(settings: Settings, values: Q) -> Self {
        Self { settings, values }
    }
}

impl<P: Puzzle, Q: QFunction<P>> Planner<P> for LazyQStar<Q> {
    fn plan(&mut self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        let ahead = self.settings.ahead.min(MOST) as usize;
        let queue = Best { heap: Heap::new(), ahead, kept: Vec::new(), nodes: Vec::new() };
        search(&self.settings.edges(), &self.values, queue, task)
    }
}

/// A move and its key. The order is that in which the moves of a node leave the queue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rated {
    /// The bits of the key, which order as it does: it is not negative.
    key: u32,
    mv: Move,
}

/// How far the moves of a node were taken.
#[derive(Clone, Copy, Default)]
struct Progress {
    /// The number of moves kept, and of these the number used.
    kept: u8,
    used: u8,
    /// The number of moves that come after those kept.
    left: u32,
}

/// The best move of each node.
struct Best {
    /// Ranked by key, and by node where these are equal.
    heap: Heap<Move>,
    ahead: usize,
    /// For each node the next best moves, `ahead` of them.
    kept: Vec<Rated>,
    nodes: Vec<Progress>,
}

impl Best {
    /// Queues the best of the moves that come after `last`, and keeps the next best.
    fn refill(
        &mut self,
        node: Id,
        last: Option<Rated>,
        (moves, keys): (&[Move], &[f32]),
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        let mut best: Vec<Rated> = Vec::with_capacity(self.ahead + 2);
        let mut count = 0;
        for (&mv, key) in moves.iter().zip(keys) {
            let rated = Rated { key: key.to_bits(), mv };
            if last.is_some_and(|last| rated <= last) {
                continue;
            }
            count += 1;
            if best.len() <= self.ahead || best.last().is_some_and(|worst| rated < *worst) {
                let at = best.partition_point(|other| *other < rated);
                best.insert(at, rated);
                best.truncate(self.ahead + 1);
            }
        }
        let kept = best.len().saturating_sub(1);
        let left = (count - best.len()) as u32;
        self.nodes[node as usize] = Progress { kept: kept as u8, used: 0, left };
        let mut best = best.into_iter();
        let Some(first) = best.next() else { return Ok(()) };
        for (slot, rated) in self.kept[node as usize * self.ahead..].iter_mut().zip(best) {
            *slot = rated;
        }
        self.push(node, first, meter)
    }

    fn push(&mut self, node: Id, rated: Rated, meter: &mut Meter) -> Result<(), Spent> {
        self.heap.push(u64::from(rated.key) << 32 | u64::from(node), rated.mv, meter)
    }
}

impl Queue for Best {
    fn add(
        &mut self,
        node: Id,
        moves: &[Move],
        keys: &[f32],
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        let missing = (node as usize + 1).saturating_sub(self.nodes.len());
        rooms(&mut self.nodes, missing, meter)?;
        rooms(&mut self.kept, missing * self.ahead, meter)?;
        self.nodes.resize(self.nodes.len() + missing, Progress::default());
        self.kept.resize(self.nodes.len() * self.ahead, Rated { key: 0, mv: NONE });
        self.refill(node, None, (moves, keys), meter)
    }

    fn take<P: Puzzle, Q: QFunction<P>>(
        &mut self,
        rater: &mut Rater<'_, P, Q>,
        graph: &Graph<P::State, u32>,
        meter: &mut Meter,
    ) -> Result<Option<(f32, Edge)>, Spent> {
        let Some((rank, mv)) = self.heap.pop() else { return Ok(None) };
        let (key, node) = ((rank >> 32) as u32, rank as Id);
        let progress = &mut self.nodes[node as usize];
        if progress.used < progress.kept {
            let next = self.kept[node as usize * self.ahead + usize::from(progress.used)];
            progress.used += 1;
            self.push(node, next, meter)?;
        } else if progress.left > 0 {
            meter.estimate(1)?;
            rater.rate(graph, &[node], meter)?;
            self.refill(node, Some(Rated { key, mv }), rater.rated(0), meter)?;
        }
        Ok(Some((f32::from_bits(key), Edge { node, mv })))
    }
}
