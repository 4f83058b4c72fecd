//! Breadth-first search over everything, and iterative deepening A* (Korf 1985), to check against.

#![allow(dead_code, reason = "every test uses some of it")]

use orienteer_core::Move;
use orienteer_core::path::{Incremental, Puzzle};
use std::collections::HashMap;

/// The distance to the goal of every position within `depth` of it, and how many there are at each.
pub(crate) fn layers<P: Puzzle>(puzzle: &P, depth: u32) -> (HashMap<P::State, u32>, Vec<usize>) {
    let goal = puzzle.goal().unwrap();
    let mut distances = HashMap::from([(goal.clone(), 0)]);
    let (mut layer, mut counts, mut legal) = (vec![goal], vec![], Vec::new());
    for distance in 1..=depth {
        counts.push(layer.len());
        let mut next = Vec::new();
        for state in &layer {
            puzzle.legal(state, &mut legal);
            for &mv in &legal {
                let mut after = state.clone();
                puzzle.apply(&mut after, mv);
                if !distances.contains_key(&after) {
                    distances.insert(after.clone(), distance);
                    next.push(after);
                }
            }
        }
        layer = next;
    }
    counts.push(layer.len());
    while counts.last() == Some(&0) {
        counts.pop();
    }
    (distances, counts)
}

/// The length of a shortest solution and the positions generated to find it.
pub(crate) fn ida_star<P: Puzzle, H: Incremental<P>>(
    puzzle: &P,
    heuristic: &H,
    start: &P::State,
) -> (u32, u64) {
    let token = heuristic.token(puzzle, start);
    let (mut bound, mut nodes) = (heuristic.value(&token) as u32, 0);
    loop {
        let deepen = Deepen { puzzle, heuristic, bound };
        match deepen.search(start, &token, 0, None, &mut nodes) {
            None => return (bound, nodes),
            Some(next) => bound = next,
        }
    }
}

struct Deepen<'a, P, H> {
    puzzle: &'a P,
    heuristic: &'a H,
    bound: u32,
}

impl<P: Puzzle, H: Incremental<P>> Deepen<'_, P, H> {
    /// Nothing if the goal was found, else the least cost above the bound.
    fn search(
        &self,
        state: &P::State,
        token: &H::Token,
        cost: u32,
        last: Option<Move>,
        nodes: &mut u64,
    ) -> Option<u32> {
        if self.puzzle.is_goal(state) {
            return None;
        }
        let mut least = u32::MAX;
        let mut mask = self.puzzle.legal_mask(state).unwrap();
        while mask != 0 {
            let mv = mask.trailing_zeros();
            mask &= mask - 1;
            if last.is_some_and(|last| self.puzzle.is_redundant(last, mv)) {
                continue;
            }
            let mut after = state.clone();
            self.puzzle.apply(&mut after, mv);
            *nodes += 1;
            let next = self.heuristic.follow(self.puzzle, token, state, mv, &after);
            let total = cost + 1 + self.heuristic.value(&next) as u32;
            if total > self.bound {
                least = least.min(total);
            } else {
                least = least.min(self.search(&after, &next, cost + 1, Some(mv), nodes)?);
            }
        }
        Some(least)
    }
}
