//! Lights Out for planners.

use super::adapter::Adapter;
use super::planner::{Estimates, any};
use orienteer_core::path::Zero;
use orienteer_env_lights_out::{Exact, LightsOut, Lit};
use orienteer_experiment::{Domain, PuzzleEntry};
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn entry() -> PuzzleEntry {
    PuzzleEntry::of("lights-out", "Lights Out: presses that put out all lights of a board", open)
        .option("size", "7", "2 to 8", "cells along an edge")
        .option(
            "heuristic",
            "exact",
            "exact (linear algebra), lit (a fifth of the lit cells) or zero",
            "lower bound of the presses",
        )
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    size: Option<usize>,
    heuristic: Kind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    #[default]
    Exact,
    Lit,
    Zero,
}

const COLUMNS: &[&str] = &["tiles", "lights", "state", "scramble"];
const OPTIMUM: &[&str] = &["len_opt"];

fn open(options: Options) -> Result<Box<dyn Domain>, String> {
    let puzzle = LightsOut::new(options.size.unwrap_or(7));
    let puzzle = Arc::new(puzzle.map_err(|error| format!("`size`: {error}"))?);
    Ok(match options.heuristic {
        Kind::Exact => {
            Box::new(Adapter::new(puzzle, COLUMNS, OPTIMUM, || Ok(Estimates::new(Exact))))
        }
        kind => {
            let of = move || if kind == Kind::Lit { any(Lit) } else { any(Zero) };
            Box::new(Adapter::new(puzzle, COLUMNS, OPTIMUM, move || Ok(Estimates::new(of()))))
        }
    })
}
