//! A network as a heuristic, and as an action-value function.

use crate::lookahead::cheapest;
use crate::network::Network;
use crate::settings::Estimate;
use crate::trainer::{TrainError, check_network};
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Puzzle, QFunction};
use orienteer_net::Sparse;
use rayon::prelude::*;
use std::sync::{Arc, Mutex};

/// The positions whose features are made by one thread at a time.
const PIECE: usize = 128;

/// What no estimate exceeds. An infinite one would say that the goal is out of reach, which no network
/// can know.
const FAR: f32 = 1e9;

/// A network and the memory that estimates need.
#[derive(Debug)]
struct Estimator<N> {
    network: N,
    spare: Mutex<Vec<Scratch>>,
}

#[derive(Debug, Default)]
struct Scratch {
    pieces: Vec<(Sparse, Vec<f32>)>,
    inputs: Option<Sparse>,
    outputs: Vec<f32>,
    moves: Vec<Move>,
}

impl<N: Network> Estimator<N> {
    fn new(network: N) -> Self {
        Self { network, spare: Mutex::default() }
    }

    /// Calls `read` with the outputs for the positions.
    fn with<P: Puzzle>(
        &self,
        puzzle: &P,
        states: &[P::State],
        read: impl FnOnce(&[f32], &mut Vec<Move>),
    ) {
        let taken = self.spare.lock().ok().and_then(|mut spare| spare.pop());
        let mut scratch = taken.unwrap_or_default();
        let Scratch { pieces, inputs, outputs, moves } = &mut scratch;
        let width = puzzle.width();
        let new = || (Sparse::new(width), vec![0.0; width]);
        let count = states.len().div_ceil(PIECE);
        if pieces.len() < count {
            pieces.resize_with(count, new);
        }
        let fill = |(piece, states): (&mut (Sparse, Vec<f32>), &[P::State])| {
            let (inputs, row) = piece;
            inputs.clear();
            for state in states {
                puzzle.observe(state, row);
                inputs.push(row);
            }
        };
        if count == 1 {
            pieces.iter_mut().zip(states.chunks(PIECE)).for_each(fill);
            self.network.forward(pieces[0].0.rows(), outputs);
        } else {
            pieces[..count].par_iter_mut().zip(states.par_chunks(PIECE)).for_each(fill);
            let inputs = inputs.get_or_insert_with(|| Sparse::new(width));
            inputs.clear();
            pieces[..count].iter().for_each(|(piece, _)| inputs.extend(piece));
            self.network.forward(inputs.rows(), outputs);
        }
        read(outputs, moves);
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(scratch);
        }
    }
}

/// A network as a heuristic: 0 at goals, elsewhere at least the cost of the cheapest move.
///
/// Of a network of action values it is the least of them.
#[derive(Clone, Debug)]
pub struct LearnedHeuristic<N> {
    estimator: Arc<Estimator<N>>,
    estimate: Estimate,
    /// What a position costs at least that is no goal.
    least: f32,
}

impl<N: Network> LearnedHeuristic<N> {
    /// Of a network that was trained for `puzzle`, which errors call `name`.
    ///
    /// # Errors
    ///
    /// When the network has other inputs or outputs than the puzzle needs.
    pub fn new<P: Puzzle>(
        puzzle: &P,
        name: &str,
        estimate: Estimate,
        network: N,
    ) -> Result<Self, TrainError> {
        check_network(puzzle, name, estimate, &network)?;
        let (estimator, least) = (Arc::new(Estimator::new(network)), cheapest(puzzle));
        Ok(Self { estimator, estimate, least })
    }
}

impl<P: Puzzle, N: Network> Heuristic<P> for LearnedHeuristic<N> {
    fn estimate(&self, puzzle: &P, state: &P::State) -> f32 {
        let mut out = Vec::with_capacity(1);
        self.estimate_all(puzzle, std::slice::from_ref(state), &mut out);
        out.first().copied().unwrap_or(self.least)
    }

    fn estimate_all(&self, puzzle: &P, states: &[P::State], out: &mut Vec<f32>) {
        if states.is_empty() {
            return;
        }
        self.estimator.with(puzzle, states, |outputs, moves| {
            let rows = outputs.chunks_exact(self.estimator.network.outputs());
            out.extend(states.iter().zip(rows).map(|(state, row)| {
                if puzzle.is_goal(state) {
                    return 0.0;
                }
                let value = match self.estimate {
                    Estimate::Value => row[0],
                    Estimate::ActionValue => {
                        puzzle.legal(state, moves);
                        let legal = moves.iter().map(|mv| row[*mv as usize]);
                        legal.min_by(f32::total_cmp).unwrap_or(FAR)
                    }
                };
                value.max(self.least).min(FAR)
            }));
        });
    }

    fn is_admissible(&self) -> bool {
        false
    }
}

/// A network of action values: for each move at least what it costs.
#[derive(Clone, Debug)]
pub struct LearnedQ<N> {
    estimator: Arc<Estimator<N>>,
}

impl<N: Network> LearnedQ<N> {
    /// Of a network that was trained for the action values of `puzzle`, which errors call `name`.
    ///
    /// # Errors
    ///
    /// When the network has other inputs or outputs than the puzzle needs.
    pub fn new<P: Puzzle>(puzzle: &P, name: &str, network: N) -> Result<Self, TrainError> {
        check_network(puzzle, name, Estimate::ActionValue, &network)?;
        Ok(Self { estimator: Arc::new(Estimator::new(network)) })
    }
}

impl<P: Puzzle, N: Network> QFunction<P> for LearnedQ<N> {
    fn estimate(&self, puzzle: &P, state: &P::State, moves: &[Move], out: &mut Vec<f32>) {
        self.estimator.with(puzzle, std::slice::from_ref(state), |row, _| {
            pick(puzzle, row, moves, out);
        });
    }

    fn estimate_all(
        &self,
        puzzle: &P,
        states: &[P::State],
        moves: &[Vec<Move>],
        out: &mut [Vec<f32>],
    ) {
        if states.is_empty() {
            return;
        }
        self.estimator.with(puzzle, states, |outputs, _| {
            let rows = outputs.chunks_exact(self.estimator.network.outputs());
            for ((row, moves), out) in rows.zip(moves).zip(out) {
                pick(puzzle, row, moves, out);
            }
        });
    }

    fn is_admissible(&self) -> bool {
        false
    }
}

/// The action values of `moves` among those of all moves.
fn pick<P: Puzzle>(puzzle: &P, row: &[f32], moves: &[Move], out: &mut Vec<f32>) {
    out.clear();
    let value = |mv: &Move| row.get(*mv as usize).map_or(0.0, |value| *value);
    out.extend(moves.iter().map(|mv| value(mv).max(puzzle.cost(*mv) as f32).min(FAR)));
}
