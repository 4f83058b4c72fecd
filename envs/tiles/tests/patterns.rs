//! Pattern databases: against a definition that needs no cleverness, in searches, and malformed.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

mod common;

use common::search::ida_star;
use common::{PUZZLE15, rows};
use orienteer_core::path::{Heuristic, Incremental, Puzzle};
use orienteer_env_tiles::{
    Additive, FIVE_FIVE_FIVE, FOUR_FOUR, LinearConflict, Manhattan, Nibbles, PatternError,
    PatternTable, SEVEN_EIGHT, SIX_SIX_SIX_SIX, SIX_SIX_THREE, Tiles8, Tiles15,
};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// The cells of the pattern's tiles and the blank: the definition has no regions.
type Placed = (Vec<usize>, usize);

/// The fewest moves of the tiles from everywhere, by a search whose edges cost 1 or 0.
fn by_definition(side: usize, tiles: &[u8]) -> HashMap<Vec<usize>, u32> {
    let start: Placed = (tiles.iter().map(|t| usize::from(*t) - 1).collect(), side * side - 1);
    let mut best: HashMap<Placed, u32> = HashMap::from([(start.clone(), 0)]);
    let mut queue = VecDeque::from([start]);
    while let Some((cells, blank)) = queue.pop_front() {
        let cost = best[&(cells.clone(), blank)];
        let (row, column) = (blank / side, blank % side);
        let neighbours = [
            (row > 0).then(|| blank - side),
            (row + 1 < side).then(|| blank + side),
            (column > 0).then(|| blank - 1),
            (column + 1 < side).then(|| blank + 1),
        ];
        for from in neighbours.into_iter().flatten() {
            let mut moved = cells.clone();
            let tile = moved.iter_mut().find(|cell| **cell == from);
            let step = u32::from(tile.is_some());
            if let Some(cell) = tile {
                *cell = blank;
            }
            let next = (moved, from);
            if best.get(&next).is_none_or(|known| *known > cost + step) {
                best.insert(next.clone(), cost + step);
                if step == 0 { queue.push_front(next) } else { queue.push_back(next) }
            }
        }
    }
    let mut least = HashMap::new();
    for ((cells, _), cost) in best {
        least.entry(cells).and_modify(|known| *known = cost.min(*known)).or_insert(cost);
    }
    least
}

#[test]
fn entries_are_what_their_definition_says() {
    for (side, tiles) in [(3, &[1, 2, 4, 8][..]), (3, &[3, 6]), (4, &[3, 4, 8]), (4, &[11, 12, 15])]
    {
        let (table, costs) =
            (PatternTable::build(side, tiles).unwrap(), by_definition(side, tiles));
        for (cells, cost) in &costs {
            assert_eq!(table.cost(cells), Some(*cost), "{tiles:?} in {cells:?}");
        }
    }
}

/// Short ones with small tables: the release build does all with `--ignored`.
#[test]
fn searches_with_tables_are_optimal() {
    let puzzle = Tiles15::new();
    let additive = Additive::build(&FIVE_FIVE_FIVE).unwrap();
    let rows = rows(PUZZLE15);
    let short: Vec<_> = rows.iter().filter(|row| row.solution.as_ref().unwrap().0 <= 42).collect();
    assert_eq!(short.len(), 16);
    let mut nodes = (0, 0);
    for row in short {
        let start = puzzle.read(&row.tiles).unwrap();
        let (length, fewer) = ida_star(&puzzle, &additive, &start);
        assert_eq!(length as usize, row.solution.as_ref().unwrap().0, "board {}", row.id);
        let (again, more) = ida_star(&puzzle, &LinearConflict::new(), &start);
        assert_eq!(again, length, "board {}", row.id);
        nodes = (nodes.0 + fewer, nodes.1 + more);
    }
    assert!(nodes.0 < nodes.1, "{nodes:?}");
}

/// Seconds in a release build: `cargo test --release -p orienteer-env-tiles --test patterns --
/// --ignored --nocapture`.
#[test]
#[ignore = "takes long without optimisation"]
fn all_shared_boards_are_solved_optimally() {
    let puzzle = Tiles15::new();
    let rows = rows(PUZZLE15);
    let began = std::time::Instant::now();
    let additive = Additive::build(&SIX_SIX_THREE).unwrap();
    let lasted = began.elapsed().as_secs_f64();
    let mean = |heuristic: &dyn Heuristic<Tiles15>| {
        let starts = rows.iter().map(|row| puzzle.read(&row.tiles).unwrap());
        starts.map(|start| heuristic.estimate(&puzzle, &start)).sum::<f32>() / rows.len() as f32
    };
    println!(
        "tables in {lasted:.1} s; mean estimates: Manhattan {}, linear conflict {}, 6-6-3 {}",
        mean(&Manhattan::new()),
        mean(&LinearConflict::new()),
        mean(&additive)
    );
    let (mut nodes, began) = (0, std::time::Instant::now());
    for row in &rows {
        let (length, generated) = ida_star(&puzzle, &additive, &puzzle.read(&row.tiles).unwrap());
        assert_eq!(length as usize, row.solution.as_ref().unwrap().0, "board {}", row.id);
        nodes += generated;
    }
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{nodes} nodes in {seconds:.1} s: {:.1} million a second",
        nodes as f64 / seconds / 1e6
    );
}

#[test]
fn partitions_have_every_tile_once() {
    let tiles = |patterns: &[&[u8]]| {
        let mut tiles = patterns.concat();
        tiles.sort_unstable();
        tiles
    };
    assert!(tiles(&FOUR_FOUR).into_iter().eq(1..=8));
    for patterns in [&SIX_SIX_THREE[..], &FIVE_FIVE_FIVE, &SEVEN_EIGHT] {
        assert!(tiles(patterns).into_iter().eq(1..=15));
    }
    assert!(tiles(&SIX_SIX_SIX_SIX).into_iter().eq(1..=24));
}

#[test]
fn entries_are_stored_and_read_back() {
    let table = PatternTable::build(3, &[8, 1, 5]).unwrap();
    assert_eq!(table.tiles(), [1, 5, 8]);
    let values = PatternTable::values(3, &[5, 1, 8]).unwrap();
    assert_eq!(PatternTable::count(3, &[1, 5, 8]), Ok(values.len()));
    let unpacked = table.entries().iter().flat_map(|byte| [byte & 15, byte >> 4]);
    assert!(unpacked.eq(values));
    let again = PatternTable::from_entries(3, &[1, 5, 8], table.entries()).unwrap();
    assert_eq!(again.entries(), table.entries());
    // Any bytes do, such as a slice of a mapped file.
    let borrowed = Additive::<Nibbles<3>, _>::new(vec![Arc::new(again)]).unwrap();
    let owned = Additive::<Nibbles<3>, _>::new(vec![Arc::new(table.clone())]).unwrap();
    let puzzle = Tiles8::new();
    let state = puzzle.read("8 6 7 2 5 4 3 0 1").unwrap();
    assert_eq!(borrowed.estimate(&puzzle, &state), owned.estimate(&puzzle, &state));
    assert_eq!(borrowed.token(&puzzle, &state), owned.token(&puzzle, &state));
}

#[test]
fn wrong_patterns_are_refused_in_words() {
    let refusal = |side, tiles: &[u8]| PatternTable::build(side, tiles).unwrap_err().to_string();
    assert_eq!(refusal(8, &[1]), "8 cells along an edge: expected 2 to 7");
    assert_eq!(refusal(4, &[]), "a pattern of 0 tiles: expected 1 to 8");
    assert_eq!(
        refusal(4, &[3, 4, 3]),
        "tile 3 in a pattern: expected different tiles from 1 to 15"
    );
    assert_eq!(refusal(3, &[0]), "tile 0 in a pattern: expected different tiles from 1 to 8");
    assert!(refusal(7, &[1, 2, 3, 4, 5, 6, 7]).contains("expected at most"));
    let short = PatternTable::from_entries(4, &[1, 2], vec![0; 119]).unwrap_err();
    assert_eq!(short, PatternError::Length { found: 119, expected: 120 });
    let overlap = Additive::<Nibbles<3>>::build(&[&[1, 2], &[2, 3]]).unwrap_err();
    assert_eq!(overlap, PatternError::Overlap(2));
    let table = Arc::new(PatternTable::build(4, &[1]).unwrap());
    let board = Additive::<Nibbles<3>, _>::new(vec![Arc::clone(&table)]).unwrap_err();
    assert_eq!(board, PatternError::Board { found: 4, expected: 3 });
    assert_eq!(Additive::<Nibbles<4>, _>::new(vec![table; 9]).unwrap_err(), PatternError::Many(9));
}
