//! One kind of pieces: where they are and how they are turned. A group: turns are elements of it.

use crate::facelet::{Facelet, Sticker};
use crate::turn::Turn;

/// `N` pieces with `M` orientations each: eight corners with three, or twelve edges with two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pieces<const N: usize, const M: usize> {
    piece: [u8; N],
    orientation: [u8; N],
}

/// A quarter turn: the piece at each of these positions goes to the next one, and the last one's
/// to the first, and whoever arrives at a position has its orientation raised by the number there.
pub(crate) type Cycle = [(u8, u8); 4];

impl<const N: usize, const M: usize> Pieces<N, M> {
    /// Every piece at home.
    pub const SOLVED: Self = {
        let mut piece = [0; N];
        let mut i = 0;
        while i < N {
            piece[i] = i as u8;
            i += 1;
        }
        Self { piece, orientation: [0; N] }
    };

    /// The piece at each position; a piece has the number of its home.
    pub const fn pieces(&self) -> &[u8; N] {
        &self.piece
    }

    /// The orientation of the piece at each position, from 0 to `M`, excluded.
    pub const fn orientations(&self) -> &[u8; N] {
        &self.orientation
    }

    /// The arrangement with this piece and orientation at each position. Whether each piece is there
    /// once, and whether turns lead to it, is the caller's to know.
    pub(crate) fn from_fn(at: impl Fn(usize) -> (u8, u8)) -> Self {
        let places: [(u8, u8); N] = std::array::from_fn(at);
        Self { piece: places.map(|place| place.0), orientation: places.map(|place| place.1) }
    }

    /// This arrangement followed by `next`, which is seen as what it does to a solved cube.
    #[must_use]
    pub const fn then(&self, next: &Self) -> Self {
        let mut after = Self::SOLVED;
        let mut i = 0;
        while i < N {
            let from = next.piece[i] as usize;
            after.piece[i] = self.piece[from];
            after.orientation[i] = (self.orientation[from] + next.orientation[i]) % M as u8;
            i += 1;
        }
        after
    }

    /// What each turn does, given the quarter turn of each face.
    pub(crate) const fn turns(cycles: &[Cycle; 6]) -> Turns<Self> {
        let mut turns = [[Self::SOLVED; 3]; 6];
        let mut face = 0;
        while face < 6 {
            let quarter = Self::cycle(cycles[face]);
            let half = quarter.then(&quarter);
            turns[face] = [quarter, half, half.then(&quarter)];
            face += 1;
        }
        Turns(turns)
    }

    const fn cycle(cycle: Cycle) -> Self {
        let mut after = Self::SOLVED;
        let mut i = 0;
        while i < 4 {
            let (to, orientation) = cycle[(i + 1) % 4];
            after.piece[to as usize] = cycle[i].0;
            after.orientation[to as usize] = orientation;
            i += 1;
        }
        after
    }

    /// What the pieces show, given the facelets of each home.
    pub(crate) fn stickers(&self, homes: &[[Facelet; M]; N]) -> impl Iterator<Item = Sticker> {
        (0..N).flat_map(move |position| {
            let home = &homes[usize::from(self.piece[position])];
            let orientation = usize::from(self.orientation[position]);
            (0..M).map(move |i| Sticker {
                at: homes[position][(i + orientation) % M],
                colour: home[i].face,
            })
        })
    }
}

/// What each turn does to one kind of pieces.
pub(crate) struct Turns<P>([[P; 3]; 6]);

impl<P> Turns<P> {
    pub(crate) const fn of(&self, turn: Turn) -> &P {
        &self.0[turn.face as usize][turn.angle as usize]
    }
}
