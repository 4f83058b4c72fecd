//! A path to look at, move by move.

use super::Draw;
use crate::space::Move;
use std::fmt::Write;

/// The space around a position, and the height of its caption, in pixels.
const MARGIN: usize = 12;
const CAPTION: usize = 20;
/// A row is about so wide.
const WIDTH: usize = 1200;

/// One SVG image of `start` and of the position after each of `moves`, each with the name of the
/// move above it.
pub fn strip<P: Draw>(puzzle: &P, start: &P::State, moves: &[Move]) -> String {
    let mut state = start.clone();
    let mut frames = vec![("start".to_owned(), puzzle.svg(&state))];
    for (nth, &mv) in (1..).zip(moves) {
        puzzle.apply(&mut state, mv);
        let name = puzzle.moves().name(mv).replace('&', "&amp;").replace('<', "&lt;");
        frames.push((format!("{nth}. {name}"), puzzle.svg(&state)));
    }
    let size = |name: &str| frames.iter().filter_map(|(_, svg)| attribute(svg, name)).max();
    // An image that does not say how large it is gets a place of some size.
    let (width, height) = (size("width").unwrap_or(100), size("height").unwrap_or(100));
    let cell = (width + MARGIN, height + CAPTION + MARGIN);
    let columns = (WIDTH / cell.0).clamp(1, frames.len());
    let rows = frames.len().div_ceil(columns);
    let whole = (columns * cell.0 + MARGIN, rows * cell.1 + MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" \
         viewBox=\"0 0 {0} {1}\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
        whole.0, whole.1
    );
    for (i, (caption, frame)) in frames.iter().enumerate() {
        let at = (MARGIN + i % columns * cell.0, MARGIN + i / columns * cell.1);
        let (baseline, top) = (at.1 + CAPTION - 6, at.1 + CAPTION);
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<text x=\"{0}\" y=\"{baseline}\" font-family=\"sans-serif\" font-size=\"14\">\
             {caption}</text>\n<g transform=\"translate({0} {top})\">\n{frame}</g>",
            at.0
        );
    }
    svg + "</svg>\n"
}

/// A whole number that the first element of an image has as an attribute.
fn attribute(svg: &str, name: &str) -> Option<usize> {
    let head = svg.split('>').next()?;
    let value = head.split_once(&format!(" {name}=\""))?.1;
    value.split('"').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::attribute;

    #[test]
    fn the_size_of_an_image_is_that_of_its_first_element() {
        let svg = "<svg viewBox=\"0 0 9 9\" width=\"30\" height=\"40\"><rect width=\"7\"/></svg>";
        assert_eq!(["width", "height", "x"].map(|n| attribute(svg, n)), [Some(30), Some(40), None]);
    }
}
