//! The cells of a level and how they lie.

use crate::level::{Level, Square};

/// There is no cell here, or no way.
pub(crate) const NONE: u16 = u16::MAX;

/// The cell opposite of a direction: directions and their opposites differ in the lowest bit.
#[inline]
pub(crate) const fn opposite(direction: usize) -> usize {
    direction ^ 1
}

/// For each cell, the next one up, down, left and right, or [`NONE`] at a wall.
pub(crate) fn neighbours(level: &Level) -> Vec<[u16; 4]> {
    let number = |square: usize| match level.squares.get(square) {
        Some(Square::Cell(cell)) => *cell,
        _ => NONE,
    };
    // Walls are all round, so that no cell is at the edge.
    let around = |at: &usize| [at - level.width, at + level.width, at - 1, at + 1].map(number);
    level.cells.iter().map(around).collect()
}

/// For each pair of cells, the steps from one to the other if no box is in the way, row by row.
pub(crate) fn walks(neighbours: &[[u16; 4]]) -> Vec<u16> {
    (0..neighbours.len())
        .flat_map(|from| {
            flood(neighbours.len(), from as u16, |at, next| {
                next.extend(neighbours[usize::from(at)].iter().filter(|cell| **cell != NONE));
            })
        })
        .collect()
}

/// For each cell, the pushes that bring a box from there to `goal` if it were alone and the agent
/// could get round it everywhere.
pub(crate) fn pushes(neighbours: &[[u16; 4]], goal: u16) -> Vec<u16> {
    flood(neighbours.len(), goal, |at, next| {
        // Pulled backwards from `at` to `before`, by an agent that has room behind it.
        for (direction, &before) in neighbours[usize::from(at)].iter().enumerate() {
            if before != NONE && neighbours[usize::from(before)][direction] != NONE {
                next.push(before);
            }
        }
    })
}

/// Breadth-first distances from `start`, [`NONE`] where there is no way.
fn flood(cells: usize, start: u16, next: impl Fn(u16, &mut Vec<u16>)) -> Vec<u16> {
    let mut distances = vec![NONE; cells];
    distances[usize::from(start)] = 0;
    let (mut layer, mut around, mut distance) = (vec![start], Vec::new(), 0);
    while !layer.is_empty() {
        distance += 1;
        for at in std::mem::take(&mut layer) {
            around.clear();
            next(at, &mut around);
            for &cell in &around {
                let known = &mut distances[usize::from(cell)];
                if *known == NONE {
                    *known = distance;
                    layer.push(cell);
                }
            }
        }
    }
    distances
}
