//! A search ends with the smallest key, however many positions have it.

mod toys;

use orienteer_agents_planning::{Stop, Ties, WeightedAStar, weighted_a_star::Settings};
use orienteer_core::path::{Limits, Puzzle, Zero};
use orienteer_core::{Move, Moves, Rng};
use toys::run;

/// A corridor of a thousand steps, and from where it begins a leap to the goal that costs a hundred.
struct Corridor(Moves);

const GOAL: u32 = u32::MAX;
const LEAP: Move = 0;

#[allow(clippy::unused_self, reason = "as toys have it")]
impl Corridor {
    fn draw(&self, _: u32, _: &mut Rng) -> u32 {
        0
    }
}

impl Puzzle for Corridor {
    type State = u32;

    fn moves(&self) -> &Moves {
        &self.0
    }

    fn legal(&self, state: &u32, out: &mut Vec<Move>) {
        out.clear();
        out.extend((0..2).filter(|mv| if *mv == LEAP { *state == 0 } else { *state < 1000 }));
    }

    fn apply(&self, state: &mut u32, mv: Move) {
        *state = if mv == LEAP { GOAL } else { *state + 1 };
    }

    fn cost(&self, mv: Move) -> u32 {
        if mv == LEAP { 100 } else { 1 }
    }

    fn is_goal(&self, state: &u32) -> bool {
        *state == GOAL
    }

    unused_by_planners!();
}

/// With weight 0 and no estimate all keys are 0, and so is the bound: the first goal is the end, though
/// a cheaper path could still be on the plateau.
#[test]
fn a_plateau_does_not_keep_a_search_going() {
    let corridor = Corridor(Moves::new(["leap", "step"]));
    for ties in [Ties::FirstIn, Ties::LastIn, Ties::Nearest] {
        let settings = Settings { weight: 0.0, stop: Stop::Bound, ties };
        let report = run(&corridor, &0, &mut WeightedAStar::new(settings, Zero), Limits::default());
        assert_eq!(report.solution.map(|solution| solution.cost), Some(100));
        assert_eq!(report.counters.expanded, 1, "{ties:?}");
    }
}
