//! A small registry: environments and agents that do what experiments have to cope with.

// Each test file uses a part of it.
#![allow(dead_code)]

pub(crate) mod agents;
pub(crate) mod disk;
pub(crate) mod envs;
pub(crate) mod mistakes;
pub(crate) mod puzzle;

use envs::{NoConfig, Slow, Trap, Walk};
use orienteer_core::{ObjectiveSpec, Simulated};
use orienteer_experiment::{AgentEntry, ConfigErrors, EnvironmentEntry, Plan, Registry};
use std::path::Path;

/// The least distance outside of a circle.
fn near() -> ObjectiveSpec {
    ObjectiveSpec {
        minimize: Some("distance".into()),
        subject_to: vec!["distance >= 1".into()],
        ..ObjectiveSpec::default()
    }
}

pub(crate) fn registry() -> Registry {
    Registry {
        environments: vec![
            EnvironmentEntry::designs("sphere", "A bowl, with noise if wanted", envs::sphere)
                .option("noise", "0.0", "0 or more", "The standard deviation of the noise.")
                .objective("near", "As near as can be", near()),
            EnvironmentEntry::designs("trap", "Crashes, panics, NaN", |_: NoConfig| {
                Ok::<_, String>(Simulated::new(Trap))
            }),
            EnvironmentEntry::designs("slow", "Answers, or not", |_: NoConfig| {
                Ok::<_, String>(Simulated::new(Slow))
            }),
            EnvironmentEntry::moves("walk", "A walk on a line", |_: NoConfig| {
                Ok::<_, String>(Walk::default())
            }),
        ],
        agents: vec![
            AgentEntry::designs("random-search", "Uniform designs", agents::RandomSearch::new),
            AgentEntry::designs(
                "batch-climber",
                "Mutants of the best, in batches",
                agents::Climber::new,
            ),
            AgentEntry::moves("walker", "Random moves", |_: agents::NoSettings| agents::Walker),
            AgentEntry::designs("panicker", "Panics", |_: agents::NoSettings| agents::Panicker),
        ],
        puzzles: puzzle::puzzles(),
        planners: puzzle::planners(),
    }
}

pub(crate) fn plan(text: &str) -> Result<Plan, ConfigErrors> {
    Plan::parse(Path::new("toy.toml"), text, &[], &registry())
}

pub(crate) fn plan_with(text: &str, overrides: &[&str]) -> Result<Plan, ConfigErrors> {
    let overrides: Vec<String> = overrides.iter().map(|&change| change.to_owned()).collect();
    Plan::parse(Path::new("toy.toml"), text, &overrides, &registry())
}

/// The text of all errors of a file that has some.
pub(crate) fn errors(text: &str) -> String {
    match plan(text) {
        Ok(plan) => panic!("no error in {}", plan.describe()),
        Err(errors) => errors.to_string(),
    }
}
