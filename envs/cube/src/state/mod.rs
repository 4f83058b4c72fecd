//! The 3x3x3 packed into 32 bytes: what searches hold by the million.
//!
//! [`Cube3`] is the cube to read; [`State`] is the cube to search. One byte a position, the twelve
//! edges in the first 16 bytes and the eight corners in the last 16: the piece in the low four bits,
//! its orientation above. A byte shuffle then moves all pieces of a kind at once ([`simd`]), and
//! because a state is also the element of the group that leads to it from solved, every sequence of
//! turns, however long, is again one state, and is made by one shuffle.

mod batch;
mod simd;
mod turns;

pub use batch::{apply_batch, apply_each, apply_word, expand};
pub use simd::Instructions;
pub use turns::{TURNS, turn_index};

use crate::cube::{Cube, Cube3};
use crate::{Corners, Edges};
use std::fmt;
use std::hash::{Hash, Hasher};

/// The first byte of the corners.
pub(crate) const CORNERS: usize = 16;
/// One third of a turn of a corner, or the flip of an edge.
const ORIENTATION: u8 = 0x10;

/// A 3x3x3 in 32 bytes: an arrangement of its pieces, and the element of the group that makes it.
///
/// Every value of this type that this crate gives out is reachable by turns.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(C, align(32))]
pub struct State([u8; 32]);

impl State {
    /// Every piece at home.
    pub const SOLVED: Self = Self::pack(&Corners::SOLVED, &Edges::SOLVED);

    /// Packs an arrangement of the pieces.
    pub(crate) const fn pack(corners: &Corners, edges: &Edges) -> Self {
        let mut bytes = [0; 32];
        let mut i = 0;
        while i < 16 {
            // Places beyond the last piece hold themselves, so that shuffles leave them alone.
            bytes[i] = i as u8;
            bytes[CORNERS + i] = i as u8;
            if i < 12 {
                bytes[i] = edges.pieces()[i] + ORIENTATION * edges.orientations()[i];
            }
            if i < 8 {
                bytes[CORNERS + i] = corners.pieces()[i] + ORIENTATION * corners.orientations()[i];
            }
            i += 1;
        }
        Self(bytes)
    }

    /// The bytes: positions 0 to 11 are edges, 16 to 23 corners; the rest never changes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The twelve edges: the piece at each position, and `0x10` if it is flipped.
    pub(crate) fn edges(&self) -> &[u8] {
        &self.0[..12]
    }

    /// The eight corners: the piece at each position, and `0x10` times its twist.
    pub(crate) fn corners(&self) -> &[u8] {
        &self.0[CORNERS..CORNERS + 8]
    }

    /// Eight bytes from `at` on, the first the lowest.
    #[inline]
    pub(crate) fn word(&self, at: usize) -> u64 {
        self.0[at..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    /// This state followed by the turns that make `next` from solved.
    #[must_use]
    #[inline]
    pub fn then(&self, next: &Self) -> Self {
        Instructions::best().then(self, next)
    }

    /// The state that the turns taken back, last one first, make from solved.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut bytes = Self::SOLVED.0;
        for (position, &edge) in (0..).zip(self.edges()) {
            bytes[usize::from(edge & 15)] = position | (edge & 0x10);
        }
        for (position, &corner) in (0..).zip(self.corners()) {
            // A twist back is what is missing to three.
            let twist = (3 - (corner >> 4)) % 3;
            bytes[CORNERS + usize::from(corner & 15)] = position | (twist << 4);
        }
        Self(bytes)
    }

    /// Whether every piece is at home.
    pub fn is_solved(&self) -> bool {
        *self == Self::SOLVED
    }
}

impl Hash for State {
    /// Only the bytes that can differ.
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        // Three words hash faster than the 124 bits that matter are packed into two.
        hasher.write_u64(self.word(0));
        hasher.write_u64(self.word(8));
        hasher.write_u64(self.word(CORNERS));
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "State({})", Cube3::from(*self).facelets())
    }
}

impl From<Cube3> for State {
    fn from(cube: Cube3) -> Self {
        Self::pack(cube.corners(), cube.edges())
    }
}

impl From<State> for Cube3 {
    fn from(state: State) -> Self {
        let [corners, edges] = [state.corners(), state.edges()];
        Self::new(
            Corners::from_fn(|i| (corners[i] & 15, corners[i] >> 4)),
            Edges::from_fn(|i| (edges[i] & 15, edges[i] >> 4)),
        )
    }
}
