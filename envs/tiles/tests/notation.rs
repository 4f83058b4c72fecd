//! Boards as text: what is written is read, and what cannot be is refused in words.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::{Puzzle, PuzzleError};
use orienteer_core::rng::rng;
use orienteer_env_tiles::{
    Additive, Board, FOUR_FOUR, LinearConflict, Manhattan, Tiles, Tiles8, Tiles15, Tiles24,
    Tiles35, Tiles48,
};
use proptest::prelude::*;

#[test]
fn tiles_are_read_in_every_spelling() {
    let puzzle = Tiles8::new();
    let state = puzzle.read("[1,2,3,4,5,6,7,0,8]").unwrap();
    for text in
        ["1 2 3 4 5 6 7 0 8", " [1, 2, 3,\n 4, 5, 6,\n 7, 0, 8]\n", "1,2,3,4,5,6,7,0,8", "R"]
    {
        assert_eq!(puzzle.read(text), Ok(state), "{text}");
    }
    assert_eq!(puzzle.read("d r u"), puzzle.read("DRU"));
    assert_eq!(puzzle.write(&state), "[1,2,3,4,5,6,7,0,8]");
}

#[test]
fn what_is_no_position_is_refused_in_words() {
    let puzzle = Tiles8::new();
    let refusal = |text: &str| puzzle.read(text).unwrap_err().to_string();
    for (text, words) in [
        ("", "there is nothing to read: expected tiles such as"),
        ("1 2 3", "3 tiles: the 8-puzzle has 9, with the blank"),
        ("1 2 3 4 5 6 7 8 9", "tile 9 is `9`: expected 0 (the blank) to 8"),
        ("1 2 3 4 x 6 7 8 0", "tile 5 is `x`: expected 0"),
        ("1 2 3 4 -5 6 7 8 0", "tile 5 is `-5`: expected 0"),
        ("1 2 3 4 5 5 7 8 0", "tile 5 is there 2 times and tile 6 is missing"),
        ("1 2 3 4 5 6 8 7 0", "no moves lead from these tiles to the goal"),
        ("RX", "`X` (number 2) is no move: expected tiles"),
        ("DDD", "move 3 is `D`, but the blank is in the top row"),
        ("L", "move 1 is `L`, but the blank is in the last column"),
        ("[1,2,3,4,5,6,7,8,99999999999999999999]", "expected 0 (the blank) to 8"),
    ] {
        assert!(refusal(text).contains(words), "{text}: {}", refusal(text));
    }
    // The classic swindle: Loyd's 14 and 15.
    let loyd = Tiles15::new().read("1 2 3 4 5 6 7 8 9 10 11 12 13 15 14 0");
    assert!(loyd.is_err_and(|PuzzleError(why)| why.contains("two of them")));
}

fn a_walk_keeps_the_laws<B: Board>(puzzle: &Tiles<B>, depth: u32, seed: u64) {
    let state = puzzle.sample(depth, &mut rng(seed));
    assert_eq!(puzzle.read(&puzzle.write(&state)), Ok(state));
    let mut legal = Vec::new();
    puzzle.legal(&state, &mut legal);
    let mask = legal.iter().fold(0, |mask, mv| mask | 1_u64 << mv);
    assert_eq!(puzzle.legal_mask(&state), Some(mask));
    for mv in legal {
        let mut there = state;
        puzzle.apply(&mut there, mv);
        assert_ne!(there, state);
        let inverse = puzzle.inverse(mv).unwrap();
        assert!(puzzle.is_redundant(mv, inverse));
        puzzle.apply(&mut there, inverse);
        assert_eq!(there, state);
    }
    let mut features = vec![f32::NAN; puzzle.width()];
    puzzle.observe(&state, &mut features);
    let seen = features.chunks(B::CELLS).map(|tile| tile.iter().position(|x| *x == 1.0).unwrap());
    assert!(seen.eq(state.tiles().map(usize::from)));
    assert_eq!(features.iter().sum::<f32>(), B::CELLS as f32);
}

proptest! {
    #[test]
    fn every_board_keeps_the_laws(depth in 0_u32..500, seed: u64) {
        a_walk_keeps_the_laws(&Tiles8::new(), depth, seed);
        a_walk_keeps_the_laws(&Tiles15::new(), depth, seed);
        a_walk_keeps_the_laws(&Tiles24::new(), depth, seed);
        a_walk_keeps_the_laws(&Tiles35::new(), depth, seed);
        a_walk_keeps_the_laws(&Tiles48::new(), depth, seed);
    }

    #[test]
    fn nothing_that_is_read_panics(text in "[0-9UDLRx ,\\[\\]-]{0,60}") {
        if let Ok(state) = Tiles8::new().read(&text) {
            let puzzle = Tiles8::new();
            prop_assert_eq!(puzzle.read(&puzzle.write(&state)), Ok(state));
        }
        let _ = Tiles48::new().read(&text);
    }
}

/// Every generic heuristic takes every board.
#[test]
fn types_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&Manhattan::<<Tiles48 as Puzzle>::State>::new());
    shared(&LinearConflict::<<Tiles35 as Puzzle>::State>::new());
    shared(&Additive::<<Tiles8 as Puzzle>::State>::build(&FOUR_FOUR).unwrap());
    shared(&Tiles24::new());
}
