//! What is claimed about optima, against what is simulated.

use super::dram;
use orienteer_core::rng::rng;
use orienteer_core::wrappers::Restricted;
use orienteer_core::{Environment, Objective, ObjectiveSpec, Value};
use orienteer_env_dram::truth::Row;
use orienteer_env_dram::{Dram, Preset, objectives};
use rand::RngExt;

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

/// The optimum is reached by a design, and exact: its regret is 0, not nearly 0.
#[test]
fn the_best_design_has_the_optimum() {
    for trace in TRACES {
        let dram = on(trace, "archgym-exhaustive");
        for ready in objectives() {
            let objective = Objective::new(&ready.spec, dram.metrics()).unwrap();
            let Some(optimum) = dram.optimum(&objective, None) else {
                assert_eq!(ready.name, "none of them", "has no optimum on {trace}");
                continue;
            };
            let mut random = rng(6);
            for _ in 0..5 {
                let design = dram.space().sample(&mut random);
                let score = objective.score(&dram.measured(&dram.run(&design).unwrap()));
                let best = match objective.direction() {
                    orienteer_core::Direction::Minimize => -optimum,
                    orienteer_core::Direction::Maximize => optimum,
                };
                assert!(score.reward().is_none_or(|reward| reward <= best), "{}", ready.name);
            }
        }
        let (objective, rows) =
            (fast(&dram), dram.truth().unwrap().rows(Preset::ArchgymExhaustive));
        let (rank, _) = rows.iter().enumerate().min_by_key(|(_, row)| row.clocks).unwrap();
        let design = dram.space().unrank(rank as u128).unwrap();
        let value = objective.value(&dram.measured(&dram.run(&design).unwrap()));
        assert_eq!(dram.optimum(&objective, None), Some(value));
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
