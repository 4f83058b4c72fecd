//! The one number that agents compare, with feasibility kept apart from value.

use std::cmp::Ordering;

/// How good an evaluation was. Higher is better: any feasible evaluation beats any infeasible one,
/// which beats one that failed.
#[derive(Clone, Copy, Debug)]
pub enum Score {
    /// There is no value: the evaluation faulted.
    Failed,
    /// A constraint is broken, by `violation` (relative to its bound, summed; positive).
    Infeasible {
        /// The sum of relative violations.
        violation: f64,
    },
    /// All constraints hold. The reward: the value, negated when it is minimised.
    Feasible(f64),
}

impl Score {
    /// The reward of a feasible evaluation.
    pub fn reward(self) -> Option<f64> {
        match self {
            Self::Feasible(reward) => Some(reward),
            _ => None,
        }
    }

    fn rank(self) -> (u8, f64) {
        match self {
            Self::Failed => (0, 0.0),
            Self::Infeasible { violation } => (1, -violation),
            Self::Feasible(reward) => (2, reward),
        }
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.rank(), other.rank());
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}
