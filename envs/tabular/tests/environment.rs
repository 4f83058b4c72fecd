//! A table as an environment: noise, optimum, regret, configuration.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::conformance::check_designs;
use orienteer_core::rng::rng;
use orienteer_core::wrappers::Restricted;
use orienteer_core::{Design, Designs, Environment, Fault, Objective, ObjectiveSpec};
use orienteer_env_tabular::{Repeats, Tabular, TabularConfig};

fn config(toml: &str) -> TabularConfig {
    toml::from_str(toml).unwrap()
}

fn tabular(toml: &str) -> Tabular {
    config(toml).build().unwrap()
}

fn refusal(toml: &str) -> String {
    config(toml).build().err().unwrap().to_string()
}

fn first_metric<E: Environment<Space = Designs>>(env: &E, design: &Design, seed: u64) -> f64 {
    env.step(&mut env.reset(seed), design).unwrap().metrics[0]
}

#[test]
fn the_configuration_reads_as_documented() {
    assert_eq!(config("").repeats, Repeats::Random);
    assert_eq!(config("repeats = 'mean'").repeats, Repeats::Mean);
    assert_eq!(config("repeats = { column = 1 }").repeats, Repeats::Column(1));
    assert_eq!(tabular("").table().rows(), 15_625);
    assert!(tabular("").noisy());
    assert!(!tabular("repeats = 'mean'").noisy());
    assert!(!tabular("repeats = { column = 1 }").noisy());
}

#[test]
fn a_wrong_configuration_is_refused_in_words() {
    let unknown = refusal("table = 'nasbench201-cifar-10'");
    assert!(unknown.contains("did you mean `nasbench201-cifar10`?"), "{unknown}");
    assert!(unknown.contains("hpobench-kc1"), "{unknown}");
    assert!(refusal("table = 'x'\npath = 'y'").contains("keep one"));
    assert_eq!(
        refusal("repeats = { column = 3 }"),
        "`repeats` asks for column 3: the table has 3, numbered from 0"
    );
    assert!(refusal("path = 'nowhere.toml'").starts_with("cannot read nowhere.toml: "));
    let key = toml::from_str::<TabularConfig>("tabel = 'x'").unwrap_err().to_string();
    assert!(key.contains("tabel") && key.contains("`table`"), "{key}");
}

#[test]
fn tables_keep_the_laws_of_environments() {
    for toml in ["", "repeats = 'mean'", "table = 'hpolib-slice-localization'"] {
        check_designs(&tabular(toml), 1).unwrap();
    }
}

/// Chi-square of 3,000 draws against 3 (or 2) equally likely repeats: the 0.999 quantiles are
/// 13.8 (2 degrees of freedom) and 10.8 (1).
#[test]
fn noise_draws_uniformly_among_the_repeats_there_are() {
    let env = tabular("table = 'nasbench201-cifar100'");
    let table = env.table();
    // What each repeat measured; designs with two equal repeats would blur the counts.
    let distinct = |design: &Design| {
        let row = table.row(design).unwrap();
        let mut values: Vec<f64> = table.measured(row).map(|metrics| metrics[0]).collect();
        let repeats = values.len();
        values.sort_by(f64::total_cmp);
        values.dedup();
        if values.len() == repeats { values } else { Vec::new() }
    };
    for (repeats, limit) in [(3, 13.8), (2, 10.8)] {
        let mut designs = env.space().designs().unwrap();
        let design = designs.find(|design| distinct(design).len() == repeats).unwrap();
        let values = distinct(&design);
        let mut counts = vec![0.0; repeats];
        for seed in 0..3_000 {
            let drawn = first_metric(&env, &design, seed);
            counts[values.iter().position(|value| *value == drawn).unwrap()] += 1.0;
        }
        let expected = 3_000.0 / repeats as f64;
        let chi_square: f64 = counts.iter().map(|n| (n - expected).powi(2) / expected).sum();
        assert!(chi_square < limit, "{counts:?}");
    }
}

#[test]
fn constraints_bound_the_optimum() {
    let env = tabular("repeats = 'mean'");
    let constrained = |limit: f64| {
        let spec = ObjectiveSpec {
            maximize: Some("validation_accuracy".into()),
            subject_to: vec![format!("model_size <= {limit}")],
            ..ObjectiveSpec::default()
        };
        env.optimum(&Objective::new(&spec, env.metrics()).unwrap(), None)
    };
    assert_eq!(constrained(0.01), None);
    let (small, large) = (constrained(0.3).unwrap(), constrained(2.0).unwrap());
    assert!(small < large && (large - 91.607).abs() < 1e-3, "{small} {large}");
}

/// The optimum of a part, and what searching the part finds.
#[test]
fn the_optimum_of_a_part_is_the_best_of_its_rows() {
    let env = tabular("repeats = 'mean'");
    let objective = Objective::maximize("validation_accuracy", env.metrics()).unwrap();
    let whole = env.optimum(&objective, None).unwrap();
    let values =
        [("op0", vec!["none".into()]), ("op5", vec!["none".into(), "avg_pool_3x3".into()])];
    let part = Restricted::new(env, values).unwrap();
    let designs = part.space().designs().unwrap();
    let values: Vec<f64> = designs.map(|design| first_metric(&part, &design, 0)).collect();
    assert_eq!(values.len(), 5_usize.pow(4) * 2);
    let best = values.into_iter().fold(f64::MIN, f64::max);
    assert_eq!(part.optimum(&objective, None), Some(best));
    assert!(best < whole, "{best} {whole}");
}

/// With one column, the optimum is that column's: no evaluation can beat it.
#[test]
fn no_noise_free_evaluation_beats_the_optimum() {
    for toml in ["repeats = 'mean'", "repeats = { column = 0 }"] {
        let env = tabular(toml);
        let objective = Objective::maximize("validation_accuracy", env.metrics()).unwrap();
        let optimum = env.optimum(&objective, None).unwrap();
        let values = env.space().designs().unwrap().map(|design| first_metric(&env, &design, 0));
        assert_eq!(values.fold(f64::MIN, f64::max), optimum, "{toml}");
    }
}

#[test]
fn a_repeat_that_was_not_measured_is_a_fault() {
    let env = tabular("repeats = { column = 2 }");
    let evaluations = env.space().designs().unwrap().map(|d| env.step(&mut env.reset(0), &d));
    let faults: Vec<_> = evaluations.filter_map(Result::err).collect();
    assert_eq!(faults.len(), 7_456);
    let reason = "the table has no repeat asked for of this design";
    assert_eq!(faults[0], Fault::Infeasible(reason.into()));
}

/// The yardstick of random search: 40 seeds, the incumbent is the design of the highest noisy
/// value, its regret is judged by the mean over repeats. An independent implementation measured
/// 2.561 +- .166 after 50 evaluations and 1.400 +- .108 after 300 (mean and standard error); two
/// such means differ by less than 3.5 standard errors of their difference.
#[test]
fn random_search_has_the_regret_of_the_yardstick() {
    let env = tabular("table = 'nasbench201-cifar100'");
    let objective = Objective::maximize("validation_accuracy", env.metrics()).unwrap();
    let optimum = env.optimum(&objective, None).unwrap();
    let regret = |seed: u64, evaluations: u64| {
        let mut random = rng(seed);
        let mut incumbent = (f64::MIN, 0.0);
        for evaluation in 0..evaluations {
            let design = env.space().sample(&mut random);
            let noisy = first_metric(&env, &design, seed << 32 | evaluation);
            if noisy > incumbent.0 {
                incumbent = (noisy, optimum - env.noiseless(&design).unwrap()[0]);
            }
        }
        assert!(incumbent.1 >= 0.0);
        incumbent.1
    };
    for (evaluations, mean, error) in [(50, 2.561, 0.166), (300, 1.400, 0.108)] {
        let found = (0..40).map(|seed| regret(seed, evaluations)).sum::<f64>() / 40.0;
        assert!((found - mean).abs() < 3.5 * error * 2.0_f64.sqrt(), "{found} against {mean}");
    }
}
