//! Actions in words.

use super::Value;

/// An action as people and records name it.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// One value for each active parameter, by path.
    Design(Vec<(String, Value)>),
    /// One move.
    Move(String),
    /// The moves of a whole episode.
    Moves(Vec<String>),
}
