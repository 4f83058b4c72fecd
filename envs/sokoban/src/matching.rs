//! A lower bound on the steps that are left.

use crate::floor::{NONE, pushes, walks};
use crate::puzzle::{Position, Sokoban};
use orienteer_core::Move;
use orienteer_core::path::{Heuristic, Incremental};
use std::marker::PhantomData;

/// The most boxes of a level.
pub const MOST_BOXES: usize = 64;

/// More than any sum of pushes, and far from overflowing.
const NO_WAY: i32 = 1 << 20;

/// The cheapest way to give every box a goal of its own, by the pushes that would bring it there if
/// it were alone, and the steps until the agent stands beside a box.
///
/// Infinite where a box cannot get to any goal, or some boxes together to fewer goals: from there
/// no moves solve the level. The matching is that of Junghanns and Schaeffer ("Sokoban: enhancing
/// general single-agent search methods using domain knowledge", Artificial Intelligence 129, 2001),
/// found by the Hungarian method (Kuhn 1955, in the form of shortest augmenting paths); the agent's
/// way is counted here because its steps cost as much as pushes.
#[derive(Clone, Debug)]
pub struct Matching<const W: usize> {
    cells: usize,
    /// For each goal and cell, the pushes.
    pushes: Vec<Vec<u16>>,
    /// For each pair of cells, the steps.
    walks: Vec<u16>,
    puzzle: PhantomData<fn() -> Sokoban<W>>,
}

/// What [`Matching`] carries along a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carried {
    /// The pushes of the matching, which stay until a box is pushed.
    pushes: f32,
    estimate: f32,
}

impl<const W: usize> Matching<W> {
    /// Computes the distances in the puzzle's level. It must not be used with another level.
    pub fn new(puzzle: &Sokoban<W>) -> Self {
        let goals = puzzle.goals.cells();
        Self {
            cells: puzzle.neighbours.len(),
            pushes: goals.map(|goal| pushes(&puzzle.neighbours, goal)).collect(),
            walks: walks(&puzzle.neighbours),
            puzzle: PhantomData,
        }
    }

    fn pushes(&self, state: &Position<W>) -> f32 {
        let n = self.pushes.len();
        let mut boxes = [0; MOST_BOXES];
        let mut count = 0;
        for (slot, cell) in boxes.iter_mut().zip(state.boxes.cells()) {
            *slot = cell;
            count += 1;
        }
        if count != n {
            return f32::INFINITY;
        }
        let cost = |b: usize, goal: usize| match self.pushes[goal].get(usize::from(boxes[b])) {
            Some(&pushes) if pushes != NONE => i32::from(pushes),
            _ => NO_WAY,
        };
        let total = assign(n, cost);
        if total >= NO_WAY { f32::INFINITY } else { total as f32 }
    }

    /// The steps until the agent is beside the nearest box: none of them is a push.
    fn approach(&self, state: &Position<W>) -> f32 {
        let row = usize::from(state.agent) * self.cells;
        let ways = state.boxes.cells().map(|cell| self.walks[row + usize::from(cell)]);
        f32::from(ways.min().unwrap_or(1).saturating_sub(1))
    }

    fn carried(&self, state: &Position<W>, pushes: f32) -> Carried {
        let solved = pushes == 0.0;
        Carried { pushes, estimate: if solved { 0.0 } else { pushes + self.approach(state) } }
    }
}

/// The least sum of costs that gives each of `n` rows a column of its own.
///
/// Rows are added one by one: each takes the shortest augmenting path in reduced costs, as Dijkstra
/// finds it. Rows and columns are numbered from 1; column 0 holds the row that is being added.
fn assign(n: usize, cost: impl Fn(usize, usize) -> i32) -> i32 {
    let mut row_price = [0; MOST_BOXES + 1];
    let mut column_price = [0; MOST_BOXES + 1];
    let mut row_of = [0; MOST_BOXES + 1];
    for row in 1..=n {
        let mut shortest = [i32::MAX; MOST_BOXES + 1];
        let mut came_from = [0; MOST_BOXES + 1];
        let mut done = [false; MOST_BOXES + 1];
        row_of[0] = row;
        let mut column = 0;
        while row_of[column] != 0 {
            done[column] = true;
            let (here, mut step, mut next) = (row_of[column], i32::MAX, 0);
            for other in (1..=n).filter(|other| !done[*other]) {
                let reduced = cost(here - 1, other - 1) - row_price[here] - column_price[other];
                if reduced < shortest[other] {
                    shortest[other] = reduced;
                    came_from[other] = column;
                }
                if shortest[other] < step {
                    step = shortest[other];
                    next = other;
                }
            }
            for other in 0..=n {
                if done[other] {
                    row_price[row_of[other]] += step;
                    column_price[other] -= step;
                } else if shortest[other] < i32::MAX {
                    shortest[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[came_from[column]];
            column = came_from[column];
        }
    }
    (1..=n).map(|column| cost(row_of[column] - 1, column - 1)).sum()
}

impl<const W: usize> Heuristic<Sokoban<W>> for Matching<W> {
    fn estimate(&self, _: &Sokoban<W>, state: &Position<W>) -> f32 {
        self.carried(state, self.pushes(state)).estimate
    }

    fn is_admissible(&self) -> bool {
        true
    }

    /// A push brings one box nearer to any goal by one at most, from where the agent stood beside it
    /// to where it stands beside it again; a step changes only the agent's way, by one.
    fn is_consistent(&self) -> bool {
        true
    }
}

impl<const W: usize> Incremental<Sokoban<W>> for Matching<W> {
    type Token = Carried;

    fn token(&self, _: &Sokoban<W>, state: &Position<W>) -> Carried {
        self.carried(state, self.pushes(state))
    }

    #[inline]
    fn follow(
        &self,
        _: &Sokoban<W>,
        token: &Carried,
        before: &Position<W>,
        _: Move,
        after: &Position<W>,
    ) -> Carried {
        let is_push = before.boxes != after.boxes;
        self.carried(after, if is_push { self.pushes(after) } else { token.pushes })
    }

    #[inline]
    fn value(&self, token: &Carried) -> f32 {
        token.estimate
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::rng::rng;
    use rand::RngExt;

    /// All ways to give rows columns.
    fn brute(costs: &[Vec<i32>], used: u32) -> i32 {
        let row = used.count_ones() as usize;
        if row == costs.len() {
            return 0;
        }
        let free = (0..costs.len()).filter(|column| used >> column & 1 == 0);
        free.map(|column| costs[row][column] + brute(costs, used | 1 << column)).min().unwrap()
    }

    #[test]
    fn assignments_are_the_cheapest() {
        let mut rng = rng(5);
        for trial in 0..500 {
            let n = 1 + trial % 6;
            let mut entry = |_| match rng.random_range(0..8) {
                7 => NO_WAY,
                cost => cost,
            };
            let costs: Vec<Vec<i32>> = (0..n).map(|_| (0..n).map(&mut entry).collect()).collect();
            assert_eq!(assign(n, |b, goal| costs[b][goal]), brute(&costs, 0), "{costs:?}");
        }
        assert_eq!(assign(MOST_BOXES, |b, goal| ((b + goal) % MOST_BOXES) as i32), 0);
        assert!(assign(MOST_BOXES, |_, _| NO_WAY) >= NO_WAY);
    }
}
