//! Reports to look at: `cargo test -p orienteer-report gallery -- --ignored`, then open the pages
//! under `target/tmp/gallery`.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::fixture::{Agent, Experiment, Fate, Problem};

#[test]
#[ignore = "writes pages for the eye"]
fn gallery() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    let _ = fs::remove_dir_all(&root);
    for experiment in experiments() {
        let folder = root.join(&experiment.name);
        experiment.write(&folder);
        let began = Instant::now();
        let report =
            orienteer_report::write(std::slice::from_ref(&folder), &folder.join("report")).unwrap();
        println!("{} in {:.2?}\n{}", report.index.display(), began.elapsed(), report.summary);
    }
}

fn experiments() -> Vec<Experiment> {
    vec![one(), typical(), extremes(), many(), odd(), large()]
}

fn few_agents() -> Vec<Agent> {
    vec![
        Agent::new("random", 0.3),
        Agent::new("hill-climber", 0.55),
        Agent::new("tpe", 0.65).sweep(12),
        Agent::new("genetic", 0.5).sweep(12),
    ]
}

/// One problem, four agents, the optimum known.
fn one() -> Experiment {
    let problem = Problem {
        label: "validation_error".into(),
        unit: "%".into(),
        optimum: Some(26.5),
        base: 26.5,
        noisy: true,
        ..Problem::new("nas-cifar100")
    };
    Experiment::new("one", vec![problem], few_agents())
}

/// Three problems of different kinds, some failures.
fn typical() -> Experiment {
    let problems = vec![
        Problem { optimum: Some(19.0), ..Problem::new("dram-latency") },
        Problem {
            maximize: true,
            base: 0.95,
            scale: 0.4,
            label: "accuracy".into(),
            unit: String::new(),
            ..Problem::new("accuracy")
        },
        Problem {
            maximize: true,
            base: 1.0,
            scale: 0.5,
            label: "hypervolume".into(),
            unit: String::new(),
            pareto: 2,
            ..Problem::new("two-goals")
        },
    ];
    let mut experiment = Experiment::new("typical", problems, few_agents());
    experiment.seeds = 20;
    experiment.fate = |problem, agent, seed| match (problem, agent, seed) {
        (0, 1, 0..3) | (1, 3, 5) => Fate::Failed,
        (2, 2, 17..) => Fate::Unfinished,
        _ => Fate::Complete,
    };
    experiment
}

/// Values from 1e-5 to 1e9, negative ones, a long budget.
fn extremes() -> Experiment {
    let problems = vec![
        Problem { base: 1e-5, scale: 1e9, optimum: Some(0.0), ..Problem::new("huge-to-tiny") },
        Problem {
            base: -3.2e8,
            scale: 1e7,
            unit: "J".into(),
            label: "energy_delay_product * 2 + area".into(),
            ..Problem::new("negative-and-large")
        },
        Problem { base: 2e-5, scale: 1e-6, unit: "s".into(), ..Problem::new("tiny-differences") },
        Problem {
            base: 1_000_000.0,
            scale: 0.001,
            unit: "m".into(),
            ..Problem::new("large-offset-small-spread")
        },
    ];
    let mut experiment = Experiment::new("extremes", problems, few_agents());
    experiment.evaluations = 100_000;
    experiment
}

/// Twelve agents with long names on six problems.
fn many() -> Experiment {
    let problems = (0..6).map(|i| Problem {
        optimum: (i % 2 == 0).then_some(19.9),
        ..Problem::new(&format!("a-problem-with-a-rather-long-name-{i}"))
    });
    let agents = (0..12).map(|i| {
        Agent::new(
            &format!("an-agent-with-quite-a-long-name-variant-{i}"),
            0.3 + 0.04 * f64::from(i),
        )
    });
    let mut experiment = Experiment::new("many", problems.collect(), agents.collect());
    experiment.evaluations = 1000;
    experiment
}

/// Only failures, a single seed, constant values, markup in names.
fn odd() -> Experiment {
    let problems = vec![
        Problem { scale: 0.0, ..Problem::new("constant") },
        Problem { pareto: 3, ..Problem::new("three <b>goals</b> & more") },
    ];
    let mut experiment = Experiment::new("odd", problems, few_agents());
    experiment.seeds = 1;
    experiment.fate = |_, agent, _| match agent {
        1 => Fate::Failed,
        3 => Fate::Infeasible,
        _ => Fate::Complete,
    };
    experiment
}

/// Ten agents, ten problems, twenty seeds: the size that has to take less than five seconds.
fn large() -> Experiment {
    let problems = (0..10).map(|i| Problem::new(&format!("problem-{i}"))).collect();
    let agents =
        (0..10).map(|i| Agent::new(&format!("agent-{i}"), 0.3 + 0.03 * f64::from(i))).collect();
    let mut experiment = Experiment::new("large", problems, agents);
    experiment.seeds = 20;
    experiment.evaluations = 1000;
    experiment
}
