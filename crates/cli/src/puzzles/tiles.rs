//! Sliding tiles for planners.

use super::adapter::Adapter;
use super::learned::{self, Work};
use super::planner::{Estimates, any};
use super::tables;
use orienteer_core::path::Zero;
use orienteer_env_tiles::{
    Additive, Board, Bytes, FIVE_FIVE_FIVE, FOUR_FOUR, LinearConflict, Manhattan, Nibbles,
    SEVEN_EIGHT, SIX_SIX_SIX_SIX, SIX_SIX_THREE, Tiles, TilesError,
};
use orienteer_experiment::{Domain, PuzzleEntry};
use orienteer_learned::Distances;
use orienteer_table::Folder;
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn entry(tables: &Folder) -> PuzzleEntry {
    let tables = tables.clone();
    let open = move |options| open(options, &tables);
    PuzzleEntry::of("tiles", "Sliding tiles: the 8-, 15-, 24-, 35- and 48-puzzle", open)
        .with_tables()
        .option("size", "4", "3 to 7", "cells along an edge; 4 is the 15-puzzle")
        .option(
            "heuristic",
            "linear-conflict",
            "manhattan, linear-conflict, pattern-databases (size 3 to 5), zero or learned",
            "lower bound of the distance; a learned one is none",
        )
        .option(
            "patterns",
            "by size",
            "size 3: 4-4; size 4: 6-6-3, 5-5-5, 7-8; size 5: 6-6-6-6",
            "how tiles are parted into pattern databases; the default is the first",
        )
        .option("network", "none", "a file", learned::NETWORK)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    size: Option<u8>,
    heuristic: Kind,
    patterns: Option<String>,
    network: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Manhattan,
    #[default]
    LinearConflict,
    PatternDatabases,
    Zero,
    Learned,
}

/// Tiles that are parted in a way that has a name.
type Partition = (&'static str, &'static [&'static [u8]]);

const COLUMNS: &[&str] = &["tiles", "state", "scramble"];
const OPTIMUM: &[&str] = &["len_opt"];

fn open(options: Options, tables: &Folder) -> Result<Box<dyn Domain>, String> {
    if options.patterns.is_some() && options.heuristic != Kind::PatternDatabases {
        return Err("`patterns` is given without `heuristic = \"pattern-databases\"`".into());
    }
    learned::check(options.heuristic == Kind::Learned, options.network.as_ref())?;
    match options.size.unwrap_or(4) {
        3 => with_patterns::<Nibbles<3>>(&options, &[("4-4", &FOUR_FOUR)], tables),
        4 => {
            let partitions: &[Partition] =
                &[("6-6-3", &SIX_SIX_THREE), ("5-5-5", &FIVE_FIVE_FIVE), ("7-8", &SEVEN_EIGHT)];
            with_patterns::<Nibbles<4>>(&options, partitions, tables)
        }
        5 => {
            let partitions: &[Partition] = &[("6-6-6-6", &SIX_SIX_SIX_SIX)];
            with_patterns::<Bytes<5, 25>>(&options, partitions, tables)
        }
        6 => without_patterns::<Bytes<6, 36>>(&options),
        7 => without_patterns::<Bytes<7, 49>>(&options),
        size => Err(TilesError::Size(size).to_string()),
    }
}

fn with_patterns<B: Board>(
    options: &Options,
    partitions: &[Partition],
    tables: &Folder,
) -> Result<Box<dyn Domain>, String> {
    if options.heuristic != Kind::PatternDatabases {
        return without_patterns::<B>(options);
    }
    let wanted = options.patterns.as_deref().unwrap_or(partitions[0].0);
    let Some(&(name, patterns)) = partitions.iter().find(|(name, _)| *name == wanted) else {
        let names: Vec<_> = partitions.iter().map(|(name, _)| *name).collect();
        let side = B::SIDE;
        return Err(format!(
            "`patterns` is `{wanted}`: expected {} with `size` {side}",
            names.join(" or ")
        ));
    };
    let folder = tables.clone();
    let open = move || {
        let open = || Additive::<B, _>::open(&folder, patterns).map_err(|error| error.to_string());
        tables::shared(&folder, &format!("tiles {} {name}", B::SIDE), open).map(Estimates::new)
    };
    Ok(Box::new(Adapter::new(Arc::new(Tiles::<B>::new()), COLUMNS, OPTIMUM, open)))
}

fn without_patterns<B: Board>(options: &Options) -> Result<Box<dyn Domain>, String> {
    let puzzle = Arc::new(Tiles::<B>::new());
    Ok(match options.heuristic {
        Kind::Manhattan => {
            let open = || Ok(Estimates::new(Manhattan::<B>::new()));
            Box::new(Adapter::new(puzzle, COLUMNS, OPTIMUM, open))
        }
        Kind::LinearConflict => {
            let open = || Ok(Estimates::new(Arc::new(LinearConflict::<B>::new())));
            Box::new(Adapter::new(puzzle, COLUMNS, OPTIMUM, open))
        }
        Kind::Learned => {
            let columns = [COLUMNS, OPTIMUM];
            Box::new(learned::domain(puzzle, &name::<B>(), columns, options.network.as_ref())?)
        }
        Kind::Zero => {
            Box::new(Adapter::new(puzzle, COLUMNS, OPTIMUM, || Ok(Estimates::new(any(Zero)))))
        }
        Kind::PatternDatabases => {
            let side = B::SIDE;
            return Err(format!(
                "`heuristic` is `pattern-databases`, of which there are none for `size` {side}: \
                 expected linear-conflict, manhattan or zero"
            ));
        }
    })
}

/// What networks for this board are known by.
fn name<B: Board>() -> String {
    format!("tiles size={}", B::SIDE)
}

/// So many positions can be reached on 3 by 3.
const SMALL: usize = 181_440;

/// Does work with the board. The distances of the 8-puzzle are all known.
pub(super) fn learn<W: Work>(options: &Options, work: W) -> Result<W::Out, String> {
    fn of<B: Board, W: Work>(work: W) -> W::Out {
        work.work(&Tiles::<B>::new(), &name::<B>(), None)
    }
    match options.size.unwrap_or(4) {
        3 => {
            let puzzle = Tiles::<Nibbles<3>>::new();
            let exact = Distances::new(&puzzle, SMALL).map_err(|error| error.to_string())?;
            Ok(work.work(&puzzle, &name::<Nibbles<3>>(), Some(&exact)))
        }
        4 => Ok(of::<Nibbles<4>, _>(work)),
        5 => Ok(of::<Bytes<5, 25>, _>(work)),
        6 => Ok(of::<Bytes<6, 36>, _>(work)),
        7 => Ok(of::<Bytes<7, 49>, _>(work)),
        size => Err(TilesError::Size(size).to_string()),
    }
}
