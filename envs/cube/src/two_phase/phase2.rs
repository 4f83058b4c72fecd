//! Phase 2: from the subgroup to solved.

use super::coordinates::{SECOND_TURNS, Second, second_costs};
use super::tables::{Pruning, Second as Tables};
use crate::Effort;
use crate::turn::TurnMetric;

/// A depth-first search within a bound.
pub(super) struct Phase2<'a> {
    pruning: &'a Pruning,
    tables: &'a Tables,
    /// The moves that each turn takes.
    costs: [u8; SECOND_TURNS.len()],
    pub(super) effort: Effort,
}

impl<'a> Phase2<'a> {
    pub(super) fn new(pruning: &'a Pruning, metric: TurnMetric) -> Self {
        Self {
            pruning,
            tables: pruning.second(metric),
            costs: second_costs(metric),
            effort: Effort::default(),
        }
    }

    /// Adds the turns of a solution of at most `left` moves to `word`; whether there is one. None of
    /// the faces in `closed` (a bit each) turns first.
    pub(super) fn solve(&mut self, at: Second, left: u8, closed: u8, word: &mut Vec<u8>) -> bool {
        if at == Second::SOLVED {
            return true;
        }
        if left == 0 {
            return false;
        }
        let (corners, edges, slices) = self.pruning.moves.second_rows(at);
        self.effort.expanded += 1;
        // Which children pass is hard to foresee, so they are sifted without branches.
        let mut passed = [0; SECOND_TURNS.len()];
        let mut count = 0;
        for (i, turn) in SECOND_TURNS.iter().enumerate() {
            let is_open = closed >> (turn / 3) & 1 == 0;
            passed[count] = i;
            self.effort.generated += u64::from(is_open);
            let bound = self.pruning.corners_slice(self.tables, corners[i], slices[i]);
            count += usize::from(bound + self.costs[i] + 32 * u8::from(!is_open) <= left);
        }
        let mut within = 0;
        for j in 0..count {
            let i = passed[j];
            let a = self.pruning.edges_slice(self.tables, edges[i], slices[i]);
            let b = self.pruning.edges_half(self.tables, edges[i], corners[i]);
            passed[within] = i;
            within += usize::from(a.max(b) + self.costs[i] <= left);
        }
        for &i in &passed[..within] {
            let (turn, next) = (
                SECOND_TURNS[i],
                Second { corners: corners[i], edges: edges[i], slice: slices[i] },
            );
            word.push(turn);
            if self.solve(next, left - self.costs[i], closed_after(turn), word) {
                return true;
            }
            word.pop();
        }
        false
    }
}

/// The faces that do not turn after `turn`: its own, and of opposite faces the first in the order of
/// faces.
fn closed_after(turn: u8) -> u8 {
    let face = turn / 3;
    if face >= 3 { 1 << face | 1 << (face - 3) } else { 1 << face }
}
