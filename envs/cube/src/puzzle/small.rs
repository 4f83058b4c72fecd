//! The 2x2x2 as two numbers, and how far each of its 3,674,160 positions is from solved.

use crate::cube::{Cube, Cube2};
use crate::database::{key, rank, turn_indices, unrank};
use crate::turn::{Face, TurnMetric};
use crate::{Corners, Turn};
use orienteer_table::{BuildError, Folder, FolderError, Graph, Table, Width, distances};
use std::sync::LazyLock;

const PERMUTATIONS: usize = 5_040;
const TWISTS: usize = 729;
/// The positions of the corners that turn; the eighth, DBL, is the reference.
const FREE: [usize; 7] = [0, 1, 2, 3, 4, 5, 7];

/// A position of the 2x2x2 with the corner DBL at home: the number of the permutation of the other
/// seven, below 5,040, and of their twists, below 729.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SmallState {
    permutation: u16,
    twist: u16,
}

/// What the nine turns of U, R and F make of each number.
struct Tables {
    permutations: Vec<[u16; 9]>,
    twists: Vec<[u16; 9]>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let turns = TurnMetric::HalfTurn.turns(Cube2::FACES);
    let after = |state: SmallState| {
        std::array::from_fn(|turn| {
            let mut cube = Cube2::from(state);
            cube.apply(turns[turn]);
            SmallState::of(cube.corners())
        })
    };
    let states = |n: usize, state: fn(u16) -> SmallState| (0..n as u16).map(state).map(after);
    let permuted = states(PERMUTATIONS, |permutation| SmallState { permutation, twist: 0 });
    let twisted = states(TWISTS, |twist| SmallState { permutation: 0, twist });
    Tables {
        permutations: permuted.map(|row: [SmallState; 9]| row.map(|s| s.permutation)).collect(),
        twists: twisted.map(|row: [SmallState; 9]| row.map(|s| s.twist)).collect(),
    }
});

impl SmallState {
    /// Every piece at home.
    pub const SOLVED: Self = Self { permutation: 0, twist: 0 };

    /// The number of positions.
    pub const COUNT: usize = PERMUTATIONS * TWISTS;

    /// The number of the position, below [`SmallState::COUNT`].
    #[inline]
    pub fn index(self) -> usize {
        usize::from(self.permutation) * TWISTS + usize::from(self.twist)
    }

    /// The position after a turn of U, R or F, numbered U U2 U' R R2 R' F F2 F'; no other turns.
    #[inline]
    #[must_use]
    pub fn after(self, turn: usize) -> Self {
        let tables = &*TABLES;
        let permuted = tables.permutations[usize::from(self.permutation)].get(turn);
        let twisted = tables.twists[usize::from(self.twist)].get(turn);
        match (permuted, twisted) {
            (Some(&permutation), Some(&twist)) => Self { permutation, twist },
            _ => self,
        }
    }

    /// The position of corners of which DBL is at home.
    pub(super) fn of(corners: &Corners) -> Self {
        let pieces = FREE.map(|i| corners.pieces()[i].min(6));
        let twists = FREE[..6].iter().map(|i| u16::from(corners.orientations()[*i]));
        let twist = twists.fold(0, |number, twist| number * 3 + twist);
        Self { permutation: rank(&pieces) as u16, twist }
    }
}

impl From<SmallState> for Cube2 {
    fn from(state: SmallState) -> Self {
        let pieces: [u8; 7] = unrank(usize::from(state.permutation));
        let (mut places, mut twist, mut sum) = ([(6, 0); 8], state.twist, 0);
        for (i, position) in FREE.into_iter().enumerate().rev() {
            let orientation = if i == 6 { 0 } else { (twist % 3) as u8 };
            if i < 6 {
                twist /= 3;
            }
            sum += orientation;
            let piece = if pieces[i] == 6 { 7 } else { pieces[i] };
            places[position] = (piece, orientation);
        }
        // The last twist follows from the others.
        places[7].1 = (21 - sum) % 3;
        Cube2::new(Corners::from_fn(|position| places[position]))
    }
}

/// The number that [`SmallState::after`] knows a turn of U, R or F by.
pub(super) fn small_turn(turn: Turn) -> usize {
    turn.face as usize * 3 + turn.angle as usize
}

/// The distance of every position of the 2x2x2 from solved.
#[derive(Debug)]
pub struct Exact2 {
    metric: TurnMetric,
    table: Table,
}

struct All(Vec<u8>);

impl Graph for All {
    fn entries(&self) -> usize {
        SmallState::COUNT
    }

    #[inline]
    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool) {
        let state =
            SmallState { permutation: (index / TWISTS) as u16, twist: (index % TWISTS) as u16 };
        let _ = self.0.iter().all(|turn| visit(state.after(usize::from(*turn)).index()));
    }
}

impl Exact2 {
    /// Builds the table in memory: less than a second, 1.8 MB.
    ///
    /// # Errors
    ///
    /// Never; a [`BuildError`] would be a mistake in this crate.
    pub fn build(metric: TurnMetric) -> Result<Self, BuildError> {
        Ok(Self { metric, table: build(metric)? })
    }

    /// Opens the file of `folder`, and builds it if it is missing.
    ///
    /// # Errors
    ///
    /// When a file is damaged or of something else, or cannot be written.
    pub fn open(folder: &Folder, metric: TurnMetric) -> Result<Self, FolderError> {
        let key = key("small", metric, SmallState::COUNT);
        Ok(Self { metric, table: folder.open_or_build(&key, || build(metric))? })
    }

    /// What counts as one move.
    pub fn metric(&self) -> TurnMetric {
        self.metric
    }

    /// The distances, by [`SmallState::index`].
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The number of moves from `state` to solved.
    #[inline]
    pub fn distance(&self, state: SmallState) -> u8 {
        self.table.get(state.index()).unwrap_or(0)
    }
}

fn build(metric: TurnMetric) -> Result<Table, BuildError> {
    let turns = turn_indices(metric, &[Face::U, Face::R, Face::F]);
    distances(&All(turns), &[SmallState::SOLVED.index()], Width::Four)
}
