//! What a search of the cube does between two looks at its budget.

use orienteer_core::path::{Puzzle, Spent, Task};
use std::ops::AddAssign;

/// Positions since the last time. Each that was made was judged by a table, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Positions whose turns were looked at.
    pub expanded: u64,
    /// Positions made by a turn.
    pub generated: u64,
}

impl Effort {
    /// Counts it.
    #[inline]
    pub(crate) fn count<P: Puzzle>(self, task: &mut Task<'_, P>) -> Result<(), Spent> {
        task.expand_all(self.expanded)?;
        task.generate(self.generated)?;
        task.estimate(self.generated)
    }
}

impl AddAssign for Effort {
    fn add_assign(&mut self, other: Self) {
        self.expanded += other.expanded;
        self.generated += other.generated;
    }
}
