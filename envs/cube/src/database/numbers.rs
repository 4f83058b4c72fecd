//! Numbers for parts of the cube, and what turns do to these numbers.
//!
//! Each part alone has few arrangements, so that a table of what each of the 18 turns makes of each
//! of them is small: a search then carries numbers along and never looks at pieces.

use crate::{State, TURNS};
use std::sync::LazyLock;

/// For each number, what the 18 turns in the order of [`TURNS`] make of it.
pub(crate) type Rows = Box<[[u16; 18]]>;

/// Arrangements of three edges in twelve positions, and with their flips.
const TRIPLES: usize = 12 * 11 * 10;
/// Arrangements of three more edges in the nine positions left.
pub(crate) const SECOND: usize = 9 * 8 * 7;

/// The tables, about 2.6 MB.
#[derive(Debug)]
pub(crate) struct Tables {
    /// Permutations of the corners.
    pub(crate) permutations: Rows,
    /// Twists of the corners.
    pub(crate) twists: Rows,
    /// Three edges: their positions, and their flips in the three lowest bits. Turns do the same to
    /// any three edges, so that one table serves for all four triples.
    pub(crate) triples: Rows,
    /// For the positions of a triple, which set of positions it is, times [`TRIPLES`].
    sets: Box<[u32]>,
    /// For that and the positions of another triple, the number of the latter among the positions
    /// that the former leaves.
    ranks: Box<[u16]>,
    /// The inverse: for a set and a number, the positions.
    unranked: Box<[u16]>,
}

/// The tables, made when they are first asked for.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(Tables::new);
    &TABLES
}

impl Tables {
    /// The number of six edges, given the two triples, below 10,560 * 4,032.
    #[inline]
    pub(crate) fn pair(&self, first: u16, second: u16) -> usize {
        let set = self.sets[usize::from(first >> 3)] as usize;
        let rank = usize::from(self.ranks[set + usize::from(second >> 3)]);
        (usize::from(first) * SECOND + rank) * 8 + usize::from(second & 7)
    }

    /// The two triples of a number.
    pub(crate) fn triples_of(&self, index: usize) -> [u16; 2] {
        let (first, rest) = (index / (SECOND * 8), index % (SECOND * 8));
        let set = self.sets[first >> 3] as usize / TRIPLES;
        let positions = self.unranked[set * SECOND + rest / 8];
        [first as u16, positions << 3 | (rest % 8) as u16]
    }

    fn new() -> Self {
        let permutations = (0..40_320).map(|number| {
            let pieces: [u8; 8] = unrank(number);
            TURNS.each_ref().map(|turn| {
                rank(&std::array::from_fn::<_, 8, _>(|i| pieces[from(turn.corners()[i])])) as u16
            })
        });
        let twists = (0..2_187).map(|number| {
            let twists = twists_of(number);
            TURNS.each_ref().map(|turn| {
                let at = |i: usize| twists[from(turn.corners()[i])] + (turn.corners()[i] >> 4);
                twist_number(std::array::from_fn(|i| at(i) % 3))
            })
        });
        let places = TURNS.each_ref().map(places_after);
        let triples = (0..TRIPLES * 8).map(|number| {
            let at = positions_of(number >> 3);
            places.each_ref().map(|places| {
                let flip = |i: usize| (number as u8 >> i & 1) << 4;
                let after: [u8; 3] = std::array::from_fn(|i| places[usize::from(at[i])] ^ flip(i));
                triple(after)
            })
        });
        let (permutations, twists, triples) =
            (permutations.collect(), twists.collect(), triples.collect());

        let masks: Vec<u16> = (0..TRIPLES)
            .map(|number| positions_of(number).iter().fold(0, |mask, p| mask | 1 << p))
            .collect();
        let mut distinct = masks.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let set_of = |mask| distinct.partition_point(|other| *other < mask);
        let sets = masks.iter().map(|&mask| (set_of(mask) * TRIPLES) as u32).collect();
        let mut ranks = vec![0; distinct.len() * TRIPLES].into_boxed_slice();
        let mut unranked = vec![0; distinct.len() * SECOND].into_boxed_slice();
        for (set, &taken) in distinct.iter().enumerate() {
            let free = (0..TRIPLES).filter(|number| masks[*number] & taken == 0);
            for (rank, number) in free.enumerate() {
                ranks[set * TRIPLES + number] = rank as u16;
                unranked[set * SECOND + rank] = number as u16;
            }
        }
        Self { permutations, twists, triples, sets, ranks, unranked }
    }
}

/// The position that a byte of a turn names.
fn from(byte: u8) -> usize {
    usize::from(byte & 15)
}

/// Where each edge goes: the position, and `0x10` if it is flipped on the way.
fn places_after(turn: &State) -> [u8; 12] {
    let mut places = [0; 12];
    for (to, &byte) in (0..).zip(turn.edges()) {
        places[from(byte)] = to | (byte & 0x10);
    }
    places
}

/// The number of three edges, given for each its position and `0x10` if it is flipped.
pub(crate) fn triple(at: [u8; 3]) -> u16 {
    let [a, b, c] = at.map(|place| u16::from(place & 15));
    let b_left = b - u16::from(b > a);
    let c_left = c - u16::from(c > a) - u16::from(c > b);
    let flips = (0..).zip(at).fold(0, |flips, (i, place)| flips | u16::from(place >> 4) << i);
    (a * 110 + b_left * 10 + c_left) << 3 | flips
}

/// The positions of three edges.
fn positions_of(number: usize) -> [u8; 3] {
    let (a, b, c) = ((number / 110) as u8, (number / 10 % 11) as u8, (number % 10) as u8);
    let b = b + u8::from(b >= a);
    let (low, high) = (a.min(b), a.max(b));
    let c = c + u8::from(c >= low);
    [a, b, c + u8::from(c >= high)]
}

/// The number of a permutation in lexicographic order.
pub(crate) fn rank(pieces: &[u8]) -> usize {
    let (mut placed, mut number) = (0_u32, 0);
    for (i, &piece) in pieces.iter().enumerate() {
        let below = u32::from(piece) - (placed & ((1 << piece) - 1)).count_ones();
        placed |= 1 << piece;
        number = number * (pieces.len() - i) + below as usize;
    }
    number
}

/// The permutation of a number.
pub(crate) fn unrank<const N: usize>(mut number: usize) -> [u8; N] {
    let mut pieces = [0; N];
    for i in (0..N).rev() {
        let base = N - i;
        pieces[i] = (number % base) as u8;
        number /= base;
        // Those behind are numbered among what this one leaves.
        for j in i + 1..N {
            pieces[j] += u8::from(pieces[j] >= pieces[i]);
        }
    }
    pieces
}

/// The number of twists; the last follows from the others.
pub(crate) fn twist_number(twists: [u8; 8]) -> u16 {
    twists[..7].iter().fold(0, |number, twist| number * 3 + u16::from(*twist))
}

/// The twists of a number.
pub(crate) fn twists_of(mut number: usize) -> [u8; 8] {
    let mut twists = [0; 8];
    for twist in twists[..7].iter_mut().rev() {
        *twist = (number % 3) as u8;
        number /= 3;
    }
    twists[7] = (21 - twists.iter().sum::<u8>()) % 3;
    twists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_inverse_to_unranking() {
        assert!((0..40_320).all(|n| rank(&unrank::<8>(n)) == n));
        assert!((0..2_187).all(|n| usize::from(twist_number(twists_of(n))) == n));
        assert!((0..TRIPLES).all(|n| usize::from(triple(positions_of(n)) >> 3) == n));
        assert_eq!(unrank::<4>(23), [3, 2, 1, 0]);
    }

    #[test]
    fn six_edges_are_numbered_without_gaps() {
        let tables = tables();
        for index in (0..42_577_920).step_by(997) {
            let [first, second] = tables.triples_of(index);
            assert_eq!(tables.pair(first, second), index);
        }
    }
}
