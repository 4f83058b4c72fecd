//! Which moves to make from a position.

use super::graph::NONE;
use orienteer_core::Move;
use orienteer_core::path::{Puzzle, Spent};

/// What is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prune {
    /// Nothing.
    Nothing,
    /// The move that takes the last one back: it leads to a position that is known.
    ///
    /// No more than this where positions are remembered. There, a longer rule may lose every path:
    /// the position is known by one whose last move forbids what another's would allow (Holte and
    /// Burch, "Automatic move pruning for single-agent search", AI Communications 2014).
    Inverse,
    /// All that the puzzle calls redundant.
    Redundant,
}

/// Of each set of four moves, as bits, those that are in it, first, and how many they are.
const FOUR: [([Move; 4], usize); 16] = {
    let mut sets = [([0; 4], 0); 16];
    let mut bits = 0;
    while bits < 16 {
        let (moves, count) = &mut sets[bits];
        let mut mv = 0;
        while mv < 4 {
            if bits >> mv & 1 == 1 {
                moves[*count] = mv;
                *count += 1;
            }
            mv += 1;
        }
        bits += 1;
    }
    sets
};

/// The moves of a puzzle, prepared.
pub(crate) struct Successors {
    prune: Prune,
    inverse: Vec<Move>,
    /// For each last move the moves that are not left out, for puzzles of at most 64 moves.
    after: Vec<u64>,
    legal: Vec<Move>,
}

impl Successors {
    pub(crate) fn new<P: Puzzle>(puzzle: &P, prune: Prune) -> Self {
        let moves = puzzle.moves().len() as Move;
        let inverse = (0..moves).map(|mv| puzzle.inverse(mv).unwrap_or(NONE)).collect();
        let mut successors = Self { prune, inverse, after: Vec::new(), legal: Vec::new() };
        if moves <= 64 {
            let kept = |last, next: Move| {
                if successors.is_left_out(puzzle, last, next) { 0 } else { 1 << next }
            };
            let after = |last| (0..moves).map(|next| kept(last, next)).sum();
            successors.after = (0..moves).map(after).collect();
        }
        successors
    }

    /// Calls `each` with the moves from `state`, which was reached by `last`, in ascending order,
    /// until it fails.
    #[inline]
    pub(crate) fn each<P: Puzzle>(
        &mut self,
        puzzle: &P,
        state: &P::State,
        last: Move,
        mut each: impl FnMut(Move) -> Result<(), Spent>,
    ) -> Result<(), Spent> {
        if let Some(mask) = puzzle.legal_mask(state) {
            let mut rest = mask & self.after.get(last as usize).copied().unwrap_or(u64::MAX);
            while rest != 0 {
                each(rest.trailing_zeros())?;
                rest &= rest - 1;
            }
            return Ok(());
        }
        let mut legal = std::mem::take(&mut self.legal);
        puzzle.legal(state, &mut legal);
        let result = legal
            .iter()
            .filter(|&&mv| !self.is_left_out(puzzle, last, mv))
            .try_for_each(|&mv| each(mv));
        self.legal = legal;
        result
    }

    /// The most room that [`Successors::add`] takes.
    pub(crate) fn most<P: Puzzle>(puzzle: &P) -> usize {
        puzzle.moves().len().next_multiple_of(4)
    }

    /// Adds the moves from `state`, which was reached by `last`, in ascending order, to each
    /// of which `base` is added.
    #[inline]
    pub(crate) fn add<P: Puzzle>(
        &mut self,
        puzzle: &P,
        state: &P::State,
        last: Move,
        base: u32,
        out: &mut Vec<u32>,
    ) {
        if let Some(mask) = puzzle.legal_mask(state) {
            let mut rest = mask & self.after.get(last as usize).copied().unwrap_or(u64::MAX);
            let mut base = base;
            while rest != 0 {
                // Four at a time, and as many kept as there are: one after another, the processor
                // would guess wrong how many that is.
                let (moves, count) = FOUR[rest as usize % 16];
                let end = out.len() + count;
                out.extend_from_slice(&moves.map(|mv| base + mv));
                out.truncate(end);
                rest >>= 4;
                base += 4;
            }
            return;
        }
        puzzle.legal(state, &mut self.legal);
        for &mv in &self.legal {
            if !self.is_left_out(puzzle, last, mv) {
                out.push(base + mv);
            }
        }
    }

    /// The moves from `state`, which was reached by `last`, in ascending order.
    pub(crate) fn list<P: Puzzle>(
        &self,
        puzzle: &P,
        state: &P::State,
        last: Move,
        out: &mut Vec<Move>,
    ) {
        puzzle.legal(state, out);
        out.retain(|&mv| !self.is_left_out(puzzle, last, mv));
    }

    /// The move that takes `mv` back, or [`NONE`].
    pub(crate) fn inverse(&self, mv: Move) -> Move {
        self.inverse.get(mv as usize).copied().unwrap_or(NONE)
    }

    #[inline]
    fn is_left_out<P: Puzzle>(&self, puzzle: &P, last: Move, next: Move) -> bool {
        match self.prune {
            Prune::Nothing => false,
            Prune::Inverse => self.inverse(last) == next,
            Prune::Redundant => last != NONE && puzzle.is_redundant(last, next),
        }
    }
}
