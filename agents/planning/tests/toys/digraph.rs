//! Random one-way graphs: moves without inverses, dead ends, costs from 1 to 9, several goals or
//! none that can be reached, and admissible estimates that are not consistent.

use orienteer_core::path::{Heuristic, Puzzle, QFunction};
use orienteer_core::{Move, Moves, Rng, rng};
use rand::RngExt;

pub struct Digraph {
    moves: Moves,
    /// By position and move.
    edges: Vec<Vec<Option<u32>>>,
    costs: Vec<u32>,
    goals: Vec<bool>,
    /// The cost to the nearest goal.
    pub distance: Vec<Option<u64>>,
    seed: u64,
}

impl Digraph {
    /// With `size` positions and up to `degree` moves from each. All moves cost `cost`, or 1 to 9.
    pub fn new(size: u32, degree: u32, cost: Option<u32>, seed: u64) -> Self {
        let mut rng = rng::rng(seed);
        let mut edges = vec![vec![None; degree as usize]; size as usize];
        for (from, moves) in edges.iter_mut().enumerate() {
            // Every seventh position is a dead end.
            for to in moves.iter_mut().filter(|_| from % 7 != 3) {
                *to = rng.random_bool(0.7).then(|| rng.random_range(0..size));
            }
        }
        let costs = (0..degree).map(|_| cost.unwrap_or_else(|| rng.random_range(1..10))).collect();
        let goals = (0..size).map(|_| rng.random_bool(1.5 / f64::from(size))).collect();
        let moves = Moves::numbered(degree);
        let mut graph = Self { moves, edges, costs, goals, distance: Vec::new(), seed };
        graph.distance = (0..size).map(|from| super::optimum(&graph, &from)).collect();
        graph
    }

    fn draw(&self, _: u32, rng: &mut Rng) -> u32 {
        rng.random_range(0..self.edges.len() as u32)
    }
}

impl Puzzle for Digraph {
    type State = u32;

    fn moves(&self) -> &Moves {
        &self.moves
    }

    fn legal(&self, state: &u32, out: &mut Vec<Move>) {
        out.clear();
        let moves = &self.edges[*state as usize];
        out.extend((0..).zip(moves).filter(|(_, to)| to.is_some()).map(|(mv, _)| mv));
    }

    fn apply(&self, state: &mut u32, mv: Move) {
        *state = self.edges[*state as usize][mv as usize].unwrap();
    }

    fn cost(&self, mv: Move) -> u32 {
        self.costs[mv as usize]
    }

    fn is_goal(&self, state: &u32) -> bool {
        self.goals[*state as usize]
    }

    crate::unused_by_planners!();
}

/// The true distance times a factor that differs from position to position: admissible, and not
/// consistent. Infinite where no goal can be reached, if `knows_dead_ends`.
pub struct Patchy {
    pub knows_dead_ends: bool,
}

impl Heuristic<Digraph> for Patchy {
    fn estimate(&self, puzzle: &Digraph, state: &u32) -> f32 {
        let mut rng = rng::rng(rng::stream_seed(puzzle.seed, u64::from(*state)));
        let factor: f32 = rng.random();
        match puzzle.distance[*state as usize] {
            Some(distance) => distance as f32 * factor,
            None if self.knows_dead_ends => f32::INFINITY,
            None => 20.0 * factor,
        }
    }

    fn is_admissible(&self) -> bool {
        true
    }
}

/// Estimates of moves that follow from no heuristic: each is a fraction of its own of the truth.
pub struct PatchyMoves;

impl QFunction<Digraph> for PatchyMoves {
    fn estimate(&self, puzzle: &Digraph, state: &u32, moves: &[Move], out: &mut Vec<f32>) {
        out.clear();
        out.extend(moves.iter().map(|&mv| {
            let to = puzzle.edges[*state as usize][mv as usize].unwrap() as usize;
            let key = u64::from(*state) << 32 | u64::from(mv);
            let factor: f32 = rng::rng(rng::stream_seed(puzzle.seed, key)).random();
            puzzle.distance[to]
                .map_or(f32::INFINITY, |rest| puzzle.cost(mv) as f32 + rest as f32 * factor)
        }));
    }

    fn is_admissible(&self) -> bool {
        true
    }
}
