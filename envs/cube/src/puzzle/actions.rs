//! What one move of a puzzle is: a turn, or a sequence of turns.
//!
//! The paper on Q* (Agostinelli and others, "A* Search Without Expansions", arXiv 2102.04518) enlarges
//! the 12 quarter turns of the cube by meta-actions: all 12^2 sequences of two, for 156 actions, and
//! all 12^3 of three, for 1884.

use crate::turn::{Angle, Face, Turn, TurnMetric};
use orienteer_core::{Move, Moves};
use serde::{Deserialize, Serialize};

/// What a sequence of turns costs as one move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MetaCost {
    /// 1, like a turn: a path costs the number of its moves.
    #[default]
    Unit,
    /// The number of its turns: a path costs the number of turns, however they are grouped.
    Length,
}

/// What the moves of a puzzle are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PuzzleConfig {
    /// Facelets along an edge: 2 or 3.
    pub size: u8,
    /// Which turns count as one.
    pub metric: TurnMetric,
    /// The most turns that one move makes, from 1 to 3. On the 3x3x3 in quarter turns that gives 12,
    /// 156 or 1884 moves.
    pub turns_a_move: u8,
    /// What moves of several turns cost.
    pub meta_cost: MetaCost,
    /// Whether positions that are the same but for a rotation or reflection count as one.
    pub symmetry: bool,
}

impl Default for PuzzleConfig {
    fn default() -> Self {
        let (metric, meta_cost) = (TurnMetric::HalfTurn, MetaCost::Unit);
        Self { size: 3, metric, turns_a_move: 1, meta_cost, symmetry: false }
    }
}

/// A description of no puzzle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PuzzleConfigError {
    /// A cube of another size.
    #[error("`size` is {found}: expected {expected}")]
    Size {
        /// As given.
        found: u8,
        /// As it should be.
        expected: u8,
    },
    /// Too few or too many turns.
    #[error("`turns-a-move` is {0}: expected 1, 2 or 3")]
    Turns(u8),
}

/// The moves of a puzzle: all sequences of up to so many turns, the shorter first, each length in the
/// order of its turns.
#[derive(Clone, Debug)]
pub struct Actions {
    metric: TurnMetric,
    meta_cost: MetaCost,
    turns: Vec<Turn>,
    longest: usize,
    words: Vec<([u8; 3], u8)>,
    inverses: Vec<Move>,
    moves: Moves,
}

impl Actions {
    pub(super) fn new(config: PuzzleConfig, faces: &[Face]) -> Result<Self, PuzzleConfigError> {
        let longest = usize::from(config.turns_a_move);
        if !(1..=3).contains(&longest) {
            return Err(PuzzleConfigError::Turns(config.turns_a_move));
        }
        let turns = config.metric.turns(faces);
        let mut words: Vec<([u8; 3], u8)> = Vec::new();
        let mut shorter = vec![([0; 3], 0)];
        for _ in 0..longest {
            let longer = |&(word, length): &([u8; 3], u8)| {
                (0..turns.len() as u8).map(move |turn| {
                    let mut word: [u8; 3] = word;
                    word[usize::from(length)] = turn;
                    (word, length + 1)
                })
            };
            shorter = shorter.iter().flat_map(longer).collect();
            words.extend(&shorter);
        }
        let name = |(word, length): &([u8; 3], u8)| {
            let turns = word[..usize::from(*length)].iter().map(|turn| turns[usize::from(*turn)]);
            turns.map(|turn| turn.to_string()).collect::<String>()
        };
        let moves = Moves::new(words.iter().map(name));
        let (metric, meta_cost) = (config.metric, config.meta_cost);
        let mut all =
            Self { metric, meta_cost, turns, longest, words, inverses: Vec::new(), moves };
        let back = |turn: &u8| {
            let inverse = all.turns[usize::from(*turn)].inverse();
            all.turns.iter().position(|other| *other == inverse).unwrap_or(0) as u8
        };
        all.inverses = (0..all.words.len() as Move)
            .map(|mv| all.number(all.word(mv).iter().rev().map(back)))
            .collect();
        Ok(all)
    }

    /// The number of a sequence of turns.
    fn number(&self, word: impl ExactSizeIterator<Item = u8>) -> Move {
        let n = self.turns.len() as Move;
        let before = (1..word.len() as u32).map(|length| n.pow(length)).sum::<Move>();
        before + word.fold(0, |number, turn| number * n + Move::from(turn))
    }

    /// The moves and their names: `U`, `UR'`, `UR'F2`.
    pub fn moves(&self) -> &Moves {
        &self.moves
    }

    /// What counts as one turn.
    pub fn metric(&self) -> TurnMetric {
        self.metric
    }

    /// All moves as bits, if there are at most 64.
    #[inline]
    pub(crate) fn mask(&self) -> Option<u64> {
        let n = self.words.len() as u32;
        (n <= 64).then(|| u64::MAX >> (64 - n))
    }

    /// The single turns, which are the first moves.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The most turns of a move.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The turns of a move, by their numbers in [`Actions::turns`].
    #[inline]
    pub fn word(&self, mv: Move) -> &[u8] {
        self.words.get(mv as usize).map_or(&[], |(word, length)| &word[..usize::from(*length)])
    }

    /// The move that makes these turns, if there is one.
    pub(crate) fn of(&self, turns: &[Turn]) -> Option<Move> {
        if turns.is_empty() || turns.len() > self.longest {
            return None;
        }
        let number = |turn| self.turns.iter().position(|other| other == turn);
        let word = turns.iter().map(|turn| number(turn).map(|n| n as u8));
        let word: Vec<_> = word.collect::<Option<_>>()?;
        Some(self.number(word.into_iter()))
    }

    /// The move of one turn less at the end, for moves of more than one.
    pub(crate) fn shorter(&self, mv: Move) -> Option<Move> {
        let (_, rest) = self.word(mv).split_last()?;
        (!rest.is_empty()).then(|| self.number(rest.iter().copied()))
    }

    /// What a move costs.
    #[inline]
    pub fn cost(&self, mv: Move) -> u32 {
        match self.meta_cost {
            MetaCost::Unit => 1,
            MetaCost::Length => self.word(mv).len() as u32,
        }
    }

    /// The most moves of `metric` that a move of cost 1 can make, which is what a distance in that
    /// metric must be divided by to bound a cost here.
    pub(crate) fn moves_per_cost(&self, metric: TurnMetric) -> u32 {
        let turn = match (self.metric, metric) {
            (TurnMetric::HalfTurn, TurnMetric::QuarterTurn) => 2,
            _ => 1,
        };
        match self.meta_cost {
            MetaCost::Unit => turn * self.longest as u32,
            MetaCost::Length => turn,
        }
    }

    /// The move that takes `mv` back.
    pub fn inverse(&self, mv: Move) -> Option<Move> {
        self.inverses.get(mv as usize).copied()
    }

    /// Whether `next` right after `last` leads nowhere that another path does not reach as cheaply.
    ///
    /// Single turns: of one face only the shortest way is tried, and of opposite faces, which commute,
    /// only one order. Three quarter turns of a face pass, because two
    /// moves cannot show them; [`crate::IdaStar`] looks further back. Of meta-actions, which overlap
    /// in more ways, only the way back is redundant.
    #[inline]
    pub fn is_redundant(&self, last: Move, next: Move) -> bool {
        if self.longest > 1 {
            return self.inverse(last) == Some(next);
        }
        let (Some(last), Some(next)) =
            (self.turns.get(last as usize), self.turns.get(next as usize))
        else {
            return false;
        };
        if last.face != next.face {
            return last.face == next.face.opposite() && last.face > next.face;
        }
        let clockwise = [last, next].iter().all(|turn| turn.angle == Angle::Clockwise);
        self.metric == TurnMetric::HalfTurn || !clockwise
    }
}
