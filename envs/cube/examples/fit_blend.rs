//! Fits the terms of `Blend` to random walks, and prints them as `data/blend-quarter-turn.csv`.
//!
//! `cargo run --release -p orienteer-env-cube --example fit_blend [POSITIONS [FOLDER]] >
//! envs/cube/data/blend-quarter-turn.csv`: walks of 10 to 20 quarter turns, equally many of each
//! length, in canonical words; up to 17 nearly all of them are shortest paths. Least squares with a
//! small ridge, in a few minutes.

use orienteer_core::path::Puzzle;
use orienteer_core::rng::rng;
use orienteer_env_cube::{Blend, Databases, Features, Puzzle3, PuzzleConfig, Subgroup, TurnMetric};
use orienteer_table::Folder;
use std::error::Error;
use std::io::Write;
use std::sync::Arc;

const N: usize = size_of::<Features>();
const LENGTHS: std::ops::RangeInclusive<u32> = 10..=20;
const RIDGE: f64 = 10.0;

fn main() -> Result<(), Box<dyn Error>> {
    let positions: u32 = std::env::args().nth(1).map_or(Ok(1_000_000), |n| n.parse())?;
    let folder = std::env::args().nth(2).map_or_else(Folder::standard, Folder::at);
    let metric = TurnMetric::QuarterTurn;
    let databases = Arc::new(Databases::open(&folder, metric)?);
    let blend = Blend::new(databases, Arc::new(Subgroup::open_in(&folder, metric)?))?;
    let puzzle = Puzzle3::new(PuzzleConfig { metric, ..PuzzleConfig::default() })?;
    let mut rng = rng(6);
    let each = positions / LENGTHS.count() as u32;
    // The normal equations, for the difference from the mean.
    let mean = f64::from(LENGTHS.start() + LENGTHS.end()) / 2.0;
    let (mut matrix, mut right) = (vec![[0.0; N]; N], [0.0; N]);
    let mut tests = Vec::new();
    for length in LENGTHS {
        for turn in 0..each {
            let features = blend.features(&puzzle.sample(length, &mut rng));
            if turn % 50 == 0 {
                tests.push((length, features));
                continue;
            }
            let terms: Vec<_> = (0..N).filter(|i| features[*i] > 0).collect();
            for &i in &terms {
                right[i] += f64::from(features[i]) * (f64::from(length) - mean);
                for &j in &terms {
                    matrix[i][j] += f64::from(features[i]) * f64::from(features[j]);
                }
            }
        }
    }
    for (i, row) in matrix.iter_mut().enumerate() {
        row[i] += RIDGE;
    }
    let mut terms = solve(matrix, right);
    // The corners are one term of every sum.
    terms[..16].iter_mut().for_each(|term| *term += mean);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "# Terms of `Blend` for quarter turns, distances 0 to 15: corners, edges, subgroups,"
    )?;
    writeln!(
        out,
        "# the greatest of the edges, of the subgroups. Made by `--example fit_blend {positions}`."
    )?;
    for row in terms.chunks(16) {
        let row: Vec<_> = row.iter().map(|term| format!("{term:.4}")).collect();
        writeln!(out, "{}", row.join(","))?;
    }
    for length in LENGTHS {
        let of = tests.iter().filter(|(l, _)| *l == length).map(|(_, features)| {
            features.iter().zip(&terms).map(|(n, term)| f64::from(*n) * term).sum::<f64>()
        });
        let all: Vec<f64> = of.collect();
        let n = all.len() as f64;
        let mean = all.iter().sum::<f64>() / n;
        let variance = all.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        let mut error = std::io::stderr();
        writeln!(error, "walks of {length}: mean {mean:.2}, deviation {:.2}", variance.sqrt())?;
    }
    Ok(())
}

/// Gaussian elimination of a positive definite system.
fn solve(mut matrix: Vec<[f64; N]>, mut right: [f64; N]) -> [f64; N] {
    for i in 0..N {
        for j in i + 1..N {
            let factor = matrix[j][i] / matrix[i][i];
            let row = matrix[i];
            matrix[j].iter_mut().zip(row).for_each(|(a, b)| *a -= factor * b);
            right[j] -= factor * right[i];
        }
    }
    for i in (0..N).rev() {
        let rest: f64 = (i + 1..N).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - rest) / matrix[i][i];
    }
    right
}
