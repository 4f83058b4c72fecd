//! The examples of the guides in `docs/`, compiled and run as they are shown.

#![allow(clippy::unwrap_used, unreachable_pub, missing_docs, reason = "the guides show them so")]

mod cache;
mod late_acceptance;

use cache::CacheModel;
use late_acceptance::LateAcceptance;
use orienteer_core::conformance::check_designs;
use orienteer_core::space::Size;
use orienteer_core::{Agent, Budget, Environment, Objective, Session, Simulated, Stop};

/// A guide shows the file that is tested here, and keeps to its promise of 40 lines.
fn shows(guide: &str, file: &str) {
    assert!(guide.contains(&format!("```rust\n{file}```")), "the guide shows something else");
    assert!(file.lines().count() <= 40, "{} lines", file.lines().count());
}

#[test]
fn the_guides_show_what_is_tested() {
    let agent = include_str!("../../../../docs/write-an-agent.md");
    shows(agent, include_str!("late_acceptance.rs"));
    let environment = include_str!("../../../../docs/write-an-environment.md");
    shows(environment, include_str!("cache.rs"));
}

#[test]
fn the_environment_keeps_the_laws() {
    let cache = Simulated::new(CacheModel);
    assert_eq!(cache.space().size(), Size::Exact(16 * 4 * 9));
    check_designs(&cache, 0).unwrap();
}

/// The best of all designs is found, and exactly the budget is spent.
#[test]
fn the_agent_finds_the_best_cache() {
    let cache = Simulated::new(CacheModel);
    let objective = Objective::minimize("latency * energy", cache.metrics()).unwrap();
    let all = cache.space().designs().unwrap();
    let best = all
        .map(|design| cache.step(&mut cache.reset(0), &design).unwrap().metrics)
        .map(|metrics| objective.value(&metrics))
        .fold(f64::INFINITY, f64::min);
    let mut session = Session::new(&cache, &objective, Budget::evaluations(2000), 0, 0);
    assert_eq!(LateAcceptance::default().search(&mut session), Err(Stop::Budget));
    assert_eq!(session.spent(), 2000);
    assert_eq!(session.incumbents().best().unwrap().value, best);
}
