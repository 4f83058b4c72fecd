//! Experiments of planners: each is set to the instances of each puzzle it fits, under one budget of
//! nodes.
//!
//! A run is one setting of a planner on all instances of a problem. Planners draw no random numbers,
//! so there are no seeds: instances take their place.

mod agent;
mod budget;
mod execute;
mod file;
mod instances;
mod json;
mod log;
mod memory;
mod problem;
mod seal;

pub use agent::PlannedPlanner;
pub use budget::NodeBudget;
pub use instances::Instance;
pub use memory::searches_at_once;
pub use problem::PuzzleProblem;

use crate::config::{Config, ConfigErrors};
use crate::error::Error;
use crate::plan::{Run, effective_text, problem::spoken_name, question};
use crate::registry::{Registry, guarded};
use crate::run::{Progress, Work};
use orienteer_core::text::plural;
use serde_json::Value as Json;
use std::path::Path;

/// An experiment of planners, ready to be executed.
pub struct PlannerPlan {
    /// The name of the experiment.
    pub name: String,
    /// The comment at the head of the file: what the experiment should answer.
    pub question: String,
    /// What a planner may spend on each instance.
    pub budget: NodeBudget,
    problems: Vec<PuzzleProblem>,
    agents: Vec<PlannedPlanner>,
    misfits: Vec<Misfit>,
    runs: Vec<Run>,
    text: String,
}

/// A planner that cannot work on a puzzle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The index of the problem.
    pub problem: usize,
    /// The index of the agent.
    pub agent: usize,
    /// The index of the agent's setting.
    pub setting: usize,
    /// Why it does not apply.
    pub reason: String,
}

impl PlannerPlan {
    /// Reads the text of an experiment file, with changes of the form `path=value` applied. `path` is
    /// what errors call it, and where the files that it names are looked for.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn parse(
        path: &Path,
        text: &str,
        overrides: &[String],
        registry: &Registry,
    ) -> Result<Self, ConfigErrors> {
        let mut config = Config::parse(path, text)?;
        let mut errors = ConfigErrors::default();
        for change in overrides {
            errors.keep(config.set_named(change, &spoken_name));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let plan = file::read(&config, folder, registry, &mut errors);
        let mut plan = errors.or(plan)?;
        plan.question = question(text);
        plan.text = effective_text(text, &config, overrides)?;
        Ok(plan)
    }

    /// The problems.
    pub fn problems(&self) -> &[PuzzleProblem] {
        &self.problems
    }

    /// The planners.
    pub fn agents(&self) -> &[PlannedPlanner] {
        &self.agents
    }

    /// Where a planner does not fit a puzzle: there is no run then, and reports say so.
    pub fn misfits(&self) -> &[Misfit] {
        &self.misfits
    }

    /// The runs: problem by problem, agent by agent, setting by setting.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The plan in a line, and a line for each planner that does not fit a puzzle.
    pub fn describe(&self) -> String {
        let settings: usize = self.agents.iter().map(|agent| agent.settings.len()).sum();
        let agents = if settings == self.agents.len() {
            plural(settings, "planner")
        } else {
            format!("{} ({})", plural(self.agents.len(), "planner"), plural(settings, "setting"))
        };
        let instances: usize = self.problems.iter().map(|problem| problem.instances.len()).sum();
        let head = format!(
            "{}: {} with {} x {agents} = {}, {} an instance",
            self.name,
            plural(self.problems.len(), "problem"),
            plural(instances, "instance"),
            plural(self.runs.len(), "run"),
            plural(self.budget.nodes, "node"),
        );
        let misfit = |Misfit { problem, agent, setting, reason }: &Misfit| {
            let (problem, agent) = (&self.problems[*problem].name, &self.agents[*agent]);
            let setting = match agent.settings.len() {
                1 => String::new(),
                _ => format!(", setting {setting},"),
            };
            format!("  {}{setting} does not apply to {problem}: {reason}", agent.name)
        };
        std::iter::once(head).chain(self.misfits.iter().map(misfit)).collect::<Vec<_>>().join("\n")
    }
}

impl Work for PlannerPlan {
    fn text(&self) -> &str {
        &self.text
    }

    fn to_json(&self) -> Json {
        self.json()
    }

    fn differences(&self, there: &Json, here: &Json) -> Vec<String> {
        json::differences(there, here)
    }

    fn runs(&self) -> &[Run] {
        &self.runs
    }

    fn is_complete(&self, run: &Run, folder: &Path) -> bool {
        seal::is_complete(folder, self.problems[run.problem].instances.len())
    }

    fn size(&self, run: &Run) -> u64 {
        self.problems[run.problem].instances.len() as u64
    }

    fn most_at_once(&self) -> usize {
        searches_at_once(self.budget.bytes)
    }

    /// Makes each planner once: tables that are not there yet are built before anything runs.
    fn prepare(&self, pending: &[&Run]) -> Result<(), Error> {
        for run in pending {
            let (problem, agent) = (&self.problems[run.problem], &self.agents[run.agent]);
            let make = || problem.domain.solver(&agent.method, &agent.settings[run.setting]);
            let made = guarded(make).and_then(|made| made.map_err(|reason| reason.to_string()));
            made.map_err(|reason| Error::Planner {
                agent: agent.name.clone(),
                problem: problem.name.clone(),
                reason,
            })?;
        }
        Ok(())
    }

    fn execute(&self, run: &Run, folder: &Path, progress: &Progress) -> Result<(), String> {
        execute::execute(self, run, folder, progress)
    }
}
