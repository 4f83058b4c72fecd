//! Cubes to look at: the net of the six faces, in a terminal and as SVG.
//!
//! U is on top of F, D below it, and L, R and B go around: the net of a cube that is folded back.

mod strip;
mod svg;
mod text;

pub use strip::strip;
pub(crate) use svg::svg;
pub(crate) use text::text;

/// Where each face is in the net, in the order U R F D L B: column and row, in faces.
const PLACES: [(usize, usize); 6] = [(1, 0), (2, 1), (1, 1), (1, 2), (0, 1), (3, 1)];

/// The facelet at a column and row of the net, if there is one: its place in a facelet string.
fn facelet(size: usize, column: usize, row: usize) -> Option<usize> {
    let face = PLACES.iter().position(|place| *place == (column / size, row / size))?;
    Some(face * size * size + row % size * size + column % size)
}
