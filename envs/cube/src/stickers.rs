//! Stickers that are not on their home face, as a lower bound: a heuristic without tables.

use crate::cube::{Cube, Cube2, Cube3};
use crate::puzzle::{Puzzle2, Puzzle3, SmallState};
use crate::turn::TurnMetric;
use crate::{Actions, State};
use orienteer_core::path::Heuristic;

/// The stickers that are not on their home face, divided by how many a turn can bring there: those
/// beside the face, because the others stay on it. Admissible and consistent; weak.
#[derive(Clone, Copy, Debug, Default)]
pub struct MisplacedStickers;

/// Stickers of the four sides that a turn moves to another face.
const fn moved<C: Cube>() -> u32 {
    4 * C::SIZE as u32
}

fn cost<C: Cube>(cube: &C, actions: &Actions) -> f32 {
    let turns = cube.misplaced().div_ceil(moved::<C>());
    // A turn is one move of this metric, whatever the puzzle counts.
    turns.div_ceil(actions.moves_per_cost(TurnMetric::HalfTurn)) as f32
}

impl Heuristic<Puzzle3> for MisplacedStickers {
    fn estimate(&self, puzzle: &Puzzle3, state: &State) -> f32 {
        cost(&Cube3::from(*state), puzzle.actions())
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}

impl Heuristic<Puzzle2> for MisplacedStickers {
    fn estimate(&self, puzzle: &Puzzle2, state: &SmallState) -> f32 {
        cost(&Cube2::from(*state), puzzle.actions())
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}
