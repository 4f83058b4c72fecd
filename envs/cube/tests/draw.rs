//! Cubes can be looked at.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::{Draw, Puzzle};
use orienteer_env_cube::{Puzzle2, Puzzle3, PuzzleConfig, State, strip};

#[test]
fn a_terminal_shows_the_net() {
    let puzzle = Puzzle3::new(PuzzleConfig::default()).unwrap();
    let state = puzzle.read("R").unwrap();
    let expected = "      U U F
      U U F
      U U F
L L L F F D R R R U B B
L L L F F D R R R U B B
L L L F F D R R R U B B
      D D B
      D D B
      D D B
";
    assert_eq!(puzzle.text(&state, false), expected);
    let coloured = puzzle.text(&state, true);
    assert_eq!(coloured.matches("\x1b[48;5;").count(), 54);
    let small = Puzzle2::new(PuzzleConfig { size: 2, ..PuzzleConfig::default() }).unwrap();
    let expected = "    U U\n    U U\nL L F F R R B B\nL L F F R R B B\n    D D\n    D D\n";
    assert_eq!(small.text(&small.goal().unwrap(), false), expected);
}

#[test]
fn an_image_has_a_square_for_each_facelet() {
    let puzzle = Puzzle3::new(PuzzleConfig::default()).unwrap();
    let image = puzzle.svg(&State::SOLVED);
    assert!(image.starts_with("<svg ") && image.ends_with("</svg>\n"));
    // And one for the background.
    assert_eq!(image.matches("<rect ").count(), 55);
    assert_eq!(image.matches("#c41e3a").count(), 9);
}

#[test]
fn a_solution_is_a_strip_of_frames() {
    let puzzle = Puzzle3::new(PuzzleConfig::default()).unwrap();
    let start = puzzle.read("R U F'").unwrap();
    let moves: Vec<_> =
        ["F", "U'", "R'"].iter().map(|m| puzzle.moves().parse(m).unwrap()).collect();
    let image = strip(&puzzle, &start, &moves);
    assert_eq!(image.matches("<g ").count(), 4);
    assert_eq!(image.matches("<rect ").count(), 1 + 4 * 54);
    for name in ["start", "F", "U'", "R'"] {
        assert!(image.contains(&format!(">{name}</text>")), "{name}");
    }
    // The last frame is solved: nine facelets of a colour side by side on each face.
    let last = &image[image.rfind("<g ").unwrap()..];
    assert_eq!(last.matches("#0046ad").count(), 9);
}
