//! Rewards from scores whose scale nobody knows beforehand.
//!
//! An objective may lie between 0 and 1 or around -10^6; it may have no bound, as `ArchGym`'s
//! target / |x - target|; and infeasible or failed evaluations have no value at all. So a learner
//! does not see rewards: each score is given a *level*, a small number, and the reward of a move is
//! the difference that it made to the level. As the sum of these differences is the level reached,
//! what counts is the same as with the rewards themselves (Ng, Harada and Russell 1999), and where
//! nothing was measured yet the level is 0: in the middle. A design that is built move by move thus
//! has all its reward at the last one. Levels are computed when a batch is learned from, all by the
//! same statistics.

use crate::moments::Moments;
use orienteer_core::{Score, Space};
use serde::{Deserialize, Serialize};

/// Scores that a rank is among: so many, the latest. As a policy gets better, what was good becomes
/// ordinary.
const WINDOW: usize = 1024;

/// The greatest level in standard deviations (Huang et al. 2022, details of continuous actions 5
/// and 7).
const MOST: f64 = 10.0;

/// What a level is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Space, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[space(rename_all = "kebab-case")]
pub enum Scale {
    /// The place among the last 1024 scores, from -1 for the worst to 1 for the best: the same for
    /// every monotone objective, however large its outliers are, and infeasible scores and faults
    /// have their place below the feasible ones.
    #[default]
    Rank,
    /// Standard deviations from the mean of all feasible scores, at most 10 either way. An
    /// infeasible score is up to 1 below the worst feasible level, a fault 1 below.
    Standard,
}

/// The statistics that levels are made by.
#[derive(Debug)]
pub(crate) struct Levels {
    scale: Scale,
    latest: Vec<Score>,
    next: usize,
    /// The latest scores in order, as of the last [`Levels::refresh`].
    ordered: Vec<Score>,
    moments: Moments,
    worst: f64,
}

impl Levels {
    pub(crate) fn new(scale: Scale) -> Self {
        Self {
            scale,
            latest: Vec::new(),
            next: 0,
            ordered: Vec::new(),
            moments: Moments::default(),
            worst: f64::INFINITY,
        }
    }

    /// Takes note of a score.
    pub(crate) fn add(&mut self, score: Score) {
        if self.latest.len() < WINDOW {
            self.latest.push(score);
        } else {
            self.latest[self.next] = score;
        }
        self.next = (self.next + 1) % WINDOW;
        if let Some(reward) = score.reward() {
            self.moments.add(reward);
            self.worst = self.worst.min(reward);
        }
    }

    /// Makes the scores noted so far count. Levels do not change in between.
    pub(crate) fn refresh(&mut self) {
        self.ordered.clone_from(&self.latest);
        self.ordered.sort_unstable();
    }

    /// The level of a score, or of nothing measured yet.
    pub(crate) fn of(&self, score: Option<Score>) -> f32 {
        let Some(score) = score else { return 0.0 };
        (match self.scale {
            Scale::Rank => self.rank(score),
            Scale::Standard => self.standard(score),
        }) as f32
    }

    fn rank(&self, score: Score) -> f64 {
        let below = self.ordered.partition_point(|other| *other < score);
        let equal = self.ordered[below..].partition_point(|other| *other == score);
        // The middle of those that are equal. A score that all have is in the middle of all.
        let place = below as f64 + equal as f64 / 2.0;
        2.0 * place / self.ordered.len().max(1) as f64 - 1.0
    }

    fn standard(&self, score: Score) -> f64 {
        let depth = match score {
            Score::Feasible(reward) => return self.moments.standardised(reward, MOST),
            Score::Infeasible { violation } => 1.0 - 1.0 / (1.0 + violation),
            Score::Failed => 1.0,
        };
        self.moments.standardised(self.worst, MOST) - depth
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCORES: [Score; 6] = [
        Score::Failed,
        Score::Infeasible { violation: 3.0 },
        Score::Infeasible { violation: 0.5 },
        Score::Feasible(-1e6),
        Score::Feasible(-9.9e5),
        Score::Feasible(1e9),
    ];

    #[test]
    fn levels_order_as_scores_do() {
        for scale in [Scale::Rank, Scale::Standard] {
            let mut levels = Levels::new(scale);
            for score in SCORES {
                levels.add(score);
            }
            levels.refresh();
            let found = SCORES.map(|score| levels.of(Some(score)));
            assert!(found.is_sorted_by(|a, b| a < b), "{scale:?}: {found:?}");
            assert!(found.iter().all(|level| level.abs() <= 11.0));
            assert_eq!(levels.of(None), 0.0);
        }
    }

    #[test]
    fn ranks_do_not_depend_on_the_scale_of_an_objective() {
        let of = |map: fn(f64) -> f64| {
            let mut levels = Levels::new(Scale::Rank);
            let scores = [1.0, 5.0, 2.0, 2.0].map(|x| Score::Feasible(map(x)));
            for score in scores {
                levels.add(score);
            }
            levels.refresh();
            scores.map(|score| levels.of(Some(score)))
        };
        assert_eq!(of(|x| x), [-0.75, 0.75, 0.0, 0.0]);
        assert_eq!(of(|x| 1e6 * x.powi(9) - 1e12), of(|x| x));
    }

    #[test]
    fn old_scores_are_forgotten() {
        let mut levels = Levels::new(Scale::Rank);
        (0..3 * WINDOW).for_each(|i| levels.add(Score::Feasible(i as f64)));
        levels.refresh();
        assert_eq!(levels.of(Some(Score::Feasible(2.0 * WINDOW as f64 - 1.0))), -1.0);
    }

    #[test]
    fn before_anything_was_measured_all_is_in_the_middle() {
        for scale in [Scale::Rank, Scale::Standard] {
            let levels = Levels::new(scale);
            assert!(levels.of(Some(Score::Feasible(3.0))).is_finite());
        }
    }
}
