//! How far from solved: the stickers that are not on their home face, counted by table because
//! every step asks for it.

use crate::facelet::Facelet;
use crate::pieces::Pieces;

/// For each position, piece and orientation, how many stickers are off their home face.
pub(crate) struct Misplaced<const N: usize, const M: usize>([[[u8; M]; N]; N]);

impl<const N: usize, const M: usize> Misplaced<N, M> {
    /// The table for pieces with these facelets at home.
    pub(crate) const fn new(homes: &[[Facelet; M]; N]) -> Self {
        let mut counts = [[[0; M]; N]; N];
        // A constant can have no `for` loop yet.
        let mut i = 0;
        while i < N * N * M * M {
            let (position, piece) = (i / (N * M * M), i / (M * M) % N);
            let (orientation, sticker) = (i / M % M, i % M);
            let at = homes[position][(sticker + orientation) % M].face;
            if at as u8 != homes[piece][sticker].face as u8 {
                counts[position][piece][orientation] += 1;
            }
            i += 1;
        }
        Self(counts)
    }

    /// The number for a whole arrangement.
    pub(crate) fn of(&self, pieces: &Pieces<N, M>) -> u32 {
        let places = pieces.pieces().iter().zip(pieces.orientations());
        let counts = self.0.iter().zip(places);
        counts.map(|(count, (p, o))| u32::from(count[usize::from(*p)][usize::from(*o)])).sum()
    }
}
