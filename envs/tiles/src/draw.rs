//! Boards to look at, in a terminal and as SVG.

use crate::board::{Board, home};
use crate::puzzle::Tiles;
use orienteer_core::path::Draw;
use std::fmt::Write;

/// The edge of a cell in an image.
const CELL: usize = 40;

impl<B: Board> Draw for Tiles<B> {
    /// Rows of numbers, `·` for the blank; tiles at home are green.
    fn text(&self, state: &B, colour: bool) -> String {
        let width = (B::CELLS - 1).to_string().len();
        let row = |row: usize| {
            let cells = (row * B::SIDE..(row + 1) * B::SIDE).map(|cell| {
                let tile = state.tile(cell);
                let text = if tile == 0 { "·".to_owned() } else { tile.to_string() };
                let text = format!("{text:>width$}");
                let green = colour && tile != 0 && home(tile.into(), B::CELLS) == cell;
                if green { format!("\x1b[32m{text}\x1b[0m") } else { text }
            });
            cells.collect::<Vec<_>>().join(" ")
        };
        (0..B::SIDE).map(row).collect::<Vec<_>>().join("\n")
    }

    fn svg(&self, state: &B) -> String {
        let edge = B::SIDE * CELL;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {edge} {edge}\" width=\"{edge}\" \
             height=\"{edge}\" font-family=\"sans-serif\" font-size=\"18\" text-anchor=\"middle\">\n\
             <rect width=\"{edge}\" height=\"{edge}\" fill=\"#3b3b3b\"/>\n"
        );
        for (cell, tile) in state.tiles().enumerate().filter(|(_, tile)| *tile != 0) {
            let (x, y) = (cell % B::SIDE * CELL, cell / B::SIDE * CELL);
            let at_home = home(tile.into(), B::CELLS) == cell;
            let fill = if at_home { "#9bd0a0" } else { "#f2e2c4" };
            let (left, top, size) = (x + 2, y + 2, CELL - 4);
            let (middle, baseline) = (x + CELL / 2, y + CELL / 2 + 6);
            // Writing to a string cannot fail.
            let _ = writeln!(
                svg,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{size}\" height=\"{size}\" rx=\"4\" \
                 fill=\"{fill}\"/><text x=\"{middle}\" y=\"{baseline}\">{tile}</text>"
            );
        }
        svg + "</svg>\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tiles8, Tiles15};
    use orienteer_core::path::Puzzle;

    #[test]
    fn a_board_in_a_terminal() {
        let puzzle = Tiles15::new();
        let state = puzzle.read("[1,2,3,4,5,6,7,8,9,10,0,12,13,14,11,15]").unwrap();
        let text = " 1  2  3  4\n 5  6  7  8\n 9 10  · 12\n13 14 11 15";
        assert_eq!(puzzle.text(&state, false), text);
        let colours = puzzle.text(&state, true);
        assert!(colours.starts_with("\x1b[32m 1\x1b[0m \x1b[32m 2"), "{colours}");
        assert!(colours.ends_with("\x1b[32m14\x1b[0m 11 15"), "{colours}");
    }

    #[test]
    fn a_board_as_an_image() {
        let puzzle = Tiles8::new();
        let svg = puzzle.svg(&puzzle.read("D").unwrap());
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert_eq!(svg.matches("<text").count(), 8);
        // One tile is not at home: 6 has moved down into the last cell.
        assert_eq!(svg.matches("#f2e2c4").count(), 1);
        assert!(svg.contains("<text x=\"100\" y=\"106\">6</text>"), "{svg}");
    }
}
