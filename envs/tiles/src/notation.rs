//! Boards as text: tiles row by row, or moves that scramble the goal.

use crate::board::{Board, home};
use crate::puzzle::{NAMES, Tiles};
use orienteer_core::Move;
use orienteer_core::path::{Puzzle, PuzzleError};

/// Reads `[1,2,...]`, with or without brackets, commas and line breaks.
pub(crate) fn read_tiles<B: Board>(text: &str) -> Result<B, PuzzleError> {
    let inner = text.trim();
    let inner = inner.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(inner);
    let words = inner.split(|c: char| c == ',' || c.is_whitespace()).filter(|w| !w.is_empty());
    let mut tiles = Vec::new();
    for word in words {
        let tile = word.parse::<usize>().ok().filter(|tile| *tile < B::CELLS).ok_or_else(|| {
            let (at, last) = (tiles.len() + 1, B::CELLS - 1);
            PuzzleError(format!("tile {at} is `{word}`: expected 0 (the blank) to {last}"))
        })?;
        tiles.push(tile as u8);
    }
    if tiles.len() != B::CELLS {
        let (name, cells, found) = (Tiles::<B>::name(), B::CELLS, tiles.len());
        return Err(PuzzleError(format!("{found} tiles: the {name} has {cells}, with the blank")));
    }
    let count = |tile: usize| tiles.iter().filter(|t| usize::from(**t) == tile).count();
    if let Some(twice) = (0..B::CELLS).find(|tile| count(*tile) > 1) {
        let missing = (0..B::CELLS).find(|tile| count(*tile) == 0).unwrap_or(0);
        let given = format!("tile {twice} is there {} times and tile {missing}", count(twice));
        return Err(PuzzleError(format!("{given} is missing: expected every tile once")));
    }
    if !is_solvable::<B>(&tiles) {
        return Err(PuzzleError(
            "no moves lead from these tiles to the goal: two of them would have to change places"
                .into(),
        ));
    }
    Ok(B::from_tiles(&tiles))
}

/// Every move is a transposition with the blank, which goes to a cell of the other colour of the
/// chequered board: permutations are reached whose parity is that of the blank's way home (Johnson
/// and Story, "Notes on the '15' puzzle", American Journal of Mathematics 2, 1879).
pub(crate) fn is_solvable<B: Board>(tiles: &[u8]) -> bool {
    // The parity of a permutation is that of the number of its elements less that of its cycles.
    let mut seen = vec![false; tiles.len()];
    let mut cycles = 0;
    for start in 0..tiles.len() {
        let mut cell = start;
        cycles += usize::from(!seen[start]);
        while !seen[cell] {
            seen[cell] = true;
            cell = home(tiles[cell].into(), B::CELLS);
        }
    }
    let blank = tiles.iter().position(|tile| *tile == 0).unwrap_or(0);
    let way = 2 * (B::SIDE - 1) - blank / B::SIDE - blank % B::SIDE;
    (B::CELLS - cycles) % 2 == way % 2
}

/// Reads moves, in capitals or small letters, with or without spaces, and makes them from the goal.
pub(crate) fn read_scramble<B: Board>(puzzle: &Tiles<B>, text: &str) -> Result<B, PuzzleError> {
    let expected = "expected tiles such as `[1,2,3,...]` or moves such as `D R U`";
    let mut state = B::goal();
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if letters.is_empty() {
        return Err(PuzzleError(format!("there is nothing to read: {expected}")));
    }
    for (i, letter) in letters.iter().enumerate() {
        let (at, upper) = (i + 1, letter.to_ascii_uppercase().to_string());
        let mv = NAMES.iter().position(|name| *name == upper).ok_or_else(|| {
            PuzzleError(format!("`{letter}` (number {at}) is no move: {expected}"))
        })? as Move;
        if puzzle.legal_mask(&state).is_some_and(|mask| mask >> mv & 1 == 0) {
            let edge = ["bottom row", "top row", "last column", "first column"][mv as usize];
            let why = format!("move {at} is `{letter}`, but the blank is in the {edge}");
            return Err(PuzzleError(format!("{why} (a move names the way the tile goes)")));
        }
        puzzle.apply(&mut state, mv);
    }
    Ok(state)
}

/// Writes `[1,2,...]`.
pub(crate) fn write_tiles(state: &impl Board) -> String {
    let tiles: Vec<String> = state.tiles().map(|tile| tile.to_string()).collect();
    format!("[{}]", tiles.join(","))
}
