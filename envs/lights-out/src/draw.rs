//! Boards to look at, in a terminal and as SVG.

use crate::puzzle::LightsOut;
use orienteer_core::path::Draw;
use std::fmt::Write;

/// The edge of a cell in an image.
const CELL: usize = 30;

impl Draw for LightsOut {
    /// `●` for a lit cell, `·` for a dark one.
    fn text(&self, state: &u64, colour: bool) -> String {
        let cell = |cell: usize| match (state >> cell & 1 == 1, colour) {
            (true, true) => "\x1b[33m●\x1b[0m",
            (true, false) => "●",
            (false, _) => "·",
        };
        let side = self.side();
        let row =
            |row: usize| (row * side..(row + 1) * side).map(cell).collect::<Vec<_>>().join(" ");
        (0..side).map(row).collect::<Vec<_>>().join("\n")
    }

    fn svg(&self, state: &u64) -> String {
        let edge = self.side() * CELL;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {edge} {edge}\" width=\"{edge}\" \
             height=\"{edge}\">\n<rect width=\"{edge}\" height=\"{edge}\" fill=\"#3b3b3b\"/>\n"
        );
        for cell in 0..self.cells() {
            let (x, y) = (cell % self.side() * CELL + 2, cell / self.side() * CELL + 2);
            let fill = if state >> cell & 1 == 1 { "#ffd54d" } else { "#5c5c5c" };
            let size = CELL - 4;
            // Writing to a string cannot fail.
            let _ = writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{size}\" height=\"{size}\" rx=\"4\" fill=\"{fill}\"/>"
            );
        }
        svg + "</svg>\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::path::Puzzle;

    #[test]
    fn a_board_in_a_terminal_and_as_an_image() {
        let puzzle = LightsOut::new(3).unwrap();
        let state = puzzle.read("[0]").unwrap();
        assert_eq!(puzzle.text(&state, false), "● ● ·\n● · ·\n· · ·");
        assert!(puzzle.text(&state, true).starts_with("\x1b[33m●\x1b[0m \x1b[33m●\x1b[0m ·\n"));
        let svg = puzzle.svg(&state);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert_eq!((svg.matches("#ffd54d").count(), svg.matches("#5c5c5c").count()), (3, 6));
    }
}
