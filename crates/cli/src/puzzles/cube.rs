//! Rubik's cube, 2x2x2 and 3x3x3, for planners.

use super::adapter::{Adapter, Make, Own};
use super::learned::{self, Work};
use super::planner::{Any, Estimates, any};
use super::{tables, two_phase, two_sided};
use orienteer_core::path::{Planner, Zero};
use orienteer_env_cube::{
    AxisTable, CubeAnytime, CubeIdaStar, Databases, Exact2, ExactHeuristic, ExactQ, MetaCost,
    MisplacedStickers, PatternHeuristic, PatternQ, Puzzle2, Puzzle3, PuzzleConfig, SliceDatabase,
    Subgroup, SubgroupHeuristic, TurnMetric,
};
use orienteer_experiment::{Domain, PuzzleEntry};
use orienteer_table::Folder;
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn entry(tables: &Folder) -> PuzzleEntry {
    let tables = tables.clone();
    let open = move |options| open(options, &tables);
    PuzzleEntry::of("cube", "Rubik's cube, 2x2x2 or 3x3x3: facelets or a scramble, to be solved", open)
        .with_tables()
        .option("size", "3", "2 or 3", "facelets along an edge")
        .option("metric", "half-turn", "half-turn or quarter-turn", "what counts as one turn")
        .option(
            "turns-a-move",
            "1",
            "1 to 3",
            "the most turns of a move; of quarter turns on the 3x3x3: 12, 156 or 1884 moves",
        )
        .option("meta-cost", "unit", "unit or length", "what a move of several turns costs: 1, or its turns")
        .option("symmetry", "false", "true or false", "whether rotated and reflected positions are one")
        .option(
            "heuristic",
            "by size",
            "3x3x3: subgroup (half turns only), pattern-databases, misplaced, zero, learned; 2x2x2: exact, misplaced, zero, learned",
            "lower bound of the distance, but for a learned one; the default is the first that fits",
        )
        .option("network", "none", "a file", learned::NETWORK)
}

#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    size: u8,
    metric: TurnMetric,
    turns_a_move: u8,
    meta_cost: MetaCost,
    symmetry: bool,
    heuristic: Option<Kind>,
    network: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        let PuzzleConfig { size, metric, turns_a_move, meta_cost, symmetry } =
            PuzzleConfig::default();
        let (heuristic, network) = (None, None);
        Self { size, metric, turns_a_move, meta_cost, symmetry, heuristic, network }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Subgroup,
    PatternDatabases,
    Exact,
    Misplaced,
    Zero,
    Learned,
}

/// Where a cube may stand in a table.
const COLUMNS: &[&str] = &["facelets_urfdlb", "facelets", "state", "scramble"];

fn open(options: Options, tables: &Folder) -> Result<Box<dyn Domain>, String> {
    learned::check(options.heuristic == Some(Kind::Learned), options.network.as_ref())?;
    match options.size {
        2 => small(options.puzzle(), &options, tables),
        3 => large(options.puzzle(), &options, tables),
        size => Err(wrong_size(size)),
    }
}

fn wrong_size(size: u8) -> String {
    format!("`size` is {size}: expected 2 or 3")
}

impl Options {
    fn puzzle(&self) -> PuzzleConfig {
        let Self { size, metric, turns_a_move, meta_cost, symmetry, .. } = *self;
        PuzzleConfig { size, metric, turns_a_move, meta_cost, symmetry }
    }
}

/// What networks for this cube are known by. Symmetry makes no difference to distances.
fn name(config: PuzzleConfig) -> String {
    let metric = match config.metric {
        TurnMetric::HalfTurn => "half-turn",
        TurnMetric::QuarterTurn => "quarter-turn",
    };
    let one = format!("cube size={} metric={metric}", config.size);
    match (config.turns_a_move, config.meta_cost) {
        (1, _) => one,
        (turns, MetaCost::Unit) => format!("{one} turns-a-move={turns} meta-cost=unit"),
        (turns, MetaCost::Length) => format!("{one} turns-a-move={turns} meta-cost=length"),
    }
}

/// Does work with the cube. The distances of the 2x2x2 in single turns are all known.
pub(super) fn learn<W: Work>(options: &Options, work: W) -> Result<W::Out, String> {
    let config = options.puzzle();
    match config.size {
        2 => {
            let puzzle = Puzzle2::new(config).map_err(|error| error.to_string())?;
            if config.turns_a_move > 1 {
                return Ok(work.work(&puzzle, &name(config), None));
            }
            let table = Exact2::build(config.metric).map_err(|error| error.to_string())?;
            let exact = ExactHeuristic::new(Arc::new(table));
            Ok(work.work(&puzzle, &name(config), Some(&exact)))
        }
        3 => {
            let puzzle = Puzzle3::new(config).map_err(|error| error.to_string())?;
            Ok(work.work(&puzzle, &name(config), None))
        }
        size => Err(wrong_size(size)),
    }
}

/// The columns of optima in single turns of this metric, where the cost is the number of those.
fn optimum(config: PuzzleConfig) -> &'static [&'static str] {
    let counts_turns = config.turns_a_move == 1 || config.meta_cost == MetaCost::Length;
    match (counts_turns && config.size == 3, config.metric) {
        (false, _) => &["len_opt"],
        (true, TurnMetric::HalfTurn) => &["len_opt", "htm_optimal"],
        (true, TurnMetric::QuarterTurn) => &["len_opt", "len_qtm"],
    }
}

fn large(
    config: PuzzleConfig,
    options: &Options,
    tables: &Folder,
) -> Result<Box<dyn Domain>, String> {
    let puzzle = Arc::new(Puzzle3::new(config).map_err(|error| error.to_string())?);
    let (metric, folder) = (config.metric, tables.clone());
    let optimum = optimum(config);
    let strongest = match metric {
        TurnMetric::HalfTurn => Kind::Subgroup,
        TurnMetric::QuarterTurn => Kind::PatternDatabases,
    };
    let kind = options.heuristic.unwrap_or(strongest);
    if kind == Kind::Exact {
        return Err(
            "`heuristic` is `exact`: the 3x3x3 has too many positions for an exact table; \
                    expected subgroup, pattern-databases, misplaced or zero"
                .into(),
        );
    }
    if kind == Kind::Subgroup && metric == TurnMetric::QuarterTurn {
        return Err("`heuristic` is `subgroup`, which counts half turns: expected \
                    pattern-databases, misplaced or zero with quarter turns"
            .into());
    }
    let own = own(&puzzle, kind, folder.clone());
    if kind == Kind::Learned {
        let network = options.network.as_ref();
        let domain = learned::domain(puzzle, &name(config), [COLUMNS, optimum], network)?;
        return Ok(Box::new(domain.with_own(own)));
    }
    if kind != Kind::PatternDatabases {
        let open = move || Ok(Estimates::new(heuristic3(kind, &folder)?));
        return Ok(Box::new(Adapter::new(puzzle, COLUMNS, optimum, open).with_own(own)));
    }
    let open = move || {
        let databases = databases(&folder, metric)?;
        let values = PatternQ::new(Arc::clone(&databases));
        Ok(Estimates::with_values(PatternHeuristic::new(databases), values))
    };
    Ok(Box::new(Adapter::new(puzzle, COLUMNS, optimum, open).with_own(own)))
}

fn heuristic3(kind: Kind, folder: &Folder) -> Result<Any<Puzzle3>, String> {
    Ok(match kind {
        Kind::Subgroup => {
            let metric = TurnMetric::HalfTurn;
            let databases = databases(folder, metric)?;
            let heuristic = SubgroupHeuristic::new(databases, subgroup(folder, metric)?);
            any(heuristic.ok_or("the subgroup needs pattern databases in half turns")?)
        }
        Kind::Misplaced => any(MisplacedStickers),
        _ => any(Zero),
    })
}

fn small(
    config: PuzzleConfig,
    options: &Options,
    tables: &Folder,
) -> Result<Box<dyn Domain>, String> {
    let puzzle = Arc::new(Puzzle2::new(config).map_err(|error| error.to_string())?);
    let (metric, folder) = (config.metric, tables.clone());
    let optimum = optimum(config);
    Ok(match options.heuristic.unwrap_or(Kind::Exact) {
        Kind::Exact => {
            let open = move || {
                let name = format!("2x2x2 {metric:?}");
                let open = || Exact2::open(&folder, metric).map_err(|error| error.to_string());
                let table = tables::shared(&folder, &name, open)?;
                let values = ExactQ::new(Arc::clone(&table));
                Ok(Estimates::with_values(ExactHeuristic::new(table), values))
            };
            Box::new(Adapter::new(puzzle, COLUMNS, optimum, open))
        }
        Kind::Learned => {
            let network = options.network.as_ref();
            Box::new(learned::domain(puzzle, &name(config), [COLUMNS, optimum], network)?)
        }
        kind @ (Kind::Misplaced | Kind::Zero) => {
            let of = move || if kind == Kind::Zero { any(Zero) } else { any(MisplacedStickers) };
            Box::new(Adapter::new(puzzle, COLUMNS, optimum, move || Ok(Estimates::new(of()))))
        }
        Kind::Subgroup | Kind::PatternDatabases => {
            return Err("`heuristic` is one of the 3x3x3: expected exact, misplaced or zero for \
                        the 2x2x2"
                .into());
        }
    })
}

fn databases(folder: &Folder, metric: TurnMetric) -> Result<Arc<Databases>, String> {
    let open = || Databases::open(folder, metric).map_err(|error| error.to_string());
    tables::shared(folder, &format!("3x3x3 {metric:?}"), open)
}

fn subgroup(folder: &Folder, metric: TurnMetric) -> Result<Arc<Subgroup>, String> {
    let open = || Subgroup::open(folder, metric).map_err(|error| error.to_string());
    tables::shared(folder, &format!("subgroup {metric:?}"), open)
}

fn slice(folder: &Folder, metric: TurnMetric) -> Result<Arc<SliceDatabase>, String> {
    let open = || SliceDatabase::open(folder, metric).map_err(|error| error.to_string());
    tables::shared(folder, &format!("slice {metric:?}"), open)
}

/// The two-sided search of `puzzle`. Its tables are opened when it is made.
fn two_sided(
    puzzle: &Arc<Puzzle3>,
    settings: &Map<String, Json>,
    folder: &Folder,
) -> Result<Make<Puzzle3>, String> {
    fn planner<D: AxisTable + 'static>(
        puzzle: &Puzzle3,
        subgroup: Arc<Subgroup>,
        table: Arc<D>,
    ) -> Result<Box<dyn Planner<Puzzle3>>, String> {
        let planner = CubeAnytime::new(puzzle, subgroup, table);
        Ok(Box::new(planner.map_err(|error| error.to_string())?))
    }
    let table = two_sided::settings(settings)?.table;
    let (puzzle, folder) = (Arc::clone(puzzle), folder.clone());
    Ok(Box::new(move || {
        let metric = puzzle.actions().metric();
        let subgroup = subgroup(&folder, metric)?;
        match table {
            two_sided::Table::Subgroup => planner(&puzzle, Arc::clone(&subgroup), subgroup),
            two_sided::Table::Slice => planner(&puzzle, subgroup, slice(&folder, metric)?),
        }
    }))
}

/// The two-phase solver and the two-sided search; and IDA* by single turns with tables, which here
/// makes all children of a position together.
fn own(puzzle: &Arc<Puzzle3>, kind: Kind, folder: Folder) -> Box<Own<Puzzle3>> {
    let (of_both_sides, tables) = (Arc::clone(puzzle), folder.clone());
    let puzzle = Arc::clone(puzzle);
    let has_tables = matches!(kind, Kind::Subgroup | Kind::PatternDatabases);
    let is_single = puzzle.actions().longest() == 1;
    let is_fast = has_tables && is_single;
    let ida_star = move || -> Result<Box<dyn Planner<Puzzle3>>, String> {
        let databases = databases(&folder, puzzle.actions().metric())?;
        let planner = CubeIdaStar::new(&puzzle, databases).map_err(|error| error.to_string())?;
        Ok(Box::new(match kind {
            Kind::Subgroup => planner.with_subgroup(subgroup(&folder, TurnMetric::HalfTurn)?),
            _ => planner,
        }))
    };
    Box::new(move |name, settings| match name {
        two_phase::NAME => Some(
            two_phase::planner(settings)
                .map(|planner| -> Make<Puzzle3> { Box::new(|| Ok(Box::new(planner))) }),
        ),
        two_sided::NAME if is_single => Some(two_sided(&of_both_sides, settings, &tables)),
        "ida-star" if is_fast => Some(Ok(Box::new(ida_star.clone()))),
        _ => None,
    })
}
