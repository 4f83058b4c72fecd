//! A solution, move by move.

use super::svg;
use orienteer_core::Move;
use orienteer_core::path::Puzzle;

/// One SVG image of `start` and of the position after each of `moves`, with the name of the move
/// above it. For the puzzles of this crate, which [`Puzzle::write`] as facelets.
pub fn strip<P: Puzzle>(puzzle: &P, start: &P::State, moves: &[Move]) -> String {
    let mut state = start.clone();
    let mut frames = vec![("start".to_owned(), puzzle.write(&state))];
    for &mv in moves {
        puzzle.apply(&mut state, mv);
        frames.push((escaped(puzzle.moves().name(mv)), puzzle.write(&state)));
    }
    let size = if frames[0].1.len() == 24 { 2 } else { 3 };
    svg(&frames, size)
}

/// `'` may stay as it is; a number of no move is named `?`.
fn escaped(name: &str) -> String {
    name.replace('&', "&amp;").replace('<', "&lt;")
}
