//! Prints what `data/truth` says about the landscapes of `ArchGym`'s problem, as Markdown:
//!
//! `cargo run --release -p orienteer-env-dram --example landscape`
#![allow(clippy::print_stdout)]

use orienteer_core::{Direction, Environment, Objective};
use orienteer_env_dram::workload::WorkloadConfig;
use orienteer_env_dram::{Dram, DramConfig, Preset, objectives};
use std::collections::BTreeSet;
use std::error::Error;

const TRACES: [&str; 4] = ["stream", "random", "cloud-1", "cloud-2"];

type Anything<T> = Result<T, Box<dyn Error>>;

fn main() -> Anything<()> {
    let tables: Vec<Dram> =
        TRACES.iter().map(|t| dram(t, Preset::ArchgymExhaustive)).collect::<Result<_, _>>()?;
    println!("# The landscapes of ArchGym's memory controller\n");
    println!(
        "DDR3-1600, address map `rbc`, no power-down; every design was simulated. To repeat it:"
    );
    println!("`cargo run --release -p orienteer-env-dram --example landscape`, from the tables in");
    println!("`envs/dram/data/truth`.\n");
    println!("## The 27,648 designs of `archgym-exhaustive`\n");
    for (metric, unit, scale) in [
        ("total_time", "us", 1e3),
        ("average_power", "W", 1e3),
        ("total_energy", "uJ", 1e6),
        ("p99_read_latency", "ns", 1.0),
    ] {
        println!("`{metric}`, {unit}:\n");
        println!(
            "| trace | least | 1 % | 25 % | 50 % | 75 % | 99 % | most | within 1 % of the least |"
        );
        println!("|---|---|---|---|---|---|---|---|---|");
        for (trace, dram) in TRACES.iter().zip(&tables) {
            let mut values = values(dram, metric)?;
            values.sort_by(f64::total_cmp);
            let at =
                |share: f64| values[((values.len() - 1) as f64 * share).round() as usize] / scale;
            let near = values.iter().filter(|value| **value <= values[0] * 1.01).count();
            let share = 100.0 * near as f64 / values.len() as f64;
            let quantiles = [0.0, 0.01, 0.25, 0.5, 0.75, 0.99, 1.0].map(|q| significant(at(q)));
            println!("| {trace} | {} | {share:.2} % |", quantiles.join(" | "));
        }
        println!();
    }
    println!("## Optima of the ready objectives\n");
    println!("Share: of the 27,648 designs whose value is within 1 % of the optimum.\n");
    println!("| objective | trace | `archgym-exhaustive` | share | `archgym-rl` |");
    println!("|---|---|---|---|---|");
    for ready in objectives() {
        for (trace, dram) in TRACES.iter().zip(&tables) {
            let objective = Objective::new(&ready.spec, dram.metrics())?;
            let optimum = dram.optimum(&objective, None);
            let share = optimum.map_or("-".into(), |best| share(dram, &objective, best));
            let grid = self::dram(trace, Preset::ArchgymRl)?.optimum(&objective, None);
            let (name, best) = (ready.name, shown(optimum));
            println!("| `{name}` | {trace} | {best} | {share} | {} |", shown(grid));
        }
    }
    println!("\nDistinct outcomes: {}.", distinct(&tables));
    Ok(())
}

fn dram(trace: &str, space: Preset) -> Anything<Dram> {
    let workload = WorkloadConfig::Trace(trace.to_owned());
    Ok(DramConfig { workload, space, ..DramConfig::default() }.build()?)
}

/// A metric of every design.
fn values(dram: &Dram, metric: &str) -> Anything<Vec<f64>> {
    let place = dram.metrics().iter().position(|spec| &*spec.name == metric);
    let place = place.ok_or_else(|| format!("no metric {metric}"))?;
    Ok(dram.tried().ok_or("no table")?.iter().map(|metrics| metrics[place]).collect())
}

/// How many designs are within 1 % of the best value.
fn share(dram: &Dram, objective: &Objective, best: f64) -> String {
    let tried = dram.tried().unwrap_or_default();
    let near = tried.iter().filter(|metrics| {
        let value = objective.value(metrics);
        objective.score(metrics).reward().is_some()
            && match objective.direction() {
                Direction::Minimize => value <= best * 1.01,
                Direction::Maximize => value >= best * 0.99,
            }
    });
    format!("{:.2} %", 100.0 * near.count() as f64 / tried.len() as f64)
}

fn distinct(tables: &[Dram]) -> String {
    let counts = TRACES.iter().zip(tables).map(|(trace, dram)| {
        let rows = dram.truth().map_or(&[][..], |truth| truth.rows(Preset::ArchgymExhaustive));
        let rows: BTreeSet<_> = rows.iter().collect();
        format!("{} on {trace}", rows.len())
    });
    counts.collect::<Vec<_>>().join(", ")
}

fn shown(value: Option<f64>) -> String {
    value.map_or("-".into(), significant)
}

/// Five significant digits.
fn significant(value: f64) -> String {
    let digits = 4 - value.abs().log10().floor().clamp(-8.0, 4.0) as i32;
    format!("{value:.*}", digits as usize)
}
