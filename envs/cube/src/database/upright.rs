//! Numbers of arrangements up to the symmetries of the axis through U and D.

use crate::puzzle::Symmetry;
use crate::state::State;
use crate::turn::Face;

/// How many symmetries of that axis there are.
pub(super) const SYMMETRIES: usize = 16;

/// The symmetries of the axis through U and D.
pub(super) fn symmetries() -> [&'static Symmetry; SYMMETRIES] {
    let upright = |s: &&Symmetry| matches!(s.face(Face::U), Face::U | Face::D);
    let mut all = Symmetry::all().iter().filter(upright);
    std::array::from_fn(|_| all.next().expect("a third of the 48 symmetries of the cube"))
}

/// What each of them makes of a position.
pub(super) fn images(state: &State) -> [State; SYMMETRIES] {
    symmetries().map(|symmetry| symmetry.apply(state))
}

/// For each symmetry the one that takes it back.
fn inverses() -> [usize; SYMMETRIES] {
    let symmetries = symmetries();
    symmetries.map(|symmetry| {
        let back = |other: &&Symmetry| {
            Face::ALL.into_iter().all(|face| other.face(symmetry.face(face)) == face)
        };
        symmetries.iter().position(back).expect("symmetries form a group")
    })
}

/// Numbers that the symmetries make of each other, as classes.
#[derive(Debug)]
pub(super) struct Classes {
    /// For each number, its class times 16, plus the symmetry that leads to its representative.
    pub(super) class_of: Vec<u32>,
    pub(super) representatives: Vec<u32>,
    /// For each class, a bit for each symmetry that leaves the representative as it is.
    pub(super) stabilizers: Vec<u16>,
}

impl Classes {
    /// The classes of the numbers below `count`, where `images` says what each symmetry makes of one.
    pub(super) fn new(count: usize, images: impl Fn(usize) -> [usize; SYMMETRIES]) -> Self {
        let inverses = inverses();
        let mut class_of = vec![u32::MAX; count];
        let (mut representatives, mut stabilizers) = (Vec::new(), Vec::new());
        for number in 0..count {
            if class_of[number] != u32::MAX {
                continue;
            }
            let (class, mut stabilizer) = (representatives.len() as u32, 0);
            for (index, (image, back)) in images(number).into_iter().zip(inverses).enumerate() {
                if image == number {
                    stabilizer |= 1 << index;
                }
                // The way from the image back to the representative.
                class_of[image] = class << 4 | back as u32;
            }
            representatives.push(number as u32);
            stabilizers.push(stabilizer);
        }
        Self { class_of, representatives, stabilizers }
    }
}
