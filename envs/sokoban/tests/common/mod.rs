//! Breadth-first search, to check against.

#![allow(dead_code, reason = "every test uses some of it")]

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use orienteer_core::path::Puzzle;

/// The length of a shortest solution and the positions stored to find it.
pub(crate) fn breadth_first<P: Puzzle>(puzzle: &P, start: &P::State) -> (Option<u32>, usize) {
    let mut seen = HashSet::new();
    seen.insert(start.clone());
    let (mut layer, mut length) = (vec![start.clone()], 0);
    if puzzle.is_goal(start) {
        return (Some(0), 1);
    }
    while !layer.is_empty() {
        length += 1;
        let mut next = Vec::new();
        for state in &layer {
            let mut mask = puzzle.legal_mask(state).unwrap();
            while mask != 0 {
                let mut after = state.clone();
                puzzle.apply(&mut after, mask.trailing_zeros());
                mask &= mask - 1;
                if seen.insert(after.clone()) {
                    if puzzle.is_goal(&after) {
                        return (Some(length), seen.len());
                    }
                    next.push(after);
                }
            }
        }
        layer = next;
    }
    (None, seen.len())
}

/// The distance to the nearest goal of every position that moves lead to from `start`; `None` where
/// no goal can be reached any more.
pub(crate) fn distances<P: Puzzle>(puzzle: &P, start: &P::State) -> HashMap<P::State, Option<u32>> {
    let mut before: HashMap<P::State, Vec<P::State>> = HashMap::new();
    before.insert(start.clone(), Vec::new());
    let (mut rest, mut legal) = (vec![start.clone()], Vec::new());
    while let Some(state) = rest.pop() {
        puzzle.legal(&state, &mut legal);
        for &mv in &legal {
            let mut after = state.clone();
            puzzle.apply(&mut after, mv);
            let known = before.entry(after.clone()).or_insert_with(|| {
                rest.push(after);
                Vec::new()
            });
            known.push(state.clone());
        }
    }
    let mut found: HashMap<P::State, Option<u32>> =
        before.keys().map(|state| (state.clone(), None)).collect();
    let mut layer: Vec<_> = before.keys().filter(|state| puzzle.is_goal(state)).cloned().collect();
    let mut distance = 0;
    while !layer.is_empty() {
        let mut next = Vec::new();
        for state in layer {
            let known = found.entry(state.clone()).or_default();
            if known.is_none() {
                *known = Some(distance);
                next.extend(before[&state].iter().cloned());
            }
        }
        layer = next;
        distance += 1;
    }
    found
}
