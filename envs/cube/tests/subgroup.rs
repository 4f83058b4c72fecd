//! The exact table of phase 1, and the strong bound that is made of it.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::{Limits, Puzzle, Task};
use orienteer_core::rng::rng;
use orienteer_env_cube::{
    Axes, CubeIdaStar, Databases, IdaStar, Puzzle3, PuzzleConfig, Subgroup, Successors, TurnMetric,
    TwoPhase,
};
use std::sync::Arc;

#[test]
fn the_subgroup_is_as_far_away_as_published_and_bounds_what_it_should() {
    let subgroup = Arc::new(Subgroup::build(TurnMetric::HalfTurn).unwrap());
    // Kociemba, kociemba.org/cube.htm.
    let published = [
        1,
        4,
        50,
        592,
        7_156,
        87_236,
        1_043_817,
        12_070_278,
        124_946_368,
        821_605_960,
        1_199_128_738,
        58_202_444,
        476,
    ];
    assert_eq!(subgroup.positions(), published);

    let puzzle = Puzzle3::new(PuzzleConfig::default()).unwrap();
    let databases = Arc::new(Databases::build(TurnMetric::HalfTurn).unwrap());
    let mut weak = IdaStar::new(Successors::new(&databases));
    let mut strong = IdaStar::new(Axes::new(&databases, &subgroup).unwrap());
    let planner = CubeIdaStar::new(&puzzle, databases.clone()).unwrap();
    let mut planner = planner.with_subgroup(subgroup.clone());
    let solver = TwoPhase::new();
    let helped = solver.clone().with_subgroup(subgroup.clone()).with_second_phase(12);
    for seed in 0..40 {
        // Both searches find solutions of the same length, and the stronger makes fewer positions.
        let state = puzzle.sample(3 + seed as u32 % 9, &mut rng(seed));
        let length = weak.solve(&state).len();
        assert!(strong.bound(&state) as usize <= length);
        assert_eq!(strong.solve(&state).len(), length);
        let report = Task::new(&puzzle, state, Limits::default()).run(&mut planner);
        assert!(report.is_optimal());
        assert_eq!(report.solution.unwrap().cost, length as u64);
        // Exact distances cut off only what leads nowhere: the solution is the same.
        let state = puzzle.sample(40, &mut rng(seed));
        let [without, with] = [&solver, &helped].map(|s| s.solve(&state, 21, u64::MAX));
        assert_eq!(without.word, with.word);
        assert!(with.nodes <= without.nodes);
    }
    assert!(strong.generated() < weak.generated());
}
