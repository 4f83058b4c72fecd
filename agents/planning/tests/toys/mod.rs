//! Small puzzles, whose optima are known from elsewhere. Tests and benchmarks share this module.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    reason = "a test module of which each crate uses a part"
)]

pub mod digraph;
pub mod meta;
pub mod pancake;
pub mod tiles;

use orienteer_agents_planning::{BuildError, Method};
use orienteer_core::Move;
use orienteer_core::path::{
    Afresh, Incremental, Limits, OneStep, Planner, Puzzle, QFunction, Report, Task,
};
use orienteer_core::rng::rng;
use pathfinding::directed::dijkstra::dijkstra;
use std::sync::Arc;

/// The cost of a cheapest path, by the crate `pathfinding`.
pub fn optimum<P: Puzzle>(puzzle: &P, start: &P::State) -> Option<u64> {
    let next = |state: &P::State| children(puzzle, state);
    dijkstra(start, next, |state| puzzle.is_goal(state)).map(|(_, cost)| cost)
}

fn children<P: Puzzle>(puzzle: &P, state: &P::State) -> Vec<(P::State, u64)> {
    let mut legal = Vec::new();
    puzzle.legal(state, &mut legal);
    let child = |mv: Move| {
        let mut next = state.clone();
        puzzle.apply(&mut next, mv);
        (next, u64::from(puzzle.cost(mv)))
    };
    legal.into_iter().map(child).collect()
}

pub fn run<P: Puzzle>(
    puzzle: &P,
    start: &P::State,
    planner: &mut dyn Planner<P>,
    limits: Limits,
) -> Report {
    Task::new(puzzle, start.clone(), limits).run(planner)
}

/// Runs without limits.
pub fn solve<P: Puzzle>(puzzle: &P, start: &P::State, planner: &mut dyn Planner<P>) -> Report {
    run(puzzle, start, planner, Limits::default())
}

/// The methods of a puzzle that no planner calls.
#[macro_export]
macro_rules! unused_by_planners {
    () => {
        fn sample(&self, depth: u32, rng: &mut orienteer_core::Rng) -> Self::State {
            self.draw(depth, rng)
        }

        fn width(&self) -> usize {
            0
        }

        fn observe(&self, _: &Self::State, _: &mut [f32]) {}

        fn read(&self, _: &str) -> Result<Self::State, orienteer_core::path::PuzzleError> {
            Err(orienteer_core::path::PuzzleError("a toy".to_owned()))
        }

        fn write(&self, state: &Self::State) -> String {
            format!("{state:?}")
        }
    };
}

/// One puzzle with its estimates, for tests that meet every planner.
pub trait Suite {
    type Puzzle: Puzzle;
    type Heuristic: Incremental<Self::Puzzle> + Clone + 'static;
    type Values: QFunction<Self::Puzzle> + Clone + 'static;

    fn puzzle(&self) -> &Self::Puzzle;
    fn heuristic(&self) -> Self::Heuristic;
    fn values(&self) -> Self::Values;
    /// Positions to start from: easy and hard ones, a goal, some that cannot be solved.
    fn starts(&self) -> Vec<<Self::Puzzle as Puzzle>::State>;

    /// A planner with these settings, if it fits.
    fn planner(&self, method: Method) -> Option<Box<dyn Planner<Self::Puzzle>>> {
        match method.build(self.puzzle(), self.heuristic(), Some(self.values())) {
            Err(BuildError::Inverses(_)) => None,
            built => Some(built.unwrap()),
        }
    }
}

/// A puzzle, and estimates shared by planners.
pub struct Toy<P: Puzzle, H, Q> {
    pub puzzle: P,
    pub heuristic: Arc<H>,
    pub values: Arc<Q>,
    pub starts: Vec<P::State>,
}

impl<P, H, Q> Suite for Toy<P, H, Q>
where
    P: Puzzle,
    H: Incremental<P> + 'static,
    Q: QFunction<P> + 'static,
{
    type Puzzle = P;
    type Heuristic = Arc<H>;
    type Values = Arc<Q>;

    fn puzzle(&self) -> &P {
        &self.puzzle
    }

    fn heuristic(&self) -> Arc<H> {
        Arc::clone(&self.heuristic)
    }

    fn values(&self) -> Arc<Q> {
        Arc::clone(&self.values)
    }

    fn starts(&self) -> Vec<P::State> {
        self.starts.clone()
    }
}

/// Scrambles of growing depth, from the goal itself on.
fn scrambles<P: Puzzle>(puzzle: &P, depths: &[u32]) -> Vec<P::State> {
    let mut rng = rng(7);
    depths.iter().map(|&depth| puzzle.sample(depth, &mut rng)).collect()
}

/// The 8-puzzle.
pub fn eight() -> Toy<tiles::Tiles, tiles::Manhattan, OneStep<tiles::Manhattan>> {
    let puzzle = tiles::Tiles::new(3);
    let starts = scrambles(&puzzle, &[0, 1, 5, 20, 60, 200, 600]);
    let heuristic = Arc::new(tiles::Manhattan::new(&puzzle));
    let values = Arc::new(OneStep(tiles::Manhattan::new(&puzzle)));
    Toy { puzzle, heuristic, values, starts }
}

pub fn pancakes(
    weighted: bool,
) -> Toy<pancake::Pancake, Afresh<pancake::Gap>, OneStep<pancake::Gap>> {
    let puzzle = pancake::Pancake::new(7, weighted);
    let starts = scrambles(&puzzle, &[0, 1, 2, 4, 8, 30]);
    let (heuristic, values) = (Arc::new(Afresh(pancake::Gap)), Arc::new(OneStep(pancake::Gap)));
    Toy { puzzle, heuristic, values, starts }
}

/// A one-way graph.
pub fn digraph(
    cost: Option<u32>,
    knows_dead_ends: bool,
    seed: u64,
) -> Toy<digraph::Digraph, Afresh<digraph::Patchy>, digraph::PatchyMoves> {
    let puzzle = digraph::Digraph::new(200, 3, cost, seed);
    let heuristic = Arc::new(Afresh(digraph::Patchy { knows_dead_ends }));
    let starts = (0..8).collect();
    Toy { puzzle, heuristic, values: Arc::new(digraph::PatchyMoves), starts }
}
