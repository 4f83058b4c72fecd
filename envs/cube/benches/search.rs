//! Optimal search: `cargo bench -p orienteer-env-cube --bench search`.
//!
//! One iteration of iterative deepening A* on Korf's first position; the items a second are children
//! made, on one core. The tables are built first, in memory, unless `ORIENTEER_TABLES` names a folder
//! that has them.

use divan::{Bencher, counter::ItemsCount};
use orienteer_env_cube::{
    Axes, Databases, Expand, IdaStar, State, Subgroup, Successors, TurnMetric, parse_cube3,
};
use orienteer_table::Folder;
use std::sync::LazyLock;

static DATABASES: LazyLock<Databases> = LazyLock::new(|| {
    Databases::open(&Folder::standard(), TurnMetric::HalfTurn).expect("tables that can be kept")
});
static SUBGROUP: LazyLock<Subgroup> = LazyLock::new(|| {
    Subgroup::open(&Folder::standard(), TurnMetric::HalfTurn).expect("tables that can be kept")
});

fn main() {
    divan::main();
}

fn korf(number: usize) -> State {
    let row = include_str!("../tests/data/korf1997_ten.csv").lines().nth(number).expect("a row");
    let facelets = row.split(',').nth(1).expect("a column");
    parse_cube3(facelets).expect("a cube").into()
}

fn iteration<E: Expand>(bencher: Bencher<'_, '_>, bound: u8, expand: impl Fn() -> E) {
    let start = korf(1);
    let mut search = IdaStar::new(expand());
    search.iterate(&start, bound);
    let children = search.generated();
    bencher
        .counter(ItemsCount::new(children))
        .bench_local(|| IdaStar::new(expand()).iterate(divan::black_box(&start), bound));
}

/// Corners and two sets of six edges, 86 MB: the bar of the specification.
#[divan::bench(sample_count = 10, args = [12, 13])]
fn pattern_databases(bencher: Bencher<'_, '_>, bound: u8) {
    iteration(bencher, bound, || Successors::new(&DATABASES));
}

/// Three axes of the position and of its inverse, and the corners, 114 MB.
#[divan::bench(sample_count = 10, args = [13, 14])]
fn axes(bencher: Bencher<'_, '_>, bound: u8) {
    iteration(bencher, bound, || Axes::new(&DATABASES, &SUBGROUP).expect("half turns"));
}
