//! The two-phase solver solves what it is given, in few turns.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::{Limits, Puzzle, Spent, Task};
use orienteer_env_cube::{
    Cube, Cube3, Puzzle3, PuzzleConfig, State, TurnMetric, TwoPhase, TwoPhasePlanner, parse_cube3,
    parse_word,
};

fn cubes(rows: usize) -> Vec<State> {
    let lines = include_str!("data/cube3.csv").lines().skip(1).take(rows);
    lines.map(|line| parse_cube3(line.split(',').nth(1).unwrap()).unwrap().into()).collect()
}

#[test]
fn solutions_solve_and_are_short() {
    let (solver, mut total) = (TwoPhase::new(), 0);
    for state in cubes(60) {
        let solution = solver.solve(&state, 21, u64::MAX);
        let mut cube = Cube3::from(state);
        cube.apply_all(&solution.word);
        assert!(cube.is_solved());
        assert!(solution.word.len() <= 21);
        total += solution.word.len();
        // The same position gives the same solution.
        assert_eq!(solver.solve(&state, 21, u64::MAX), solution);
    }
    assert!(total <= 60 * 21);
}

#[test]
fn extremes_are_solved() {
    let solver = TwoPhase::new();
    assert!(solver.solve(&State::SOLVED, 20, u64::MAX).word.is_empty());
    for word in ["U", "R", "F2", "R2 L2", "U D", "R U R' U'", "F L' B2"] {
        let mut cube = Cube3::solved();
        let word = parse_word(word).unwrap();
        cube.apply_all(&word);
        let solution = solver.solve(&cube.into(), word.len() as u8, u64::MAX);
        assert_eq!(solution.word.len(), word.len());
        cube.apply_all(&solution.word);
        assert!(cube.is_solved());
    }
    // Nothing is as short as asked for: then anything.
    let solution = solver.solve(&cubes(1)[0], 5, u64::MAX);
    let mut cube = Cube3::from(cubes(1)[0]);
    cube.apply_all(&solution.word);
    assert!(cube.is_solved());
    // The superflip needs 20 turns; a budget of nothing still gives a solution.
    let mut cube = Cube3::solved();
    let superflip = "U R2 F B R B2 R U2 L B2 R U' D' R2 F R' L B2 U2 F2";
    cube.apply_all(&parse_word(superflip).unwrap());
    for nodes in [0, 100_000] {
        let solution = solver.solve(&cube.into(), 20, nodes);
        let mut after = cube;
        after.apply_all(&solution.word);
        assert!(after.is_solved() && (20..=26).contains(&solution.word.len()));
    }
}

#[test]
fn the_planner_offers_better_and_better_solutions_to_every_puzzle() {
    for (metric, turns_a_move) in [
        (TurnMetric::HalfTurn, 1),
        (TurnMetric::QuarterTurn, 1),
        (TurnMetric::QuarterTurn, 2),
        (TurnMetric::QuarterTurn, 3),
    ] {
        let config = PuzzleConfig { metric, turns_a_move, ..PuzzleConfig::default() };
        let puzzle = Puzzle3::new(config).unwrap();
        for state in cubes(5) {
            let report = Task::new(&puzzle, state, Limits::default())
                .run(&mut TwoPhasePlanner::new(21, u64::MAX));
            let solution = report.solution.unwrap();
            let mut after = state;
            solution.moves.iter().for_each(|mv| puzzle.apply(&mut after, *mv));
            assert!(after.is_solved());
            assert!(report.improvements.windows(2).all(|two| two[1].cost < two[0].cost));
            if metric == TurnMetric::HalfTurn {
                assert!(solution.cost <= 21);
            }
        }
    }
}

#[test]
fn a_budget_stops_the_planner() {
    let puzzle = Puzzle3::new(PuzzleConfig::default()).unwrap();
    let state = cubes(1)[0];
    let run = |generated| {
        let limits = Limits { generated: Some(generated), ..Limits::default() };
        Task::new(&puzzle, state, limits).run(&mut TwoPhasePlanner::new(0, u64::MAX))
    };
    let report = run(0);
    assert_eq!((report.solution, report.spent), (None, Some(Spent::Generated)));
    let report = run(300_000);
    assert_eq!(report.spent, Some(Spent::Generated));
    assert!(report.solution.unwrap().cost <= 22);
    assert!(report.counters.generated <= 300_000);
    let run =
        |limits| Task::new(&puzzle, state, limits).run(&mut TwoPhasePlanner::new(0, u64::MAX));
    let none = Limits::default();
    let report = run(Limits { expanded: Some(20_000), ..none });
    assert_eq!(report.spent, Some(Spent::Expanded));
    assert!((10_000..=20_000).contains(&report.counters.expanded));
    let report = run(Limits { estimates: Some(300_000), ..none });
    assert_eq!(report.spent, Some(Spent::Estimates));
    assert!((290_000..=300_000).contains(&report.counters.estimates));
    let report = run(Limits { bytes: Some(100), ..none });
    assert_eq!((report.solution, report.spent), (None, Some(Spent::Bytes)));
}

#[test]
fn patience_makes_solutions_shorter_and_ends() {
    let (solver, mut shorter) = (TwoPhase::new(), 0);
    let patient = solver.clone().with_patience(50_000);
    let puzzle = Puzzle3::new(PuzzleConfig::default()).unwrap();
    for state in cubes(40) {
        let [without, with] = [&solver, &patient].map(|s| s.solve(&state, 22, u64::MAX));
        assert!(with.word.len() <= without.word.len());
        shorter += usize::from(with.word.len() < without.word.len());
        // A few more are made between two looks at the count.
        assert!((without.nodes + 50_000..without.nodes + 60_000).contains(&with.nodes));
        let mut cube = Cube3::from(state);
        cube.apply_all(&with.word);
        assert!(cube.is_solved());
        // As a planner it finds the same, and all that came before.
        let mut planner = TwoPhasePlanner::new(22, u64::MAX).with_solver(patient.clone());
        let report = Task::new(&puzzle, state, Limits::default()).run(&mut planner);
        assert!(report.solution.unwrap().cost <= without.word.len() as u64);
        assert!(report.counters.generated >= 50_000);
    }
    assert!(shorter > 10, "{shorter}");
    // The budget is the stronger.
    let [without, with] = [&solver, &patient].map(|s| s.solve(&cubes(1)[0], 22, 1_000));
    assert_eq!(without, with);
}
