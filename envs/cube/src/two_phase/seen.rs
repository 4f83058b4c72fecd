//! Coordinates up to symmetry: the same information in a sixteenth of the memory, so that pruning
//! tables stay in the caches of a core.

use super::coordinates::{FLIPS, First, HALVES, Moves, PERMUTATIONS, SLICE_PERMUTATIONS, Second};
use crate::State;
use crate::database::unrank;
use crate::puzzle::Symmetry;
use crate::turn::Face;
use crate::{Corners, Edges};
use orienteer_table::{Table, Width};

/// Twists of the corners.
const TWISTS: usize = 2_187;

/// Values of one coordinate, of which those that are the same by one of `N` symmetries are one class.
#[derive(Debug)]
pub(super) struct Classes<const N: usize> {
    /// For each value, its class times `N`, plus the symmetry that leads to the representative.
    of: Box<[u16]>,
    representatives: Vec<u16>,
}

impl<const N: usize> Classes<N> {
    fn new(count: usize, images: impl Fn(u16) -> [u16; N]) -> Self {
        let mut representatives: Vec<u16> = Vec::new();
        let of = (0..count as u16)
            .map(|value| {
                // The least value of a class, which comes first, represents it.
                let images = images(value).into_iter().zip(0..);
                let (least, symmetry) = images.min().unwrap_or((value, 0));
                if least == value {
                    representatives.push(value);
                }
                let class = representatives.partition_point(|other| *other < least) as u16;
                class * N as u16 + symmetry
            })
            .collect();
        Self { of, representatives }
    }

    /// The index in a reduced table: of a value, and of another coordinate as `seen` by each symmetry.
    #[inline]
    pub(super) fn index<T: Copy + Into<usize>>(
        &self,
        value: u16,
        other: u16,
        seen: &[[T; N]],
    ) -> usize {
        let class = usize::from(self.of[usize::from(value)]);
        class / N * seen.len() + seen[usize::from(other)][class % N].into()
    }

    /// The rows of the representatives in a table of this coordinate and another one.
    pub(super) fn reduce(&self, all: &Table) -> Table {
        let width = all.entries() / self.of.len();
        let row = |value: &u16| {
            let first = usize::from(*value) * width;
            (first..first + width).map(|index| all.get(index).unwrap_or(15))
        };
        let values: Vec<_> = self.representatives.iter().flat_map(row).collect();
        Table::pack(&values, Width::Four).resident()
    }
}

/// All coordinates that are reduced, and those beside them as each symmetry sees them.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) twists: Classes<8>,
    pub(super) corners: Classes<16>,
    pub(super) edges: Classes<16>,
    pub(super) flips: Box<[[u16; 8]]>,
    pub(super) slices: Box<[[u8; 16]]>,
    pub(super) halves: Box<[[u8; 16]]>,
}

impl Seen {
    pub(super) fn new(moves: &Moves) -> Self {
        let keeps = |s: &&Symmetry, face: Face| [face, face.opposite()].contains(&s.face(face));
        let upright: Vec<_> = Symmetry::all().iter().filter(|s| keeps(s, Face::U)).collect();
        // Flips alone are only kept by symmetries that keep the axis through F and B too.
        let fewer: Vec<_> = upright.iter().filter(|s| keeps(s, Face::F)).collect();
        let slice = moves.first(&State::SOLVED).slice;
        let first = |state: State| -> [First; 8] {
            std::array::from_fn(|i| moves.first(&fewer[i].apply(&state)))
        };
        let images =
            |state: State| -> [State; 16] { std::array::from_fn(|i| upright[i].apply(&state)) };
        let corners = |pieces: [u8; 8]| {
            images(State::pack(&Corners::from_fn(|i| (pieces[i], 0)), &Edges::SOLVED))
        };
        let edges = |pieces: [u8; 8], slice: [u8; 4]| {
            let piece = |i: usize| if i < 8 { pieces[i] } else { slice[i - 8] + 8 };
            images(State::pack(&Corners::SOLVED, &Edges::from_fn(|i| (piece(i), 0))))
        };
        let half = |state: &State| moves.half_of[usize::from(Second::corners_and_slice(state).0)];
        let mut of_half = vec![0; HALVES];
        for number in 0..PERMUTATIONS {
            of_half[usize::from(moves.half_of[number])] = number;
        }
        Self {
            twists: Classes::new(TWISTS, |twist| {
                first(moves.state(twist, 0, slice)).map(|first| first.twist)
            }),
            corners: Classes::new(PERMUTATIONS, |number| {
                corners(unrank(usize::from(number))).map(|s| Second::corners_and_slice(&s).0)
            }),
            edges: Classes::new(PERMUTATIONS, |number| {
                edges(unrank(usize::from(number)), unrank(0)).map(|s| Second::edges(&s))
            }),
            flips: (0..FLIPS as u16)
                .map(|flip| first(moves.state(0, flip, slice)).map(|first| first.flip))
                .collect(),
            slices: (0..SLICE_PERMUTATIONS)
                .map(|number| {
                    let images = edges(unrank(0), unrank(number));
                    images.map(|s| Second::corners_and_slice(&s).1 as u8)
                })
                .collect(),
            halves: of_half.iter().map(|n| corners(unrank(*n)).each_ref().map(half)).collect(),
        }
    }
}
