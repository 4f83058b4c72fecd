//! The net as lines of text.

use super::facelet;
use std::fmt::Write;

/// The colour of a facelet among the 256 of a terminal: white, red, green, yellow, orange, blue.
fn code(colour: u8) -> u8 {
    match colour {
        b'U' => 255,
        b'R' => 160,
        b'F' => 34,
        b'D' => 226,
        b'L' => 208,
        _ => 27,
    }
}

/// The net of `facelets`: two characters a facelet, its letter, on its colour if `colour`.
pub(crate) fn text(facelets: &str, size: usize, colour: bool) -> String {
    let facelets = facelets.as_bytes();
    let mut text = String::new();
    for row in 0..3 * size {
        let mut line = String::new();
        for column in 0..4 * size {
            match facelet(size, column, row).and_then(|i| facelets.get(i)) {
                None => line.push_str("  "),
                Some(&letter) if colour => {
                    let (code, letter) = (code(letter), char::from(letter));
                    // Writing to a string cannot fail.
                    let _ = write!(line, "\x1b[48;5;{code}m\x1b[30m{letter} \x1b[0m");
                }
                Some(&letter) => line.extend([char::from(letter), ' ']),
            }
        }
        text.push_str(line.trim_end_matches(' '));
        text.push('\n');
    }
    text
}
