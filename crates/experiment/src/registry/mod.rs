//! The tables of environments and agents that an experiment file can name.
//!
//! The command-line crate fills one [`Registry`], one line an entry. An entry turns a
//! [`Config`](crate::Config) into an environment or an agent whose type is erased, so that nothing
//! here knows any of them.

mod agent;
mod environment;
mod puzzle;
mod setting;

pub use agent::{AgentEntry, AnyAgent};
pub use environment::{AnyEnv, EnvironmentEntry, NoOptions, OptionDoc, ReadyObjective};
pub use puzzle::{Answer, Domain, PlannerEntry, PuzzleEntry, Solver, SolverError, guarded};
pub use setting::Setting;

use crate::config::{Config, ConfigError, unknown};
use std::collections::HashSet;

/// All that experiment files can name.
#[derive(Default)]
pub struct Registry {
    /// The environments.
    pub environments: Vec<EnvironmentEntry>,
    /// The agents.
    pub agents: Vec<AgentEntry>,
    /// The puzzles that planners can be set to.
    pub puzzles: Vec<PuzzleEntry>,
    /// The planners.
    pub planners: Vec<PlannerEntry>,
}

impl Registry {
    /// Checks that no two entries of a kind have one name.
    ///
    /// # Errors
    ///
    /// The first name that two have.
    pub fn check(&self) -> Result<(), ConfigError> {
        fn single<'a>(kind: &str, names: impl Iterator<Item = &'a str>) -> Result<(), ConfigError> {
            let mut known = HashSet::new();
            for name in names {
                if !known.insert(name) {
                    let why = format!("two {kind}s of the registry are named `{name}`; rename one");
                    return Err(ConfigError::new(why));
                }
            }
            Ok(())
        }
        single("environment", self.environments.iter().map(|entry| entry.name))?;
        single("agent", self.agents.iter().map(|entry| entry.name))?;
        single("puzzle", self.puzzles.iter().map(|entry| entry.name))?;
        single("planner", self.planners.iter().map(|entry| entry.name))
    }

    /// The environment of this name. The error suggests the nearest.
    pub fn environment(&self, name: &str) -> Result<&EnvironmentEntry, ConfigError> {
        let names = self.environments.iter().map(|entry| entry.name);
        let found = self.environments.iter().find(|entry| entry.name == name);
        found.ok_or_else(|| ConfigError::new(unknown("environment", name, names)))
    }

    /// The agent of this name. The error suggests the nearest.
    pub fn agent(&self, name: &str) -> Result<&AgentEntry, ConfigError> {
        let names = self.agents.iter().map(|entry| entry.name);
        let found = self.agents.iter().find(|entry| entry.name == name);
        found.ok_or_else(|| ConfigError::new(unknown("agent", name, names)))
    }

    /// The puzzle of this name. The error suggests the nearest.
    pub fn puzzle(&self, name: &str) -> Result<&PuzzleEntry, ConfigError> {
        let names = self.puzzles.iter().map(|entry| entry.name);
        let found = self.puzzles.iter().find(|entry| entry.name == name);
        found.ok_or_else(|| ConfigError::new(unknown("puzzle", name, names)))
    }

    /// The planner of this name. The error suggests the nearest.
    pub fn planner(&self, name: &str) -> Result<&PlannerEntry, ConfigError> {
        let names = self.planners.iter().map(|entry| entry.name);
        let found = self.planners.iter().find(|entry| entry.name == name);
        found.ok_or_else(|| ConfigError::new(unknown("planner", name, names)))
    }
}

/// The kind of space that an environment has or an agent searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of n moves at each step.
    Moves,
    /// A value for each active parameter.
    Designs,
}

/// Turns a configuration into what it describes.
type Build<T> = Box<dyn Fn(&Config) -> Result<T, ConfigError> + Send + Sync>;
