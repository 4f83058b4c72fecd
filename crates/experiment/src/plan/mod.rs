//! The plan: everything that a file asks for, checked, as a list of runs.

mod agent;
pub(crate) mod difference;
pub(crate) mod file;
mod json;
pub(crate) mod key;
pub(crate) mod limits;
pub(crate) mod name;
pub(crate) mod problem;
mod restrict;
mod runs;
pub(crate) mod sweep;

pub use agent::PlannedAgent;
pub(crate) use difference::differences;
pub use limits::{Limits, Seeds};
pub use problem::Problem;
pub use runs::Run;

use crate::config::{Config, ConfigError, ConfigErrors};
use crate::error::Error;
use crate::registry::Registry;
use orienteer_core::text::plural;
use std::path::Path;

/// An experiment, ready to be executed.
pub struct Plan {
    /// The name of the experiment.
    pub name: String,
    /// The comment at the head of the file: what the experiment should answer.
    pub question: String,
    /// What each run may spend.
    pub budget: Limits,
    /// The seeds of the runs.
    pub seeds: Seeds,
    /// Whether a design that was evaluated before is answered from memory.
    pub cache: bool,
    /// The longest time of one evaluation, in seconds.
    pub evaluation_timeout: Option<f64>,
    problems: Vec<Problem>,
    agents: Vec<PlannedAgent>,
    runs: Vec<Run>,
    text: String,
}

impl Plan {
    /// Reads an experiment file, with changes of the form `path=value` applied. All errors are
    /// reported at once, before anything runs.
    pub fn load(path: &Path, overrides: &[String], registry: &Registry) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Ok(Self::parse(path, &text, overrides, registry)?)
    }

    /// The same from a text; `path` is what errors call it.
    pub fn parse(
        path: &Path,
        text: &str,
        overrides: &[String],
        registry: &Registry,
    ) -> Result<Self, ConfigErrors> {
        let mut config = Config::parse(path, text)?;
        let mut errors = ConfigErrors::default();
        for change in overrides {
            errors.keep(config.set_named(change, &problem::spoken_name));
        }
        let plan = file::read(&config, registry, &mut errors);
        let mut plan = errors.or(plan)?;
        plan.question = question(text);
        plan.text = effective_text(text, &config, overrides)?;
        plan.runs = runs::all(&plan).map_err(|message| config.error(message))?;
        Ok(plan)
    }

    /// The problems.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The agents.
    pub fn agents(&self) -> &[PlannedAgent] {
        &self.agents
    }

    /// The runs: problem by problem, agent by agent, setting by setting, seed by seed.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The experiment file with the changes of the command line applied.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The plan in one line.
    pub fn describe(&self) -> String {
        let settings: usize = self.agents.iter().map(|agent| agent.settings.len()).sum();
        let agents = if settings == self.agents.len() {
            plural(settings, "agent")
        } else {
            format!("{} ({})", plural(self.agents.len(), "agent"), plural(settings, "setting"))
        };
        format!(
            "{}: {} x {agents} x {} = {} of {}",
            self.name,
            plural(self.problems.len(), "problem"),
            plural(self.seeds.len(), "seed"),
            plural(self.runs.len(), "run"),
            plural(self.budget.evaluations, "evaluation"),
        )
    }
}

/// The comment that a file begins with, as running text.
pub(crate) fn question(text: &str) -> String {
    let lines = text.lines().map(str::trim).skip_while(|line| line.is_empty());
    let comment = lines.map_while(|line| line.strip_prefix('#')).map(str::trim);
    comment.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text that gives the same plan without `--set`.
pub(crate) fn effective_text(
    text: &str,
    config: &Config,
    overrides: &[String],
) -> Result<String, ConfigError> {
    if overrides.is_empty() {
        return Ok(text.to_owned());
    }
    let question = question(text);
    let head = if question.is_empty() { String::new() } else { format!("# {question}\n\n") };
    let body = toml::to_string(config).map_err(|error| config.error(error))?;
    let changes = overrides.join("\n# --set ");
    Ok(format!("{head}# The experiment file with these changes:\n# --set {changes}\n\n{body}"))
}
