//! Records of planners as the runner writes them, from answers that are given instance by instance.

use serde_json::{Value, json};
use std::path::Path;

use crate::fixture::save;

/// What a planner makes of an instance.
#[derive(Clone, Copy)]
pub(crate) struct Answer {
    /// (cost, nodes) of each improvement.
    pub(crate) found: &'static [(u64, u64)],
    pub(crate) lower_bound: u64,
    pub(crate) generated: u64,
    pub(crate) stop: &'static str,
}

/// An experiment of planners.
pub(crate) struct Planners {
    pub(crate) name: String,
    pub(crate) nodes: u64,
    /// Name, axis, and the recorded optimum of each instance.
    pub(crate) problems: Vec<(String, Option<f64>, Vec<Option<u64>>)>,
    pub(crate) agents: Vec<String>,
    /// By problem, planner and instance; `None` where nothing is recorded.
    pub(crate) answer: fn(usize, usize, usize) -> Option<Answer>,
    /// Pairs of problem and planner that do not apply.
    pub(crate) misfits: Vec<(usize, usize)>,
}

impl Planners {
    pub(crate) fn write(&self, folder: &Path) {
        let problems = self.problems.iter().map(|(name, axis, optima)| {
            let instance = |(i, optimum): (usize, &Option<u64>)| {
                json!({"id": format!("i{i}"), "start": i.to_string(), "optimum": optimum, "depth": null})
            };
            json!({"name": name, "environment": "countdown", "config": {}, "group": "countdown",
                "axis": axis.map(|value| json!({"name": "actions", "value": value})),
                "instances": optima.iter().enumerate().map(instance).collect::<Value>()})
        });
        let agents = self.agents.iter();
        let agents = agents.map(|name| json!({"name": name, "method": "exact", "settings": [{}]}));
        let mut runs = Vec::new();
        for (p, (_, _, optima)) in self.problems.iter().enumerate() {
            for a in (0..self.agents.len()).filter(|a| !self.misfits.contains(&(p, *a))) {
                let id = format!("p{p}/a{a}/000");
                let (mut log, mut clock) = (String::new(), String::from("instance,seconds\n"));
                for i in 0..optima.len() {
                    let Some(answer) = (self.answer)(p, a, i) else { break };
                    log += &format!("{}\n", line(i, &answer));
                    clock += &format!("{i},{:.6}\n", answer.generated as f64 * 1e-6);
                }
                let run = folder.join("runs").join(&id);
                save(&run.join("log.jsonl"), &log);
                save(&run.join("clock.csv"), &clock);
                if log.lines().count() == optima.len() {
                    save(&run.join("run.json"), r#"{"status": "complete"}"#);
                }
                runs.push(json!({"id": id, "problem": p, "agent": a, "setting": 0}));
            }
        }
        let misfits = self.misfits.iter();
        let misfits = misfits.map(|(p, a)| {
            json!({"problem": p, "agent": a, "setting": 0, "reason": "moves cannot be taken back"})
        });
        let plan = json!({"format": 1, "kind": "planners", "name": self.name, "question": "Who counts?",
            "budget": {"nodes": self.nodes, "bytes": 1 << 30}, "problems": problems.collect::<Value>(),
            "agents": agents.collect::<Value>(), "misfits": misfits.collect::<Value>(), "runs": runs});
        save(&folder.join("plan.json"), &plan.to_string());
        save(&folder.join("experiment.toml"), "name = \"count\"\n");
    }
}

fn line(i: usize, answer: &Answer) -> Value {
    let cost = answer.found.last().map(|found| found.0);
    let found = answer.found.iter();
    let found = found.map(|(cost, nodes)| json!({"cost": cost, "generated": nodes}));
    json!({"i": i, "id": format!("i{i}"), "start": i.to_string(), "cost": cost,
        "lower_bound": answer.lower_bound, "optimal": cost.is_some_and(|c| c <= answer.lower_bound),
        "unsolvable": false, "stop": answer.stop, "generated": answer.generated,
        "expanded": answer.generated / 2, "estimates": answer.generated / 10,
        "peak_bytes": 10 * answer.generated, "improvements": found.collect::<Value>()})
}
