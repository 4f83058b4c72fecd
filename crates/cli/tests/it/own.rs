//! The command in a program of somebody else, with an environment and an agent of theirs.

#![allow(unreachable_pub, reason = "the guides show them so")]

#[path = "../../../core/tests/guides/cache.rs"]
mod cache;
#[path = "../../../core/tests/guides/late_acceptance.rs"]
mod late_acceptance;

use cache::CacheModel;
use late_acceptance::LateAcceptance;
use orienteer::{AgentEntry, EnvironmentEntry, NoOptions, Registry, command_from};
use orienteer_core::Simulated;
use std::fs;

const FILE: &str = r#"
name = "own"
budget = { evaluations = 50 }
seeds = 3

[[problem]]
environment.cache = {}
objective.minimize = "latency * energy"

[[agent]]
method.late-acceptance = { length = 5 }

[[agent]]
method.random = {}
"#;

fn add(registry: &mut Registry) {
    registry.environments.push(EnvironmentEntry::designs(
        "cache",
        "A toy model of a cache",
        |_: NoOptions| Ok::<_, String>(Simulated::new(CacheModel)),
    ));
    let about = "Late acceptance (Burke and Bykov 2017)";
    let agent = AgentEntry::designs("late-acceptance", about, |own: LateAcceptance| own);
    registry.agents.push(agent);
}

#[test]
fn entries_of_ones_own_run_like_all_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("own.toml"), FILE).unwrap();
    let run = ["own", "run", &path("own.toml"), "--out", &path("out"), "--threads", "1"];
    command_from(run, add);
    let page = fs::read_to_string(folder.path().join("out/report/index.html")).unwrap();
    assert!(page.contains("late-acceptance") && page.contains("cache"));
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let mut registry = Registry::default();
    add(&mut registry);
    registry.check().unwrap();
    add(&mut registry);
    let error = registry.check().unwrap_err().to_string();
    assert_eq!(error, "two environments of the registry are named `cache`; rename one");
}
