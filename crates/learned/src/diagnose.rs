//! How good a network is: alone, by descending greedily, and against what is known.

use crate::heuristic::LearnedHeuristic;
use crate::network::Network;
use crate::trainer::{Progress, TrainError, Trainer};
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Puzzle};
use orienteer_core::rng::{key_seed, rng, stream_seed};
use serde::Serialize;

/// The positions with which a heuristic is asked at a time.
const BATCH: usize = 1024;

/// Where training is, as a line of JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// Steps, updates and loss.
    #[serde(flatten)]
    pub progress: Progress,
    /// The parameters of the network.
    pub parameters: usize,
    /// The positions trained on.
    pub examples: u64,
    /// The step size of Adam.
    pub rate: f64,
    /// Wall-clock seconds of this process.
    pub seconds: f64,
    /// What greedy descent solves, by the depth of the scramble.
    pub greedy: Vec<GreedyRate>,
    /// The estimates against the truth, where it is known.
    pub exact: Option<Comparison>,
}

/// What greedy descent solves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GreedyRate {
    /// The moves of the scramble.
    pub depth: u32,
    /// The positions tried.
    pub positions: u32,
    /// Those from which it came to the goal.
    pub solved: u32,
}

/// Estimates against the truth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The positions compared.
    pub positions: usize,
    /// The mean of estimate minus truth.
    pub mean_error: f64,
    /// The mean of its size.
    pub mean_absolute_error: f64,
    /// The share of estimates above the truth by more than a half.
    pub overestimated: f64,
    /// Pearson's correlation; none if either does not vary.
    pub correlation: Option<f64>,
}

/// Descends from scrambled positions, always to where move and estimate cost least (the first of
/// equals), for at most twice as many moves as the scramble had, and two. The same positions for the
/// same seed.
pub fn greedy_rates<P: Puzzle>(
    puzzle: &P,
    heuristic: &dyn Heuristic<P>,
    depths: &[u32],
    positions: u32,
    seed: u64,
) -> Vec<GreedyRate> {
    let rate = |&depth: &u32| {
        let mut rng = rng(stream_seed(seed, u64::from(depth)));
        let mut open: Vec<_> = (0..positions).map(|_| puzzle.sample(depth, &mut rng)).collect();
        open.retain(|state| !puzzle.is_goal(state));
        for _ in 0..2 * depth + 2 {
            descend(puzzle, heuristic, &mut open);
        }
        GreedyRate { depth, positions, solved: positions - open.len() as u32 }
    };
    depths.iter().map(rate).collect()
}

/// One move down from each position; those at the goal are taken out, and those without moves stay.
fn descend<P: Puzzle>(puzzle: &P, heuristic: &dyn Heuristic<P>, open: &mut Vec<P::State>) {
    let (mut legal, mut children, mut estimates) = (Vec::<Move>::new(), Vec::new(), Vec::new());
    let mut families = Vec::with_capacity(open.len());
    for state in &*open {
        puzzle.legal(state, &mut legal);
        let first = children.len();
        for &mv in &legal {
            let mut child = state.clone();
            puzzle.apply(&mut child, mv);
            children.push(child);
        }
        families.push((first, legal.clone()));
    }
    children.chunks(BATCH).for_each(|part| heuristic.estimate_all(puzzle, part, &mut estimates));
    for (state, (first, moves)) in open.iter_mut().zip(&families) {
        let costs = moves
            .iter()
            .enumerate()
            .map(|(i, mv)| (first + i, puzzle.cost(*mv) as f32 + estimates[first + i]));
        if let Some((best, _)) = costs.min_by(|a, b| a.1.total_cmp(&b.1)) {
            *state = children[best].clone();
        }
    }
    open.retain(|state| !puzzle.is_goal(state));
}

/// Compares a heuristic with the truth at positions.
pub fn compare<P: Puzzle>(
    puzzle: &P,
    heuristic: &dyn Heuristic<P>,
    exact: &dyn Heuristic<P>,
    states: &[P::State],
) -> Comparison {
    let (mut estimates, mut truths) = (Vec::new(), Vec::new());
    for part in states.chunks(BATCH) {
        heuristic.estimate_all(puzzle, part, &mut estimates);
        exact.estimate_all(puzzle, part, &mut truths);
    }
    let pairs = || estimates.iter().zip(&truths).map(|(e, t)| (f64::from(*e), f64::from(*t)));
    let n = states.len().max(1) as f64;
    let mean = |of: &dyn Fn(f64, f64) -> f64| pairs().map(|(e, t)| of(e, t)).sum::<f64>() / n;
    let (e_mean, t_mean) = (mean(&|e, _| e), mean(&|_, t| t));
    let covariance = mean(&|e, t| (e - e_mean) * (t - t_mean));
    let spread = (mean(&|e, _| (e - e_mean).powi(2)) * mean(&|_, t| (t - t_mean).powi(2))).sqrt();
    Comparison {
        positions: states.len(),
        mean_error: e_mean - t_mean,
        mean_absolute_error: mean(&|e, t| (e - t).abs()),
        overestimated: mean(&|e, t| f64::from(u8::from(e > t + 0.5))),
        correlation: (spread > 0.0).then(|| covariance / spread),
    }
}

/// What is asked of a network during training.
pub struct Diagnosis<'a, P: Puzzle> {
    /// The scrambles of greedy descent.
    pub depths: Vec<u32>,
    /// The positions of each.
    pub positions: u32,
    /// The true distances, where they are known.
    pub exact: Option<&'a dyn Heuristic<P>>,
    /// The positions at which estimates are compared with them.
    pub states: Vec<P::State>,
}

impl<P: Puzzle> Diagnosis<'_, P> {
    /// Where training is. `seconds` are those that it took so far.
    ///
    /// # Errors
    ///
    /// When the network does not fit the puzzle, which a trainer would not have accepted.
    pub fn record<N: Network>(
        &self,
        trainer: &Trainer<'_, P, N>,
        seconds: f64,
    ) -> Result<Record, TrainError> {
        let (puzzle, settings) = (trainer.puzzle(), trainer.settings());
        let network = trainer.network().frozen();
        let heuristic = LearnedHeuristic::new(puzzle, trainer.name(), settings.estimate, network)?;
        let progress = trainer.progress().clone();
        let seed = key_seed(&["greedy", trainer.name()]);
        Ok(Record {
            parameters: trainer.network().parameters(),
            examples: progress.steps * u64::from(settings.batch),
            rate: settings.rate_at(progress.steps),
            seconds,
            greedy: greedy_rates(puzzle, &heuristic, &self.depths, self.positions, seed),
            exact: self.exact.map(|exact| compare(puzzle, &heuristic, exact, &self.states)),
            progress,
        })
    }
}
