//! The two-sided search and the two-phase solver in quarter turns: shortest solutions, and proofs.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::{Limits, Puzzle, Spent, Task};
use orienteer_core::rng::rng;
use orienteer_env_cube::{
    AxisTable, Cube3, CubeAnytime, Databases, Effort, IdaStar, Puzzle3, PuzzleConfig, State,
    Subgroup, Successors, TURNS, Turn, TurnMetric, TwoPhase, TwoSided, turn_index,
};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

static QUARTER: LazyLock<Arc<Subgroup>> = LazyLock::new(|| table(TurnMetric::QuarterTurn));

fn table(metric: TurnMetric) -> Arc<Subgroup> {
    Arc::new(Subgroup::build(metric).unwrap())
}

fn puzzle(metric: TurnMetric) -> Puzzle3 {
    Puzzle3::new(PuzzleConfig { metric, ..PuzzleConfig::default() }).unwrap()
}

fn moves(metric: TurnMetric, word: &[Turn]) -> usize {
    word.iter().map(|turn| metric.moves_of(turn.angle) as usize).sum()
}

fn solves(state: State, word: &[Turn]) -> bool {
    let after = |state: State, turn: &Turn| state.then(&TURNS[turn_index(*turn)]);
    word.iter().fold(state, after).is_solved()
}

/// What phase 1 sees: twists and flips by position, and where edges of the middle slice are.
fn seen(state: &State) -> (Vec<u8>, Vec<u8>, Vec<bool>) {
    let cube = Cube3::from(*state);
    let slice = cube.edges().pieces().iter().map(|piece| *piece >= 8).collect();
    (cube.corners().orientations().to_vec(), cube.edges().orientations().to_vec(), slice)
}

#[test]
fn as_many_positions_are_near_the_subgroup_as_a_search_without_tables_finds() {
    let turns = [0, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17];
    let (mut known, mut level) = (HashSet::from([seen(&State::SOLVED)]), vec![State::SOLVED]);
    let mut counts = Vec::new();
    while counts.len() < 7 {
        assert!(level.iter().all(|at| usize::from(QUARTER.distance(at)) == counts.len()));
        counts.push(level.len() as u64);
        let next = level.iter().flat_map(|at| turns.map(|turn: usize| at.then(&TURNS[turn])));
        level = next.filter(|at| known.insert(seen(at))).collect();
    }
    let positions = QUARTER.positions();
    assert_eq!(positions[..7], counts);
    // All flips, twists and places of the slice.
    assert_eq!(positions.iter().sum::<u64>(), 2_048 * 2_187 * 495);
}

/// In both metrics, as long as what iterative deepening with pattern databases finds, and nothing
/// shorter.
#[test]
fn solutions_are_as_long_as_those_of_another_search() {
    for metric in [TurnMetric::HalfTurn, TurnMetric::QuarterTurn] {
        let databases = Databases::build(metric).unwrap();
        let mut other = IdaStar::new(Successors::new(&databases));
        let axes = match metric {
            TurnMetric::HalfTurn => table(metric),
            TurnMetric::QuarterTurn => Arc::clone(&QUARTER),
        };
        let search = TwoSided::new(axes);
        for seed in 0..60 {
            let state = puzzle(metric).sample(1 + seed as u32 % 11, &mut rng(seed));
            let length = other.solve(&state).len() as u8;
            assert!(search.bound(&state) <= length);
            for tried in 0..=length {
                let (mut made, mut again) = (Effort::default(), Effort::default());
                let found = search.search(&state, tried, &mut |effort| {
                    made += effort;
                    ControlFlow::Continue(())
                });
                let ControlFlow::Continue(found) = found else { panic!("nothing breaks it off") };
                assert_eq!(found.is_some(), tried == length, "{state:?}");
                if let Some(word) = found {
                    assert!(solves(state, &word) && moves(metric, &word) == word.len());
                    let same = search.search(&state, tried, &mut |effort| {
                        again += effort;
                        ControlFlow::Continue(())
                    });
                    assert_eq!((same, again), (ControlFlow::Continue(Some(word)), made));
                }
            }
        }
    }
}

#[test]
fn the_two_phase_solver_counts_quarter_turns_with_a_table_of_them() {
    let solver = TwoPhase::new().with_subgroup(Arc::clone(&QUARTER));
    let plain = TwoPhase::new();
    let (mut total, mut other) = (0, 0);
    for seed in 0..20 {
        let state = puzzle(TurnMetric::QuarterTurn).sample(40, &mut rng(seed));
        let solution = solver.solve(&state, 26, u64::MAX);
        assert!(solves(state, &solution.word));
        assert!(moves(TurnMetric::QuarterTurn, &solution.word) <= 26);
        assert_eq!(solver.solve(&state, 26, u64::MAX), solution);
        total += moves(TurnMetric::QuarterTurn, &solver.solve(&state, 0, 300_000).word);
        other += moves(TurnMetric::QuarterTurn, &plain.solve(&state, 0, 300_000).word);
    }
    // Who counts half turns pays for them.
    assert!(total < other, "{total} and {other}");
}

#[test]
fn the_planner_proves_what_it_finds_and_stops_when_it_must() {
    let metric = TurnMetric::QuarterTurn;
    let puzzle = puzzle(metric);
    let planner = CubeAnytime::new(&puzzle, Arc::clone(&QUARTER), Arc::clone(&QUARTER)).unwrap();
    let databases = Databases::build(metric).unwrap();
    let mut other = IdaStar::new(Successors::new(&databases));
    for seed in 0..12 {
        let state = puzzle.sample(12, &mut rng(seed));
        let run = |generated| {
            let limits = Limits { generated: Some(generated), ..Limits::default() };
            Task::new(&puzzle, state, limits).run(&mut planner.clone())
        };
        let report = run(u64::MAX);
        assert!(report.is_optimal());
        assert_eq!(report.solution.unwrap().cost, other.solve(&state).len() as u64);
        assert!(report.improvements.windows(2).all(|two| two[1].cost < two[0].cost));
    }
    // A budget cuts a long search off, and what was found before is the same.
    let state = puzzle.sample(60, &mut rng(0));
    let run = |generated| {
        let limits = Limits { generated: Some(generated), ..Limits::default() };
        Task::new(&puzzle, state, limits).run(&mut planner.clone())
    };
    let [short, long] = [300_000, 3_000_000].map(run);
    assert_eq!((short.spent, long.spent), (Some(Spent::Generated), Some(Spent::Generated)));
    assert!(short.solution.unwrap().cost <= 30 && long.lower_bound > 14);
    let before = &long.improvements[..short.improvements.len()];
    assert_eq!(before, short.improvements);
    assert_eq!(QUARTER.metric(), metric);

    // So does every other limit, whose count is not exceeded. What is held grows with the length.
    let run = |limits| Task::new(&puzzle, state, limits).run(&mut planner.clone());
    let none = Limits::default();
    let report = run(Limits { expanded: Some(200_000), ..none });
    assert_eq!(report.spent, Some(Spent::Expanded));
    assert!((199_000..=200_000).contains(&report.counters.expanded));
    let report = run(Limits { estimates: Some(2_000_000), ..none });
    assert_eq!(report.spent, Some(Spent::Estimates));
    assert!((1_990_000..=2_000_000).contains(&report.counters.estimates));
    let search = TwoSided::new(Arc::clone(&QUARTER));
    let most = search.bytes(search.bound(&state) + 2);
    let report = run(Limits { bytes: Some(most), ..none });
    assert_eq!((report.spent, report.counters.peak_bytes <= most), (Some(Spent::Bytes), true));
    assert!(report.solution.is_some());

    let halves = Puzzle3::new(PuzzleConfig::default()).unwrap();
    let unfit = CubeAnytime::new(&halves, Arc::clone(&QUARTER), Arc::clone(&QUARTER));
    assert!(unfit.unwrap_err().to_string().contains("QuarterTurn"));
}
