//! The bound of [`super::Axes`] as a heuristic, for planners that make moves on their own.

use super::axes::of_three;
use crate::database::{classes, nibble};
use crate::puzzle::{Puzzle3, Symmetry, upright};
use crate::turn::TurnMetric;
use crate::{AxisTable, Coordinates, Databases, State, Subgroup};
use orienteer_core::path::Heuristic;
use std::sync::Arc;

/// The greatest of the distance of the corners, and of the distances to the subgroups of the three
/// axes from the position and from its inverse, in half turns: the strongest heuristic here, and the
/// slowest. Where a move makes several turns at a cost of 1, it is divided by that number.
///
/// Admissible. Not consistent, because a turn of a position is no turn of its inverse.
#[derive(Clone, Debug)]
pub struct SubgroupHeuristic {
    databases: Arc<Databases>,
    subgroup: Arc<Subgroup>,
    rotations: [&'static Symmetry; 3],
}

impl SubgroupHeuristic {
    /// The heuristic of these tables; nothing if one of them counts quarter turns.
    pub fn new(databases: Arc<Databases>, subgroup: Arc<Subgroup>) -> Option<Self> {
        let fits = [databases.metric(), subgroup.metric()] == [TurnMetric::HalfTurn; 2];
        fits.then(|| Self { databases, subgroup, rotations: upright() })
    }

    fn along_axes(&self, state: &State) -> u8 {
        let moves = classes().moves;
        let [a, b, c] =
            self.rotations.map(|rotation| self.subgroup.at(moves.first(&rotation.apply(state))));
        of_three(a, b, c)
    }
}

impl Heuristic<Puzzle3> for SubgroupHeuristic {
    fn estimate(&self, puzzle: &Puzzle3, state: &State) -> f32 {
        let corners = nibble(self.databases.corners().bytes(), Coordinates::of(state).corners());
        let bound = corners.max(self.along_axes(state)).max(self.along_axes(&state.inverse()));
        let moves = puzzle.actions().moves_per_cost(TurnMetric::HalfTurn);
        u32::from(bound).div_ceil(moves) as f32
    }

    fn is_admissible(&self) -> bool {
        true
    }
}
