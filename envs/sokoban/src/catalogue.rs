//! The levels that come with the crate, and collections in files.

use flate2::read::GzDecoder;
use std::io::Read;
use std::sync::LazyLock;

/// A level that comes with the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its number in the set that it is from.
    pub id: u32,
    /// The fewest steps that solve it.
    pub length: u32,
    /// The positions that a breadth-first search stored until it had found them.
    pub states: u64,
    /// The rows, parted by bars.
    pub level: String,
}

/// The 500 levels that come with the crate: 10 by 10 squares, four boxes. `data/README.md` says
/// where they are from.
pub fn shipped() -> &'static [Shipped] {
    static LEVELS: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
        let mut text = String::new();
        let bytes = include_bytes!("../data/levels.csv.gz");
        // A test reads all rows of the file; what could not be read would be left out here.
        let _ = GzDecoder::new(&bytes[..]).read_to_string(&mut text);
        text.lines().skip(1).filter_map(row).collect()
    });
    &LEVELS
}

fn row(line: &str) -> Option<Shipped> {
    let mut fields = line.splitn(4, ',');
    Some(Shipped {
        id: fields.next()?.parse().ok()?,
        length: fields.next()?.parse().ok()?,
        states: fields.next()?.parse().ok()?,
        level: fields.next()?.to_owned(),
    })
}

/// The levels in a text such as collections have: rows of level letters with a wall among them,
/// parted by anything else (empty lines, titles, comments). A row with bars is a level of its own.
pub fn levels_of(text: &str) -> Vec<String> {
    let mut levels: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        let line = line.trim_end();
        let is_row = line.contains('#') && line.chars().all(|c| "#@$.*+ -_|".contains(c));
        if is_row && line.contains('|') {
            levels.extend([vec![line], Vec::new()]);
        } else if is_row {
            levels.last_mut().into_iter().for_each(|rows| rows.push(line));
        } else {
            levels.push(Vec::new());
        }
    }
    levels.retain(|rows| !rows.is_empty());
    levels.into_iter().map(|rows| rows.join("\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_falls_into_levels() {
        let text =
            "; made by hand\n\n#####\n#@$.#\n#####\nTitle: one\n\n  ####\n###@.#\n# $  #\n######\n";
        assert_eq!(levels_of(text), ["#####\n#@$.#\n#####", "  ####\n###@.#\n# $  #\n######"]);
        assert_eq!(levels_of("####|#@#|####\n###|# #\n"), ["####|#@#|####", "###|# #"]);
        assert!(levels_of("no level at all\n").is_empty());
    }
}
