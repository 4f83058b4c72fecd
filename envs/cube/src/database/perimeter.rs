//! All positions near solved, exactly: a perimeter (Dillenburg and Nelson, "Perimeter search",
//! Artificial Intelligence 1994; Manzini, "BIDA*", 1995).
//!
//! A position, its inverse, and what the 48 symmetries make of both are equally far from solved, so one
//! of these 96 is kept: 8.4 million for the 804 million positions within nine quarter turns.

use crate::puzzle::rotations_and_reflections;
use crate::turn::{Face, TurnMetric};
use crate::{State, TURNS, turn_index};
use rayon::prelude::*;

/// The low bits of a slot, which hold the distance and one.
const DISTANCE: u64 = 15;

/// The greatest radius that a slot can hold.
const FARTHEST: u8 = 14;

/// The distances of all positions within a radius.
///
/// A position is known by 60 bits of a hash; the chance that one out of a thousand million that are
/// asked for is taken for another is about one in a thousand.
#[derive(Debug)]
pub struct Perimeter {
    metric: TurnMetric,
    radius: u8,
    slots: Vec<u64>,
    classes: Vec<u64>,
}

impl Perimeter {
    /// All positions within `radius` moves (14 at most), found by breadth-first search on all cores.
    /// Nine quarter turns are 8,381,931 classes in 128 MB, and each turn more is about nine times as
    /// many.
    pub fn new(metric: TurnMetric, radius: u8) -> Self {
        let turns = metric.turns(&Face::ALL);
        let turns: Vec<_> = turns.into_iter().map(|turn| TURNS[turn_index(turn)]).collect();
        let mut all = Self { metric, radius: 0, slots: vec![0; 1 << 10], classes: vec![1] };
        all.insert(key(&State::SOLVED), 0);
        let mut layer = vec![State::SOLVED];
        while all.radius < radius.min(FARTHEST) && !layer.is_empty() {
            let is_last = all.radius + 1 == radius.min(FARTHEST);
            let mut next = Vec::new();
            let mut count = 0;
            for part in layer.chunks(1 << 18) {
                // A turn after a position, and before it: the latter is a turn after its inverse.
                let around = |state: &State| {
                    let after = turns.iter().map(|turn| state.then(turn));
                    let before = turns.iter().map(|turn| turn.then(state));
                    after.chain(before).map(|state| (key(&state), state)).collect::<Vec<_>>()
                };
                let mut found: Vec<_> = part
                    .par_iter()
                    .flat_map_iter(around)
                    .filter(|(key, _)| all.look(*key).is_none())
                    .collect();
                found.par_sort_unstable_by_key(|(key, _)| *key);
                found.dedup_by_key(|(key, _)| *key);
                all.reserve(count as usize + found.len());
                count += found.len() as u64;
                for (key, state) in found {
                    all.insert(key, all.radius + 1);
                    if !is_last {
                        next.push(state);
                    }
                }
            }
            all.classes.push(count);
            all.radius += 1;
            layer = next;
        }
        all
    }

    /// What counts as one move.
    pub fn metric(&self) -> TurnMetric {
        self.metric
    }

    /// The greatest distance that is known.
    pub fn radius(&self) -> u8 {
        self.radius
    }

    /// The number of classes of positions at each distance.
    pub fn classes(&self) -> &[u64] {
        &self.classes
    }

    /// The distance of a position, if it is within the radius.
    pub fn distance(&self, state: &State) -> Option<u8> {
        self.look(key(state))
    }

    /// The bytes that the table takes.
    pub fn bytes(&self) -> usize {
        self.slots.len() * size_of::<u64>()
    }

    #[inline]
    pub(crate) fn prefetch(&self, key: u64) {
        super::memory::prefetch_value(&self.slots[self.home(key)]);
    }

    /// As [`Perimeter::distance`], by the key of the position.
    #[inline]
    pub(crate) fn look(&self, key: u64) -> Option<u8> {
        let mut at = self.home(key);
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if (slot ^ key) & !DISTANCE == 0 {
                return Some((slot & DISTANCE) as u8 - 1);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    #[inline]
    fn home(&self, key: u64) -> usize {
        (key >> 5) as usize & (self.slots.len() - 1)
    }

    fn reserve(&mut self, more: usize) {
        let known: u64 = self.classes.iter().sum();
        let held = known as usize + more;
        if held * 3 > self.slots.len() * 2 {
            let larger = vec![0; (held * 2).next_power_of_two()];
            let slots = std::mem::replace(&mut self.slots, larger);
            for slot in slots.into_iter().filter(|slot| *slot != 0) {
                self.insert(slot & !DISTANCE, (slot & DISTANCE) as u8 - 1);
            }
        }
    }

    fn insert(&mut self, key: u64, distance: u8) {
        let mut at = self.home(key);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = key & !DISTANCE | u64::from(distance + 1);
    }
}

/// A hash that a position shares with its inverse and with what symmetries make of both.
pub(crate) fn key(state: &State) -> u64 {
    let inverse = state.inverse();
    let images = [*state, inverse].map(|state| rotations_and_reflections(&state));
    let least = images.into_iter().flatten().map(|image| words(&image)).min();
    let [a, b, c] = least.unwrap_or_default();
    // Odd constants, and the high half of each product folded into the low one.
    let mix = |x: u64, y: u64| {
        let product = u128::from(x) * u128::from(y);
        product as u64 ^ (product >> 64) as u64
    };
    mix(mix(a ^ 0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93) ^ b, 0xa076_1d64_78bd_642f)
        .wrapping_add(mix(c ^ 0xe703_7ed1_a0b4_28db, 0x8ebc_6af0_9c88_c6e3))
}

/// All that differs between positions.
#[inline]
fn words(state: &State) -> [u64; 3] {
    [state.word(16), state.word(0), state.word(8)]
}
