//! `plan.json` of an experiment of planners, and what keeps two of them apart.

use super::{Misfit, PlannedPlanner, PlannerPlan, PuzzleProblem};
use crate::plan::Run;
use crate::plan::difference::{common, compare};
use serde_json::{Value as Json, json};

/// The version of the record format.
const FORMAT: u32 = 1;

/// What a run depends on beside its instances.
const WHOLE: [&str; 4] = ["format", "kind", "name", "budget"];
const PROBLEM: [&str; 2] = ["environment", "config"];

impl PlannerPlan {
    /// The content of `plan.json`. The same file and program give the same bytes.
    pub(super) fn json(&self) -> Json {
        json!({
            "format": FORMAT,
            "kind": "planners",
            "name": self.name,
            "question": self.question,
            "budget": self.budget,
            "problems": self.problems.iter().map(problem).collect::<Json>(),
            "agents": self.agents.iter().map(agent).collect::<Json>(),
            "misfits": self.misfits.iter().map(misfit).collect::<Json>(),
            "runs": self.runs.iter().map(run).collect::<Json>(),
        })
    }
}

fn problem(problem: &PuzzleProblem) -> Json {
    let axis = problem.axis.as_ref().map(|(name, value)| json!({ "name": name, "value": value }));
    json!({
        "name": problem.name,
        "environment": problem.environment,
        "config": problem.config,
        "axis": axis,
        "group": problem.group,
        "instances": problem.instances,
    })
}

fn agent(agent: &PlannedPlanner) -> Json {
    json!({ "name": agent.name, "method": agent.method, "settings": agent.settings })
}

fn misfit(misfit: &Misfit) -> Json {
    let Misfit { problem, agent, setting, reason } = misfit;
    json!({ "problem": problem, "agent": agent, "setting": setting, "reason": reason })
}

fn run(run: &Run) -> Json {
    let Run { id, problem, agent, setting, .. } = run;
    json!({ "id": id, "problem": problem, "agent": agent, "setting": setting })
}

/// What differs between the plan of the records that are there and the plan here. Problems, agents,
/// settings can be added and taken away, and instances added at the end.
pub(super) fn differences(there: &Json, here: &Json) -> Vec<String> {
    let mut found = Vec::new();
    for key in WHOLE {
        compare(key, &there[key], &here[key], &mut found);
    }
    for (name, there, here) in common(there, here, "problems") {
        for key in PROBLEM {
            compare(&format!("problem.{name}.{key}"), &there[key], &here[key], &mut found);
        }
        let instances =
            |problem: &Json| problem["instances"].as_array().cloned().unwrap_or_default();
        let (there, here) = (instances(there), instances(here));
        if here.len() < there.len() {
            let (n, m) = (there.len(), here.len());
            found.push(format!("problem.{name}.instances: {n} there, {m} here"));
        }
        let differs = there.iter().zip(&here).position(|(there, here)| there != here);
        if let Some(i) = differs {
            let path = format!("problem.{name}.instances.{i}");
            compare(&path, &there[i], &here[i], &mut found);
        }
    }
    for (name, there, here) in common(there, here, "agents") {
        compare(&format!("agent.{name}.method"), &there["method"], &here["method"], &mut found);
        let settings = |agent: &Json| agent["settings"].as_array().cloned().unwrap_or_default();
        for (i, (there, here)) in settings(there).iter().zip(&settings(here)).enumerate() {
            compare(&format!("agent.{name}.settings.{i}"), there, here, &mut found);
        }
    }
    found
}
