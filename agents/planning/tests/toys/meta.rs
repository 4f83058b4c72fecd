//! A puzzle in which every sequence of up to three moves is one move: 12 moves become 1884.

use orienteer_core::path::{Heuristic, Puzzle};
use orienteer_core::{Move, Moves, Rng};

/// The moves are all sequences of 1, 2, … up to `longest` moves. Each costs 1, or its length.
pub struct Meta<P> {
    base: P,
    moves: Moves,
    sequences: Vec<Vec<Move>>,
    by_length: bool,
}

impl<P: Puzzle> Meta<P> {
    pub fn new(base: P, longest: usize, by_length: bool) -> Self {
        let atoms = base.moves().len() as Move;
        let mut sequences: Vec<Vec<Move>> = vec![vec![]];
        let mut last = 0..1;
        for _ in 0..longest {
            let end = sequences.len();
            for head in last {
                for atom in 0..atoms {
                    let sequence = [sequences[head].as_slice(), &[atom]].concat();
                    sequences.push(sequence);
                }
            }
            last = end..sequences.len();
        }
        sequences.remove(0);
        let moves = Moves::numbered(sequences.len() as u32);
        Self { base, moves, sequences, by_length }
    }

    fn draw(&self, depth: u32, rng: &mut Rng) -> P::State {
        self.base.sample(depth, rng)
    }
}

impl<P: Puzzle> Puzzle for Meta<P> {
    type State = P::State;

    fn moves(&self) -> &Moves {
        &self.moves
    }

    /// As if every sequence were legal everywhere.
    fn legal(&self, _: &P::State, out: &mut Vec<Move>) {
        out.clear();
        out.extend(0..self.sequences.len() as Move);
    }

    fn apply(&self, state: &mut P::State, mv: Move) {
        for &atom in &self.sequences[mv as usize] {
            self.base.apply(state, atom);
        }
    }

    fn cost(&self, mv: Move) -> u32 {
        if self.by_length { self.sequences[mv as usize].len() as u32 } else { 1 }
    }

    fn is_goal(&self, state: &P::State) -> bool {
        self.base.is_goal(state)
    }

    crate::unused_by_planners!();
}

/// A heuristic of the base, which counts its moves, divided by the most of them that cost 1.
pub struct Shared<H> {
    pub base: H,
    pub divisor: f32,
}

impl<P: Puzzle, H: Heuristic<P>> Heuristic<Meta<P>> for Shared<H> {
    fn estimate(&self, puzzle: &Meta<P>, state: &P::State) -> f32 {
        self.base.estimate(&puzzle.base, state) / self.divisor
    }

    fn is_admissible(&self) -> bool {
        true
    }
}
