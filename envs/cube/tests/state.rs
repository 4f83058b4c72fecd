//! The packed state agrees with the plain one, on all instructions that the processor has.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::rng::rng;
use orienteer_env_cube::{Cube, Cube3, Face, Instructions, State, TURNS, TurnMetric, turn_index};
use rand::RngExt as _;

/// A random walk of the plain cube, with the numbers of its turns.
fn walk(length: usize, seed: u64) -> (Cube3, Vec<u16>) {
    let turns = TurnMetric::HalfTurn.turns(&Face::ALL);
    let (mut cube, mut random) = (Cube3::solved(), rng(seed));
    let word: Vec<u16> = (0..length).map(|_| random.random_range(0..18)).collect();
    for mv in &word {
        cube.apply(turns[usize::from(*mv)]);
    }
    (cube, word)
}

#[test]
fn turns_are_numbered_in_their_order() {
    for (i, turn) in TurnMetric::HalfTurn.turns(&Face::ALL).into_iter().enumerate() {
        let mut cube = Cube3::solved();
        cube.apply(turn);
        assert_eq!((turn_index(turn), TURNS[i]), (i, State::from(cube)), "{turn}");
    }
    assert_eq!(size_of::<State>(), 32);
}

#[test]
fn all_instructions_agree_with_the_plain_cube() {
    for set in Instructions::available() {
        for seed in 0..50 {
            let (cube, word) = walk(40, seed);
            let state = set.apply_word(&State::SOLVED, &word, &TURNS);
            assert_eq!(Cube3::from(state), cube, "{}", set.name());
            assert_eq!(State::from(cube), state);
            // One by one, and composed beforehand.
            let (first, last) = word.split_at(17);
            let [first, last] = [first, last].map(|w| set.apply_word(&State::SOLVED, w, &TURNS));
            assert_eq!(set.then(&first, &last), state);
            assert_eq!(set.then(&state, &state.inverse()), State::SOLVED);
        }
    }
}

#[test]
fn batches_of_any_length_are_the_same_as_single_moves() {
    for set in Instructions::available() {
        for n in [0, 1, 2, 3, 7, 18] {
            let states: Vec<_> = (0..n).map(|i| State::from(walk(30, i as u64).0)).collect();
            let mut batch = states.clone();
            set.apply_batch(&mut batch, &TURNS[7]);
            assert!(states.iter().zip(&batch).all(|(s, b)| s.then(&TURNS[7]) == *b));

            let choice: Vec<u16> = (0..n as u16).map(|i| i * 5 % 20).collect();
            let mut each = states.clone();
            set.apply_each(&mut each, &choice, &TURNS);
            for ((state, after), &mv) in states.iter().zip(&each).zip(&choice) {
                let expected = TURNS.get(usize::from(mv)).map_or(*state, |mv| state.then(mv));
                assert_eq!(*after, expected, "{}", set.name());
            }

            let parent = State::from(walk(30, 99).0);
            let mut children = vec![State::SOLVED; n];
            set.expand(&parent, &TURNS, &mut children);
            assert!(children.iter().zip(&TURNS).all(|(child, mv)| parent.then(mv) == *child));
        }
    }
}

#[test]
fn equal_states_hash_equally_and_the_rest_rarely_does() {
    use std::collections::HashSet;
    let states: HashSet<_> = (0..500).map(|seed| State::from(walk(25, seed).0)).collect();
    assert_eq!(states.len(), 500);
    assert!(states.contains(&State::from(walk(25, 3).0)));
}
