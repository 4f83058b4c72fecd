//! The shared test sets.

#![allow(dead_code, reason = "every test uses some of it")]

pub(crate) mod search;

use std::io::Read;

/// A board of a test set.
pub(crate) struct Row {
    pub(crate) id: u32,
    pub(crate) tiles: String,
    pub(crate) manhattan: u32,
    /// The length of a shortest solution, and its moves.
    pub(crate) solution: Option<(usize, String)>,
}

/// The boards of the 15-puzzle.
pub(crate) const PUZZLE15: &[u8] = include_bytes!("../data/puzzle15.csv.gz");
/// The boards of the 24-puzzle.
pub(crate) const PUZZLE24: &[u8] = include_bytes!("../data/puzzle24.csv.gz");
/// The boards of the 35-puzzle.
pub(crate) const PUZZLE35: &[u8] = include_bytes!("../data/puzzle35.csv.gz");
/// The boards of the 48-puzzle.
pub(crate) const PUZZLE48: &[u8] = include_bytes!("../data/puzzle48.csv.gz");

/// Reads a test set.
pub(crate) fn rows(gzip: &[u8]) -> Vec<Row> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(gzip).read_to_string(&mut text).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("id,tiles,manhattan,length,solution"));
    let row = |line: &str| {
        let &[id, tiles, manhattan, length, moves] = &line.split(',').collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        Row {
            id: id.parse().unwrap(),
            tiles: tiles.to_owned(),
            manhattan: manhattan.parse().unwrap(),
            solution: length.parse().ok().map(|length| (length, moves.to_owned())),
        }
    };
    lines.map(row).collect()
}
