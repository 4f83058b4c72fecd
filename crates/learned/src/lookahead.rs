//! Scrambled positions, and what a look one move ahead says about them.

use crate::network::{Network, Targets};
use crate::settings::{Estimate, Settings};
use orienteer_core::path::Puzzle;
use orienteer_core::rng::{rng, stream_seed};
use orienteer_core::{Move, Rng};
use orienteer_net::Sparse;
use rand::RngExt as _;
use rayon::prelude::*;
use std::ops::Range;

/// The positions that one thread makes at a time, whatever the number of threads.
const PIECE: usize = 64;

/// A batch of examples.
#[derive(Debug)]
pub(crate) struct Lookahead {
    pieces: Vec<Piece>,
    ahead: Sparse,
    seen: Vec<f32>,
    inputs: Sparse,
    columns: Vec<u32>,
    values: Vec<f32>,
}

/// Some examples of a batch, before the target network has seen what lies ahead of them.
#[derive(Debug)]
struct Piece {
    inputs: Sparse,
    columns: Vec<u32>,
    /// What lies one move ahead, but for goals.
    ahead: Sparse,
    /// For each example its moves among `moves`.
    examples: Vec<Range<usize>>,
    moves: Vec<Ahead>,
    /// The legal moves at each of the positions ahead, for action values.
    legal: Vec<Move>,
    row: Vec<f32>,
    list: Vec<Move>,
    next: Vec<Move>,
}

/// A move of an example.
#[derive(Clone, Debug)]
struct Ahead {
    cost: f32,
    /// The row of what it leads to, unless that is a goal, and the legal moves from there.
    row: Option<(usize, Range<usize>)>,
}

/// The cheapest move: nothing but a goal is nearer than this.
pub(crate) fn cheapest<P: Puzzle>(puzzle: &P) -> f32 {
    let costs = (0..puzzle.moves().len() as Move).map(|mv| puzzle.cost(mv));
    costs.min().unwrap_or(1) as f32
}

impl Lookahead {
    pub(crate) fn new(width: usize) -> Self {
        let (pieces, seen, columns, values) = Default::default();
        let (ahead, inputs) = (Sparse::new(width), Sparse::new(width));
        Self { pieces, ahead, seen, inputs, columns, values }
    }

    /// Makes the examples of step `step`, and their targets. They follow from the seed and the number
    /// of the step alone, so there is no state of a generator to save.
    pub(crate) fn make<P: Puzzle, N: Network>(
        &mut self,
        puzzle: &P,
        target: &N,
        settings: &Settings,
        seed: u64,
        step: u64,
    ) {
        let count = settings.batch as usize;
        let width = self.inputs.width();
        let step_seed = stream_seed(seed, step);
        self.pieces.resize_with(count.div_ceil(PIECE), || Piece::new(width));
        self.pieces.par_iter_mut().enumerate().for_each(|(i, piece)| {
            let rows = PIECE.min(count - i * PIECE);
            piece.fill(puzzle, settings, rows, &mut rng(stream_seed(step_seed, i as u64)));
        });
        let Self { pieces, ahead, seen, inputs, columns, values } = self;
        ahead.clear();
        inputs.clear();
        columns.clear();
        values.clear();
        for piece in &*pieces {
            ahead.extend(&piece.ahead);
            inputs.extend(&piece.inputs);
            columns.extend(&piece.columns);
        }
        target.forward(ahead.rows(), seen);
        let least = cheapest(puzzle);
        // Nowhere to go: as far as the deepest scramble.
        let dead_end = settings.depth as f32 * least;
        let outputs = target.outputs();
        let mut seen = seen.as_slice();
        for piece in pieces {
            let (here, rest) = seen.split_at(piece.ahead.len() * outputs);
            seen = rest;
            let beyond = |row: usize, legal: &Range<usize>| {
                let row = &here[row * outputs..][..outputs];
                let best = match settings.estimate {
                    Estimate::Value => row[0],
                    Estimate::ActionValue => {
                        let legal = piece.legal[legal.clone()].iter().map(|mv| row[*mv as usize]);
                        legal.min_by(f32::total_cmp).unwrap_or(dead_end)
                    }
                };
                best.max(least)
            };
            values.extend(piece.examples.iter().map(|moves| {
                let costs = piece.moves[moves.clone()].iter().map(|ahead| {
                    ahead.cost + ahead.row.as_ref().map_or(0.0, |(row, legal)| beyond(*row, legal))
                });
                costs.min_by(f32::total_cmp).unwrap_or(dead_end)
            }));
        }
    }

    /// The features of the examples.
    pub(crate) fn inputs(&self) -> &Sparse {
        &self.inputs
    }

    pub(crate) fn targets(&self) -> Targets<'_> {
        Targets { columns: &self.columns, values: &self.values }
    }
}

impl Piece {
    fn new(width: usize) -> Self {
        let (columns, examples, moves, legal, list, next) = Default::default();
        let (inputs, ahead) = (Sparse::new(width), Sparse::new(width));
        Self { inputs, columns, ahead, examples, moves, legal, row: vec![0.0; width], list, next }
    }

    fn fill<P: Puzzle>(&mut self, puzzle: &P, settings: &Settings, rows: usize, rng: &mut Rng) {
        self.inputs.clear();
        self.columns.clear();
        self.ahead.clear();
        self.examples.clear();
        self.moves.clear();
        self.legal.clear();
        for _ in 0..rows {
            let depth = rng.random_range(0..=settings.depth);
            let state = puzzle.sample(depth, rng);
            puzzle.observe(&state, &mut self.row);
            self.inputs.push(&self.row);
            let mut list = std::mem::take(&mut self.list);
            puzzle.legal(&state, &mut list);
            let first = self.moves.len();
            match settings.estimate {
                Estimate::Value => {
                    self.columns.push(0);
                    if puzzle.is_goal(&state) {
                        // The goal is no move away: as if a move of no cost led to it.
                        self.moves.push(Ahead { cost: 0.0, row: None });
                    } else {
                        for &mv in &list {
                            self.look(puzzle, &state, mv, false);
                        }
                    }
                }
                Estimate::ActionValue if list.is_empty() => self.columns.push(0),
                Estimate::ActionValue => {
                    let mv = list[rng.random_range(0..list.len())];
                    self.columns.push(mv);
                    self.look(puzzle, &state, mv, true);
                }
            }
            self.examples.push(first..self.moves.len());
            self.list = list;
        }
    }

    /// Makes a move, and notes where it leads.
    fn look<P: Puzzle>(&mut self, puzzle: &P, state: &P::State, mv: Move, moves: bool) {
        let mut next = state.clone();
        puzzle.apply(&mut next, mv);
        let cost = puzzle.cost(mv) as f32;
        let row = (!puzzle.is_goal(&next)).then(|| {
            puzzle.observe(&next, &mut self.row);
            self.ahead.push(&self.row);
            let first = self.legal.len();
            if moves {
                puzzle.legal(&next, &mut self.next);
                self.legal.extend(&self.next);
            }
            (self.ahead.len() - 1, first..self.legal.len())
        });
        self.moves.push(Ahead { cost, row });
    }
}
