//! What a search along axes asks of a table.

use crate::State;
use crate::turn::TurnMetric;

/// Distances from a subgroup of positions that the turns of U and D do not leave: what a search asks
/// along each axis of the cube. A position one turn of U or D before solved is in the subgroup.
pub trait AxisTable: Send + Sync {
    /// The coordinates of a position.
    type At: Copy + Send + Sync;

    /// What counts as one move.
    fn metric(&self) -> TurnMetric;

    /// The coordinates of a position, given its inverse too.
    fn of(&self, state: &State, inverse: &State) -> Self::At;

    /// The coordinates after a turn, by its number in [`crate::TURNS`].
    fn after(&self, at: Self::At, turn: usize) -> Self::At;

    /// The entry of these coordinates.
    fn index(&self, at: Self::At) -> usize;

    /// The distances, two in a byte.
    fn bytes(&self) -> &[u8];
}
