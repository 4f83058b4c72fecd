//! `plan.json` of an experiment of planners, and what keeps two of them apart.

use super::{Misfit, PlannedPlanner, PlannerPlan, PuzzleProblem};
use crate::plan::Run;
use crate::plan::difference::{common, compare};
use serde_json::{Value as Json, json};

/// The version of the record format.
const FORMAT: u32 = 1;

/// The version of what planners find and count. Whoever changes that raises it, because a record that
/// was begun before would go on with other results.
const RESULTS: u32 = 4;

/// What a run depends on beside its instances.
const WHOLE: [&str; 5] = ["format", "results", "kind", "name", "budget"];
const PROBLEM: [&str; 3] = ["environment", "config", "fingerprint"];

impl PlannerPlan {
    /// The content of `plan.json`. The same file and program give the same bytes.
    pub(super) fn json(&self) -> Json {
        json!({
            "format": FORMAT,
            "results": RESULTS,
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
    let mut json = json!({
        "name": problem.name,
        "environment": problem.environment,
        "config": problem.config,
        "axis": axis,
        "group": problem.group,
        "instances": problem.instances,
    });
    // Left out where there is none, so that records from before keep their bytes. As text: many
    // readers of JSON know no whole numbers of 64 bits.
    if let Some(hash) = problem.domain.fingerprint() {
        json["fingerprint"] = format!("{hash:016x}").into();
    }
    json
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
    let (all_there, all_here) = (there, here);
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
        for (problem, ..) in common(all_there, all_here, "problems") {
            let (there, here) = (settings(there).len(), settings(here).len());
            for setting in 0..there.min(here) {
                let misfit = |plan| reason(plan, problem, name, setting).is_some();
                let (there, here) = (misfit(all_there), misfit(all_here));
                let path = format!("misfit.{problem}.{name}.{setting}");
                compare(&path, &there.into(), &here.into(), &mut found);
            }
        }
    }
    found
}

/// Why a setting of a planner does not apply to a problem; none if it does.
fn reason<'p>(plan: &'p Json, problem: &str, agent: &str, setting: usize) -> Option<&'p Json> {
    let index = |list: &str, name: &str| {
        plan[list].as_array()?.iter().position(|item| item["name"] == name)
    };
    let (problem, agent) = (index("problems", problem)?, index("agents", agent)?);
    let is_it = |misfit: &&Json| {
        (&misfit["problem"], &misfit["agent"], &misfit["setting"])
            == (&problem.into(), &agent.into(), &setting.into())
    };
    plan["misfits"].as_array()?.iter().find(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program that makes a planner apply, or no longer, gives other records.
    #[test]
    fn what_does_not_apply_is_compared() {
        let plan = |agents: &[&str], misfits: Json| {
            let agents = agents.iter().map(|name| json!({ "name": name, "settings": [{}, {}] }));
            json!({ "problems": [{ "name": "p" }, { "name": "q" }], "misfits": misfits,
                    "agents": agents.collect::<Json>() })
        };
        let misfit = |agent: u32, reason: &str| json!([{ "problem": 1, "agent": agent, "setting": 1, "reason": reason }]);
        let there = plan(&["a", "b"], misfit(0, "no inverses"));
        // Neither the place of a planner nor the words of the reason count.
        assert_eq!(differences(&there, &plan(&["b", "a"], misfit(1, "none"))), [""; 0]);
        assert_eq!(
            differences(&there, &plan(&["a"], json!([]))),
            ["misfit.q.a.1: true there, false here"]
        );
    }
}
