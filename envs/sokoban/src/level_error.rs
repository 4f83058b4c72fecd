//! Why a text is no level.

use crate::level::MOST_CELLS;
use crate::matching::MOST_BOXES;

/// Why a text is no level, or one that cannot be solved whatever the agent does.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LevelError {
    /// There are no rows.
    #[error("there is no level here: expected rows of the letters `# @$.*+` and spaces")]
    Empty,
    /// A letter that means nothing.
    #[error(
        "row {row}, column {column} is `{letter}`: expected `#` (wall), `@` (agent), `$` (box), `.` \
         (goal), `*` (box on a goal), `+` (agent on a goal) or a space"
    )]
    Letter {
        /// The row, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
        /// What is there.
        letter: char,
    },
    /// Not exactly one agent.
    #[error("{0} agents: expected one `@` or `+`")]
    Agents(usize),
    /// Boxes and goals are not as many.
    #[error("{boxes} boxes and {goals} goals: expected as many of one as of the other")]
    Counts {
        /// How many boxes.
        boxes: usize,
        /// How many goals.
        goals: usize,
    },
    /// There is nothing to push.
    #[error("there is no box: expected at least one")]
    NoBox,
    /// More boxes than the matching has room for.
    #[error("{0} boxes: expected at most {MOST_BOXES}")]
    Boxes(usize),
    /// The walls do not close.
    #[error(
        "the agent can leave the level at row {row}, column {column}: expected walls all round"
    )]
    Open {
        /// The row, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A box or a goal that the agent cannot get at.
    #[error("row {row}, column {column}: the agent can never get to this {what}")]
    Apart {
        /// `box` or `goal`.
        what: &'static str,
        /// The row, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
    },
    /// Too large.
    #[error("the agent can walk on {0} cells: expected at most {MOST_CELLS}")]
    Large(usize),
    /// Larger than this type of puzzle can hold.
    #[error("the agent can walk on {cells} cells: a puzzle of this type has room for {room}")]
    Room {
        /// How many cells there are.
        cells: usize,
        /// How many there may be.
        room: usize,
    },
}
