//! Random starts: walks that never undo what they have just done.

use crate::turn::{Angle, Turn, TurnMetric};
use orienteer_core::Rng;
use rand::RngExt as _;

/// A random canonical word of `length` turns: each turn is drawn uniformly from those of `turns`
/// that may follow.
pub(crate) fn random_word(
    metric: TurnMetric,
    turns: &[Turn],
    length: u32,
    rng: &mut Rng,
) -> Vec<Turn> {
    let mut word = Vec::new();
    while word.len() < length as usize {
        let next = turns[rng.random_range(0..turns.len() as u32) as usize];
        if may_follow(metric, &word, next) {
            word.push(next);
        }
    }
    word
}

/// Whether the canonical word `word` stays canonical with `next` at its end: turns of one face
/// that follow each other are written in the one shortest way, and of two opposite faces, which
/// commute, the earlier in the order U R F D L B turns first.
fn may_follow(metric: TurnMetric, word: &[Turn], next: Turn) -> bool {
    let Some(last) = word.last() else { return true };
    if last.face != next.face {
        return !(last.face == next.face.opposite() && last.face > next.face);
    }
    // Only a half turn made of quarters needs two turns of a face: twice clockwise, and no more.
    let third = word.len() >= 2 && word[word.len() - 2].face == next.face;
    let clockwise = last.angle == Angle::Clockwise && next.angle == Angle::Clockwise;
    metric == TurnMetric::QuarterTurn && clockwise && !third
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turn::Face;

    fn canonical_words(metric: TurnMetric, length: usize) -> Vec<usize> {
        let turns = metric.turns(&Face::ALL);
        let mut words = vec![vec![]];
        let mut counts = vec![];
        for _ in 0..length {
            let longer = |word: &Vec<Turn>| {
                let next = turns.iter().filter(|turn| may_follow(metric, word, **turn));
                next.map(|turn| [word.as_slice(), &[*turn]].concat()).collect::<Vec<_>>()
            };
            words = words.iter().flat_map(longer).collect();
            counts.push(words.len());
        }
        counts
    }

    /// The counts follow from Korf 1997, section 2, and its analogue for quarter turns.
    #[test]
    fn canonical_words_are_as_many_as_published() {
        assert_eq!(canonical_words(TurnMetric::HalfTurn, 4), [18, 243, 3_240, 43_254]);
        assert_eq!(canonical_words(TurnMetric::QuarterTurn, 5), [12, 114, 1_068, 10_011, 93_840]);
    }

    #[test]
    fn a_walk_has_the_length_asked_for_and_is_canonical() {
        for metric in [TurnMetric::HalfTurn, TurnMetric::QuarterTurn] {
            let turns = metric.turns(&Face::ALL);
            let word = random_word(metric, &turns, 200, &mut orienteer_core::rng::rng(1));
            assert_eq!(word.len(), 200);
            assert!((0..200).all(|i| may_follow(metric, &word[..i], word[i])));
        }
    }
}
