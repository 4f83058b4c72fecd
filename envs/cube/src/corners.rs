//! The eight corners: their names, their facelets, and what turns do to them.

use crate::facelet::Facelet;
use crate::misplaced::Misplaced;
use crate::pieces::{Cycle, Pieces, Turns};
use crate::turn::Face::{B, D, F, L, R, U};

/// The corners of a cube of any size. A twist of 1 is a third of a turn clockwise.
pub type Corners = Pieces<8, 3>;

// Positions, and the corners at home there.
const URF: u8 = 0;
const UFL: u8 = 1;
const ULB: u8 = 2;
const UBR: u8 = 3;
const DFR: u8 = 4;
const DLF: u8 = 5;
const DBL: u8 = 6;
const DRB: u8 = 7;

/// The facelets of each position, clockwise from the one on U or D.
pub(crate) const HOMES: [[Facelet; 3]; 8] = [
    [Facelet::new(U, 9), Facelet::new(R, 1), Facelet::new(F, 3)],
    [Facelet::new(U, 7), Facelet::new(F, 1), Facelet::new(L, 3)],
    [Facelet::new(U, 1), Facelet::new(L, 1), Facelet::new(B, 3)],
    [Facelet::new(U, 3), Facelet::new(B, 1), Facelet::new(R, 3)],
    [Facelet::new(D, 3), Facelet::new(F, 9), Facelet::new(R, 7)],
    [Facelet::new(D, 1), Facelet::new(L, 9), Facelet::new(F, 7)],
    [Facelet::new(D, 7), Facelet::new(B, 9), Facelet::new(L, 7)],
    [Facelet::new(D, 9), Facelet::new(R, 9), Facelet::new(B, 7)],
];

/// Quarter turns, in the order of the faces. Those of U and D keep the sticker of U or D on it, so
/// that they twist nothing.
const CYCLES: [Cycle; 6] = [
    [(URF, 0), (UFL, 0), (ULB, 0), (UBR, 0)],
    [(UBR, 1), (DRB, 2), (DFR, 1), (URF, 2)],
    [(URF, 1), (DFR, 2), (DLF, 1), (UFL, 2)],
    [(DFR, 0), (DRB, 0), (DBL, 0), (DLF, 0)],
    [(UFL, 1), (DLF, 2), (DBL, 1), (ULB, 2)],
    [(ULB, 1), (DBL, 2), (DRB, 1), (UBR, 2)],
];

/// What each turn does.
pub(crate) static TURNS: Turns<Corners> = Corners::turns(&CYCLES);

/// How many stickers are off their home faces.
pub(crate) static MISPLACED: Misplaced<8, 3> = Misplaced::new(&HOMES);
