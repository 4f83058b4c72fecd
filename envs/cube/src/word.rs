//! Sequences of turns as text, such as `R U R' U'`.

use crate::turn::{Angle, Face, Turn};

/// A word with something in it that is not a turn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("turn {position} of `{text}` is `{turn}`: expected {expected}")]
pub struct WordError {
    /// The whole word.
    pub text: String,
    /// The turn as written.
    pub turn: String,
    /// Which turn it is, counted from 1.
    pub position: usize,
    /// What would have been right.
    pub expected: &'static str,
}

/// Reads turns separated by white space.
///
/// # Errors
///
/// Names the first turn that is none, and its position.
pub fn parse_word(text: &str) -> Result<Vec<Turn>, WordError> {
    let expected = "one of U R F D L B, alone or followed by `2` or `'`";
    let read = |(turn, position)| {
        parse_turn(turn).ok_or_else(|| {
            let (text, turn) = (text.to_owned(), turn.to_owned());
            WordError { text, turn, position, expected }
        })
    };
    text.split_whitespace().zip(1..).map(read).collect()
}

/// The same for a cube on which only `faces` turn.
pub(crate) fn parse_word_of(text: &str, faces: &[Face]) -> Result<Vec<Turn>, WordError> {
    let word = parse_word(text)?;
    match word.iter().position(|turn| !faces.contains(&turn.face)) {
        None => Ok(word),
        Some(at) => Err(WordError {
            text: text.to_owned(),
            turn: word[at].to_string(),
            position: at + 1,
            expected: "U, R or F, because the 2x2x2 keeps its corner at D, B and L in place",
        }),
    }
}

fn parse_turn(text: &str) -> Option<Turn> {
    let mut letters = text.chars();
    let letter = letters.next()?;
    let face = Face::ALL.into_iter().find(|face| face.letter() == letter)?;
    let angle = match letters.as_str() {
        "" => Angle::Clockwise,
        "2" => Angle::Half,
        "'" => Angle::Counterclockwise,
        _ => return None,
    };
    Some(Turn { face, angle })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turn::TurnMetric;

    #[test]
    fn every_turn_reads_back_as_it_is_written() {
        let turns = TurnMetric::HalfTurn.turns(&Face::ALL);
        let text: Vec<_> = turns.iter().map(Turn::to_string).collect();
        assert_eq!(text[..4], ["U", "U2", "U'", "R"]);
        assert_eq!(parse_word(&text.join(" ")), Ok(turns));
        assert_eq!(parse_word("  "), Ok(vec![]));
    }

    #[test]
    fn an_error_names_the_turn_and_its_position() {
        for (text, position, turn) in [("R U X2", 3, "X2"), ("u", 1, "u"), ("R U2' F", 2, "U2'")] {
            let error = parse_word(text).unwrap_err();
            assert_eq!((error.position, error.turn.as_str()), (position, turn));
        }
        assert_eq!(
            parse_word("R U3").unwrap_err().to_string(),
            "turn 2 of `R U3` is `U3`: expected one of U R F D L B, alone or followed by `2` or `'`"
        );
    }
}
