//! Random search and regularised evolution on measured tables, against regrets that an independent
//! implementation reached with the same settings (`docs/validation/tabular.md`).

use orienteer_agents_evolution::regularized_evolution::{RegularizedEvolution, Settings};
use orienteer_agents_random::random_search::{RandomSearch, Settings as RandomSettings};
use orienteer_core::{Agent, Budget, Environment, Objective, Session, Stop};
use orienteer_env_tabular::{Tabular, TabularConfig};

/// Mean regret over 40 seeds and its standard error.
type Regret = (f64, f64);

/// Table, objective, and the yardsticks of random search and regularised evolution at 300
/// evaluations.
const YARDSTICKS: [(&str, &str, [Regret; 2]); 4] = [
    ("nasbench201-cifar10", "validation_accuracy", [(0.380, 0.034), (0.042, 0.013)]),
    ("nasbench201-cifar100", "validation_accuracy", [(1.400, 0.108), (0.194, 0.029)]),
    ("hpobench-kc1", "validation_accuracy", [(0.0208, 0.0013), (0.0196, 0.0012)]),
    ("hpolib-slice-localization", "log10(validation_loss)", [(0.235, 0.018), (0.032, 0.007)]),
];

/// More seeds than the yardsticks have: the uncertainty left is theirs.
const SEEDS: u64 = 400;

fn regrets<A: Agent<Tabular>>(table: &str, goal: &str, agent: impl Fn() -> A) -> Vec<f64> {
    let env =
        TabularConfig { table: Some(table.into()), ..TabularConfig::default() }.build().unwrap();
    let objective = if goal == "validation_accuracy" {
        Objective::maximize(goal, env.metrics()).unwrap()
    } else {
        Objective::minimize(goal, env.metrics()).unwrap()
    };
    let optimum = env.optimum(&objective, None).unwrap();
    let regret = |seed| {
        let mut session =
            Session::new(&env, &objective, Budget::evaluations(300), seed, seed + 1_000_000);
        assert_eq!(agent().search(&mut session), Err(Stop::Budget));
        let best = session.incumbents().best().unwrap();
        (best.noiseless.unwrap() - optimum).abs()
    };
    (0..SEEDS).map(regret).collect()
}

#[test]
fn random_search_and_regularised_evolution_reproduce_the_yardsticks() {
    let mut report = Vec::new();
    for (table, goal, yardsticks) in YARDSTICKS {
        let random = regrets(table, goal, || RandomSearch::new(RandomSettings::default()));
        let evolution = regrets(table, goal, || {
            RegularizedEvolution::new(Settings { population: 50, sample: 10 })
        });
        for ((name, ours), (theirs, their_error)) in
            [("random", random), ("evolution", evolution)].into_iter().zip(yardsticks)
        {
            let n = ours.len() as f64;
            let mean = ours.iter().sum::<f64>() / n;
            let variance = ours.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / (n - 1.0);
            let error = (variance / n).sqrt();
            let z = (mean - theirs) / (error.powi(2) + their_error.powi(2)).sqrt();
            report.push((z, format!("{table} {name}: {mean:.4} +- {error:.4}, yardstick {theirs} +- {their_error}, {z:+.2} standard errors")));
        }
    }
    let text: Vec<_> = report.iter().map(|(_, line)| line.as_str()).collect();
    println!("{}", text.join("\n"));
    assert!(report.iter().all(|(z, _)| z.abs() <= 2.0), "{}", text.join("\n"));
}
