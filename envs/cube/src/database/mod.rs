//! Pattern databases: how far the corners alone, or six edges alone, are from home (Culberson and
//! Schaeffer 1998; for the cube, Korf 1997).
//!
//! Whatever solves the cube solves the pieces of a pattern, so the exact distance of a pattern never
//! exceeds that of the cube. [`Databases`] holds the three patterns of Korf's paper in one metric,
//! 86 MB together; [`Coordinates`] are the numbers by which they are looked up, carried along from a
//! position to the next by small tables. [`Subgroup`] is the exact table of Kociemba's first phase,
//! and [`SliceDatabase`] one that knows more of the middle slice.

mod axis;
mod coordinates;
mod corners;
mod edges;
mod heuristic;
mod memory;
mod numbers;
mod slice;
mod subgroup;
mod upright;
mod values;

pub use axis::AxisTable;
pub use coordinates::Coordinates;
pub(crate) use coordinates::{CORNER_STATES, EDGE_STATES};
pub use heuristic::{ExactHeuristic, ExactQ, PatternHeuristic, PatternQ};
pub(crate) use memory::prefetch;
pub(crate) use numbers::{Tables, rank, tables, twists_of, unrank};
pub use slice::SliceDatabase;
pub use subgroup::Subgroup;
pub(crate) use subgroup::{Classes, classes};
pub(crate) use values::nibble;

use crate::turn::{Face, TurnMetric};
use crate::{State, TURNS, turn_index};
use orienteer_table::{BuildError, Folder, FolderError, Graph, Key, Table, Width, distances};

/// Distances of three patterns: all corners, and two halves of the edges.
#[derive(Debug)]
pub struct Databases {
    metric: TurnMetric,
    corners: Table,
    edges: [Table; 2],
}

impl Databases {
    /// Builds all three in memory: 8 seconds of one core, and 130 MB while it works.
    ///
    /// # Errors
    ///
    /// Never with the patterns that are here; a [`BuildError`] would be a mistake in this crate.
    pub fn build(metric: TurnMetric) -> Result<Self, BuildError> {
        let [a, b] = [0, 1].map(|half| edges(metric, half));
        Ok(Self {
            metric,
            corners: corners(metric)?.resident(),
            edges: [a?.resident(), b?.resident()],
        })
    }

    /// Opens the files of `folder`, and builds those that are missing.
    ///
    /// # Errors
    ///
    /// When a file is damaged or of something else, or cannot be written.
    pub fn open(folder: &Folder, metric: TurnMetric) -> Result<Self, FolderError> {
        let part = |pattern, entries, build: &dyn Fn() -> Result<Table, BuildError>| {
            let table = folder.open_or_build(&key(pattern, metric, entries), build)?;
            Ok::<_, FolderError>(table.resident())
        };
        Ok(Self {
            metric,
            corners: part("corners", CORNER_STATES, &|| corners(metric))?,
            edges: [
                part("edges-a", EDGE_STATES, &|| edges(metric, 0))?,
                part("edges-b", EDGE_STATES, &|| edges(metric, 1))?,
            ],
        })
    }

    /// What counts as one move.
    pub fn metric(&self) -> TurnMetric {
        self.metric
    }

    /// The corners: 8! * 3^7 = 88,179,840 arrangements.
    pub fn corners(&self) -> &Table {
        &self.corners
    }

    /// The edges UR UF UL UB DR DF, and the other six: 12! / 6! * 2^6 = 42,577,920 arrangements each.
    pub fn edges(&self) -> &[Table; 2] {
        &self.edges
    }

    /// A lower bound of the number of moves to solved: the greatest of the three distances.
    #[inline]
    pub fn bound(&self, at: &Coordinates) -> u8 {
        let [a, b] = at.edges();
        let values = [(&self.corners, at.corners()), (&self.edges[0], a), (&self.edges[1], b)];
        let value = |(table, index): (&Table, usize)| table.get(index).unwrap_or(0);
        values.map(value).into_iter().max().unwrap_or(0)
    }
}

/// The numbers of the turns that are one move.
pub(crate) fn turn_indices(metric: TurnMetric, faces: &[Face]) -> Vec<u8> {
    metric.turns(faces).into_iter().map(|turn| turn_index(turn) as u8).collect()
}

/// The name and meaning of a table. The turns are part of the meaning, so that a change of the
/// numbering of pieces or turns is noticed; a change of ranks must change the text.
pub(crate) fn key(pattern: &str, metric: TurnMetric, entries: usize) -> Key {
    let metric = match metric {
        TurnMetric::HalfTurn => "half-turn",
        TurnMetric::QuarterTurn => "quarter-turn",
    };
    let mut meaning = b"lexicographic ranks, version 1".to_vec();
    meaning.extend(TURNS.iter().flat_map(State::bytes));
    Key::new(format!("cube-{pattern}-{metric}"), &meaning, entries, Width::Four)
}

fn corners(metric: TurnMetric) -> Result<Table, BuildError> {
    from_solved(&corners::Corners::new(metric), Coordinates::of(&State::SOLVED).corners())
}

fn edges(metric: TurnMetric, half: usize) -> Result<Table, BuildError> {
    from_solved(&edges::Edges::new(metric), Coordinates::of(&State::SOLVED).edges()[half])
}

fn from_solved(graph: &impl Graph, solved: usize) -> Result<Table, BuildError> {
    distances(graph, &[solved], Width::Four)
}
