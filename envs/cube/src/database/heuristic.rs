//! Pattern databases as heuristics and action-value functions.

use super::{Coordinates, Databases};
use crate::puzzle::{Actions, Exact2, Puzzle2, Puzzle3, SmallState};
use crate::{State, turn_index};
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Incremental, Puzzle, QFunction};
use std::sync::Arc;

/// The greatest of the distances that the pattern databases of the 3x3x3 give. Admissible and
/// consistent for every set of moves: where one of them makes several moves of the databases'
/// metric at a cost of 1, distances are divided by that number, and rounded up.
#[derive(Clone, Debug)]
pub struct PatternHeuristic(Arc<Databases>);

impl PatternHeuristic {
    /// The heuristic of `databases`.
    pub fn new(databases: Arc<Databases>) -> Self {
        Self(databases)
    }
}

/// What a path carries: where it is, and the bound there in moves of the puzzle.
impl Incremental<Puzzle3> for PatternHeuristic {
    type Token = (Coordinates, f32);

    fn token(&self, puzzle: &Puzzle3, state: &State) -> Self::Token {
        (Coordinates::of(state), self.estimate(puzzle, state))
    }

    #[inline]
    fn follow(
        &self,
        puzzle: &Puzzle3,
        (at, _): &Self::Token,
        _: &State,
        mv: Move,
        _: &State,
    ) -> Self::Token {
        let at = follow(puzzle.actions(), at, mv);
        (at, cost(self.0.bound(&at), puzzle.actions().moves_per_cost(self.0.metric())))
    }

    #[inline]
    fn value(&self, (_, value): &Self::Token) -> f32 {
        *value
    }

    /// Most positions are cut off by their corners, and their edges need not be looked up.
    #[inline]
    fn follow_within(
        &self,
        puzzle: &Puzzle3,
        (at, _): &Self::Token,
        _: &State,
        mv: Move,
        _: &State,
        limit: f32,
    ) -> Result<Self::Token, f32> {
        let moves = puzzle.actions().moves_per_cost(self.0.metric());
        let at = follow(puzzle.actions(), at, mv);
        let corners = cost(self.0.corners().get(at.corners()).unwrap_or(0), moves);
        if corners > limit {
            return Err(corners);
        }
        let value = cost(self.0.bound(&at), moves);
        if value > limit { Err(value) } else { Ok((at, value)) }
    }
}

/// Coordinates after a move.
#[inline]
fn follow(actions: &Actions, at: &Coordinates, mv: Move) -> Coordinates {
    let turns = actions.word(mv).iter().map(|turn| turn_index(actions.turns()[usize::from(*turn)]));
    turns.fold(*at, |at, turn| at.after(turn))
}

impl Heuristic<Puzzle3> for PatternHeuristic {
    fn estimate(&self, puzzle: &Puzzle3, state: &State) -> f32 {
        let moves = puzzle.actions().moves_per_cost(self.0.metric());
        cost(self.0.bound(&Coordinates::of(state)), moves)
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}

/// The exact distance of the 2x2x2, divided in the same way.
#[derive(Clone, Debug)]
pub struct ExactHeuristic(Arc<Exact2>);

impl ExactHeuristic {
    /// The heuristic of `table`.
    pub fn new(table: Arc<Exact2>) -> Self {
        Self(table)
    }
}

/// What a path carries: the estimate, made afresh, because it is one look into the table.
impl Incremental<Puzzle2> for ExactHeuristic {
    type Token = f32;

    fn token(&self, puzzle: &Puzzle2, state: &SmallState) -> f32 {
        self.estimate(puzzle, state)
    }

    #[inline]
    fn follow(
        &self,
        puzzle: &Puzzle2,
        _: &f32,
        _: &SmallState,
        _: Move,
        after: &SmallState,
    ) -> f32 {
        self.estimate(puzzle, after)
    }

    #[inline]
    fn value(&self, token: &f32) -> f32 {
        *token
    }
}

impl Heuristic<Puzzle2> for ExactHeuristic {
    fn estimate(&self, puzzle: &Puzzle2, state: &SmallState) -> f32 {
        cost(self.0.distance(*state), puzzle.actions().moves_per_cost(self.0.metric()))
    }

    fn is_admissible(&self) -> bool {
        true
    }

    fn is_consistent(&self) -> bool {
        true
    }
}

fn cost(distance: u8, moves_per_cost: u32) -> f32 {
    u32::from(distance).div_ceil(moves_per_cost) as f32
}

/// An action-value function without a network: for each move, its cost and the bound that the pattern
/// databases give where it leads. The positions themselves are not made: their [`Coordinates`] are
/// carried along, a sequence of turns from the one that is a turn shorter.
#[derive(Clone, Debug)]
pub struct PatternQ(Arc<Databases>);

impl PatternQ {
    /// The function of `databases`.
    pub fn new(databases: Arc<Databases>) -> Self {
        Self(databases)
    }
}

impl QFunction<Puzzle3> for PatternQ {
    fn estimate(&self, puzzle: &Puzzle3, state: &State, moves: &[Move], out: &mut Vec<f32>) {
        let actions = puzzle.actions();
        let moves_per_cost = actions.moves_per_cost(self.0.metric());
        let root = Coordinates::of(state);
        let after =
            |at: &Coordinates, turn: u8| at.after(turn_index(actions.turns()[usize::from(turn)]));
        values(actions, moves, out, root, after, |at| cost(self.0.bound(at), moves_per_cost));
    }

    fn is_admissible(&self) -> bool {
        true
    }
}

/// The same for the 2x2x2, from its exact table: with single turns, the exact values.
#[derive(Clone, Debug)]
pub struct ExactQ(Arc<Exact2>);

impl ExactQ {
    /// The function of `table`.
    pub fn new(table: Arc<Exact2>) -> Self {
        Self(table)
    }
}

impl QFunction<Puzzle2> for ExactQ {
    fn estimate(&self, puzzle: &Puzzle2, state: &SmallState, moves: &[Move], out: &mut Vec<f32>) {
        let actions = puzzle.actions();
        let moves_per_cost = actions.moves_per_cost(self.0.metric());
        let after = |at: &SmallState, turn: u8| {
            let mut at = *at;
            // The single turns are the first moves.
            puzzle.apply(&mut at, Move::from(turn));
            at
        };
        let value = |at: &SmallState| cost(self.0.distance(*at), moves_per_cost);
        values(actions, moves, out, *state, after, value);
    }

    fn is_admissible(&self) -> bool {
        true
    }
}

/// For each of `moves`, its cost and the value of where it leads. Where `moves` begins with all moves
/// in order, as it does on a cube, each position is one turn away from one that was just made.
fn values<S: Copy>(
    actions: &Actions,
    moves: &[Move],
    out: &mut Vec<f32>,
    root: S,
    after: impl Fn(&S, u8) -> S,
    value: impl Fn(&S) -> f32,
) {
    out.clear();
    let mut made: Vec<S> = Vec::with_capacity(moves.len());
    for (i, &mv) in moves.iter().enumerate() {
        let word = actions.word(mv);
        let shorter = actions.shorter(mv).filter(|_| mv as usize == i && made.len() == i);
        let at = match (shorter.and_then(|shorter| made.get(shorter as usize)), word.last()) {
            (Some(from), Some(&last)) => after(from, last),
            _ => word.iter().fold(root, |at, turn| after(&at, *turn)),
        };
        made.push(at);
        out.push(actions.cost(mv) as f32 + value(&at));
    }
}
