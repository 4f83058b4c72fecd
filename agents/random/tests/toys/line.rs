//! A toy problem over moves: a walk along a line, away from the start.

use super::Toy;
use orienteer_core::{
    AnyEnvironment, End, Environment, Fault, MetricSpec, Metrics, Move, Moves, Objective, Outcome,
};

/// The longest episode.
pub const HORIZON: u64 = 24;

const LEFT: Move = 0;
const GOAL: i32 = 20;

struct Line {
    moves: Moves,
    metrics: Vec<MetricSpec>,
    start: i32,
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

    /// A walk to the left of the start is impossible, and from the goal there is no way on.
    fn legal(&self, state: &Walk, out: &mut Vec<Move>) {
        out.clear();
        match state.position {
            GOAL => {}
            0 => out.push(1),
            _ => out.extend([LEFT, 1]),
        }
    }

    fn step(&self, state: &mut Walk, mv: &Move) -> Result<Outcome, Fault> {
        state.position += if *mv == LEFT { -1 } else { 1 };
        state.steps += 1;
        let end = (state.steps == HORIZON).then_some(End::Truncated);
        Ok(Outcome { end, ..Outcome::moved([f64::from(state.position)]) })
    }

    fn measure(&self, state: &Walk) -> Option<Metrics> {
        Some([f64::from(state.position)].into_iter().collect())
    }

    fn horizon(&self) -> Option<u32> {
        Some(HORIZON as u32)
    }
}

fn toy(name: &'static str, start: i32) -> Toy<Moves> {
    let metrics = vec![MetricSpec::maximize("position", "m", "")];
    let env = Line { moves: Moves::new(["left", "right"]), metrics, start };
    let objective = Box::new(Objective::maximize("position", env.metrics()).unwrap());
    Toy { name, env: AnyEnvironment::new(env), objective }
}

pub fn line() -> Toy<Moves> {
    toy("line", 0)
}

/// A start from which no move is legal.
pub fn stuck() -> Toy<Moves> {
    toy("stuck", GOAL)
}
