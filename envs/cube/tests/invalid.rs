//! What is wrong with a text that is no cube is said.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::Puzzle;
use orienteer_env_cube::{InvalidCube, Puzzle2, Puzzle3, PuzzleConfig, parse_cube2, parse_cube3};

const SOLVED: &str = "UUUUUUUUURRRRRRRRRFFFFFFFFFDDDDDDDDDLLLLLLLLLBBBBBBBBB";
const SMALL: &str = "UUUURRRRFFFFDDDDLLLLBBBB";

/// The solved cube with the colours at these places (from 0) exchanged in a circle.
fn with(solved: &str, cycles: &[&[usize]]) -> String {
    let mut letters: Vec<_> = solved.chars().collect();
    for cycle in cycles {
        for pair in cycle.windows(2) {
            letters.swap(pair[0], pair[1]);
        }
    }
    letters.into_iter().collect()
}

fn error(text: &str) -> InvalidCube {
    parse_cube3(text).unwrap_err()
}

#[test]
fn a_solved_cube_is_valid() {
    assert!(parse_cube3(SOLVED).is_ok() && parse_cube2(SMALL).is_ok());
}

#[test]
fn letters_and_counts_are_checked() {
    assert_eq!(error(&SOLVED[1..]), InvalidCube::Length { found: 53, expected: 54 });
    assert_eq!(error(""), InvalidCube::Length { found: 0, expected: 54 });
    let text = SOLVED.replacen('R', "x", 1);
    assert_eq!(error(&text), InvalidCube::Letter { letter: 'x', position: 10 });
    let text = SOLVED.replacen('R', "U", 1);
    assert_eq!(error(&text), InvalidCube::Count { colour: 'U', found: 10, expected: 9 });
    assert_eq!(error(&with(SOLVED, &[&[4, 13]])), InvalidCube::Centre { face: 'U', found: 'R' });
}

#[test]
fn pieces_are_checked() {
    // Facelets 8, 9 and 20 are the corner URF; 5 and 10 the edge UR.
    let error1 = error(&with(SOLVED, &[&[8, 35]]));
    assert_eq!(error1, InvalidCube::Piece { position: "URF".into(), colours: "DRF".into() });
    // The other way around the corner.
    let error2 = error(&with(SOLVED, &[&[9, 20]]));
    assert_eq!(error2, InvalidCube::Piece { position: "URF".into(), colours: "UFR".into() });
    // The side colours of UL and DR exchanged make a second UR and a second DL.
    assert_eq!(error(&with(SOLVED, &[&[16, 37]])), InvalidCube::Twice("UR".into()));
}

#[test]
fn what_turns_cannot_reach_is_refused() {
    let clockwise = error(&with(SOLVED, &[&[8, 9, 20]]));
    let counter = error(&with(SOLVED, &[&[20, 9, 8]]));
    assert!(matches!((&clockwise, &counter), (InvalidCube::Twist(_), InvalidCube::Twist(_))));
    assert_ne!(clockwise, counter);
    assert_eq!(error(&with(SOLVED, &[&[5, 10]])), InvalidCube::Flip);
    // The edges UR and UF.
    assert_eq!(error(&with(SOLVED, &[&[5, 7], &[10, 19]])), InvalidCube::Parity);
    // The same exchange of two edges and of two corners is even.
    let both = with(SOLVED, &[&[5, 7], &[10, 19], &[8, 6], &[9, 18], &[20, 38]]);
    assert!(parse_cube3(&both).is_ok(), "{:?}", parse_cube3(&both));
}

#[test]
fn the_small_cube_is_checked_too() {
    assert_eq!(parse_cube2(SOLVED), Err(InvalidCube::Length { found: 54, expected: 24 }));
    let twisted = with(SMALL, &[&[3, 4, 9]]);
    assert!(matches!(parse_cube2(&twisted), Err(InvalidCube::Twist(_))));
    // The whole cube turned around the axis of U.
    let held = "UUUUBBBBRRRRDDDDFFFFLLLL";
    assert_eq!(parse_cube2(held), Err(InvalidCube::Reference));
    // Any two corners may be exchanged where there are no edges.
    assert!(parse_cube2(&with(SMALL, &[&[3, 2], &[4, 8], &[9, 17]])).is_ok());
}

#[test]
fn puzzles_say_the_same() {
    let large = Puzzle3::new(PuzzleConfig::default()).unwrap();
    let message = |text: &str| large.read(text).unwrap_err().to_string();
    assert!(message("").contains("54 facelets"));
    assert!(message("R U3").contains("turn 2 of `R U3` is `U3`"));
    assert!(message(&SOLVED[1..]).contains("53 facelets"));
    assert!(message(&with(SOLVED, &[&[5, 10]])).contains("flipped"));
    let small = Puzzle2::new(PuzzleConfig { size: 2, ..PuzzleConfig::default() }).unwrap();
    assert!(small.read("R D").unwrap_err().to_string().contains("U, R or F"));
    assert!(small.read(SOLVED).unwrap_err().to_string().contains("expected 24"));
}
