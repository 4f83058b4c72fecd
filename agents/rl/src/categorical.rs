//! The policy: a distribution over the moves that are legal.
//!
//! An illegal move has probability zero, and its logit no gradient: its logit counts as minus
//! infinity (Huang and Ontañón 2022, "A closer look at invalid action masking").

use orienteer_core::{Move, Rng};
use orienteer_net::math::{exp, ln};
use rand::RngExt;

/// The probabilities of all moves and their logarithms, 0 for illegal ones.
#[derive(Debug, Default)]
pub(crate) struct Categorical {
    pub(crate) chances: Vec<f32>,
    pub(crate) logs: Vec<f32>,
}

impl Categorical {
    /// The softmax of the logits of legal moves.
    pub(crate) fn set(&mut self, logits: &[f32], legal: &[bool]) {
        let allowed = || logits.iter().zip(legal).filter(|(_, legal)| **legal).map(|(x, _)| *x);
        let top = allowed().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = allowed().map(|x| exp(x - top)).sum();
        let rest = top + ln(sum);
        self.logs.clear();
        self.chances.clear();
        for (logit, legal) in logits.iter().zip(legal) {
            let log = if *legal { logit - rest } else { 0.0 };
            self.logs.push(log);
            self.chances.push(if *legal { exp(log) } else { 0.0 });
        }
    }

    /// One of the legal moves.
    pub(crate) fn sample(&self, legal: &[bool], rng: &mut Rng) -> Option<Move> {
        let mut left = rng.random::<f32>();
        let mut last = None;
        for (mv, chance) in self.chances.iter().enumerate().filter(|(mv, _)| legal[*mv]) {
            last = Some(mv as Move);
            left -= chance;
            if left < 0.0 {
                break;
            }
        }
        // Rounding may leave a little over, which is the last one's.
        last
    }

    /// Shannon's entropy, in nats.
    pub(crate) fn entropy(&self) -> f32 {
        -self.chances.iter().zip(&self.logs).map(|(p, log)| p * log).sum::<f32>()
    }

    /// Adds to `slopes` the derivatives by the logits of `by_log * ln p(mv) + by_entropy * entropy`.
    pub(crate) fn slopes(&self, mv: Move, by_log: f32, by_entropy: f32, slopes: &mut [f32]) {
        let entropy = self.entropy();
        for ((slope, p), log) in slopes.iter_mut().zip(&self.chances).zip(&self.logs) {
            *slope -= by_log * p + by_entropy * p * (log + entropy);
        }
        slopes[mv as usize] += by_log;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGITS: [f32; 5] = [0.5, -1.0, 8.0, 2.0, 0.25];
    const LEGAL: [bool; 5] = [true, true, false, true, true];

    fn of(logits: &[f32]) -> Categorical {
        let mut policy = Categorical::default();
        policy.set(logits, &LEGAL);
        policy
    }

    #[test]
    fn illegal_moves_have_no_chance() {
        let policy = of(&LOGITS);
        assert_eq!(policy.chances[2], 0.0);
        assert!((policy.chances.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        // exp of 0.5, -1, 2 and 0.25 over their sum.
        let expected = [0.154_63, 0.034_50, 0.0, 0.693_0, 0.120_42];
        for (found, expected) in policy.chances.iter().zip(expected) {
            assert!((found - expected).abs() < 4e-3, "{:?}", policy.chances);
        }
        let mut rng = orienteer_core::rng::rng(1);
        let mut counts = [0.0_f32; 5];
        for _ in 0..20_000 {
            counts[policy.sample(&LEGAL, &mut rng).unwrap() as usize] += 1.0 / 20_000.0;
        }
        for (count, chance) in counts.iter().zip(&policy.chances) {
            assert!((count - chance).abs() < 0.015, "{counts:?}");
        }
        assert_eq!(Categorical::default().sample(&[], &mut rng), None);
    }

    #[test]
    fn slopes_agree_with_differences() {
        let value = |logits: &[f32]| {
            let policy = of(logits);
            0.7 * f64::from(policy.logs[1]) - 0.3 * f64::from(policy.entropy())
        };
        let mut slopes = [0.0; 5];
        of(&LOGITS).slopes(1, 0.7, -0.3, &mut slopes);
        for i in 0..5 {
            let at = |h: f32| {
                let mut moved = LOGITS;
                moved[i] += h;
                value(&moved)
            };
            let difference = (at(0.015_625) - at(-0.015_625)) / 0.031_25;
            assert!((difference - f64::from(slopes[i])).abs() < 2e-4, "{i}: {difference}");
        }
    }
}
