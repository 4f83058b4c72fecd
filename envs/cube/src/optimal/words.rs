//! Which turns may follow which, so that no position is reached by two words that differ only in
//! the order of turns that commute.
//!
//! In half turns, no turn of the same face follows, and none of U, R or F a turn of the opposite
//! face. In quarter turns, a face turns at most twice in a row, and then clockwise. Turns of
//! opposite faces in between do not matter, because the order of the two faces is fixed.

use crate::turn::{Angle, Face, Turn, TurnMetric};
use crate::turn_index;

/// A turn that may follow, and what then may.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Next {
    pub(crate) turn: u8,
    pub(crate) state: u8,
}

/// The automaton of canonical words: for each state, the turns that may follow.
#[derive(Clone, Debug)]
pub(crate) struct Canonical(Vec<Vec<Next>>);

impl Canonical {
    /// The state of an empty word.
    pub(crate) const START: u8 = 0;

    pub(crate) fn new(metric: TurnMetric) -> Self {
        Self::of(metric, false)
    }

    /// The same for words that are written from their end, each turn as the one that takes it back.
    pub(crate) fn of_backs(metric: TurnMetric) -> Self {
        Self::of(metric, true)
    }

    fn of(metric: TurnMetric, is_back: bool) -> Self {
        let repeated = if is_back { Angle::Counterclockwise } else { Angle::Clockwise };
        let turns = metric.turns(&Face::ALL);
        // A state is the last turn, and whether it was the second of its kind.
        let state = |turn: Turn, twice: bool| 1 + turn_index(turn) + 18 * usize::from(twice);
        let follow = |last: Option<(Turn, bool)>, next: Turn| {
            let allowed = last.is_none_or(|(last, twice)| {
                let repeats = [last, next].iter().all(|turn| turn.angle == repeated);
                match last.face {
                    face if face == next.face => {
                        metric == TurnMetric::QuarterTurn && repeats && !twice
                    }
                    face => face != next.face.opposite() || (face < next.face) != is_back,
                }
            });
            let twice = last.is_some_and(|(last, _)| last.face == next.face);
            let (turn, state) = (turn_index(next) as u8, state(next, twice) as u8);
            allowed.then_some(Next { turn, state })
        };
        let mut states = vec![Vec::new(); 37];
        states[usize::from(Self::START)] =
            turns.iter().filter_map(|next| follow(None, *next)).collect();
        for (&last, twice) in turns.iter().flat_map(|turn| [(turn, false), (turn, true)]) {
            states[state(last, twice)] =
                turns.iter().filter_map(|next| follow(Some((last, twice)), *next)).collect();
        }
        Self(states)
    }

    /// What may follow in a state.
    #[inline]
    pub(crate) fn after(&self, state: u8) -> &[Next] {
        &self.0[usize::from(state)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(metric: TurnMetric, lengths: usize) -> Vec<u64> {
        let automaton = Canonical::new(metric);
        let mut at = vec![0_u64; 37];
        at[0] = 1;
        let longer = |_| {
            let mut next = vec![0; 37];
            for (state, count) in (0..).zip(&at) {
                automaton.after(state).iter().for_each(|to| next[usize::from(to.state)] += count);
            }
            at = next;
            at.iter().sum()
        };
        (0..lengths).map(longer).collect()
    }

    /// Korf 1997, section 2; for quarter turns, counted by breadth-first search of the automaton.
    #[test]
    fn canonical_words_are_as_many_as_published() {
        let half = [18, 243, 3_240, 43_254, 577_368, 7_706_988, 102_876_480, 1_373_243_544];
        assert_eq!(words(TurnMetric::HalfTurn, 8), half);
        let quarter = [12, 114, 1_068, 10_011, 93_840, 879_624, 8_245_296, 77_288_598];
        assert_eq!(words(TurnMetric::QuarterTurn, 8), quarter);
    }
}
