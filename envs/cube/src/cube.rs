//! The cubes themselves: plain values that turn.

use crate::facelet::Sticker;
use crate::turn::{Face, Turn};
use crate::{Corners, Edges, corners, edges};
use std::fmt::Debug;
use std::hash::Hash;

/// A cube of some size, as it lies on the table.
pub trait Cube: Copy + Debug + Eq + Hash + Send + Sync + 'static {
    /// The number of facelets along an edge.
    const SIZE: usize;

    /// The number of facelets, centres included.
    const FACELETS: usize = 6 * Self::SIZE * Self::SIZE;

    /// The faces whose turns reach every position.
    const FACES: &'static [Face];

    /// Every sticker on its home face.
    fn solved() -> Self;

    /// Turns one face.
    fn apply(&mut self, turn: Turn);

    /// The stickers that can move, that is all but the centres.
    fn stickers(&self) -> impl Iterator<Item = Sticker>;

    /// Turns one face after the other.
    fn apply_all(&mut self, word: &[Turn]) {
        for turn in word {
            self.apply(*turn);
        }
    }

    /// Whether every sticker is on its home face.
    fn is_solved(&self) -> bool {
        *self == Self::solved()
    }

    /// The number of stickers that are not on their home face; 0 exactly if solved.
    fn misplaced(&self) -> u32;

    /// The colours face by face in the order U R F D L B, each row by row as [`crate::Facelet`]
    /// counts, a colour named by its home face.
    fn facelets(&self) -> String {
        let area = Self::SIZE * Self::SIZE;
        let mut colours: Vec<Face> = (0..Self::FACELETS).map(|i| Face::ALL[i / area]).collect();
        for sticker in self.stickers() {
            colours[sticker.at.index(Self::SIZE)] = sticker.colour;
        }
        colours.into_iter().map(Face::letter).collect()
    }
}

/// The 2x2x2.
///
/// Without centres it has no orientation of its own. Turning only U, R and F, which reaches every
/// position, leaves the corner between D, B and L in place as a reference: 7! * 3^6 = 3,674,160
/// positions. The other turns are possible too and move that corner;
/// solved then means that it is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cube2 {
    corners: Corners,
}

impl Cube2 {
    /// The cube of these pieces, which turns can reach.
    pub(crate) fn new(corners: Corners) -> Self {
        Self { corners }
    }

    /// The corners.
    pub fn corners(&self) -> &Corners {
        &self.corners
    }
}

impl Cube for Cube2 {
    const SIZE: usize = 2;
    const FACES: &'static [Face] = &[Face::U, Face::R, Face::F];

    fn solved() -> Self {
        Self { corners: Corners::SOLVED }
    }

    fn apply(&mut self, turn: Turn) {
        self.corners = self.corners.then(corners::TURNS.of(turn));
    }

    fn stickers(&self) -> impl Iterator<Item = Sticker> {
        self.corners.stickers(&corners::HOMES)
    }

    fn misplaced(&self) -> u32 {
        corners::MISPLACED.of(&self.corners)
    }
}

/// The 3x3x3: 8! * 3^7 * 12! * 2^11 / 2, about 4.3e19 positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cube3 {
    corners: Corners,
    edges: Edges,
}

impl Cube3 {
    /// The cube of these pieces, which turns can reach.
    pub(crate) fn new(corners: Corners, edges: Edges) -> Self {
        Self { corners, edges }
    }

    /// The corners.
    pub fn corners(&self) -> &Corners {
        &self.corners
    }

    /// The edges.
    pub fn edges(&self) -> &Edges {
        &self.edges
    }
}

impl Cube for Cube3 {
    const SIZE: usize = 3;
    const FACES: &'static [Face] = &Face::ALL;

    fn solved() -> Self {
        Self { corners: Corners::SOLVED, edges: Edges::SOLVED }
    }

    fn apply(&mut self, turn: Turn) {
        self.corners = self.corners.then(corners::TURNS.of(turn));
        self.edges = self.edges.then(edges::TURNS.of(turn));
    }

    fn stickers(&self) -> impl Iterator<Item = Sticker> {
        self.corners.stickers(&corners::HOMES).chain(self.edges.stickers(&edges::HOMES))
    }

    fn misplaced(&self) -> u32 {
        corners::MISPLACED.of(&self.corners) + edges::MISPLACED.of(&self.edges)
    }
}
