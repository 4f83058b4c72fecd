//! From an experiment file to records: plan, execution, resumption.
//!
//! A [`Plan`] is everything that a TOML file asks for, checked against the [`Registry`] of
//! environments and agents before anything runs. [`run`] executes what is not yet recorded of it.
//! A [`PlannerPlan`] is the same for planners on puzzles, and an [`Experiment`] either of them. Records do not depend on threads, machines or interruptions; `docs/records.md` describes them.

mod config;
mod error;
mod experiment;
mod plan;
mod planning;
mod registry;
pub mod rows;
mod run;

pub use config::{Config, ConfigError, ConfigErrors};
pub use error::Error;
pub use experiment::Experiment;
pub use plan::{Limits, Plan, PlannedAgent, Problem, Run, Seeds};
pub use planning::{
    Instance, Misfit, NodeBudget, PlannedPlanner, PlannerPlan, PuzzleProblem, searches_at_once,
};
pub use registry::{
    AgentEntry, Answer, AnyAgent, AnyEnv, Domain, EnvironmentEntry, Kind, NoOptions, OptionDoc,
    PlannerEntry, PuzzleEntry, ReadyObjective, Registry, Setting, Solver, SolverError, guarded,
};
pub use run::{Failure, Observer, Progress, Summary, run};
