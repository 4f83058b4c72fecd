//! Starts that surely have a solution: moves made backwards from the goal.

use crate::bits::Bits;
use crate::floor::{NONE, opposite};
use crate::puzzle::{Position, Sokoban};
use orienteer_core::Rng;
use rand::seq::IndexedRandom;

/// A random position from which at most `depth` moves lead to the goal.
pub(crate) fn sample<const W: usize>(
    puzzle: &Sokoban<W>,
    depth: u32,
    rng: &mut Rng,
) -> Position<W> {
    let boxes: Bits<W> = puzzle.goals;
    let free: Vec<u16> =
        (0..puzzle.neighbours.len() as u16).filter(|cell| !boxes.has(*cell)).collect();
    // A level without a free cell has no agent.
    let agent = free.choose(rng).copied().unwrap_or(0);
    let mut state = Position { boxes, agent };
    let mut before = Vec::new();
    for _ in 0..depth {
        before.clear();
        predecessors(puzzle, &state, &mut before);
        let Some(&chosen) = before.choose(rng) else { break };
        state = chosen;
    }
    state
}

/// The positions from which one move leads to `state`.
fn predecessors<const W: usize>(
    puzzle: &Sokoban<W>,
    state: &Position<W>,
    out: &mut Vec<Position<W>>,
) {
    let around = &puzzle.neighbours[usize::from(state.agent)];
    for direction in 0..4 {
        let from = around[opposite(direction)];
        if from == NONE || state.boxes.has(from) {
            continue;
        }
        out.push(Position { agent: from, ..*state });
        let pushed = around[direction];
        if pushed != NONE && state.boxes.has(pushed) {
            let mut boxes = state.boxes;
            boxes.toggle(pushed);
            boxes.toggle(state.agent);
            out.push(Position { boxes, agent: from });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::path::Puzzle;

    #[test]
    fn one_move_leads_back() {
        let level = "#######|#  .  #|# $ @ #|# . $ #|#######".parse().unwrap();
        let puzzle = Sokoban::<1>::new(&level).unwrap();
        let mut found = 0;
        for seed in 0..200 {
            let state = puzzle.sample(30, &mut orienteer_core::rng::rng(seed));
            let mut before = Vec::new();
            predecessors(&puzzle, &state, &mut before);
            for start in before {
                let mut legal = Vec::new();
                puzzle.legal(&start, &mut legal);
                let leads = legal.into_iter().filter(|mv| {
                    let mut after = start;
                    puzzle.apply(&mut after, *mv);
                    after == state
                });
                assert_eq!(leads.count(), 1);
                found += 1;
            }
        }
        assert!(found > 200);
    }
}
