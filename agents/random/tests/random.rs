//! Behaviour of the baselines.

mod toys;

use orienteer_agents_random::{RandomSearch, RandomWalk, random_search, random_walk};
use orienteer_core::{Designs, Moves};
use std::collections::BTreeSet;
use toys::{New, designs, run};

const SEARCH: New<Designs> = || Box::new(RandomSearch::new(random_search::Settings::default()));
const DISTINCT: New<Designs> =
    || Box::new(RandomSearch::new(random_search::Settings { distinct: true }));
const WALK: New<Moves> = || Box::new(RandomWalk::new(random_walk::Settings::default()));

#[test]
fn agents_keep_the_laws() {
    toys::design_laws(SEARCH);
    toys::design_laws(DISTINCT);
    toys::move_laws(WALK);
}

/// The clause forbids four of eight ways for half of the 2 * 8 * 4 * 100 designs.
#[test]
fn distinct_designs_exhaust_the_space() {
    let toy = designs::faulty();
    let all = run(&toy, DISTINCT, 10_000, 3);
    let designs: BTreeSet<_> = all
        .lines
        .iter()
        .map(|line| line.split(r#""design":"#).nth(1).map(|d| d.split('}').next()))
        .collect();
    assert_eq!((all.end, all.spent), (Ok(()), 4800));
    assert_eq!(designs.len(), 4800);
}

#[test]
fn a_walk_restarts_when_its_episode_is_over() {
    let run = run(&toys::line::line(), WALK, 100, 3);
    let starts = run.lines.iter().filter(|line| line.contains(r#""from":null"#)).count();
    assert!(starts >= 4, "{starts} episodes");
}

#[test]
fn settings_are_checked() {
    use orienteer_core::Settings as _;
    toys::settings::sound::<random_search::Settings>();
    toys::settings::sound::<random_walk::Settings>();
    assert!(random_walk::Settings { length: 0 }.check().unwrap_err().contains("`length`"));
}

#[test]
fn outlandish_settings_do_no_harm() {
    toys::settings::harmless_for_designs(RandomSearch::new);
    toys::settings::harmless_for_moves(RandomWalk::new);
}
