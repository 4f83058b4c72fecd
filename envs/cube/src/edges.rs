//! The twelve edges of the 3x3x3: their names, their facelets, and what turns do to them.

use crate::facelet::Facelet;
use crate::misplaced::Misplaced;
use crate::pieces::{Cycle, Pieces, Turns};
use crate::turn::Face::{B, D, F, L, R, U};

/// The edges of the 3x3x3.
pub type Edges = Pieces<12, 2>;

// Positions, and the edges at home there.
const UR: u8 = 0;
const UF: u8 = 1;
const UL: u8 = 2;
const UB: u8 = 3;
const DR: u8 = 4;
const DF: u8 = 5;
const DL: u8 = 6;
const DB: u8 = 7;
const FR: u8 = 8;
const FL: u8 = 9;
const BL: u8 = 10;
const BR: u8 = 11;

/// The facelets of each position, as its name says.
pub(crate) const HOMES: [[Facelet; 2]; 12] = [
    [Facelet::new(U, 6), Facelet::new(R, 2)],
    [Facelet::new(U, 8), Facelet::new(F, 2)],
    [Facelet::new(U, 4), Facelet::new(L, 2)],
    [Facelet::new(U, 2), Facelet::new(B, 2)],
    [Facelet::new(D, 6), Facelet::new(R, 8)],
    [Facelet::new(D, 2), Facelet::new(F, 8)],
    [Facelet::new(D, 4), Facelet::new(L, 8)],
    [Facelet::new(D, 8), Facelet::new(B, 8)],
    [Facelet::new(F, 6), Facelet::new(R, 4)],
    [Facelet::new(F, 4), Facelet::new(L, 6)],
    [Facelet::new(B, 6), Facelet::new(L, 4)],
    [Facelet::new(B, 4), Facelet::new(R, 6)],
];

/// Quarter turns, in the order of the faces. By convention those of F and B flip.
const CYCLES: [Cycle; 6] = [
    [(UR, 0), (UF, 0), (UL, 0), (UB, 0)],
    [(UR, 0), (BR, 0), (DR, 0), (FR, 0)],
    [(UF, 1), (FR, 1), (DF, 1), (FL, 1)],
    [(DF, 0), (DR, 0), (DB, 0), (DL, 0)],
    [(UL, 0), (FL, 0), (DL, 0), (BL, 0)],
    [(UB, 1), (BL, 1), (DB, 1), (BR, 1)],
];

/// What each turn does.
pub(crate) static TURNS: Turns<Edges> = Edges::turns(&CYCLES);

/// How many stickers are off their home faces.
pub(crate) static MISPLACED: Misplaced<12, 2> = Misplaced::new(&HOMES);
