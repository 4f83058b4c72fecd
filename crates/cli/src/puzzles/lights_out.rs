//! Lights Out for planners.

use super::adapter::Adapter;
use super::learned::{self, Work};
use super::planner::{Estimates, any};
use orienteer_core::path::Zero;
use orienteer_env_lights_out::{Exact, LightsOut, Lit};
use orienteer_experiment::{Domain, PuzzleEntry};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn entry() -> PuzzleEntry {
    PuzzleEntry::of("lights-out", "Lights Out: presses that put out all lights of a board", open)
        .option("size", "7", "2 to 8", "cells along an edge")
        .option(
            "heuristic",
            "exact",
            "exact (linear algebra), lit (a fifth of the lit cells), zero or learned",
            "lower bound of the presses; a learned one is none",
        )
        .option("network", "none", "a file", learned::NETWORK)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    size: Option<usize>,
    heuristic: Kind,
    network: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    #[default]
    Exact,
    Lit,
    Zero,
    Learned,
}

const COLUMNS: &[&str] = &["tiles", "lights", "state", "scramble"];
const OPTIMUM: &[&str] = &["len_opt"];

fn open(options: Options) -> Result<Box<dyn Domain>, String> {
    let puzzle = Arc::new(puzzle(&options)?);
    let network = options.network.as_ref();
    learned::check(options.heuristic == Kind::Learned, network)?;
    Ok(match options.heuristic {
        Kind::Learned => {
            let name = name(&puzzle);
            Box::new(learned::domain(puzzle, &name, [COLUMNS, OPTIMUM], network)?)
        }
        Kind::Exact => {
            Box::new(Adapter::new(puzzle, COLUMNS, OPTIMUM, || Ok(Estimates::new(Exact))))
        }
        kind => {
            let of = move || if kind == Kind::Lit { any(Lit) } else { any(Zero) };
            Box::new(Adapter::new(puzzle, COLUMNS, OPTIMUM, move || Ok(Estimates::new(of()))))
        }
    })
}

fn puzzle(options: &Options) -> Result<LightsOut, String> {
    LightsOut::new(options.size.unwrap_or(7)).map_err(|error| format!("`size`: {error}"))
}

/// What networks for this board are known by.
fn name(puzzle: &LightsOut) -> String {
    format!("lights-out size={}", puzzle.side())
}

/// Does work with the board.
pub(super) fn learn<W: Work>(options: &Options, work: W) -> Result<W::Out, String> {
    let puzzle = puzzle(options)?;
    Ok(work.work(&puzzle, &name(&puzzle), Some(&Exact)))
}
