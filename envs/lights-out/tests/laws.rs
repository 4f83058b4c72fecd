//! Lights Out as a puzzle and as an environment: notation, laws, configuration, errors.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::conformance::check_moves;
use orienteer_core::path::{Heuristic, Incremental, Puzzle, PuzzleEnv};
use orienteer_core::rng::rng;
use orienteer_core::wrappers::TimeLimit;
use orienteer_core::{Environment, Objective};
use orienteer_env_lights_out::{Exact, LightsOut, LightsOutConfig, LightsOutError, Lit, SizeError};
use proptest::prelude::*;

fn config(toml: &str) -> LightsOutConfig {
    toml::from_str(toml).unwrap()
}

#[test]
fn what_is_no_position_is_refused_in_words() {
    let puzzle = LightsOut::new(4).unwrap();
    let refusal = |text: &str| puzzle.read(text).unwrap_err().to_string();
    for (text, words) in [
        ("", "0 cells: a board of 4 by 4 has 16"),
        ("0101", "4 cells: a board of 4 by 4 has 16"),
        ("00000000000000001", "17 cells"),
        ("0100 2000 0000 0000", "cell 5 is `2`: expected 0 or 1"),
        ("1000 0000 0000 0000", "no presses put these lights out"),
        ("[1, 16]", "`16` is no cell: expected 0 to 15"),
        ("[1, -1]", "`-1` is no cell"),
        ("[1, 2", "has no closing bracket"),
    ] {
        assert!(refusal(text).contains(words), "{text}: {}", refusal(text));
    }
    assert_eq!(puzzle.read("[5 5]"), Ok(0));
    assert_eq!(LightsOut::new(9).err(), Some(SizeError(9)));
    assert_eq!(LightsOut::new(1).err(), Some(SizeError(1)));
}

#[test]
fn a_wrong_configuration_is_refused_in_words() {
    let refusal = |toml: &str| config(toml).build().err().unwrap().to_string();
    assert_eq!(refusal("size = 12"), "`size`: 12 cells along an edge: expected 2 to 8");
    assert!(refusal("scramble = 0").contains("at least 1"));
    assert!(refusal("size = 3\nstate = '010'").starts_with("`state`: 3 cells"));
    assert!(refusal("state = '[]'").contains("solved already"));
    assert!(refusal("state = '[3, 3]'").contains("solved already"));
    assert!(toml::from_str::<LightsOutConfig>("width = 3").is_err());
    assert!(matches!(config("size = 0").build(), Err(LightsOutError::Size(SizeError(0)))));
}

#[test]
fn an_episode_measures_its_way_to_the_goal() {
    let env = config("size = 5\nstate = '[0, 12]'").build().unwrap();
    let mut state = env.reset(0);
    assert_eq!(env.measure(&state).unwrap().as_slice(), [8.0, 0.0, 0.0]);
    let first = env.step(&mut state, &0).unwrap();
    assert_eq!((first.metrics.as_slice(), first.end), ([5.0, 1.0, 0.0].as_slice(), None));
    let last = env.step(&mut state, &12).unwrap();
    assert!(last.end.is_some());
    assert_eq!(last.metrics.as_slice(), [0.0, 2.0, 1.0]);
    let distance = Objective::minimize("distance", env.metrics()).unwrap();
    assert_eq!(env.optimum(&distance, Some(2)), Some(0.0));
    assert_eq!(env.optimum(&distance, Some(1)), None);
}

#[test]
fn boards_keep_the_laws_of_environments() {
    check_moves(&TimeLimit::new(config("size = 3").build().unwrap(), 100), 1).unwrap();
    // Random presses hardly ever solve a large board.
    let large = PuzzleEnv::scrambled(LightsOut::new(8).unwrap(), 20).unwrap();
    check_moves(&TimeLimit::new(large, 30), 2).unwrap();
}

proptest! {
    #[test]
    fn every_board_keeps_the_laws(side in 2_usize..=8, depth in 0_u32..80, seed: u64) {
        let puzzle = LightsOut::new(side).unwrap();
        let state = puzzle.sample(depth, &mut rng(seed));
        prop_assert_eq!(puzzle.read(&puzzle.write(&state)), Ok(state));
        let mut legal = Vec::new();
        puzzle.legal(&state, &mut legal);
        let mask = legal.iter().fold(0, |mask, mv| mask | 1_u64 << mv);
        prop_assert_eq!(puzzle.legal_mask(&state), Some(mask));
        let (token, lit) = (Exact.token(&puzzle, &state), Lit.token(&puzzle, &state));
        let distance = Exact.value(&token);
        prop_assert!(distance <= depth as f32);
        prop_assert!(Lit.value(&lit) <= distance);
        for mv in legal {
            let mut after = state;
            puzzle.apply(&mut after, mv);
            let next = Exact.value(&Exact.follow(&puzzle, &token, &state, mv, &after));
            prop_assert_eq!(next, Exact.estimate(&puzzle, &after));
            prop_assert!((next - distance).abs() <= 1.0);
            let some = Lit.value(&Lit.follow(&puzzle, &lit, &state, mv, &after));
            prop_assert_eq!(some, Lit.estimate(&puzzle, &after));
            prop_assert!((some - Lit.value(&lit)).abs() <= 1.0);
            puzzle.apply(&mut after, puzzle.inverse(mv).unwrap());
            prop_assert_eq!(after, state);
        }
        // The optimum solves.
        let mut rest = state;
        let presses = puzzle.optimum(state).unwrap();
        for mv in (0..64).filter(|mv| presses >> mv & 1 == 1) {
            puzzle.apply(&mut rest, mv);
        }
        prop_assert!(puzzle.is_goal(&rest));
        let mut features = vec![f32::NAN; puzzle.width()];
        puzzle.observe(&state, &mut features);
        prop_assert_eq!(features.iter().sum::<f32>(), state.count_ones() as f32);
    }

    #[test]
    fn nothing_that_is_read_panics(text in "[01 ,\\[\\]x9]{0,40}") {
        let puzzle = LightsOut::new(3).unwrap();
        if let Ok(state) = puzzle.read(&text) {
            prop_assert_eq!(puzzle.read(&puzzle.write(&state)), Ok(state));
        }
    }
}
