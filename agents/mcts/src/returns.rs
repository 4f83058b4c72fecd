//! Returns of simulations, and the unit scale on which UCB1 compares them.
//!
//! UCB1 is made for rewards between 0 and 1, but the range of an objective is not known beforehand.
//! So the sums that a mean needs are kept in the objective's own unit, and scaled by the least and
//! the greatest reward seen when they are compared: the scale may widen at any time without an
//! error in what was backed up before.

use orienteer_core::{Score, Space};
use serde::{Deserialize, Serialize};

/// How the returns of the simulations through a node become its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Backup {
    /// Their mean, as in UCT.
    #[default]
    Mean,
    /// The best of them, for problems where one good path is all that counts.
    Max,
}

/// The range of the rewards seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    low: f64,
    high: f64,
}

impl Range {
    pub(crate) const EMPTY: Self = Self { low: f64::INFINITY, high: f64::NEG_INFINITY };

    pub(crate) fn add(&mut self, score: Score) {
        if let Some(reward) = score.reward() {
            self.low = self.low.min(reward);
            self.high = self.high.max(reward);
        }
    }

    /// The sum of `count` rewards as a sum of places between 0 and 1.
    fn scale(&self, sum: f64, count: f64) -> f64 {
        let width = self.high - self.low;
        if width > 0.0 { (sum - count * self.low) / width } else { 0.5 * count }
    }
}

/// What the simulations through one node returned.
#[derive(Clone, Debug)]
pub(crate) struct Returns {
    pub(crate) visits: u32,
    feasible: u32,
    rewards: f64,
    penalties: f64,
    best: Score,
}

impl Returns {
    pub(crate) const NONE: Self =
        Self { visits: 0, feasible: 0, rewards: 0.0, penalties: 0.0, best: Score::Failed };

    pub(crate) fn add(&mut self, score: Score) {
        self.visits += 1;
        self.best = self.best.max(score);
        match score.reward() {
            Some(reward) => {
                self.feasible += 1;
                self.rewards += reward;
            }
            None => self.penalties += penalty(score),
        }
    }

    /// The value on the unit scale; below 0 where returns were infeasible.
    pub(crate) fn value(&self, backup: Backup, range: &Range) -> f64 {
        match (backup, self.best.reward()) {
            (Backup::Max, Some(best)) => range.scale(best, 1.0),
            (Backup::Max, None) => penalty(self.best),
            (Backup::Mean, _) => {
                let scaled = range.scale(self.rewards, f64::from(self.feasible));
                (scaled + self.penalties) / f64::from(self.visits)
            }
        }
    }
}

/// The place of what has no reward: from just below the worst feasible return, 0, down to failure,
/// -1, so that a smaller violation is better.
fn penalty(score: Score) -> f64 {
    match score {
        Score::Infeasible { violation } => 1.0 / (1.0 + violation) - 1.0,
        Score::Failed | Score::Feasible(_) => -1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_may_widen_after_the_fact() {
        let mut range = Range::EMPTY;
        let mut returns = Returns::NONE;
        for reward in [-4.0, -2.0] {
            range.add(Score::Feasible(reward));
            returns.add(Score::Feasible(reward));
        }
        assert_eq!(returns.value(Backup::Mean, &range), 0.5);
        assert_eq!(returns.value(Backup::Max, &range), 1.0);
        range.add(Score::Feasible(0.0));
        assert_eq!(returns.value(Backup::Mean, &range), 0.25);
        assert_eq!(returns.value(Backup::Max, &range), 0.5);
    }

    #[test]
    fn values_order_as_scores_do() {
        let mut range = Range::EMPTY;
        let scores = [
            Score::Failed,
            Score::Infeasible { violation: 3.0 },
            Score::Infeasible { violation: 0.5 },
            Score::Feasible(1.0),
            Score::Feasible(2.0),
        ];
        for score in scores {
            range.add(score);
        }
        for backup in [Backup::Mean, Backup::Max] {
            let values = scores.map(|score| {
                let mut returns = Returns::NONE;
                returns.add(score);
                returns.value(backup, &range)
            });
            assert!(values.is_sorted_by(|a, b| a < b), "{values:?}");
        }
    }
}
