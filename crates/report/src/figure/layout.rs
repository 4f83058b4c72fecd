//! Tests of the layout: in every figure, no text leaves the page or touches another one.

use super::{Figure, all};
use crate::study::{Summary, load, merge};

#[path = "../../tests/it/fixture.rs"]
mod fixture;

use fixture::{Agent, Experiment, Fate, Problem};

fn figures(experiment: &Experiment) -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    experiment.write(folder.path());
    let study = merge(vec![load(folder.path()).unwrap()]).unwrap();
    all(&study, &Summary::new(&study))
}

fn check(experiment: &Experiment) {
    for Figure { id, scene, .. } in figures(experiment) {
        let boxes = scene.text_boxes();
        for (i, (text, left, top, right, bottom)) in boxes.iter().enumerate() {
            let inside =
                *left >= 0.0 && *top >= 0.0 && *right <= scene.width && *bottom <= scene.height;
            assert!(inside, "{id}: `{text}` leaves the page: {left} {top} {right} {bottom}");
            for (other, l, t, r, b) in &boxes[..i] {
                let apart = right <= l || r <= left || bottom <= t || b <= top;
                assert!(apart, "{id}: `{text}` touches `{other}`");
            }
        }
    }
}

fn problems(count: usize) -> Vec<Problem> {
    let scales = [(1e-5, 1e9), (-3e8, 1e7), (2e-5, 1e-6), (1e6, 1e-3), (20.0, 30.0), (0.0, 0.0)];
    let problem = |i: usize| {
        let (base, scale) = scales[i % scales.len()];
        let name = format!("a-problem-with-a-name-that-is-rather-long-{i}");
        let label = "energy_delay_product * 2 + sqrt(area)".into();
        Problem { base, scale, label, pareto: i % 4, ..Problem::new(&name) }
    };
    (0..count).map(problem).collect()
}

#[test]
fn one_to_seven_problems_with_extreme_values() {
    for count in 1..=7 {
        let agents = vec![Agent::new("random", 0.3), Agent::new("tpe", 0.6).sweep(2)];
        let mut experiment = Experiment::new("extreme", problems(count), agents);
        experiment.seeds = 3;
        check(&experiment);
    }
}

#[test]
fn fourteen_agents_with_long_names() {
    let name = |i| format!("an-agent-with-a-name-that-is-much-too-long-for-a-figure-{i}");
    let agents = (0..14).map(|i| Agent::new(&name(i), 0.5)).collect();
    let mut experiment = Experiment::new("many", problems(5), agents);
    experiment.seeds = 2;
    experiment.evaluations = 5000;
    experiment.fate = |_, agent, seed| match (agent, seed) {
        (3, _) => Fate::Failed,
        (4, _) => Fate::Unfinished,
        (5, 0) => Fate::Infeasible,
        _ => Fate::Complete,
    };
    check(&experiment);
}
