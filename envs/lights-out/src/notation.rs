//! Boards as text: a digit a cell, or the cells pressed from the goal.

use crate::puzzle::LightsOut;
use orienteer_core::path::PuzzleError;

pub(crate) fn read(puzzle: &LightsOut, text: &str) -> Result<u64, PuzzleError> {
    let text = text.trim();
    match text.strip_prefix('[').map(|rest| rest.strip_suffix(']')) {
        Some(Some(presses)) => read_presses(puzzle, presses),
        Some(None) => Err(PuzzleError(format!("`{text}` has no closing bracket"))),
        None => read_bits(puzzle, text),
    }
}

fn read_presses(puzzle: &LightsOut, text: &str) -> Result<u64, PuzzleError> {
    let words = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|w| !w.is_empty());
    let mut presses = 0;
    for word in words {
        let cell = word.parse::<usize>().ok().filter(|cell| *cell < puzzle.cells());
        let Some(cell) = cell else {
            let last = puzzle.cells() - 1;
            return Err(PuzzleError(format!("`{word}` is no cell: expected 0 to {last}")));
        };
        // Twice is not at all.
        presses ^= 1 << cell;
    }
    Ok(puzzle.pressed(presses))
}

fn read_bits(puzzle: &LightsOut, text: &str) -> Result<u64, PuzzleError> {
    let (cells, side) = (puzzle.cells(), puzzle.side());
    let (mut state, mut count) = (0_u64, 0);
    for letter in text.chars().filter(|c| !c.is_whitespace()) {
        let lit = match letter {
            '0' => 0,
            '1' => 1,
            _ => {
                let at = count + 1;
                return Err(PuzzleError(format!(
                    "cell {at} is `{letter}`: expected 0 or 1 (or the cells to press, in brackets)"
                )));
            }
        };
        if count < cells {
            state |= lit << count;
        }
        count += 1;
    }
    if count != cells {
        return Err(PuzzleError(format!("{count} cells: a board of {side} by {side} has {cells}")));
    }
    if puzzle.optimum(state).is_none() {
        return Err(PuzzleError("no presses put these lights out".into()));
    }
    Ok(state)
}

pub(crate) fn write(puzzle: &LightsOut, state: u64) -> String {
    (0..puzzle.cells()).map(|cell| if state >> cell & 1 == 1 { '1' } else { '0' }).collect()
}
