//! The comparison in memory: one or several experiments of planners, in which problems and planners
//! meet by name.

use super::record::{self, Budget, Folder, Instance, Line, Problem, Seal, Status};
use crate::ReportError;
use crate::study::Experiment;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// All that a report is made from.
pub(super) struct Study {
    pub(super) experiments: Vec<Experiment>,
    /// The number of runs of each experiment.
    pub(super) planned: Vec<usize>,
    pub(super) problems: Vec<Problem>,
    /// For each problem and instance, the cost of a cheapest path, where it is known: recorded with
    /// the instance, or proved by a planner.
    pub(super) optima: Vec<Vec<Option<u64>>>,
    pub(super) planners: Vec<Planner>,
    pub(super) runs: Vec<Run>,
    pub(super) misfits: Vec<Misfit>,
    /// What a reader must know.
    pub(super) notes: Vec<String>,
}

/// A planner with one setting, under one budget.
pub(super) struct Planner {
    /// Unique in the study.
    pub(super) name: String,
    pub(super) method: String,
    pub(super) setting: Map<String, Value>,
    pub(super) budget: Budget,
}

/// A planner on the instances of a problem.
pub(super) struct Run {
    pub(super) id: String,
    pub(super) problem: usize,
    pub(super) planner: usize,
    /// What is recorded, in the order of the instances.
    pub(super) lines: Vec<Line>,
    seal: Option<Seal>,
}

impl Run {
    /// Why it failed, if it did.
    pub(super) fn failure(&self) -> Option<&str> {
        let seal = self.seal.as_ref().filter(|seal| seal.status == Status::Failed)?;
        Some(seal.reason.as_deref().unwrap_or("no reason recorded"))
    }

    /// Of several records of one run, the one that stands highest counts: what failed in one folder
    /// may have gone well in another, but a failure is more than nothing.
    fn standing(&self) -> (bool, usize, bool) {
        let failed = self.failure().is_some();
        let goes_well = !failed && (self.seal.is_some() || !self.lines.is_empty());
        (goes_well, self.lines.len(), self.seal.is_some())
    }
}

/// A planner that does not apply to a problem.
pub(super) struct Misfit {
    pub(super) problem: usize,
    pub(super) planner: usize,
    pub(super) reason: String,
}

impl Study {
    /// Reads and merges folders, in the order given.
    pub(super) fn load(folders: &[PathBuf]) -> Result<Self, ReportError> {
        let mut study = Self {
            experiments: Vec::new(),
            planned: Vec::new(),
            problems: Vec::new(),
            optima: Vec::new(),
            planners: Vec::new(),
            runs: Vec::new(),
            misfits: Vec::new(),
            notes: Vec::new(),
        };
        let mut owners = Vec::new();
        for folder in folders {
            study.add(record::load(folder)?, &mut owners)?;
        }
        study.find_optima();
        let budget = |planner: &Planner| planner.budget.clone();
        if let Some(first) = study.planners.first().map(budget)
            && study.planners.iter().any(|planner| planner.budget != first)
        {
            study.notes.push(
                "Budgets differ between the experiments: compare planners with different budgets \
                 with care."
                    .into(),
            );
        }
        Ok(study)
    }

    /// The run of a planner on a problem, if there is one.
    pub(super) fn run(&self, problem: usize, planner: usize) -> Option<&Run> {
        self.runs.iter().find(|run| run.problem == problem && run.planner == planner)
    }

    /// Adds an experiment; `owners` holds the experiment that defined each problem.
    fn add(&mut self, folder: Folder, owners: &mut Vec<usize>) -> Result<(), ReportError> {
        let index = self.experiments.len();
        let plan = folder.plan;
        self.experiments.push(Experiment {
            name: plan.name,
            question: plan.question,
            budget: crate::study::Budget::default(),
            config: folder.config,
            invocations: folder.invocations,
        });
        self.planned.push(plan.runs.len());
        let mut problems = Vec::new();
        for problem in plan.problems {
            let known = self.problems.iter().position(|known| known.name == problem.name);
            let Some(at) = known else {
                problems.push(self.problems.len());
                owners.push(index);
                self.problems.push(problem);
                continue;
            };
            if let Some(what) = merge(&mut self.problems[at], &problem) {
                return Err(ReportError::Conflict {
                    problem: problem.name,
                    first: self.experiments[owners[at]].name.clone(),
                    second: self.experiments[index].name.clone(),
                    what,
                });
            }
            problems.push(at);
        }
        let mut planners: Vec<Vec<usize>> = Vec::new();
        for agent in plan.agents {
            let names = names(&agent);
            let adopted = names.into_iter().zip(agent.settings);
            let adopted = adopted.map(|(name, setting)| {
                let (method, budget) = (agent.method.clone(), plan.budget.clone());
                self.adopt(Planner { name, method, setting, budget })
            });
            planners.push(adopted.collect());
        }
        for misfit in plan.misfits {
            let (problem, planner) =
                (problems[misfit.problem], planners[misfit.agent][misfit.setting]);
            if !self.misfits.iter().any(|m| (m.problem, m.planner) == (problem, planner)) {
                self.misfits.push(Misfit { problem, planner, reason: misfit.reason });
            }
        }
        for (run, (seal, lines)) in plan.runs.into_iter().zip(folder.runs) {
            let (problem, planner) = (problems[run.problem], planners[run.agent][run.setting]);
            let run = Run { id: run.id, problem, planner, lines, seal };
            let known = self.runs.iter_mut();
            let mut known =
                known.filter(|known| (known.problem, known.planner) == (problem, planner));
            match known.next() {
                Some(known) if known.standing() >= run.standing() => {}
                Some(known) => *known = run,
                None => self.runs.push(run),
            }
        }
        Ok(())
    }

    /// The index of a planner, under a name that is its own.
    fn adopt(&mut self, mut planner: Planner) -> usize {
        let same = |known: &Planner| {
            known.name == planner.name
                && known.method == planner.method
                && known.setting == planner.setting
                && known.budget == planner.budget
        };
        if let Some(at) = self.planners.iter().position(same) {
            return at;
        }
        let is_taken = |name: &str| self.planners.iter().any(|known| known.name == name);
        if is_taken(&planner.name) {
            let experiment = self.experiments.last().map_or("", |experiment| &experiment.name);
            let first = format!("{} ({experiment})", planner.name);
            let mut others = (2..).map(|n| format!("{} ({experiment} {n})", planner.name));
            let name =
                if is_taken(&first) { others.find(|name| !is_taken(name)) } else { Some(first) };
            let name = name.unwrap_or_default();
            self.notes.push(format!(
                "Agent `{}` of experiment `{experiment}` has another method, other settings or \
                 another budget than the agent of that name before it; it is shown apart as `{name}`.",
                planner.name,
            ));
            planner.name = name;
        }
        self.planners.push(planner);
        self.planners.len() - 1
    }

    /// Finds the optimum of each instance, and says where records contradict each other.
    fn find_optima(&mut self) {
        let (mut beaten, mut refuted) = (Vec::new(), Vec::new());
        for (p, problem) in self.problems.iter().enumerate() {
            let lines = |i: usize| {
                let runs = self.runs.iter().filter(move |run| run.problem == p);
                runs.filter_map(move |run| Some((run.planner, run.lines.get(i)?)))
            };
            let optimum = |(i, instance): (usize, &Instance)| {
                let best = lines(i).filter_map(|(_, line)| line.cost).min();
                let proved = lines(i).filter(|(_, line)| line.optimal);
                let proved = proved.filter_map(|(_, line)| line.cost).min();
                if let (Some(recorded), Some(best)) = (instance.optimum, best)
                    && best < recorded
                {
                    beaten
                        .push(format!("{} {} ({best}, not {recorded})", problem.name, instance.id));
                }
                let known =
                    instance.optimum.or(proved).map(|known| best.map_or(known, |b| b.min(known)));
                for (planner, line) in lines(i) {
                    if known.is_some_and(|known| line.lower_bound > known) {
                        let name = &self.planners[planner].name;
                        refuted.push(format!("{name} on {} {}", problem.name, instance.id));
                    }
                }
                known
            };
            self.optima.push(problem.instances.iter().enumerate().map(optimum).collect());
        }
        for (found, what) in [
            (
                beaten,
                "Shorter paths than the recorded optimum were found, and count as the optimum",
            ),
            (
                refuted,
                "A cheaper path exists than was proved possible, so these estimates exceed the truth",
            ),
        ] {
            if let Some(first) = found.first() {
                let more = found.len() - 1;
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                self.notes.push(format!("{what}: {first}{more}."));
            }
        }
    }
}

/// Adds the instances of `other` that `known` lacks; else what differs between them.
fn merge(known: &mut Problem, other: &Problem) -> Option<&'static str> {
    if known.environment != other.environment {
        return Some("environment");
    }
    if known.fingerprint != other.fingerprint {
        return Some("learned network");
    }
    if known.config != other.config {
        return Some("configuration");
    }
    if known.instances.iter().zip(&other.instances).any(|(a, b)| a != b) {
        return Some("instances");
    }
    let there = known.instances.len().min(other.instances.len());
    known.instances.extend_from_slice(&other.instances[there..]);
    None
}

/// The name of each setting of an agent: its own, with the hyperparameters that differ.
fn names(agent: &record::Agent) -> Vec<String> {
    let differs = |key: &str| {
        let values: Vec<_> = agent.settings.iter().map(|setting| setting.get(key)).collect();
        values.iter().any(|value| *value != values[0])
    };
    let name = |setting: &Map<String, Value>| {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let shown = setting.iter().filter(|(key, _)| differs(key));
        let shown = shown.map(|(key, value)| format!(" {key}={}", text(value)));
        agent.name.clone() + &shown.collect::<String>()
    };
    agent.settings.iter().map(name).collect()
}
