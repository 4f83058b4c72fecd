//! A fixed list of named moves, for sequential environments.

use std::sync::Arc;

use super::Space;
use super::Subject;

/// The number of a move, from 0.
pub type Move = u32;

/// One of `n` moves, of which a state may allow only some. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moves {
    names: Arc<[String]>,
}

impl Moves {
    /// The moves with these names, numbered in this order.
    ///
    /// A name must be unique, not empty and without white space: a record writes a path as names
    /// parted by spaces, and [`parse`](Self::parse) finds the first of equal names. Names are not
    /// checked here; [the conformance laws](crate::conformance) check them.
    pub fn new<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self { names: names.into_iter().map(Into::into).collect() }
    }

    /// `n` moves named by their numbers.
    pub fn numbered(n: u32) -> Self {
        Self::new((0..n).map(|number| number.to_string()))
    }

    /// How many moves there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no move at all.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name of a move, or `?` for a number that is no move.
    pub fn name(&self, number: Move) -> &str {
        self.names.get(number as usize).map_or("?", String::as_str)
    }

    /// The move of this name.
    pub fn parse(&self, name: &str) -> Option<Move> {
        self.names.iter().position(|known| known == name).map(|number| number as Move)
    }

    /// All names, in the order of their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

impl Space for Moves {
    type Action = Move;

    fn list(&self, out: &mut Vec<Move>) {
        out.extend(0..self.names.len() as Move);
    }

    fn canonical(&self, action: &Move) -> Move {
        *action
    }

    fn subject(&self, action: &Move) -> Subject {
        Subject::Move(self.name(*action).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_inverse() {
        let moves = Moves::new(["R", "R'", "U"]);
        for number in 0..moves.len() as Move {
            assert_eq!(moves.parse(moves.name(number)), Some(number));
        }
        assert_eq!(moves.parse("F"), None);
        assert_eq!(moves.name(9), "?");
        assert_eq!(Moves::numbered(12).name(11), "11");
    }
}
