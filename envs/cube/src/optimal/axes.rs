//! Children judged along three axes: the strong bound of long searches in half turns.
//!
//! Whatever solves the cube brings it into the subgroup of each axis ([`Subgroup`]), so the greatest
//! of the three distances is a lower bound. If all three are the same and not 0, one turn more is
//! needed: one turn before solved, the cube is in the subgroup of the axis of that turn already, so
//! no solution brings all three to 0 at the same turn. The inverse of a position is as far from
//! solved, and gives three distances more; it is looked at for the few children that are left, because
//! its coordinates cannot be carried along. (Kociemba, "Cube Explorer"; Rokicki 2010.)

use super::Canonical;
use super::expand::{Children, Expand};
use crate::State;
use crate::database::{Classes, Tables, classes, nibble, prefetch, tables};
use crate::puzzle::{Symmetry, upright};
use crate::turn::{Face, TurnMetric};
use crate::two_phase::First;
use crate::{AxisTable, Databases, Subgroup, TURNS, turn_index};

/// A position in a depth-first search, with what it needs to go on.
#[derive(Clone, Copy, Debug)]
pub struct AxesNode {
    permutation: u16,
    axes: [First; 3],
    inverse: State,
    last: u8,
    bound: u8,
}

/// Makes children of nodes, and gives out those that the subgroup of each axis and the corners let
/// pass. For half turns.
#[derive(Clone, Debug)]
pub struct Axes<'a> {
    subgroup: &'a Subgroup,
    corners: &'a [u8],
    words: Canonical,
    tables: &'static Tables,
    classes: &'static Classes,
    rotations: [&'static Symmetry; 3],
    /// What each turn is along each axis.
    turns: [[u8; 18]; 3],
    /// The turn that takes each one back.
    inverses: [u8; 18],
}

/// A child that passed along the first axis.
#[derive(Clone, Copy, Default)]
struct Candidate {
    turn: u8,
    last: u8,
    first: u8,
    numbers: [u32; 2],
    indices: [usize; 2],
}

impl<'a> Axes<'a> {
    /// Children judged by `subgroup`, and by the corners of `databases`, which must count half turns
    /// (nothing if one of them counts quarter turns: its bounds would be too high).
    pub fn new(databases: &'a Databases, subgroup: &'a Subgroup) -> Option<Self> {
        if [databases.metric(), subgroup.metric()] != [TurnMetric::HalfTurn; 2] {
            return None;
        }
        let rotations = upright();
        let all = TurnMetric::HalfTurn.turns(&Face::ALL);
        let turns = rotations
            .map(|rotation| std::array::from_fn(|i| turn_index(rotation.turn(all[i])) as u8));
        Some(Self {
            subgroup,
            corners: databases.corners().bytes(),
            words: Canonical::new(TurnMetric::HalfTurn),
            tables: tables(),
            classes: classes(),
            rotations,
            turns,
            inverses: std::array::from_fn(|i| turn_index(all[i].inverse()) as u8),
        })
    }

    /// The bound that the inverse of a position gives.
    #[inline]
    fn of_inverse(&self, inverse: &State) -> u8 {
        let indices = self.rotations.map(|rotation| {
            let at = self.classes.moves.first(&rotation.apply(inverse));
            let index = self.classes.index(at.twist, Classes::number(at.flip, at.slice));
            self.subgroup.prefetch(index);
            index
        });
        let [a, b, c] = indices.map(|index| self.subgroup.entry(index));
        of_three(a, b, c)
    }

    /// The coordinates along an axis after a turn.
    #[inline]
    fn after(&self, axes: &[First; 3], axis: usize, turn: usize) -> First {
        let (at, turn) = (&axes[axis], usize::from(self.turns[axis][turn]));
        First {
            twist: self.tables.twists[usize::from(at.twist)][turn],
            flip: self.classes.moves.flips[usize::from(at.flip)][turn],
            slice: self.classes.moves.slices[usize::from(at.slice)][turn],
        }
    }
}

/// The bound of three distances.
#[inline]
pub(super) fn of_three(a: u8, b: u8, c: u8) -> u8 {
    a.max(b).max(c) + u8::from(a == b && b == c && a > 0)
}

impl Expand for Axes<'_> {
    type Node = AxesNode;

    fn root(&self, state: &State) -> AxesNode {
        let at = crate::Coordinates::of(state);
        let axes = self.rotations.map(|rotation| self.classes.moves.first(&rotation.apply(state)));
        let [a, b, c] = axes.each_ref().map(|at| self.subgroup.at(*at));
        let inverse = state.inverse();
        let bound = of_three(a, b, c).max(nibble(self.corners, at.corners()));
        let bound = bound.max(self.of_inverse(&inverse));
        AxesNode { permutation: at.permutation, axes, inverse, last: Canonical::START, bound }
    }

    #[inline]
    fn bound(&self, node: &AxesNode) -> u8 {
        node.bound
    }

    #[inline]
    fn count(&self, node: &AxesNode) -> usize {
        self.words.after(node.last).len()
    }

    #[inline]
    fn within(&self, node: &AxesNode, left: u8, children: &mut Children<AxesNode>) -> usize {
        let next = self.words.after(node.last);
        let mut numbers = [0; 18];
        let at = &node.axes[0];
        let flips = &self.classes.moves.flips[usize::from(at.flip)];
        let slices = &self.classes.moves.slices[usize::from(at.slice)];
        let twists = &self.tables.twists[usize::from(at.twist)];
        for (to, number) in next.iter().zip(&mut numbers) {
            let turn = usize::from(self.turns[0][usize::from(to.turn)]);
            *number = Classes::number(flips[turn], slices[turn]);
            self.classes.prefetch(*number);
        }
        let mut indices = [0; 18];
        for ((to, number), index) in next.iter().zip(&numbers).zip(&mut indices) {
            let turn = usize::from(self.turns[0][usize::from(to.turn)]);
            *index = self.classes.index(twists[turn], *number);
            self.subgroup.prefetch(*index);
        }
        let mut candidates = [Candidate::default(); 18];
        let mut count = 0;
        for (to, index) in next.iter().zip(&indices) {
            let first = self.subgroup.entry(*index);
            let candidate = &mut candidates[count];
            (candidate.turn, candidate.last, candidate.first) = (to.turn, to.state, first);
            // Which pass is hard to foresee, so they are sifted without branches.
            count += usize::from(first <= left);
        }
        for candidate in &mut candidates[..count] {
            candidate.numbers = [1, 2].map(|axis| {
                let at = self.after(&node.axes, axis, usize::from(candidate.turn));
                let number = Classes::number(at.flip, at.slice);
                self.classes.prefetch(number);
                number
            });
        }
        let permutations = &self.tables.permutations[usize::from(node.permutation)];
        let corners =
            |turn: usize| usize::from(permutations[turn]) * 2_187 + usize::from(twists[turn]);
        for candidate in &mut candidates[..count] {
            let turn = usize::from(candidate.turn);
            candidate.indices = [1, 2].map(|axis| {
                let twist = usize::from(node.axes[axis].twist);
                let twist = self.tables.twists[twist][usize::from(self.turns[axis][turn])];
                let index = self.classes.index(twist, candidate.numbers[axis - 1]);
                self.subgroup.prefetch(index);
                index
            });
            prefetch(self.corners, corners(turn) / 2);
        }
        let mut written = 0;
        for candidate in &candidates[..count] {
            let [a, b] = candidate.indices.map(|index| self.subgroup.entry(index));
            let turn = usize::from(candidate.turn);
            let bound = of_three(candidate.first, a, b).max(nibble(self.corners, corners(turn)));
            if bound <= left {
                let inverse = TURNS[usize::from(self.inverses[turn])].then(&node.inverse);
                let other = self.of_inverse(&inverse);
                if other > left {
                    continue;
                }
                let bound = bound.max(other);
                let axes = [0, 1, 2].map(|axis| self.after(&node.axes, axis, turn));
                let permutation = permutations[turn];
                let node = AxesNode { permutation, axes, inverse, last: candidate.last, bound };
                children[written] = (candidate.turn, node);
                written += 1;
            }
        }
        written
    }
}
