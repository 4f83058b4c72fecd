//! One-hot facelets of packed states, by table: networks are fed millions of them.

use crate::facelet::Facelet;
use crate::turn::Face;
use crate::{State, corners, edges};
use std::sync::LazyLock;

/// For each position, and each byte at it, the features that are 1.
struct Lit {
    edges: [[[u16; 2]; 32]; 12],
    corners: [[[u16; 3]; 48]; 8],
}

const COLOURS: usize = Face::ALL.len();

/// Features of a position: for each facelet in the order of facelet strings, which colour it has.
pub(super) const WIDTH: usize = 54 * COLOURS;

static LIT: LazyLock<Lit> = LazyLock::new(|| Lit {
    edges: std::array::from_fn(|i| std::array::from_fn(|byte| lit(&edges::HOMES, i, byte))),
    corners: std::array::from_fn(|i| std::array::from_fn(|byte| lit(&corners::HOMES, i, byte))),
});

fn lit<const N: usize, const M: usize>(
    homes: &[[Facelet; M]; N],
    position: usize,
    byte: usize,
) -> [u16; M] {
    // Bytes that name no piece never occur; any piece will do for them.
    let (piece, orientation) = (&homes[byte % 16 % N], byte / 16);
    std::array::from_fn(|place| {
        let colour = piece[(place + M - orientation % M) % M].face;
        (homes[position][place].index(3) * COLOURS + colour as usize) as u16
    })
}

/// Writes the features of `state` to the first [`WIDTH`] of `out`; what does not fit is left out.
pub(super) fn observe(state: &State, out: &mut [f32]) {
    let lit = &*LIT;
    out.fill(0.0);
    let mut light = |feature: usize| {
        if let Some(value) = out.get_mut(feature) {
            *value = 1.0;
        }
    };
    (0..COLOURS).for_each(|face| light((face * 9 + 4) * COLOURS + face));
    for (lit, byte) in lit.edges.iter().zip(state.edges()) {
        lit[usize::from(*byte)].iter().for_each(|feature| light(usize::from(*feature)));
    }
    for (lit, byte) in lit.corners.iter().zip(state.corners()) {
        lit[usize::from(*byte)].iter().for_each(|feature| light(usize::from(*feature)));
    }
}
