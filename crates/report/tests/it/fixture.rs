//! Writes experiment folders in the record format, from a simple synthetic search process.
//!
//! The regret of a run after t evaluations is the running minimum of `t^-skill` times log-normal
//! noise that its seed determines: better agents have a larger skill, and each setting of a sweep
//! has its own. Values are the regret on the scale of the problem.

use std::fs;
use std::path::Path;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

/// How a run ends.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Fate {
    Complete,
    Failed,
    Unfinished,
    /// Complete without any feasible design.
    Infeasible,
    /// Complete with an incumbent that is feasible only by noise.
    Lucky,
}

#[derive(Clone)]
pub(crate) struct Problem {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) unit: String,
    pub(crate) maximize: bool,
    pub(crate) optimum: Option<f64>,
    /// The value at regret 0, and the factor from regret to value.
    pub(crate) base: f64,
    pub(crate) scale: f64,
    pub(crate) noisy: bool,
    pub(crate) pareto: usize,
}

impl Problem {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            label: "latency".into(),
            unit: "ns".into(),
            maximize: false,
            optimum: None,
            base: 20.0,
            scale: 30.0,
            noisy: false,
            pareto: 0,
        }
    }

    fn value(&self, regret: f64) -> f64 {
        let sign = if self.maximize { -1.0 } else { 1.0 };
        self.base + sign * self.scale * regret
    }

    fn json(&self) -> Value {
        let direction = if self.maximize { "maximize" } else { "minimize" };
        let mut plan = json!({
            "name": self.name, "environment": "tabular", "config": {"table": self.name},
            "objective": {"label": self.label, "unit": self.unit, "direction": direction,
                "constraints": []},
            "metrics": [], "noisy": self.noisy, "optimum": self.optimum, "space": "15625 designs",
        });
        if self.pareto > 0 {
            let goals = ["latency", "energy", "area", "accuracy"];
            let goals = goals[..self.pareto].iter().map(|label| {
                let direction = if *label == "accuracy" { "maximize" } else { "minimize" };
                json!({"label": label, "unit": "pJ", "direction": direction})
            });
            plan["pareto"] = goals.collect();
            // Latencies of fronts are from 0.1 to 3.5 and energies are up to 15.
            let point = |values: [f64; 4]| values[..self.pareto].to_vec();
            plan["objective"]["spec"] = json!({"pareto": {"ideal": point([0.0, 0.0, 0.0, 1.0]),
                "reference": point([3.6, 10.0, 10.0, 0.5])}});
        }
        plan
    }
}

#[derive(Clone)]
pub(crate) struct Agent {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) settings: usize,
    pub(crate) skill: f64,
}

impl Agent {
    pub(crate) fn new(name: &str, skill: f64) -> Self {
        Self { name: name.into(), method: name.into(), settings: 1, skill }
    }

    pub(crate) fn sweep(self, settings: usize) -> Self {
        Self { settings, ..self }
    }
}

pub(crate) struct Experiment {
    pub(crate) name: String,
    pub(crate) question: String,
    pub(crate) evaluations: u64,
    pub(crate) seeds: u64,
    pub(crate) problems: Vec<Problem>,
    pub(crate) agents: Vec<Agent>,
    /// By problem, agent and seed.
    pub(crate) fate: fn(usize, usize, u64) -> Fate,
}

impl Experiment {
    pub(crate) fn new(name: &str, problems: Vec<Problem>, agents: Vec<Agent>) -> Self {
        Self {
            name: name.into(),
            question: format!("Which agent wins on {name}?\nAt an equal budget."),
            evaluations: 300,
            seeds: 10,
            problems,
            agents,
            fate: |_, _, _| Fate::Complete,
        }
    }

    /// Writes the folder.
    pub(crate) fn write(&self, folder: &Path) {
        let mut runs = Vec::new();
        for (p, problem) in self.problems.iter().enumerate() {
            for (a, agent) in self.agents.iter().enumerate() {
                for setting in 0..agent.settings {
                    for seed in 0..self.seeds {
                        let id = format!("p{p}/a{a}/{setting:03}-s{seed:02}");
                        let fate = (self.fate)(p, a, seed);
                        let run = Run { experiment: self, problem, agent, setting, seed };
                        run.write(&id, &folder.join("runs").join(&id), fate);
                        runs.push(json!({"id": id, "problem": p, "agent": a,
                            "setting": setting, "seed": seed}));
                    }
                }
            }
        }
        let problems: Vec<Value> = self.problems.iter().map(Problem::json).collect();
        let agents: Vec<Value> = (self.agents.iter())
            .map(|agent| {
                let settings: Vec<Value> = (0..agent.settings)
                    .map(|s| if agent.settings > 1 { json!({"rate": s}) } else { json!({}) })
                    .collect();
                json!({"name": agent.name, "method": agent.method, "settings": settings})
            })
            .collect();
        let plan = json!({"format": 1, "name": self.name, "question": self.question,
            "budget": {"evaluations": self.evaluations, "seconds": null}, "seeds": self.seeds,
            "problems": problems, "agents": agents, "runs": runs});
        save(&folder.join("plan.json"), &plan.to_string());
        save(
            &folder.join("experiment.toml"),
            &format!("name = \"{}\"\nseeds = {}\n", self.name, self.seeds),
        );
        let provenance = json!([{"version": "0.1.0", "command": "orienteer run x.toml",
            "started": "2026-11-22T13:00:00Z", "seconds": 63.1, "threads": 2, "commit": "0a1b2c3",
            "machine": {"os": "linux", "arch": "x86_64", "cpu": "Example 9000", "cores": 2}}]);
        save(&folder.join("provenance.json"), &provenance.to_string());
    }
}

struct Run<'a> {
    experiment: &'a Experiment,
    problem: &'a Problem,
    agent: &'a Agent,
    setting: usize,
    seed: u64,
}

impl Run<'_> {
    fn write(&self, id: &str, folder: &Path, fate: Fate) {
        if fate == Fate::Unfinished {
            return;
        }
        let key: u64 = id.bytes().fold(7, |hash, byte| hash * 31 % 1_000_003 + u64::from(byte));
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(key);
        let improvements = self.improvements(&mut rng);
        let pace = 10_f64.powf(-3.0 + 2.0 * self.agent.skill + 0.3 * rng.random::<f64>());
        let mut clock = String::from("evaluations,seconds\n");
        for (evaluations, _) in &improvements {
            clock += &format!("{evaluations},{:.6}\n", *evaluations as f64 * pace);
        }
        let end = self.experiment.evaluations;
        clock += &format!("{end},{:.6}\n", end as f64 * pace);
        save(&folder.join("clock.csv"), &clock);
        save(&folder.join("run.json"), &self.seal(id, fate, &improvements, &mut rng).to_string());
    }

    /// (evaluations, regret) at each improvement.
    fn improvements(&self, rng: &mut Xoshiro256PlusPlus) -> Vec<(u64, f64)> {
        let luck = 0.25 * ((self.setting * 7) % 10) as f64 / 10.0;
        let skill = self.agent.skill - luck;
        let mut best = f64::INFINITY;
        let mut improvements = Vec::new();
        for t in 1..=self.experiment.evaluations.min(2000) {
            let normal: f64 = (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
            let regret = (t as f64).powf(-skill) * (0.5 * normal).exp();
            if regret < best && (t == 1 || rng.random::<f64>() < 0.5) {
                best = regret;
                improvements.push((t, regret));
            }
        }
        improvements
    }

    fn seal(
        &self,
        id: &str,
        fate: Fate,
        improvements: &[(u64, f64)],
        rng: &mut Xoshiro256PlusPlus,
    ) -> Value {
        let mut incumbents: Vec<Value> = (improvements.iter())
            .map(|(t, regret)| {
                let value = self.problem.value(*regret);
                let mut at = json!({"i": t - 1, "evaluations": t, "value": value});
                if self.problem.noisy {
                    at["value"] = json!(value - 0.05 * self.problem.scale);
                    at["noiseless"] = json!(value);
                }
                at
            })
            .collect();
        let mut best = incumbents.last().cloned().unwrap_or(Value::Null);
        if best.is_object() {
            best["design"] = json!({"Op0": "none", "banks": 1 << (self.seed % 4)});
            best["metrics"] = json!({"latency": best["value"]});
        }
        if fate == Fate::Lucky {
            for at in incumbents.iter_mut().skip(1).chain([&mut best]) {
                at["noiseless_infeasible"] = true.into();
            }
        }
        let has_value = matches!(fate, Fate::Complete | Fate::Lucky);
        let front: Vec<Value> = (0..if self.problem.pareto > 0 { 12 } else { 0 })
            .map(|i| {
                let x = 0.1 + f64::from(i) * 0.3 + 0.1 * rng.random::<f64>();
                let y = 2.0 / x / (1.0 + self.agent.skill);
                json!({"i": i, "metrics": {"latency": x, "energy": y, "area": x + y, "accuracy": 1.0 - y / 30.0}})
            })
            .collect();
        json!({
            "id": id,
            "status": if fate == Fate::Failed { "failed" } else { "complete" },
            "reason": if fate == Fate::Failed { Some("simulator crashed: <signal 11> & more") } else { None },
            "evaluations": self.experiment.evaluations, "faults": 2, "infeasible": 1, "cached": 17,
            "fault_reasons": {"timeout: 5 s": 2}, "stop": "budget",
            "incumbents": if has_value { incumbents } else { Vec::new() },
            "best": if has_value { best } else { Value::Null },
            "front": front,
        })
    }
}

pub(crate) fn save(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a new folder");
    fs::write(path, text).expect("a new file");
}
