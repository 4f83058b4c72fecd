//! Toy problems over moves: walks along a line, away from the start.

use super::Toy;
use orienteer_core::{
    AnyEnvironment, End, Environment, Fault, MetricSpec, Metrics, Move, Moves, Objective, Outcome,
};

/// The longest episode.
pub const HORIZON: u64 = 24;

const LEFT: Move = 0;
const RIGHT: Move = 1;
const JUMP: Move = 2;
const GOAL: i32 = 20;

struct Line {
    moves: Moves,
    metrics: Vec<MetricSpec>,
    start: i32,
    goal: i32,
    horizon: u64,
    /// Whether the goal ends the episode, and does not merely offer no move.
    ends: bool,
}

#[derive(Clone)]
struct Walk {
    position: i32,
    steps: u64,
}

impl Environment for Line {
    type Space = Moves;
    type State = Walk;

    fn space(&self) -> &Moves {
        &self.moves
    }

    fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    fn reset(&self, _: u64) -> Walk {
        Walk { position: self.start, steps: 0 }
    }

    /// A walk to the left of the start is impossible, a jump begins at an even place, and from the
    /// goal there is no way on.
    fn legal(&self, state: &Walk, out: &mut Vec<Move>) {
        out.clear();
        if state.position < self.goal {
            let left = (state.position > 0).then_some(LEFT);
            let jump = (state.position % 2 == 0 && self.moves.len() == 3).then_some(JUMP);
            out.extend(left.into_iter().chain([RIGHT]).chain(jump));
        }
    }

    fn step(&self, state: &mut Walk, mv: &Move) -> Result<Outcome, Fault> {
        state.position += match *mv {
            LEFT => -1,
            RIGHT => 1,
            _ => 2,
        };
        state.steps += 1;
        let end = if self.ends && state.position == self.goal {
            Some(End::Terminated)
        } else {
            (state.steps == self.horizon).then_some(End::Truncated)
        };
        Ok(Outcome { end, ..Outcome::moved([f64::from(state.position)]) })
    }

    fn measure(&self, state: &Walk) -> Option<Metrics> {
        Some([f64::from(state.position)].into_iter().collect())
    }

    fn horizon(&self) -> Option<u32> {
        Some(self.horizon as u32)
    }
}

fn long(start: i32) -> Line {
    Line {
        moves: Moves::new(["left", "right"]),
        metrics: vec![MetricSpec::maximize("position", "m", "")],
        start,
        goal: GOAL,
        horizon: HORIZON,
        ends: false,
    }
}

fn toy(name: &'static str, line: Line) -> Toy<Moves> {
    let objective = Box::new(Objective::maximize("position", line.metrics()).unwrap());
    Toy { name, env: AnyEnvironment::new(line), objective }
}

pub fn line() -> Toy<Moves> {
    toy("line", long(0))
}

/// A start from which no move is legal.
pub fn stuck() -> Toy<Moves> {
    toy("stuck", long(GOAL))
}

/// The longest episode of [`short`].
pub const SHORT: u64 = 7;

/// So short that episodes repeat, with a goal that ends most of them early.
pub fn short() -> Toy<Moves> {
    let moves = Moves::new(["left", "right", "jump"]);
    toy("short", Line { moves, goal: 4, horizon: SHORT, ends: true, ..long(0) })
}
