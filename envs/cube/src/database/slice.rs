//! How far the twists of the corners, the flips of the edges and the four edges of the middle slice
//! are from solved.
//!
//! [`super::Subgroup`] asks of the edges of the middle slice only that they are in it; here each has to be at
//! its place. That makes 24 times as many arrangements, 53 thousand million, of which one of those
//! that are the same by a symmetry of the axis through U and D is kept: 1.8 GB, for long searches on
//! machines that have them. Turns of U and D change nothing here once the rest is solved, so that
//! all that is said of subgroups and axes in [`crate::Axes`] holds.

use super::numbers::tables;
use super::upright::{self, SYMMETRIES, images};
use super::{AxisTable, key, nibble, turn_indices};
use crate::state::State;
use crate::turn::{Face, TurnMetric};
use crate::two_phase::{FLIPS, Moves, moves};
use crate::{Corners, Edges, TURNS};
use orienteer_table::{BuildError, Folder, FolderError, Graph, Table, Width, distances};
use std::sync::LazyLock;

const TWISTS: usize = 2_187;
/// Places of four edges: 12 * 11 * 10 * 9.
const PLACES: usize = 11_880;

/// Coordinates of [`SliceDatabase`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    twist: u16,
    flip: u16,
    /// Where each edge of the middle slice is.
    places: u16,
}

/// Places of the slice up to symmetry, and what turns and symmetries do to the coordinates.
#[derive(Debug)]
struct SliceClasses {
    moves: &'static Moves,
    twists: &'static [[u16; 18]],
    /// What the 18 turns make of the places.
    places: Box<[[u16; 18]]>,
    /// The number of the places that are four digits to base 12, the first the lowest.
    number_of: Box<[u16]>,
    /// For places, the class times 16, plus the symmetry that leads to its representative.
    class_of: Box<[u16]>,
    representatives: Vec<u16>,
    /// For each class, a bit for each symmetry that leaves the representative as it is.
    stabilizers: Vec<u16>,
    /// What each symmetry makes of each twist.
    seen_twists: Box<[[u16; SYMMETRIES]]>,
    /// What each symmetry makes of each flip when the slice is at home.
    seen_flips: Box<[[u16; SYMMETRIES]]>,
    /// What else changes of the flips by where the slice is: a symmetry that exchanges the axes of F
    /// and R counts flips by the other axis, which differ at edges of the slice that are outside of
    /// it, and at those that are in it for them.
    seen_places: Box<[[u16; SYMMETRIES]]>,
}

/// The classes, found when they are first asked for.
fn slice_classes() -> &'static SliceClasses {
    static CLASSES: LazyLock<SliceClasses> = LazyLock::new(SliceClasses::new);
    &CLASSES
}

/// Four places as digits.
#[inline]
fn digits(places: [u8; 4]) -> usize {
    places.iter().rev().fold(0, |all, place| all * 12 + usize::from(*place))
}

/// Where the edges of the slice are.
fn places_of(state: &State) -> [u8; 4] {
    let mut places = [0; 4];
    for (position, edge) in (0..).zip(state.edges()) {
        if edge & 15 >= 8 {
            places[usize::from(edge & 3)] = position;
        }
    }
    places
}

/// Some position with these flips and places; pieces may be exchanged as no turns can.
fn state(flip: u16, places: [u8; 4]) -> State {
    let flips = usize::from(flip) | (flip.count_ones() as usize & 1) << 11;
    let mut others = 0..8;
    let edges: [u8; 12] = std::array::from_fn(|position| {
        let inside = places.iter().position(|place| usize::from(*place) == position);
        inside.map_or_else(|| others.next().unwrap_or(0), |i| i as u8 + 8)
    });
    State::pack(&Corners::SOLVED, &Edges::from_fn(|i| (edges[i], (flips >> i & 1) as u8)))
}

impl SliceClasses {
    fn new() -> Self {
        let moves = moves();
        let mut number_of = vec![u16::MAX; 12_usize.pow(4)].into_boxed_slice();
        let mut all = Vec::with_capacity(PLACES);
        for number in 0..12_usize.pow(4) {
            let places = [1, 12, 144, 1_728].map(|base| (number / base % 12) as u8);
            if (0..4).all(|i| !places[..i].contains(&places[i])) {
                number_of[number] = all.len() as u16;
                all.push(places);
            }
        }
        let after = |state: &State| number_of[digits(places_of(state))];
        let places = all
            .iter()
            .map(|places| TURNS.each_ref().map(|turn| after(&state(0, *places).then(turn))))
            .collect();
        let classes = upright::Classes::new(PLACES, |number| {
            images(&state(0, all[number])).map(|image| usize::from(after(&image)))
        });
        let home = [8, 9, 10, 11];
        let slice = moves.first(&State::SOLVED).slice;
        let flips = |flip, places| images(&state(flip, places)).map(|s| moves.first(&s).flip);
        Self {
            moves,
            twists: &tables().twists,
            places,
            class_of: classes.class_of.iter().map(|class| *class as u16).collect(),
            representatives: classes.representatives.iter().map(|number| *number as u16).collect(),
            stabilizers: classes.stabilizers,
            seen_twists: (0..TWISTS as u16)
                .map(|t| images(&moves.state(t, 0, slice)).map(|s| moves.first(&s).twist))
                .collect(),
            seen_flips: (0..FLIPS as u16).map(|flip| flips(flip, home)).collect(),
            seen_places: all.iter().map(|places| flips(0, *places)).collect(),
            number_of,
        }
    }

    /// The coordinates of a position, given its inverse too.
    #[inline]
    fn of(&self, state: &State, inverse: &State) -> Placed {
        let first = self.moves.first(state);
        // The inverse holds at the home of each piece where it is.
        let [a, b, c, d] = [8, 9, 10, 11].map(|home| inverse.edges()[home] & 15);
        Placed {
            twist: first.twist,
            flip: first.flip,
            places: self.number_of[digits([a, b, c, d])],
        }
    }

    /// The coordinates after a turn.
    #[inline]
    fn after(&self, at: Placed, turn: usize) -> Placed {
        Placed {
            twist: self.twists[usize::from(at.twist)][turn],
            flip: self.moves.flips[usize::from(at.flip)][turn],
            places: self.places[usize::from(at.places)][turn],
        }
    }

    /// The entry of the table.
    #[inline]
    fn index(&self, at: Placed) -> usize {
        let class = usize::from(self.class_of[usize::from(at.places)]);
        let symmetry = class & 15;
        let flip = self.seen_flips[usize::from(at.flip)][symmetry]
            ^ self.seen_places[usize::from(at.places)][symmetry];
        let twist = self.seen_twists[usize::from(at.twist)][symmetry];
        ((class >> 4) * FLIPS + usize::from(flip)) * TWISTS + usize::from(twist)
    }

    fn entries(&self) -> usize {
        self.representatives.len() * FLIPS * TWISTS
    }
}

/// The graph of all entries, by these turns.
struct Entries {
    classes: &'static SliceClasses,
    turns: Vec<u8>,
}

impl Graph for Entries {
    fn entries(&self) -> usize {
        self.classes.entries()
    }

    #[inline]
    fn neighbours(&self, index: usize, visit: &mut impl FnMut(usize) -> bool) {
        let classes = self.classes;
        let places = classes.representatives[index / TWISTS / FLIPS];
        let (flip, twist) = ((index / TWISTS % FLIPS) as u16, (index % TWISTS) as u16);
        let at = Placed { twist, flip, places };
        for turn in &self.turns {
            let next = classes.index(classes.after(at, usize::from(*turn)));
            let class = next / TWISTS / FLIPS;
            // A representative that a symmetry leaves as it is has more than one entry for the same
            // arrangement: all of them are as far away.
            let mut stabilizer = classes.stabilizers[class];
            if stabilizer == 1 {
                if !visit(next) {
                    return;
                }
                continue;
            }
            let (flip, twist) = (next / TWISTS % FLIPS, next % TWISTS);
            let places = usize::from(classes.representatives[class]);
            while stabilizer != 0 {
                let symmetry = stabilizer.trailing_zeros() as usize;
                stabilizer &= stabilizer - 1;
                let flip =
                    classes.seen_flips[flip][symmetry] ^ classes.seen_places[places][symmetry];
                let twist = classes.seen_twists[twist][symmetry];
                let row = class * FLIPS + usize::from(flip);
                if !visit(row * TWISTS + usize::from(twist)) {
                    return;
                }
            }
        }
    }
}

/// The distance of every arrangement of twists, flips and the middle slice from solved.
#[derive(Debug)]
pub struct SliceDatabase {
    classes: &'static SliceClasses,
    table: Table,
    metric: TurnMetric,
}

impl SliceDatabase {
    /// Opens the file of `folder`, and builds it if it is missing: some four minutes of one core, and 5.3 GB
    /// of memory while it works.
    ///
    /// # Errors
    ///
    /// When a file is damaged or of something else, or cannot be written.
    pub fn open(folder: &Folder, metric: TurnMetric) -> Result<Self, FolderError> {
        let key = key("slice", metric, slice_classes().entries());
        let table = folder.open_or_build(&key, || build(metric))?.resident();
        Ok(Self { classes: slice_classes(), table, metric })
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The moves from `state` to a position whose corners are untwisted, whose edges are unflipped,
    /// and whose middle slice is solved.
    pub fn distance(&self, state: &State) -> u8 {
        nibble(self.table.bytes(), self.classes.index(self.classes.of(state, &state.inverse())))
    }
}

impl AxisTable for SliceDatabase {
    type At = Placed;

    fn metric(&self) -> TurnMetric {
        self.metric
    }

    #[inline]
    fn of(&self, state: &State, inverse: &State) -> Placed {
        self.classes.of(state, inverse)
    }

    #[inline]
    fn after(&self, at: Placed, turn: usize) -> Placed {
        self.classes.after(at, turn)
    }

    #[inline]
    fn index(&self, at: Placed) -> usize {
        self.classes.index(at)
    }

    #[inline]
    fn bytes(&self) -> &[u8] {
        self.table.bytes()
    }
}

fn build(metric: TurnMetric) -> Result<Table, BuildError> {
    let classes = slice_classes();
    let goal = classes.index(classes.of(&State::SOLVED, &State::SOLVED));
    let turns = turn_indices(metric, &Face::ALL);
    distances(&Entries { classes, turns }, &[goal], Width::Four)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cube3;
    use std::collections::{HashMap, HashSet};

    /// What the tables of images say is what the symmetries make of positions.
    #[test]
    fn entries_are_the_same_for_positions_that_are_the_same_by_symmetry() {
        let classes = slice_classes();
        assert_eq!(classes.class_of.len(), PLACES);
        let mut at = State::SOLVED;
        for step in 0..3_000_usize {
            at = at.then(&TURNS[step * step * 7 % 18]).then(&TURNS[step * 5 % 18]);
            let here = classes.of(&at, &at.inverse());
            let class = usize::from(classes.class_of[usize::from(here.places)]);
            for image in images(&at) {
                let there = classes.of(&image, &image.inverse());
                assert_eq!(
                    usize::from(classes.class_of[usize::from(there.places)]) / 16,
                    class / 16
                );
                let there = classes.index(there);
                // Entries of the same class may differ by what leaves the representative as it is.
                let places = classes.representatives[class / 16];
                let stabilizer = classes.stabilizers[class / 16];
                let (flip, twist) = (there / TWISTS % FLIPS, there % TWISTS);
                let same = (0..SYMMETRIES).filter(|s| stabilizer >> s & 1 == 1).any(|s| {
                    let flip =
                        classes.seen_flips[flip][s] ^ classes.seen_places[usize::from(places)][s];
                    let row = class / 16 * FLIPS + usize::from(flip);
                    row * TWISTS + usize::from(classes.seen_twists[twist][s]) == classes.index(here)
                });
                assert!(same);
            }
            let turn = step % 18;
            let next = at.then(&TURNS[turn]);
            assert_eq!(classes.after(here, turn), classes.of(&next, &next.inverse()));
        }
    }

    /// The first levels of the table, of which each entry stands for its images, are as large as a
    /// search of positions without classes says.
    #[test]
    fn as_many_arrangements_are_near_as_a_search_without_classes_finds() {
        let classes = slice_classes();
        for metric in [TurnMetric::HalfTurn, TurnMetric::QuarterTurn] {
            let turns = turn_indices(metric, &Face::ALL);
            let graph = Entries { classes, turns: turns.clone() };
            let goal = classes.index(classes.of(&State::SOLVED, &State::SOLVED));
            let (mut far, mut entries) = (HashMap::from([(goal, 0)]), vec![goal]);
            let seen = |state: &State| {
                let cube = Cube3::from(*state);
                let places: [_; 4] = places_of(state);
                (*cube.corners().orientations(), *cube.edges().orientations(), places)
            };
            let mut known = HashSet::from([seen(&State::SOLVED)]);
            let mut positions = vec![State::SOLVED];
            for depth in 0..5 {
                for at in &positions {
                    assert_eq!(
                        far.get(&classes.index(classes.of(at, &at.inverse()))),
                        Some(&depth)
                    );
                }
                let images = |entry: &usize| {
                    let stabilizer = classes.stabilizers[entry / TWISTS / FLIPS];
                    SYMMETRIES / stabilizer.count_ones() as usize
                };
                assert_eq!(entries.iter().map(images).sum::<usize>(), positions.len());
                let mut next = Vec::new();
                for entry in entries {
                    graph.neighbours(entry, &mut |to| {
                        far.entry(to).or_insert_with(|| {
                            next.push(to);
                            depth + 1
                        });
                        true
                    });
                }
                entries = next;
                let after = |at: &State| {
                    let turn = |turn: &u8| at.then(&TURNS[usize::from(*turn)]);
                    turns.iter().map(turn).collect::<Vec<_>>()
                };
                positions =
                    positions.iter().flat_map(after).filter(|at| known.insert(seen(at))).collect();
            }
        }
    }
}
