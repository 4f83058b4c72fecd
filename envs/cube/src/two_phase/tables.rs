//! Pruning tables: exact distances of two coordinates at a time.

use super::coordinates::{Moves, SLICES, moves, second_costs};
use super::seen::Seen;
use crate::State;
use crate::database::{nibble, tables};
use crate::turn::TurnMetric;
use orienteer_table::{Graph, Table, Width, distances};
use std::sync::LazyLock;

/// Two coordinates together, with `N` turns; an index is the first times the number of the second,
/// plus the second.
struct Product<'a, const N: usize> {
    first: &'a [[u16; N]],
    second: &'a [[u16; N]],
}

impl<const N: usize> Graph for Product<'_, N> {
    fn entries(&self) -> usize {
        self.first.len() * self.second.len()
    }

    #[inline]
    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool) {
        let n = self.second.len();
        let (first, second) = (&self.first[index / n], &self.second[index % n]);
        for (first, second) in first.iter().zip(second) {
            if !visit(usize::from(*first) * n + usize::from(*second)) {
                return;
            }
        }
    }
}

/// The distances of two coordinates together from solved.
fn pair<const N: usize>(first: &[[u16; N]], second: &[[u16; N]], (a, b): (u16, u16)) -> Table {
    let goal = usize::from(a) * second.len() + usize::from(b);
    // No two of these coordinates are more than 14 turns from solved, and the goal is an entry.
    let table = distances(&Product { first, second }, &[goal], Width::Four);
    table.map_or_else(|_| Table::pack(&[], Width::Four), Table::resident)
}

/// The same for turns that cost one move or two. What is farther than 14 counts as 15.
fn weighted<const N: usize>(
    first: &[[u16; N]],
    second: &[[u16; N]],
    goal: (u16, u16),
    costs: &[u8; N],
) -> Table {
    let graph = Product { first, second };
    let mut values = vec![15_u8; graph.entries()];
    values[usize::from(goal.0) * second.len() + usize::from(goal.1)] = 0;
    for depth in 0..15 {
        for index in 0..values.len() {
            if values[index] == depth {
                let mut costs = costs.iter();
                graph.neighbours(index, &mut |next| {
                    let through = depth + costs.next().copied().unwrap_or(15).min(15);
                    values[next] = values[next].min(through);
                    true
                });
            }
        }
    }
    Table::pack(&values, Width::Four)
}

/// The tables of phase 2 in one metric.
#[derive(Debug)]
pub(super) struct Second {
    corners_slice: Table,
    edges_slice: Table,
    edges_half: Table,
}

impl Second {
    fn new(moves: &Moves, seen: &Seen, metric: TurnMetric) -> Self {
        let half = u16::from(moves.half_of[0]);
        let costs = second_costs(metric);
        let corners_slice = weighted(&moves.corners, &moves.slice_permutations, (0, 0), &costs);
        let edges_slice = weighted(&moves.edges, &moves.slice_permutations, (0, 0), &costs);
        let edges_half = weighted(&moves.edges, &moves.halves, (0, half), &costs);
        Self {
            corners_slice: seen.corners.reduce(&corners_slice),
            edges_slice: seen.edges.reduce(&edges_slice),
            edges_half: seen.edges.reduce(&edges_half),
        }
    }
}

/// All that the solver looks up.
#[derive(Debug)]
pub(super) struct Pruning {
    pub(super) moves: &'static Moves,
    twist_flip: Table,
    seen: Seen,
    twist_slice: Table,
    flip_slice: Table,
    half_turns: Second,
    quarter_turns: LazyLock<Second>,
}

/// The tables, built when they are first asked for.
pub(super) fn pruning() -> &'static Pruning {
    static PRUNING: LazyLock<Pruning> = LazyLock::new(Pruning::new);
    &PRUNING
}

impl Pruning {
    fn new() -> Self {
        let (moves, twists) = (moves(), &tables().twists);
        let solved = moves.first(&State::SOLVED);
        let seen = Seen::new(moves);
        let twist_flip = pair(twists, &moves.flips, (solved.twist, solved.flip));
        Self {
            twist_flip: seen.twists.reduce(&twist_flip),
            twist_slice: pair(twists, &moves.slices, (solved.twist, solved.slice)),
            flip_slice: pair(&moves.flips, &moves.slices, (solved.flip, solved.slice)),
            half_turns: Second::new(moves, &seen, TurnMetric::HalfTurn),
            quarter_turns: LazyLock::new(|| {
                let all = pruning();
                Second::new(all.moves, &all.seen, TurnMetric::QuarterTurn)
            }),
            seen,
            moves,
        }
    }

    /// At least so many turns from the subgroup, by twists and flips.
    #[inline]
    pub(super) fn twist_flip(&self, twist: u16, flip: u16) -> u8 {
        nibble(self.twist_flip.bytes(), self.seen.twists.index(twist, flip, &self.seen.flips))
    }

    /// The same by twists and the slice.
    #[inline]
    pub(super) fn twist_slice(&self, twist: u16, slice: u16) -> u8 {
        nibble(self.twist_slice.bytes(), usize::from(twist) * SLICES + usize::from(slice))
    }

    /// The same by flips and the slice.
    #[inline]
    pub(super) fn flip_slice(&self, flip: u16, slice: u16) -> u8 {
        nibble(self.flip_slice.bytes(), usize::from(flip) * SLICES + usize::from(slice))
    }

    /// The tables of phase 2.
    pub(super) fn second(&self, metric: TurnMetric) -> &Second {
        match metric {
            TurnMetric::HalfTurn => &self.half_turns,
            TurnMetric::QuarterTurn => &self.quarter_turns,
        }
    }

    /// At least so many moves of phase 2 from solved, by the corners and the slice.
    #[inline]
    pub(super) fn corners_slice(&self, tables: &Second, corners: u16, slice: u16) -> u8 {
        let index = self.seen.corners.index(corners, slice, &self.seen.slices);
        nibble(tables.corners_slice.bytes(), index)
    }

    /// The same by the other edges and the slice.
    #[inline]
    pub(super) fn edges_slice(&self, tables: &Second, edges: u16, slice: u16) -> u8 {
        let index = self.seen.edges.index(edges, slice, &self.seen.slices);
        nibble(tables.edges_slice.bytes(), index)
    }

    /// The same by the other edges and where the upper corners are.
    #[inline]
    pub(super) fn edges_half(&self, tables: &Second, edges: u16, corners: u16) -> u8 {
        let half = u16::from(self.moves.half_of[usize::from(corners)]);
        let index = self.seen.edges.index(edges, half, &self.seen.halves);
        nibble(tables.edges_half.bytes(), index)
    }
}
