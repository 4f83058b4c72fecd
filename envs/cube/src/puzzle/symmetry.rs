//! The 48 symmetries of the cube: 24 rotations, and each with a reflection.
//!
//! A symmetry renames faces. What it makes of a position is the position that the renamed turns lead
//! to; it is as far from solved.

use crate::facelet::Facelet;
use crate::turn::{Angle, Face, Turn};
use crate::{Corners, Edges, State, corners, edges};
use std::sync::LazyLock;

/// A rotation or reflection of the whole cube.
#[derive(Clone, Copy, Debug)]
pub struct Symmetry {
    faces: [Face; 6],
    is_reflection: bool,
    /// The rotation, and the one back, as elements of the group of all ways to put the pieces; of a
    /// reflection, the rotation that follows on the reflection that exchanges L and R.
    rotation: State,
    back: State,
}

impl Symmetry {
    /// All 48, the identity first.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Symmetry>> = LazyLock::new(|| {
            let mut faces: Vec<[Face; 6]> = Vec::new();
            for u in Face::ALL {
                for r in Face::ALL.into_iter().filter(|r| *r != u && *r != u.opposite()) {
                    let rest = |f: &Face| ![u, r].iter().any(|g| f == g || *f == g.opposite());
                    for f in Face::ALL.into_iter().filter(rest) {
                        faces.push([u, r, f, u.opposite(), r.opposite(), f.opposite()]);
                    }
                }
            }
            faces.into_iter().map(Symmetry::new).collect()
        });
        &ALL
    }

    /// The face that takes the place of `face`.
    pub fn face(&self, face: Face) -> Face {
        self.faces[face as usize]
    }

    /// The turn that takes the place of `turn`: a reflection turns it around.
    #[must_use]
    pub fn turn(&self, turn: Turn) -> Turn {
        let turn = Turn { face: self.face(turn.face), ..turn };
        if self.is_reflection && turn.angle != Angle::Half { turn.inverse() } else { turn }
    }

    /// What it makes of a position.
    #[must_use]
    pub fn apply(&self, state: &State) -> State {
        let state = if self.is_reflection { reflect(state) } else { *state };
        self.rotate(&state)
    }

    fn rotate(&self, state: &State) -> State {
        self.back.then(state).then(&self.rotation)
    }

    fn new(faces: [Face; 6]) -> Self {
        // The faces around the corner URF, clockwise, stay clockwise only in a rotation.
        let around = [faces[0], faces[1], faces[2]];
        let clockwise = |home: &[Facelet; 3]| {
            (0..3).any(|o| (0..3).all(|k| home[(k + o) % 3].face == around[k]))
        };
        let is_reflection = !corners::HOMES.iter().any(clockwise);
        let mut turned = faces;
        if is_reflection {
            turned.swap(Face::R as usize, Face::L as usize);
        }
        let rotation = rotation(turned);
        Self { faces, is_reflection, rotation, back: rotation.inverse() }
    }
}

/// Rotations that bring each of the three axes upright: nothing, and the turns of the whole cube
/// around the corner URF.
pub(crate) fn upright() -> [&'static Symmetry; 3] {
    let [u, r, f] = [Face::U, Face::R, Face::F];
    [[u, r, f], [r, f, u], [f, u, r]].map(|images| {
        let is = |s: &&Symmetry| [u, r, f].iter().zip(images).all(|(a, b)| s.face(*a) == b);
        let all = Symmetry::all();
        all.iter().find(is).unwrap_or(&all[0])
    })
}

/// The same position, in one for all that a symmetry makes of it: the least by its bytes.
pub(super) fn least(state: &State) -> State {
    let mirrored = reflect(state);
    let image = |symmetry: &Symmetry| {
        symmetry.rotate(if symmetry.is_reflection { &mirrored } else { state })
    };
    let images = Symmetry::all().iter().map(image);
    images.min_by(|a, b| a.bytes().cmp(b.bytes())).unwrap_or(*state)
}

/// Where the sticker at `place` of `position` goes: the position, and the place there.
fn goes<const N: usize, const M: usize>(
    homes: &[[Facelet; M]; N],
    faces: [Face; 6],
    position: usize,
) -> (usize, usize) {
    let renamed = homes[position].map(|facelet| faces[facelet.face as usize]);
    let has = |home: &[Facelet; M]| renamed.iter().all(|f| home.iter().any(|h| h.face == *f));
    let to = homes.iter().position(has).unwrap_or(position);
    (to, homes[to].iter().position(|h| h.face == renamed[0]).unwrap_or(0))
}

/// A rotation as what it does to the pieces, seen as places of stickers.
fn rotation(faces: [Face; 6]) -> State {
    let mut at = ([(0, 0); 8], [(0, 0); 12]);
    for from in 0..8 {
        let (to, place) = goes(&corners::HOMES, faces, from);
        at.0[to] = (from as u8, place as u8);
    }
    for from in 0..12 {
        let (to, place) = goes(&edges::HOMES, faces, from);
        at.1[to] = (from as u8, place as u8);
    }
    State::pack(&Corners::from_fn(|i| at.0[i]), &Edges::from_fn(|i| at.1[i]))
}

/// What the reflection that exchanges L and R makes of a position: pieces and positions are renamed
/// and twists turned around. The stickers on U and D, and of the edges between on F and B, keep
/// their face, so that flips stay.
fn reflect(state: &State) -> State {
    static RENAMED: LazyLock<([usize; 8], [usize; 12])> = LazyLock::new(|| {
        let faces = [Face::U, Face::L, Face::F, Face::D, Face::R, Face::B];
        let corner = |i| goes(&corners::HOMES, faces, i).0;
        (std::array::from_fn(corner), std::array::from_fn(|i| goes(&edges::HOMES, faces, i).0))
    });
    let (corner, edge) = &*RENAMED;
    // It is its own inverse: what is at a position comes from the one that it goes to.
    let corner_at = |i: usize| {
        let byte = state.corners()[corner[i]];
        (corner[usize::from(byte & 15)] as u8, (3 - (byte >> 4)) % 3)
    };
    let edge_at = |i: usize| {
        let byte = state.edges()[edge[i]];
        (edge[usize::from(byte & 15)] as u8, byte >> 4)
    };
    State::pack(&Corners::from_fn(corner_at), &Edges::from_fn(edge_at))
}
