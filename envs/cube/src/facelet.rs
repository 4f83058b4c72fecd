//! The places that stickers can be at.

use crate::turn::Face;

/// One of the nine places of a face. On the 2x2x2 only the corners of a face exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Facelet {
    /// The face.
    pub face: Face,
    /// From 1 to 9, row by row looking straight at the face (U with B at the top, D with F at the
    /// top, the others with U at the top).
    pub place: u8,
}

impl Facelet {
    /// The place numbered `place` of `face`.
    pub(crate) const fn new(face: Face, place: u8) -> Self {
        Self { face, place }
    }

    /// The position in the facelet string of a cube with `size` facelets along an edge.
    pub fn index(self, size: usize) -> usize {
        let place = usize::from(self.place) - 1;
        let (row, column) = (place / 3 * (size - 1) / 2, place % 3 * (size - 1) / 2);
        (self.face as usize * size + row) * size + column
    }
}

/// A sticker and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sticker {
    /// Where it is now.
    pub at: Facelet,
    /// Its colour, named by the face where it is at home.
    pub colour: Face,
}

impl Sticker {
    /// Whether it is on the face where it is at home.
    pub fn is_home(self) -> bool {
        self.at.face == self.colour
    }
}
