//! What is claimed about optima, against what is simulated.

use super::dram;
use orienteer_core::rng::rng;
use orienteer_core::wrappers::Restricted;
use orienteer_core::{Design, Direction, Environment, Metrics, Objective, ObjectiveSpec, Value};
use orienteer_env_dram::truth::Row;
use orienteer_env_dram::{Dram, Preset, objectives};
use rand::RngExt;
use std::collections::BTreeSet;

const TRACES: [&str; 4] = ["stream", "random", "cloud-1", "cloud-2"];

fn on(trace: &str, space: &str) -> Dram {
    dram(&format!("workload = '{trace}'\nspace = '{space}'"))
}

fn fast(dram: &Dram) -> Objective {
    Objective::minimize("total_time", dram.metrics()).unwrap()
}

#[test]
fn rows_of_the_tables_are_what_is_simulated() {
    for trace in TRACES {
        let dram = on(trace, "archgym-exhaustive");
        let rows = dram.truth().unwrap().rows(Preset::ArchgymExhaustive);
        assert_eq!(rows.len(), 27_648);
        let mut random = rng(5);
        for _ in 0..60 {
            let rank = random.random_range(0..rows.len());
            let design = dram.space().unrank(rank as u128).unwrap();
            let row = Row::of(&dram.run(&design).unwrap()).unwrap();
            assert_eq!(row, rows[rank], "{trace}, design {rank}");
        }
    }
}

/// Every design of the grid, asked for in order: most do not run, since a run has shown what they
/// measure. The tables were made by running each.
#[test]
fn what_runs_have_shown_is_in_the_tables() {
    for trace in TRACES {
        let dram = on(trace, "archgym-exhaustive");
        for (design, expected) in dram.space().designs().unwrap().zip(dram.tried().unwrap()) {
            let metrics = dram.step(&mut (), &design).unwrap().metrics;
            assert_eq!(metrics, expected, "{trace}, {design:?}");
        }
    }
}

/// Of the larger grid every outcome is there.
#[test]
fn what_is_simulated_is_in_the_table_of_the_grid() {
    let preset = Preset::ArchgymRl;
    for trace in TRACES {
        let dram = on(trace, preset.name());
        let rows = dram.truth().unwrap().rows(preset);
        let objective = fast(&dram);
        assert!(rows.is_sorted());
        let mut random = rng(8);
        for _ in 0..30 {
            let row = Row::of(&dram.run(&dram.space().sample(&mut random)).unwrap()).unwrap();
            assert!(rows.binary_search(&row).is_ok(), "{trace}, {}", preset.name());
        }
        let least = rows.iter().map(|row| row.clocks).min().unwrap() as f64 * 1.25;
        assert_eq!(dram.optimum(&objective, None), Some(least));
    }
}

/// The ready objectives, and some with constraints that leave few designs.
fn all_objectives(dram: &Dram) -> Vec<(String, Objective)> {
    let ready = objectives().into_iter().map(|ready| (ready.name.to_owned(), ready.spec));
    let tried = dram.tried().unwrap();
    let quantile = |name: &str, share: f64| {
        let place = dram.metrics().iter().position(|metric| &*metric.name == name).unwrap();
        let mut values: Vec<f64> = tried.iter().map(|metrics| metrics[place]).collect();
        values.sort_by(f64::total_cmp);
        values[(values.len() as f64 * share) as usize]
    };
    let constrained = [
        ("total_energy", "total_time", 0.03),
        ("average_power", "p99_read_latency", 0.05),
        ("p99_read_latency", "total_energy", 0.02),
        ("mean_read_latency", "average_power", 0.1),
        ("mean_controller_latency", "total_time", 0.2),
    ];
    let constrained = constrained.map(|(least, bounded, share)| {
        let bound = format!("{bounded} <= {:?}", quantile(bounded, share));
        let subject_to = vec![bound.as_str().into()];
        let minimize = Some(least.into());
        let spec = ObjectiveSpec { minimize, subject_to, ..ObjectiveSpec::default() };
        (format!("{least} subject to {bound}"), spec)
    });
    let all = ready.chain(constrained);
    all.map(|(name, spec)| (name, Objective::new(&spec, dram.metrics()).unwrap())).collect()
}

fn reward(objective: &Objective, optimum: f64) -> f64 {
    match objective.direction() {
        Direction::Minimize => -optimum,
        Direction::Maximize => optimum,
    }
}

/// The optimum of each objective is that of a design, to the bit, and neither its neighbours nor
/// others are better.
#[test]
fn optima_are_reached_and_not_surpassed() {
    for trace in TRACES {
        let dram = on(trace, "archgym-exhaustive");
        let (tried, space) = (dram.tried().unwrap(), dram.space());
        let simulated = |design: &Design| dram.measured(&dram.run(design).unwrap());
        let mut random = rng(6);
        let others: Vec<_> = (0..20).map(|_| simulated(&space.sample(&mut random))).collect();
        let mut bests = BTreeSet::new();
        for (name, objective) in all_objectives(&dram) {
            let optimum = reward(&objective, dram.optimum(&objective, None).unwrap());
            let of = |metrics: &Metrics| objective.score(metrics).reward();
            let best = tried.iter().position(|metrics| of(metrics) == Some(optimum)).unwrap();
            let design = space.unrank(best as u128).unwrap();
            assert_eq!(of(&simulated(&design)), Some(optimum), "{name} on {trace}");
            let none_is_better = |metrics: &Metrics| of(metrics).is_none_or(|r| r <= optimum);
            assert!(others.iter().all(none_is_better), "{name} on {trace}");
            if bests.insert(best) {
                for neighbour in space.neighbours(&design) {
                    let metrics = simulated(&neighbour);
                    assert!(none_is_better(&metrics), "{name} on {trace}: {neighbour:?}");
                    let rank = space.rank(&neighbour).unwrap() as usize;
                    assert_eq!(metrics, tried[rank], "{name} on {trace}: {neighbour:?}");
                }
            }
        }
        assert!(bests.len() > 3, "{bests:?}");
    }
}

/// The same of the larger grid, whose table has no designs.
#[test]
fn no_design_of_the_grid_is_better_than_its_optima() {
    for trace in TRACES {
        let (dram, tried) = (on(trace, "archgym-rl"), on(trace, "archgym-exhaustive"));
        let mut random = rng(7);
        let sample: Vec<_> = (0..40).map(|_| dram.space().sample(&mut random)).collect();
        let sample = sample.iter().map(|design| dram.measured(&dram.run(design).unwrap()));
        let sample: Vec<_> = sample.collect();
        for (name, objective) in all_objectives(&tried) {
            let optimum = reward(&objective, dram.optimum(&objective, None).unwrap());
            let of = |metrics: &Metrics| objective.score(metrics).reward();
            assert!(sample.iter().all(|m| of(m).is_none_or(|r| r <= optimum)), "{name} on {trace}");
        }
    }
}

/// Parts are known if what is searched was tried, or measures the same as what was.
#[test]
fn the_optimum_of_a_part_is_known_where_it_was_tried() {
    let dram = || on("random", "full");
    let objective = fast(&dram());
    let texts = |names: &[&str]| names.iter().map(|name| Value::from(*name)).collect::<Vec<_>>();
    let numbers = |numbers: &[i64]| numbers.iter().map(|n| Value::Int(*n)).collect::<Vec<_>>();
    let part = |values: Vec<(&str, Vec<Value>)>| {
        let base = [
            ("PowerDownPolicy", texts(&["NoPowerDown"])),
            ("AddressMapping", texts(&["rbc"])),
            ("RequestBufferSize", numbers(&[2, 4])),
        ];
        let part = Restricted::new(dram(), base.into_iter().chain(values)).unwrap();
        part.optimum(&objective, None)
    };
    let free = || vec![("RefreshPolicy", texts(&["NoRefresh"])), ("Arbiter", texts(&["Simple"]))];
    let known = part(free()).unwrap();
    let mut fixed = free();
    fixed.push(("MaxActiveTransactions", numbers(&[1])));
    fixed.push(("RefreshMaxPostponed", numbers(&[1])));
    assert_eq!(part(fixed), Some(known));
    assert!(known > on("random", "archgym-exhaustive").optimum(&objective, None).unwrap());
    // Refresh makes the counters count, and queues the number of active transactions.
    assert_eq!(part(vec![("Arbiter", texts(&["Simple"]))]), None);
    assert_eq!(part(vec![("RefreshPolicy", texts(&["NoRefresh"]))]), None);
    let active = ("MaxActiveTransactions", numbers(&[1, 16]));
    assert!(part(vec![("RefreshPolicy", texts(&["NoRefresh"])), active]).is_some());
    assert_eq!(dram().optimum(&objective, None), None);
}

#[test]
fn nothing_is_claimed_about_other_memories_workloads_and_objectives() {
    let known = on("stream", "archgym-exhaustive");
    let objective = fast(&known);
    for toml in ["workload = 'mix'", "device = 'lpddr4-3200'"] {
        let other = dram(&format!("{toml}\nspace = 'archgym-exhaustive'"));
        assert_eq!(other.optimum(&objective, None), None);
        assert!(other.truth().is_none());
    }
    let pareto: ObjectiveSpec = toml::from_str(
        "pareto = { minimize = ['total_time', 'total_energy'], ideal = [1, 1], reference = [9e9, 9e9] }",
    )
    .unwrap();
    let pareto = Objective::new(&pareto, known.metrics()).unwrap();
    assert_eq!(known.optimum(&pareto, None), None);
}
