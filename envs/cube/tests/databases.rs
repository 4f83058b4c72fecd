//! Pattern databases, heuristics and optimal search against published and measured facts.
//!
//! The two large databases take about 20 seconds of one core to build in a release build; the half
//! turns are built here once and shared by all tests, the quarter turns by the example `tables`.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::{Incremental, Limits, Puzzle, QFunction, Spent, Task};
use orienteer_core::rng::rng;
use orienteer_core::{Move, Rng};
use orienteer_env_cube::{
    Coordinates, CubeIdaStar, Databases, Exact2, ExactHeuristic, ExactQ, IdaStar, MetaCost,
    PatternHeuristic, PatternQ, Puzzle2, Puzzle3, PuzzleConfig, State, Successors, TURNS,
    TurnMetric,
};
use rand::RngExt as _;
use std::sync::{Arc, LazyLock};

static HALF: LazyLock<Arc<Databases>> =
    LazyLock::new(|| Arc::new(Databases::build(TurnMetric::HalfTurn).unwrap()));

fn facts() -> serde_json::Value {
    serde_json::from_str(include_str!("data/cube_facts.json")).unwrap()
}

fn counts(value: &serde_json::Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect()
}

fn puzzle3(config: PuzzleConfig) -> Puzzle3 {
    Puzzle3::new(config).unwrap()
}

#[test]
fn histograms_are_those_published() {
    let facts = &facts()["pdb"];
    assert_eq!(HALF.corners().histogram(), counts(&facts["corner_htm"]));
    assert_eq!(HALF.edges()[0].histogram(), counts(&facts["edge6_A"]["htm"]));
    assert_eq!(HALF.edges()[1].histogram(), counts(&facts["edge6_B"]["htm"]));
    let small = |metric| Exact2::build(metric).unwrap();
    let (half, quarter) = (small(TurnMetric::HalfTurn), small(TurnMetric::QuarterTurn));
    assert_eq!(half.table().histogram(), counts(&self::facts()["c222_htm"]));
    assert_eq!(quarter.table().histogram(), counts(&self::facts()["c222_qtm"]));
}

#[test]
fn coordinates_follow_the_turns() {
    let puzzle = puzzle3(PuzzleConfig::default());
    for seed in 0..50 {
        let state = puzzle.sample(30, &mut rng(seed));
        for (turn, element) in TURNS.iter().enumerate() {
            let after = Coordinates::of(&state.then(element));
            assert_eq!(Coordinates::of(&state).after(turn), after);
        }
    }
}

/// Measured by an independent program: children made in each iteration. They depend on nothing but the databases and the rule of canonical words.
#[test]
fn iterations_make_as_many_children_as_measured_elsewhere() {
    let expected: [&[u64]; 10] = [
        &[18, 207, 2_076, 23_826, 325_434],
        &[60, 642, 7_194, 67_482, 679_155],
        &[87, 1_611, 23_547, 313_680],
        &[30, 318, 3_039, 34_098, 399_105],
        &[45, 1_179, 17_079, 238_620],
        &[45, 1_074, 17_052, 252_456],
        &[33, 1_158, 15_717, 226_821],
        &[45, 1_239, 18_195, 260_973],
        &[45, 963, 15_027, 237_096],
        &[99, 1_089, 15_225, 222_360],
    ];
    let puzzle = puzzle3(PuzzleConfig::default());
    let rows = include_str!("data/korf1997_ten.csv").lines().skip(1);
    for (row, expected) in rows.zip(expected) {
        let fields: Vec<_> = row.split(',').collect();
        let state = puzzle.read(fields[2]).unwrap();
        assert_eq!(puzzle.write(&state), fields[1]);
        assert_eq!(puzzle.read(fields[1]).unwrap(), state);

        let mut search = IdaStar::new(Successors::new(&HALF));
        let first = 13 - expected.len() as u8;
        assert_eq!(search.bound(&state), first);
        for (bound, expected) in (first..).zip(expected) {
            let before = search.generated();
            assert_eq!(search.iterate(&state, bound), None);
            assert_eq!(search.generated() - before, *expected, "{row}, bound {bound}");
        }

        // The planner counts the same, and proves a bound when it is stopped.
        let mut planner = CubeIdaStar::new(&puzzle, HALF.clone()).unwrap();
        let limits = Limits { generated: Some(expected[..3].iter().sum()), ..Limits::default() };
        let report = Task::new(&puzzle, state, limits).run(&mut planner);
        assert_eq!(report.spent, Some(Spent::Generated));
        assert_eq!(report.lower_bound, u64::from(first) + 3);
        assert_eq!(report.counters.generated, expected[..3].iter().sum::<u64>());
    }
}

#[test]
fn solutions_are_optimal() {
    let puzzle = puzzle3(PuzzleConfig::default());
    let mut planner = CubeIdaStar::new(&puzzle, HALF.clone()).unwrap();
    // Words of one optimal scramble: its beginnings are optimal words too.
    let row = include_str!("data/htm_optimal_scrambles.csv").lines().nth(1).unwrap();
    let word: Vec<_> = row.split(',').nth(3).unwrap().split(' ').collect();
    for length in 0..=11 {
        let state = puzzle.read(&format!("{} U U'", word[..length].join(" "))).unwrap();
        let report = Task::new(&puzzle, state, Limits::default()).run(&mut planner);
        let solution = report.solution.clone().unwrap();
        assert_eq!((solution.cost, report.lower_bound), (length as u64, length as u64));
        let solved = solution.moves.iter().fold(state, |s, mv| s.then(&TURNS[*mv as usize]));
        assert!(solved.is_solved() && report.is_optimal());
    }
    // It holds the path, with the children of its positions, and keeps to a limit on that.
    let state = puzzle.read(&word[..8].join(" ")).unwrap();
    let report = Task::new(&puzzle, state, Limits::default()).run(&mut planner);
    let held = report.counters.peak_bytes;
    assert!((8 * 18..100_000).contains(&held), "{held}");
    let limits = Limits { bytes: Some(held - 1), ..Limits::default() };
    let report = Task::new(&puzzle, state, limits).run(&mut planner);
    assert_eq!((report.spent, report.lower_bound), (Some(Spent::Bytes), 8));
    let quarter = PuzzleConfig { metric: TurnMetric::QuarterTurn, ..PuzzleConfig::default() };
    assert!(CubeIdaStar::new(&puzzle3(quarter), HALF.clone()).is_err());
}

fn a_move(puzzle: &impl Puzzle, random: &mut Rng) -> Move {
    random.random_range(0..puzzle.moves().len() as Move)
}

/// Whatever the moves cost: no estimate falls by more than the move costs, all ways to ask agree, and
/// a scramble of n moves is never said to be more than their cost away.
fn heuristic_is_consistent<P: Puzzle, H: Incremental<P>>(
    puzzle: &P,
    heuristic: &H,
    q: &impl QFunction<P>,
) {
    let (mut random, mut legal, mut values) = (rng(3), Vec::new(), Vec::new());
    for _ in 0..10 {
        let mut state = puzzle.goal().unwrap();
        let mut token = heuristic.token(puzzle, &state);
        let mut cost = 0.0;
        assert_eq!(heuristic.value(&token), 0.0);
        for _ in 0..15 {
            let mv = a_move(puzzle, &mut random);
            let before = (state.clone(), heuristic.value(&token));
            puzzle.apply(&mut state, mv);
            token = heuristic.follow(puzzle, &token, &before.0, mv, &state);
            let value = heuristic.estimate(puzzle, &state);
            assert_eq!(heuristic.value(&token), value);
            assert!((value - before.1).abs() <= puzzle.cost(mv) as f32);
            cost += puzzle.cost(mv) as f32;
            assert!(value <= cost);
        }
        puzzle.legal(&state, &mut legal);
        q.estimate(puzzle, &state, &legal, &mut values);
        assert_eq!(values.len(), legal.len());
        let some: Vec<_> = legal.iter().copied().step_by(7).collect();
        let mut fewer = Vec::new();
        q.estimate(puzzle, &state, &some, &mut fewer);
        assert!(values.iter().step_by(7).eq(&fewer));
        for (&mv, value) in legal.iter().zip(&values).step_by(5) {
            let mut child = state.clone();
            puzzle.apply(&mut child, mv);
            let estimate = heuristic.estimate(puzzle, &child);
            assert_eq!(*value, puzzle.cost(mv) as f32 + estimate);
            let limit = estimate - 0.5;
            assert!(heuristic.follow_within(puzzle, &token, &state, mv, &child, limit).is_err());
            assert!(heuristic.follow_within(puzzle, &token, &state, mv, &child, estimate).is_ok());
        }
    }
    assert!(heuristic.is_admissible() && heuristic.is_consistent());
}

#[test]
fn heuristics_are_consistent_for_every_set_of_moves() {
    let quarter = Arc::new(Exact2::build(TurnMetric::QuarterTurn).unwrap());
    for metric in [TurnMetric::HalfTurn, TurnMetric::QuarterTurn] {
        for turns_a_move in 1..=3 {
            for meta_cost in [MetaCost::Unit, MetaCost::Length] {
                let config =
                    PuzzleConfig { metric, turns_a_move, meta_cost, ..PuzzleConfig::default() };
                let (h, q) = (PatternHeuristic::new(HALF.clone()), PatternQ::new(HALF.clone()));
                heuristic_is_consistent(&puzzle3(config), &h, &q);
                let small = Puzzle2::new(PuzzleConfig { size: 2, ..config }).unwrap();
                let (h, q) = (ExactHeuristic::new(quarter.clone()), ExactQ::new(quarter.clone()));
                heuristic_is_consistent(&small, &h, &q);
            }
        }
    }
}

#[test]
fn a_solved_cube_needs_no_moves() {
    let mut search = IdaStar::new(Successors::new(&HALF));
    assert_eq!(search.solve(&State::SOLVED), Vec::<u8>::new());
    assert_eq!(search.solve(&TURNS[4]), [4]);
}
