//! How far the cube is from the subgroup <U, D, R2, L2, F2, B2>, exactly.
//!
//! Twists, flips and the places of the edges of the middle slice decide it: 2,217,093,120 positions,
//! of which only one of those that are the same by a symmetry of the axis through U and D is kept
//! (Kociemba's coordinates: 64,430 classes of flips and slice, times 2,187 twists). Seen along the
//! three axes, it is the strongest lower bound of its size (70 MB) that is known for half turns.

use super::numbers::tables;
use super::upright::{self, SYMMETRIES, images};
use super::{AxisTable, key, nibble, prefetch, turn_indices};
use crate::state::State;
use crate::turn::{Face, TurnMetric};
use crate::two_phase::{FLIPS, First, Moves, SLICES, moves};
use orienteer_table::{BuildError, Folder, FolderError, Graph, Table, Width, distances};
use std::sync::LazyLock;

const TWISTS: usize = 2_187;

/// Flips and slices up to symmetry.
#[derive(Debug)]
pub(crate) struct Classes {
    pub(crate) moves: &'static Moves,
    /// For flips and slice, the class times 16, plus the symmetry that leads to its representative.
    class_of: Box<[u32]>,
    representatives: Vec<u32>,
    /// For each class, a bit for each symmetry that leaves the representative as it is.
    stabilizers: Vec<u16>,
    /// What each symmetry makes of each twist.
    twists: Box<[[u16; SYMMETRIES]]>,
}

/// The classes, found when they are first asked for: 0.3 seconds.
pub(crate) fn classes() -> &'static Classes {
    static CLASSES: LazyLock<Classes> = LazyLock::new(Classes::new);
    &CLASSES
}

impl Classes {
    fn new() -> Self {
        let moves = moves();
        let upright::Classes { class_of, representatives, stabilizers } =
            upright::Classes::new(FLIPS * SLICES, |number| {
                let flip = (number / SLICES) as u16;
                images(&moves.state(0, flip, (number % SLICES) as u16)).map(|image| {
                    let first = moves.first(&image);
                    Self::number(first.flip, first.slice) as usize
                })
            });
        let twists = (0..TWISTS as u16)
            .map(|twist| {
                let state = moves.state(twist, 0, moves.first(&State::SOLVED).slice);
                images(&state).map(|image| moves.first(&image).twist)
            })
            .collect();
        Self { moves, class_of: class_of.into(), representatives, stabilizers, twists }
    }

    /// The number of flips and slice.
    #[inline]
    pub(crate) fn number(flip: u16, slice: u16) -> u32 {
        u32::from(flip) * SLICES as u32 + u32::from(slice)
    }

    /// Says that [`Classes::index`] will be asked for this number soon.
    #[inline]
    pub(crate) fn prefetch(&self, number: u32) {
        if let Some(class) = self.class_of.get(number as usize) {
            crate::database::memory::prefetch_value(class);
        }
    }

    /// The entry of the table for a twist, and flips and slice by their number.
    #[inline]
    pub(crate) fn index(&self, twist: u16, number: u32) -> usize {
        let class = self.class_of[number as usize];
        let twist = self.twists[usize::from(twist)][class as usize & 15];
        (class >> 4) as usize * TWISTS + usize::from(twist)
    }
}

/// The graph of all entries, by these turns.
struct Entries {
    classes: &'static Classes,
    turns: Vec<u8>,
}

impl Graph for Entries {
    fn entries(&self) -> usize {
        self.classes.representatives.len() * TWISTS
    }

    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool) {
        let classes = self.classes;
        let number = classes.representatives[index / TWISTS] as usize;
        let flips = &classes.moves.flips[number / SLICES];
        let slices = &classes.moves.slices[number % SLICES];
        let twists = &tables().twists[index % TWISTS];
        for turn in &self.turns {
            let turn = usize::from(*turn);
            let (flip, slice, twist) = (flips[turn], slices[turn], twists[turn]);
            let next = classes.index(twist, Classes::number(flip, slice));
            // A representative that a symmetry leaves as it is has more than one entry for the same
            // position: all of them are as far away.
            let (class, twist) = (next / TWISTS, next % TWISTS);
            let mut stabilizer = classes.stabilizers[class];
            while stabilizer != 0 {
                let symmetry = stabilizer.trailing_zeros() as usize;
                stabilizer &= stabilizer - 1;
                let twist = classes.twists[twist][symmetry];
                if !visit(class * TWISTS + usize::from(twist)) {
                    return;
                }
            }
        }
    }
}

/// The distance of every position from the subgroup.
#[derive(Debug)]
pub struct Subgroup {
    table: Table,
    metric: TurnMetric,
}

impl Subgroup {
    /// Builds the table in memory: 11 seconds of one core, 210 MB while it works, 70 MB afterwards.
    ///
    /// # Errors
    ///
    /// Never; a [`BuildError`] would be a mistake in this crate.
    pub fn build(metric: TurnMetric) -> Result<Self, BuildError> {
        Ok(Self { table: build(metric)?.resident(), metric })
    }

    /// Opens the file of `folder`, and builds it if it is missing.
    ///
    /// # Errors
    ///
    /// When a file is damaged or of something else, or cannot be written.
    pub fn open(folder: &Folder, metric: TurnMetric) -> Result<Self, FolderError> {
        let entries = classes().representatives.len() * TWISTS;
        let key = key("subgroup", metric, entries);
        Ok(Self { table: folder.open_or_build(&key, || build(metric))?.resident(), metric })
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// How many of all positions, not only of one of each class, are at each distance.
    pub fn positions(&self) -> Vec<u64> {
        let mut counts = vec![0; usize::from(self.table.greatest()) + 1];
        for (class, stabilizer) in classes().stabilizers.iter().enumerate() {
            let images = SYMMETRIES as u64 / u64::from(stabilizer.count_ones());
            for index in class * TWISTS..(class + 1) * TWISTS {
                if let Some(distance) = self.table.get(index) {
                    counts[usize::from(distance)] += images;
                }
            }
        }
        counts
    }

    /// The moves from `state` to the subgroup.
    pub fn distance(&self, state: &State) -> u8 {
        self.at(classes().moves.first(state))
    }

    #[inline]
    pub(crate) fn at(&self, first: First) -> u8 {
        self.entry(classes().index(first.twist, Classes::number(first.flip, first.slice)))
    }

    #[inline]
    pub(crate) fn entry(&self, index: usize) -> u8 {
        nibble(self.table.bytes(), index)
    }

    #[inline]
    pub(crate) fn prefetch(&self, index: usize) {
        prefetch(self.table.bytes(), index / 2);
    }
}

impl AxisTable for Subgroup {
    type At = First;

    fn metric(&self) -> TurnMetric {
        self.metric
    }

    #[inline]
    fn of(&self, state: &State, _: &State) -> First {
        classes().moves.first(state)
    }

    #[inline]
    fn after(&self, at: First, turn: usize) -> First {
        First {
            twist: tables().twists[usize::from(at.twist)][turn],
            flip: classes().moves.flips[usize::from(at.flip)][turn],
            slice: classes().moves.slices[usize::from(at.slice)][turn],
        }
    }

    #[inline]
    fn index(&self, at: First) -> usize {
        classes().index(at.twist, Classes::number(at.flip, at.slice))
    }

    #[inline]
    fn bytes(&self) -> &[u8] {
        self.table.bytes()
    }
}

fn build(metric: TurnMetric) -> Result<Table, BuildError> {
    let solved = classes().moves.first(&State::SOLVED);
    let goal = classes().index(solved.twist, Classes::number(solved.flip, solved.slice));
    let turns = turn_indices(metric, &Face::ALL);
    distances(&Entries { classes: classes(), turns }, &[goal], Width::Four)
}
