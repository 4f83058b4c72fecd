//! Coordinates of the two phases, and what turns do to them.

use crate::database::{rank, unrank};
use crate::turn::{Angle, TurnMetric};
use crate::{Corners, Edges, State, TURNS};
use std::sync::LazyLock;

/// For each number, what the 18 turns make of it.
pub(super) type Rows = Box<[[u16; 18]]>;
/// For each number, what the turns of phase 2 make of it.
pub(super) type SecondRows = Box<[SecondRow]>;
/// The same of one number.
pub(super) type SecondRow = [u16; 10];

/// The turns of phase 2: U, U2, U', R2, F2, D, D2, D', L2 and B2.
pub(super) const SECOND_TURNS: [u8; 10] = [0, 1, 2, 4, 7, 9, 10, 11, 13, 16];
/// The moves that each turn of phase 2 takes.
pub(super) fn second_costs(metric: TurnMetric) -> [u8; SECOND_TURNS.len()] {
    SECOND_TURNS.map(|turn| metric.moves_of(Angle::ALL[usize::from(turn) % 3]) as u8)
}

/// Flips of the edges.
pub(crate) const FLIPS: usize = 2_048;
/// Places of the four edges of the middle slice: 12 over 4.
pub(crate) const SLICES: usize = 495;
/// Permutations of eight corners, or of the eight edges outside of the middle slice.
pub(super) const PERMUTATIONS: usize = 40_320;
/// Permutations of the four edges in the middle slice.
pub(super) const SLICE_PERMUTATIONS: usize = 24;
/// Places of the four upper corners: 8 over 4.
pub(super) const HALVES: usize = 70;

/// What turns do to the coordinates that are not those of pattern databases too.
#[derive(Debug)]
pub(crate) struct Moves {
    pub(crate) flips: Rows,
    pub(crate) slices: Rows,
    /// Permutations of the edges outside of the middle slice.
    pub(super) edges: SecondRows,
    /// Permutations of the corners.
    pub(super) corners: SecondRows,
    /// Permutations of the edges in the middle slice.
    pub(super) slice_permutations: SecondRows,
    /// Places of the upper corners.
    pub(super) halves: SecondRows,
    /// The places of the upper corners in each permutation of the corners.
    pub(super) half_of: Box<[u8]>,
    /// The number of each set of four of twelve positions.
    slice_of: Box<[u16]>,
}

/// The rows, made when they are first asked for.
pub(crate) fn moves() -> &'static Moves {
    static MOVES: LazyLock<Moves> = LazyLock::new(Moves::new);
    &MOVES
}

/// A bit set at each position that satisfies `is`.
fn mask<const N: usize>(is: impl Fn(usize) -> bool) -> usize {
    (0..N).filter(|i| is(*i)).fold(0, |mask, i| mask | 1 << i)
}

fn of_four<const N: usize>() -> (Vec<usize>, Box<[u16]>) {
    let masks: Vec<usize> = (0..1 << N).filter(|m: &usize| m.count_ones() == 4).collect();
    let mut numbers = vec![0; 1 << N].into_boxed_slice();
    for (number, &mask) in masks.iter().enumerate() {
        numbers[mask] = number as u16;
    }
    (masks, numbers)
}

/// The bits numbered `bit` of eight bytes, the first byte's the lowest. Multiplied by the constant,
/// the bit of byte `i` comes to be bit 56 + `i`, and no two meet.
fn bits(bytes: u64, bit: u32) -> u16 {
    ((bytes >> bit & 0x0101_0101_0101_0101).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u16
}

/// The position from which a turn takes the piece for position `i`.
fn edge_from(turn: &State, i: usize) -> usize {
    usize::from(turn.edges()[i] & 15)
}

fn rows(count: usize, after: impl Fn(usize, &State) -> u16) -> Rows {
    (0..count).map(|n| TURNS.each_ref().map(|turn| after(n, turn))).collect()
}

/// As [`rows`], for the turns of phase 2.
fn second_rows(count: usize, after: impl Fn(usize, &State) -> u16) -> SecondRows {
    let turns = SECOND_TURNS.map(|turn| &TURNS[usize::from(turn)]);
    (0..count).map(|n| turns.map(|turn| after(n, turn))).collect()
}

impl Moves {
    fn new() -> Self {
        let (slices, slice_of) = of_four::<12>();
        let (halves, half_of) = of_four::<8>();
        let corner_from = |turn: &State, i: usize| usize::from(turn.corners()[i] & 15);
        Self {
            flips: rows(FLIPS, |number, turn| {
                // The last flip makes their number even.
                let all = number | (number.count_ones() as usize & 1) << 11;
                let after = |i: usize| {
                    let flip = turn.edges()[i] >> 4 == 1;
                    (all >> edge_from(turn, i) & 1 == 1) != flip
                };
                mask::<11>(after) as u16
            }),
            slices: rows(SLICES, |number, turn| {
                slice_of[mask::<12>(|i| slices[number] >> edge_from(turn, i) & 1 == 1)]
            }),
            halves: second_rows(HALVES, |number, turn| {
                half_of[mask::<8>(|i| halves[number] >> corner_from(turn, i) & 1 == 1)]
            }),
            corners: second_rows(PERMUTATIONS, |number, turn| {
                let pieces: [u8; 8] = unrank(number);
                rank(&std::array::from_fn::<_, 8, _>(|i| pieces[corner_from(turn, i)])) as u16
            }),
            edges: second_rows(PERMUTATIONS, |number, turn| {
                let pieces: [u8; 8] = unrank(number);
                rank(&std::array::from_fn::<_, 8, _>(|i| pieces[edge_from(turn, i)])) as u16
            }),
            slice_permutations: second_rows(SLICE_PERMUTATIONS, |number, turn| {
                let pieces: [u8; 4] = unrank(number);
                let from = |i: usize| pieces[edge_from(turn, i + 8) - 8];
                rank(&std::array::from_fn::<_, 4, _>(from)) as u16
            }),
            half_of: (0..PERMUTATIONS)
                .map(|number| {
                    let pieces: [u8; 8] = unrank(number);
                    half_of[mask::<8>(|i| pieces[i] < 4)] as u8
                })
                .collect(),
            slice_of,
        }
    }

    /// Some position with these coordinates of phase 1; pieces may be exchanged as no turns can.
    pub(crate) fn state(&self, twist: u16, flip: u16, slice: u16) -> State {
        let twists = crate::database::twists_of(usize::from(twist));
        let flips = usize::from(flip) | (flip.count_ones() as usize & 1) << 11;
        let places = self.slice_of.iter().zip(0_usize..);
        let mask =
            places.filter(|(n, m)| **n == slice && m.count_ones() == 4).map(|(_, m)| m).next();
        let (mut inside, mut outside) = (8..12, 0..8);
        let edges: [u8; 12] = std::array::from_fn(|i| {
            let is_inside = mask.unwrap_or(0) >> i & 1 == 1;
            let next = if is_inside { inside.next() } else { outside.next() };
            next.unwrap_or(0)
        });
        State::pack(
            &Corners::from_fn(|i| (i as u8, twists[i])),
            &Edges::from_fn(|i| (edges[i], (flips >> i & 1) as u8)),
        )
    }

    /// The coordinates of phase 1.
    pub(crate) fn first(&self, state: &State) -> First {
        let twist = state.corners()[..7].iter().fold(0, |n, corner| n * 3 + u16::from(corner >> 4));
        let (low, high) = (state.word(0), state.word(8));
        // A piece of the middle slice has a number from 8 on.
        let [flip, slice] = [4, 3].map(|bit| bits(low, bit) | (bits(high, bit) & 15) << 8);
        First { twist, flip: flip & 0x7ff, slice: self.slice_of[usize::from(slice)] }
    }

    /// What turns make of the corners, edges and slice of coordinates of phase 2.
    #[inline]
    pub(super) fn second_rows(&self, at: Second) -> (&SecondRow, &SecondRow, &SecondRow) {
        let (corners, edges) = (usize::from(at.corners), usize::from(at.edges));
        let slice = usize::from(at.slice);
        (&self.corners[corners], &self.edges[edges], &self.slice_permutations[slice])
    }
}

/// Coordinates of phase 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    pub(crate) twist: u16,
    pub(crate) flip: u16,
    pub(crate) slice: u16,
}

/// Coordinates of phase 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Second {
    pub(super) corners: u16,
    pub(super) edges: u16,
    pub(super) slice: u16,
}

impl Second {
    pub(super) const SOLVED: Self = Self { corners: 0, edges: 0, slice: 0 };

    /// The permutations of the corners and of the edges in the slice, which judge first.
    pub(super) fn corners_and_slice(state: &State) -> (u16, u16) {
        let corners: [u8; 8] = std::array::from_fn(|i| state.corners()[i] & 15);
        let slice: [u8; 4] = std::array::from_fn(|i| (state.edges()[i + 8] & 15) & 3);
        (rank(&corners) as u16, rank(&slice) as u16)
    }

    /// The permutation of the edges outside of the slice.
    pub(super) fn edges(state: &State) -> u16 {
        let edges: [u8; 8] = std::array::from_fn(|i| (state.edges()[i] & 15) & 7);
        rank(&edges) as u16
    }
}
