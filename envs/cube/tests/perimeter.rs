//! The positions near solved, and the blend of all tables beyond them.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::path::{Heuristic, Puzzle};
use orienteer_core::rng::rng;
use orienteer_env_cube::{
    Blend, BlendError, Coordinates, Databases, Perimeter, Puzzle3, PuzzleConfig, State, Subgroup,
    Symmetry, TurnMetric,
};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

fn puzzle(metric: TurnMetric) -> Puzzle3 {
    Puzzle3::new(PuzzleConfig { metric, ..PuzzleConfig::default() }).unwrap()
}

/// The distances up to `depth`, by plain breadth-first search.
fn search(puzzle: &Puzzle3, depth: u8) -> HashMap<State, u8> {
    let mut all = HashMap::from([(State::SOLVED, 0)]);
    let mut layer = vec![State::SOLVED];
    for distance in 1..=depth {
        let children = layer.iter().flat_map(|s| puzzle.elements().iter().map(move |e| s.then(e)));
        let mut next = Vec::new();
        for state in children {
            all.entry(state).or_insert_with(|| {
                next.push(state);
                distance
            });
        }
        layer = next;
    }
    all
}

#[test]
fn a_perimeter_holds_what_is_near_and_nothing_else() {
    for (metric, radius) in [(TurnMetric::QuarterTurn, 4), (TurnMetric::HalfTurn, 3)] {
        let puzzle = puzzle(metric);
        let perimeter = Perimeter::new(metric, radius);
        let all = search(&puzzle, radius + 1);
        let known = |distance: &u8| (*distance <= radius).then_some(*distance);
        assert!(all.iter().all(|(state, distance)| perimeter.distance(state) == known(distance)));

        // As many classes as there are different sets of images of a position and its inverse.
        let mut classes = vec![HashSet::new(); usize::from(radius) + 1];
        for (state, &distance) in all.iter().filter(|(_, distance)| **distance <= radius) {
            let images = [*state, state.inverse()];
            let images = images.iter().flat_map(|s| Symmetry::all().iter().map(|y| y.apply(s)));
            classes[usize::from(distance)].insert(images.map(|s| *s.bytes()).min());
        }
        let counts: Vec<_> = classes.iter().map(|class| class.len() as u64).collect();
        assert_eq!(perimeter.classes(), counts);
    }
}

#[test]
fn a_blend_is_exact_within_the_perimeter_and_larger_beyond() {
    let metric = TurnMetric::QuarterTurn;
    let puzzle = puzzle(metric);
    let databases = Arc::new(Databases::build(metric).unwrap());
    let subgroup = Arc::new(Subgroup::build_in(metric).unwrap());
    let perimeter = Arc::new(Perimeter::new(metric, 5));
    let plain = Blend::new(databases.clone(), subgroup.clone()).unwrap();
    let exact = plain.clone().with_perimeter(perimeter.clone()).unwrap();
    let mut rng = rng(3);
    let states: Vec<_> = (0..200).map(|i| puzzle.sample(i % 20, &mut rng)).collect();
    let (mut all, mut before) = (Vec::new(), Vec::new());
    exact.estimate_all(&puzzle, &states, &mut all);
    plain.estimate_all(&puzzle, &states, &mut before);
    for ((state, value), before) in states.iter().zip(all).zip(before) {
        match perimeter.distance(state) {
            Some(distance) => assert_eq!(value, f32::from(distance)),
            None => assert_eq!(value, before.max(6.0)),
        }
        assert_eq!(value, exact.estimate(&puzzle, state), "alone or among others");
        let bound = databases.bound(&Coordinates::of(state));
        assert!(value >= f32::from(bound.max(subgroup.distance(state))));
    }

    let half = Arc::new(Perimeter::new(TurnMetric::HalfTurn, 1));
    assert_eq!(plain.with_perimeter(half).err(), Some(BlendError::Metric));
    let few = Blend::with_terms(databases.clone(), subgroup.clone(), "1,2");
    assert_eq!(few.err(), Some(BlendError::Terms("found 2 numbers".into())));
    let word = Blend::with_terms(databases, subgroup, "1,two");
    assert_eq!(word.err(), Some(BlendError::Terms("`two` is no number".into())));
}
