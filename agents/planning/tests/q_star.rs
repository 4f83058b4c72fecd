//! Q* makes few positions, and lazily makes the same.
#![allow(clippy::unwrap_used, reason = "tests")]

mod toys;

use orienteer_agents_planning::{
    BatchedAStar, LazyQStar, QStar, Stop, batched_a_star, lazy_q_star, q_star,
};
use orienteer_core::path::{Afresh, Heuristic, Limits, OneStep, Puzzle, QFunction, Zero};
use orienteer_core::{Move, Moves, Rng, rng::rng};
use std::sync::Mutex;
use toys::meta::{Meta, Shared};
use toys::pancake::{Gap, Pancake};
use toys::{Suite, digraph, eight, optimum, pancakes, run, solve};

fn lazy(settings: &q_star::Settings, ahead: u32) -> lazy_q_star::Settings {
    let q_star::Settings { weight, batch, stop, lean } = *settings;
    lazy_q_star::Settings { weight, batch, stop, lean, ahead }
}

/// Notes every move made, in order.
struct Noted<'a, P> {
    puzzle: &'a P,
    made: Mutex<Vec<(String, Move)>>,
}

impl<P: Puzzle> Noted<'_, P> {
    fn draw(&self, depth: u32, rng: &mut Rng) -> P::State {
        self.puzzle.sample(depth, rng)
    }
}

impl<P: Puzzle> Puzzle for Noted<'_, P> {
    type State = P::State;

    fn moves(&self) -> &Moves {
        self.puzzle.moves()
    }

    fn legal(&self, state: &P::State, out: &mut Vec<Move>) {
        self.puzzle.legal(state, out);
    }

    fn apply(&self, state: &mut P::State, mv: Move) {
        self.made.lock().unwrap().push((format!("{state:?}"), mv));
        self.puzzle.apply(state, mv);
    }

    fn cost(&self, mv: Move) -> u32 {
        self.puzzle.cost(mv)
    }

    fn is_goal(&self, state: &P::State) -> bool {
        self.puzzle.is_goal(state)
    }

    fn inverse(&self, mv: Move) -> Option<Move> {
        self.puzzle.inverse(mv)
    }

    unused_by_planners!();
}

/// The values of the puzzle underneath, whose moves are not noted.
struct Silent<Q>(Q);

impl<P: Puzzle, Q: QFunction<P>> QFunction<Noted<'_, P>> for Silent<Q> {
    fn estimate(&self, noted: &Noted<'_, P>, state: &P::State, moves: &[Move], out: &mut Vec<f32>) {
        self.0.estimate(noted.puzzle, state, moves, out);
    }

    fn is_admissible(&self) -> bool {
        self.0.is_admissible()
    }
}

fn same_order<S: Suite>(toy: &S) {
    for start in toy.starts() {
        for (weight, batch) in [(1.0, 1), (1.0, 10), (0.6, 1), (0.6, 25), (0.0, 3)] {
            for (stop, lean) in [(Stop::Bound, false), (Stop::Optimum, true)] {
                let settings = q_star::Settings { weight, batch, stop, lean };
                let limits = Limits { generated: Some(1_000), ..Default::default() };
                let noted = Noted { puzzle: toy.puzzle(), made: Mutex::default() };
                let values = || Silent(toy.values());
                let full = run(&noted, &start, &mut QStar::new(settings.clone(), values()), limits);
                let expected = std::mem::take(&mut *noted.made.lock().unwrap());
                for ahead in [0, 1, 4, 16] {
                    let what = format!("{settings:?}, {ahead} ahead, from {start:?}");
                    let mut planner = LazyQStar::new(lazy(&settings, ahead), values());
                    let report = run(&noted, &start, &mut planner, limits);
                    let made = std::mem::take(&mut *noted.made.lock().unwrap());
                    assert!(made == expected, "{what}: another order");
                    assert_eq!(report.counters.generated, full.counters.generated, "{what}");
                    assert_eq!(report.solution, full.solution, "{what}");
                    assert_eq!(report.lower_bound, full.lower_bound, "{what}");
                    assert_eq!(report.unsolvable, full.unsolvable, "{what}");
                    assert!(report.counters.estimates >= full.counters.estimates, "{what}");
                }
            }
        }
    }
}

#[test]
fn lazy_q_star_makes_moves_in_the_same_order() {
    same_order(&eight());
    same_order(&pancakes(true));
    (0..3).for_each(|seed| same_order(&digraph(None, true, seed)));
}

/// With the same estimates and ties, Q* makes no more positions than A*, and no worse ones.
#[test]
fn q_star_generates_no_more_than_a_star() {
    fn each<S: Suite, H: Heuristic<S::Puzzle> + Copy>(toy: &S, heuristic: H) {
        for start in toy.starts() {
            let best = optimum(toy.puzzle(), &start);
            for stop in [Stop::Bound, Stop::FirstGoal] {
                let (weight, batch, lean) = (1.0, 1, false);
                let edges = q_star::Settings { weight, batch, stop, lean };
                let nodes = batched_a_star::Settings { weight, batch, stop, lean };
                let q = solve(toy.puzzle(), &start, &mut QStar::new(edges, OneStep(heuristic)));
                let a = solve(toy.puzzle(), &start, &mut BatchedAStar::new(nodes, heuristic));
                let costs = [&q, &a].map(|r| r.solution.as_ref().map(|solution| solution.cost));
                assert_eq!(costs, [best, best], "from {start:?}");
                let [q, a] = [q, a].map(|report| report.counters.generated);
                assert!(q <= a, "{q} against {a} from {start:?}");
            }
        }
    }
    each(&pancakes(false), &Gap);
    each(&eight(), Zero);
}

/// Batches change what is looked at, not what is found.
#[test]
fn batches_find_the_same_costs() {
    let toy = pancakes(true);
    for start in &toy.starts {
        let best = optimum(&toy.puzzle, start);
        for batch in [1, 100, 10_000] {
            let settings = q_star::Settings { weight: 1.0, batch, stop: Stop::Bound, lean: false };
            let report = solve(&toy.puzzle, start, &mut QStar::new(settings, OneStep(Gap)));
            assert_eq!(report.solution.map(|solution| solution.cost), best);
        }
    }
}

/// As on the cube with 12 quarter turns, of which all sequences of up to three are moves: 1884.
#[test]
fn with_1884_moves_q_star_makes_a_hundredth() {
    let puzzle = Meta::new(Pancake::new(13, false), 3, false);
    assert_eq!(puzzle.moves().len(), 1884);
    let heuristic = || Shared { base: Gap, divisor: 3.0 };
    let mut seeds = rng(4);
    for depth in [3, 6, 9, 12] {
        let start = puzzle.sample(depth, &mut seeds);
        let (weight, batch, stop, lean) = (1.0, 1, Stop::Bound, false);
        let edges = q_star::Settings { weight, batch, stop, lean };
        let nodes = batched_a_star::Settings { weight, batch, stop, lean };
        let a = solve(&puzzle, &start, &mut BatchedAStar::new(nodes, Afresh(heuristic())));
        let mut full = QStar::new(edges.clone(), OneStep(heuristic()));
        let full = solve(&puzzle, &start, &mut full);
        let mut lean = LazyQStar::new(lazy(&edges, 4), OneStep(heuristic()));
        let lean = solve(&puzzle, &start, &mut lean);
        let cost = |report: &orienteer_core::path::Report| report.solution.as_ref().unwrap().cost;
        assert_eq!((cost(&full), cost(&lean)), (cost(&a), cost(&a)));
        assert!(full.is_optimal() && lean.is_optimal() && a.is_optimal());
        assert_eq!(full.counters.generated, lean.counters.generated);
        let (few, many) = (full.counters.generated, a.counters.generated);
        println!("depth {depth}: Q* generates {few}, A* {many}");
        assert!(few * 100 <= many, "{few} against {many} at depth {depth}");
    }
}

/// The memory of lazy Q* goes with the nodes, that of the full queue with nodes times moves.
#[test]
fn lazy_memory_does_not_grow_with_the_moves() {
    let limits = Limits { generated: Some(500), ..Default::default() };
    let bytes = |longest| {
        let puzzle = Meta::new(Pancake::new(13, false), longest, false);
        let start = puzzle.sample(40, &mut rng(9));
        let settings = q_star::Settings { weight: 1.0, batch: 1, stop: Stop::Bound, lean: false };
        let values = || OneStep(Shared { base: Gap, divisor: 3.0 });
        let full = run(&puzzle, &start, &mut QStar::new(settings.clone(), values()), limits);
        let lean = lazy(&settings, 4);
        let lean = run(&puzzle, &start, &mut LazyQStar::new(lean, values()), limits);
        assert_eq!(full.counters.generated, lean.counters.generated);
        (full.counters.peak_bytes as f64, lean.counters.peak_bytes as f64)
    };
    let ((full_12, lazy_12), (full_1884, lazy_1884)) = (bytes(1), bytes(3));
    assert!(lazy_1884 < 2.0 * lazy_12, "{lazy_12} and {lazy_1884} bytes");
    assert!(full_1884 > 20.0 * full_12, "{full_12} and {full_1884} bytes");
}
