//! Levels to look at, in a terminal and as SVG.

use crate::puzzle::{Position, Sokoban};
use orienteer_core::path::Draw;
use std::fmt::Write;

/// The edge of a square in an image.
const EDGE: usize = 30;

impl<const W: usize> Draw for Sokoban<W> {
    /// XSB letters; in colours, boxes on goals are green, other boxes yellow, the agent is cyan.
    fn text(&self, state: &Position<W>, colour: bool) -> String {
        let rows: Vec<String> = self.rows(state).collect();
        let plain = rows.join("\n");
        if !colour {
            return plain;
        }
        let mut text = String::new();
        for letter in plain.chars() {
            let code = match letter {
                '*' => 32,
                '$' => 33,
                '@' | '+' => 36,
                '#' => 90,
                _ => {
                    text.push(letter);
                    continue;
                }
            };
            // Writing to a string cannot fail.
            let _ = write!(text, "\x1b[{code}m{letter}\x1b[0m");
        }
        text
    }

    fn svg(&self, state: &Position<W>) -> String {
        let (width, height) = (self.level.width * EDGE, self.level.height * EDGE);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#f4efe6\"/>\n"
        );
        for square in 0..self.level.squares.len() {
            let at = (square % self.level.width * EDGE, square / self.level.width * EDGE);
            let letter = self.letter(state, square);
            let mut shape = |shape: &str| svg.push_str(shape);
            if letter == '#' {
                shape(&rectangle(at, 0, "#5b5148"));
            }
            if matches!(letter, '.' | '*' | '+') {
                shape(&disc(at, 5, "#d9534f"));
            }
            match letter {
                '$' => shape(&rectangle(at, 4, "#c8963e")),
                '*' => shape(&rectangle(at, 4, "#5fa55a")),
                '@' | '+' => shape(&disc(at, 10, "#3b7dd8")),
                _ => {}
            }
        }
        svg + "</svg>\n"
    }
}

fn rectangle((x, y): (usize, usize), margin: usize, fill: &str) -> String {
    let (x, y, edge) = (x + margin, y + margin, EDGE - 2 * margin);
    format!("<rect x=\"{x}\" y=\"{y}\" width=\"{edge}\" height=\"{edge}\" fill=\"{fill}\"/>\n")
}

fn disc((x, y): (usize, usize), radius: usize, fill: &str) -> String {
    let (x, y) = (x + EDGE / 2, y + EDGE / 2);
    format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\"/>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_in_a_terminal_and_as_an_image() {
        let level = "######|#+ $.#|#  * #|#  $ #|######".parse().unwrap();
        let puzzle = Sokoban::<1>::new(&level).unwrap();
        let start = puzzle.start();
        assert_eq!(puzzle.text(start, false), "######\n#+ $.#\n#  * #\n#  $ #\n######");
        let colours = puzzle.text(start, true);
        assert!(colours.contains("\x1b[36m+\x1b[0m \x1b[33m$\x1b[0m."), "{colours}");
        assert!(colours.contains("\x1b[32m*\x1b[0m"), "{colours}");
        let svg = puzzle.svg(start);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        let count = |fill: &str| svg.matches(fill).count();
        assert_eq!(count("#5b5148"), 18);
        assert_eq!((count("#d9534f"), count("#c8963e"), count("#5fa55a")), (3, 2, 1));
        assert_eq!(count("#3b7dd8"), 1);
    }
}
