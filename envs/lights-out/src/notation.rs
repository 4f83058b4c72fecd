//! Boards as text: a digit a cell, or the cells pressed from the goal, in brackets.
//!
//! A list in brackets of as many zeros and ones as there are cells is a board, too, as programs write
//! it: nobody presses two cells that often.

use crate::puzzle::LightsOut;
use orienteer_core::path::PuzzleError;

pub(crate) fn read(puzzle: &LightsOut, text: &str) -> Result<u64, PuzzleError> {
    let text = text.trim();
    match text.strip_prefix('[').map(|rest| rest.strip_suffix(']')) {
        Some(Some(list)) => {
            let is_bit = |word: &str| matches!(word, "0" | "1");
            let is_board = words(list).count() == puzzle.cells() && words(list).all(is_bit);
            if is_board {
                read_bits(puzzle, &words(list).collect::<String>())
            } else {
                read_presses(puzzle, list)
            }
        }
        Some(None) => Err(PuzzleError(format!("`{text}` has no closing bracket"))),
        None => read_bits(puzzle, text),
    }
}

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty())
}

fn read_presses(puzzle: &LightsOut, text: &str) -> Result<u64, PuzzleError> {
    let mut presses = 0;
    for word in words(text) {
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
