//! `plan.json`: the plan as the record of an experiment keeps it.

use super::{Plan, PlannedAgent, Problem, Run};
use serde_json::{Value as Json, json};

/// The version of the record format.
const FORMAT: u32 = 1;

impl Plan {
    /// The content of `plan.json`. The same file and program give the same bytes.
    pub fn to_json(&self) -> Json {
        json!({
            "format": FORMAT,
            "name": self.name,
            "question": self.question,
            "budget": self.budget,
            "seeds": self.seeds,
            "cache": self.cache,
            "evaluation_timeout": self.evaluation_timeout,
            "problems": self.problems.iter().map(problem).collect::<Json>(),
            "agents": self.agents.iter().map(agent).collect::<Json>(),
            "runs": self.runs.iter().map(run).collect::<Json>(),
        })
    }
}

fn problem(problem: &Problem) -> Json {
    let Problem { env, objective, .. } = problem;
    let metrics = env.metrics();
    let mut json = json!({
        "name": problem.name,
        "environment": problem.environment,
        "config": problem.config,
        "horizon": problem.horizon,
        "objective": {
            "label": objective.label(),
            "unit": objective.unit(metrics),
            "direction": objective.direction(),
            "constraints": objective.constraints().collect::<Vec<_>>(),
            "spec": problem.spec,
        },
        "metrics": metrics,
        "noisy": env.is_noisy(),
        // As text: many readers of JSON know no whole numbers of 64 bits.
        "fingerprint": env.fingerprint().map(|hash| format!("{hash:016x}")),
        "optimum": env.optimum(objective),
        "space": env.size(),
    });
    // Left out where there is none, so that records from before keep their bytes.
    if let Some(kept) = &problem.restrict {
        let kept = kept.iter().map(|(path, values)| (path.clone(), json!(values)));
        json["restrict"] = Json::Object(kept.collect());
    }
    if let Some(pareto) = objective.pareto() {
        // What is recorded over time is the hypervolume, although agents minimise a distance.
        json["objective"]["direction"] = "maximize".into();
        let goal = |(formula, direction): &(orienteer_core::objective::Formula, _)| {
            let unit = formula.metric().map_or("", |metric| &*metrics[metric].unit);
            json!({ "label": formula.text(), "unit": unit, "direction": direction })
        };
        json["pareto"] = pareto.goals().iter().map(goal).collect();
    }
    json
}

fn agent(agent: &PlannedAgent) -> Json {
    let settings = agent.settings.iter().map(|setting| Json::Object(setting.values.clone()));
    json!({ "name": agent.name, "method": agent.method, "settings": settings.collect::<Json>() })
}

fn run(run: &Run) -> Json {
    let Run { id, problem, agent, setting, seed, .. } = run;
    json!({ "id": id, "problem": problem, "agent": agent, "setting": setting, "seed": seed })
}
