//! The shared test sets (see `data/README.md`): solutions solve, and estimates are right.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

mod common;

use common::{PUZZLE15, PUZZLE24, PUZZLE35, PUZZLE48, rows};
use orienteer_core::path::{Heuristic, Incremental, Puzzle};
use orienteer_env_tiles::{
    Board, LinearConflict, Manhattan, Tiles, Tiles15, Tiles24, Tiles35, Tiles48,
};

/// How many boards there are.
fn check<B: Board>(puzzle: &Tiles<B>, set: &[u8]) -> usize {
    let (manhattan, conflict) = (Manhattan::<B>::new(), LinearConflict::<B>::new());
    let rows = rows(set);
    for row in &rows {
        let id = row.id;
        let start = puzzle.read(&row.tiles).unwrap();
        assert_eq!(puzzle.read(&puzzle.write(&start)), Ok(start), "board {id}");
        assert_eq!(manhattan.estimate(puzzle, &start), row.manhattan as f32, "board {id}");
        let Some((length, moves)) = &row.solution else { continue };
        assert_eq!(moves.len(), *length, "board {id}");
        let mut state = start;
        let (mut distance, mut token) =
            (manhattan.token(puzzle, &state), conflict.token(puzzle, &state));
        for (made, name) in moves.chars().enumerate() {
            assert!(!puzzle.is_goal(&state), "board {id}");
            // The rest of a shortest solution is a shortest one of the rest.
            let left = length - made;
            let estimate = conflict.value(&token);
            assert!(estimate <= left as f32, "board {id} after {made} moves");
            assert!(manhattan.value(&distance) <= estimate, "board {id} after {made} moves");
            assert_eq!(left % 2, estimate as usize % 2, "board {id} after {made} moves");
            let mv = puzzle.moves().parse(&name.to_string()).unwrap();
            assert!(puzzle.legal_mask(&state).unwrap() >> mv & 1 == 1, "board {id}");
            let before = state;
            puzzle.apply(&mut state, mv);
            distance = manhattan.follow(puzzle, &distance, &before, mv, &state);
            token = conflict.follow(puzzle, &token, &before, mv, &state);
            assert_eq!(
                manhattan.value(&distance),
                manhattan.estimate(puzzle, &state),
                "board {id}"
            );
            assert_eq!(f32::from(token), conflict.estimate(puzzle, &state), "board {id}");
        }
        assert!(puzzle.is_goal(&state), "board {id}");
    }
    rows.len()
}

#[test]
fn recorded_solutions_solve() {
    assert_eq!(check(&Tiles15::new(), PUZZLE15), 250);
    assert_eq!(check(&Tiles24::new(), PUZZLE24), 248);
}

#[test]
fn larger_boards_are_read() {
    assert_eq!(check(&Tiles35::new(), PUZZLE35), 250);
    assert_eq!(check(&Tiles48::new(), PUZZLE48), 250);
}
