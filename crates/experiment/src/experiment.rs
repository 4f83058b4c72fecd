//! An experiment file of either kind: agents on problems, or planners on puzzles.

use crate::config::Config;
use crate::error::Error;
use crate::plan::problem::spoken_name;
use crate::plan::{Plan, Run};
use crate::planning::PlannerPlan;
use crate::registry::Registry;
use crate::run::{Observer, Summary, Work, run_all};
use std::path::Path;

/// An experiment, ready to be executed.
pub enum Experiment {
    /// Agents, whose budget is in evaluations.
    Agents(Box<Plan>),
    /// Planners, whose budget is in nodes.
    Planners(Box<PlannerPlan>),
}

impl Experiment {
    /// Reads an experiment file, with changes of the form `path=value` applied. A budget with
    /// `nodes` makes it one of planners. All errors are reported at once, before anything runs.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, or that it cannot be read.
    pub fn load(path: &Path, overrides: &[String], registry: &Registry) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Ok(if is_of_planners(path, &text, overrides) {
            Self::Planners(Box::new(PlannerPlan::parse(path, &text, overrides, registry)?))
        } else {
            Self::Agents(Box::new(Plan::parse(path, &text, overrides, registry)?))
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Agents(plan) => &plan.name,
            Self::Planners(plan) => &plan.name,
        }
    }

    /// What would run: a line, and for planners also which of them do not fit which puzzle.
    pub fn describe(&self) -> String {
        match self {
            Self::Agents(plan) => plan.describe(),
            Self::Planners(plan) => plan.describe(),
        }
    }

    /// The runs.
    pub fn runs(&self) -> &[Run] {
        self.work().runs()
    }

    /// Executes what `folder` does not yet hold of it, as [`run`](crate::run()).
    ///
    /// # Errors
    ///
    /// When the folder cannot be used, or the machine gives no threads. That a run fails is none: it
    /// is recorded.
    pub fn run(
        &self,
        folder: &Path,
        threads: usize,
        observer: &dyn Observer,
    ) -> Result<Summary, Error> {
        run_all(self.work(), folder, threads, observer)
    }

    fn work(&self) -> &dyn Work {
        match self {
            Self::Agents(plan) => &**plan,
            Self::Planners(plan) => &**plan,
        }
    }
}

/// Whether the budget is in nodes. Where the file cannot be read so far, that is for the plan to say.
fn is_of_planners(path: &Path, text: &str, overrides: &[String]) -> bool {
    let Ok(mut config) = Config::parse(path, text) else { return false };
    for change in overrides {
        let _ = config.set_named(change, &spoken_name);
    }
    config.get("budget").is_some_and(|budget| budget.get("nodes").is_some())
}
