//! A blend of all tables: what is left to solved, as a sum of small terms, one for each table looked
//! up.
//!
//! The greatest of several lower bounds says little far from solved, where all tables are near their
//! own greatest values. The others say something, too: each distance that a table gives adds a term,
//! and the terms are fitted by least squares to positions whose distance is known (a generalised
//! additive model: Hastie and Tibshirani 1986). It is not admissible.
//!
//! Looked up are the corners, both halves of the edges of the position and of its inverse, and the
//! subgroups of phase 1 along the three axes, of the position and of its inverse.

use super::perimeter::{Perimeter, key};
use super::{Classes, Coordinates, Databases, Subgroup, classes, nibble, prefetch};
use crate::State;
use crate::puzzle::{Puzzle3, Symmetry, upright};
use orienteer_core::Move;
use orienteer_core::path::{Afresh, Heuristic, Incremental};
use std::sync::Arc;

/// The distances that a table can give.
const DISTANCES: usize = 16;
/// The kinds of terms: corners, edges, subgroups, and the greatest of edges and of subgroups.
const KINDS: usize = 5;
/// Subgroups looked up, and halves of the edges.
const SUBGROUPS: usize = 6;
const EDGES: usize = 4;

/// The terms for quarter turns, by kind and distance; `cargo run --release -p orienteer-env-cube
/// --example fit_blend` makes them.
const QUARTER_TURNS: &str = include_str!("../../data/blend-quarter-turn.csv");

/// The terms of a blend: how often each is in the sum.
pub type Features = [u8; KINDS * DISTANCES];

/// Why there is no blend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlendError {
    /// Tables that count differently, or not in quarter turns.
    #[error("a blend needs tables in quarter turns: at least one of those given is in half turns")]
    Metric,
    /// A number that is none, or too few or too many of them.
    #[error("the terms of a blend are {KINDS} lines of {DISTANCES} numbers: {0}")]
    Terms(String),
}

/// An estimate of the number of quarter turns to solved.
///
/// Positions within the perimeter, if there is one, get their exact distance, and all others more than
/// its radius.
#[derive(Clone, Debug)]
pub struct Blend {
    databases: Arc<Databases>,
    subgroup: Arc<Subgroup>,
    perimeter: Option<Arc<Perimeter>>,
    terms: [f32; KINDS * DISTANCES],
    rotations: [&'static Symmetry; 3],
}

impl Blend {
    /// A blend of these tables, with the terms that are kept with this crate.
    ///
    /// # Errors
    ///
    /// Unless all tables count quarter turns.
    pub fn new(databases: Arc<Databases>, subgroup: Arc<Subgroup>) -> Result<Self, BlendError> {
        Self::with_terms(databases, subgroup, QUARTER_TURNS)
    }

    /// A blend with other terms, as [`QUARTER_TURNS`] has them.
    ///
    /// # Errors
    ///
    /// As [`Blend::new`], and when the text is no such table.
    pub fn with_terms(
        databases: Arc<Databases>,
        subgroup: Arc<Subgroup>,
        text: &str,
    ) -> Result<Self, BlendError> {
        let quarter = crate::TurnMetric::QuarterTurn;
        if [databases.metric(), subgroup.metric()] != [quarter; 2] {
            return Err(BlendError::Metric);
        }
        let numbers = text.lines().filter(|line| !line.starts_with('#')).flat_map(|l| l.split(','));
        let number = |word: &str| {
            let word = word.trim();
            word.parse().map_err(|_| BlendError::Terms(format!("`{word}` is no number")))
        };
        let terms: Vec<f32> = numbers.map(number).collect::<Result<_, _>>()?;
        let count = terms.len();
        let terms = <[f32; KINDS * DISTANCES]>::try_from(terms)
            .map_err(|_| BlendError::Terms(format!("found {count} numbers")))?;
        Ok(Self { databases, subgroup, perimeter: None, terms, rotations: upright() })
    }

    /// The same, exact within a perimeter.
    ///
    /// # Errors
    ///
    /// Unless it counts quarter turns.
    pub fn with_perimeter(mut self, perimeter: Arc<Perimeter>) -> Result<Self, BlendError> {
        if perimeter.metric() != self.databases.metric() {
            return Err(BlendError::Metric);
        }
        self.perimeter = Some(perimeter);
        Ok(self)
    }

    /// How often each term is in the sum for a position.
    pub fn features(&self, state: &State) -> Features {
        self.features_of(&self.places(state))
    }

    /// The places in the tables that will be looked at, which are asked for.
    #[inline]
    fn places(&self, state: &State) -> Places {
        let inverse = state.inverse();
        let [at, back] = [state, &inverse].map(Coordinates::of);
        let [a, b] = at.edges();
        let [c, d] = back.edges();
        let (corners, edges) = (at.corners(), [a, b, c, d]);
        prefetch(self.databases.corners().bytes(), corners / 2);
        for (half, index) in edges.into_iter().enumerate() {
            prefetch(self.databases.edges()[half % 2].bytes(), index / 2);
        }
        let classes = classes();
        let subgroups = std::array::from_fn(|i| {
            let state = if i < 3 { state } else { &inverse };
            let first = classes.moves.first(&self.rotations[i % 3].apply(state));
            let index = classes.index(first.twist, Classes::number(first.flip, first.slice));
            self.subgroup.prefetch(index);
            index
        });
        Places { corners, edges, subgroups }
    }

    #[inline]
    fn values(&self, places: &Places) -> Values {
        let corners = nibble(self.databases.corners().bytes(), places.corners);
        let edges =
            std::array::from_fn(|i| nibble(self.databases.edges()[i % 2].bytes(), places.edges[i]));
        Values { corners, edges, subgroups: places.subgroups.map(|i| self.subgroup.entry(i)) }
    }

    fn features_of(&self, places: &Places) -> Features {
        let mut features = [0; KINDS * DISTANCES];
        self.values(places).each(|term| features[term] += 1);
        features
    }

    /// The sum of the terms, and the lower bound.
    #[inline]
    fn sum(&self, places: &Places) -> (f32, u8) {
        let values = self.values(places);
        let mut sum = 0.0;
        values.each(|term| sum += self.terms[term]);
        (sum, values.bound())
    }

    /// The estimate, where a position is not within the perimeter.
    #[inline]
    fn beyond(&self, sum: f32, bound: u8) -> f32 {
        let radius = self.perimeter.as_ref().map(|perimeter| perimeter.radius() + 1);
        sum.max(f32::from(bound.max(radius.unwrap_or(0))))
    }
}

/// Where a position is in the tables.
#[derive(Clone, Copy, Default)]
struct Places {
    corners: usize,
    edges: [usize; EDGES],
    subgroups: [usize; SUBGROUPS],
}

/// What the tables say of it.
struct Values {
    corners: u8,
    edges: [u8; EDGES],
    subgroups: [u8; SUBGROUPS],
}

impl Values {
    fn greatest(values: &[u8]) -> u8 {
        values.iter().fold(0, |a, b| a.max(*b))
    }

    /// A lower bound.
    #[inline]
    fn bound(&self) -> u8 {
        Self::greatest(&self.edges).max(Self::greatest(&self.subgroups)).max(self.corners)
    }

    #[inline]
    fn each(&self, mut each: impl FnMut(usize)) {
        let mut term = |kind: usize, distance: u8| {
            each(kind * DISTANCES + usize::from(distance) % DISTANCES);
        };
        term(0, self.corners);
        self.edges.iter().for_each(|distance| term(1, *distance));
        self.subgroups.iter().for_each(|distance| term(2, *distance));
        term(3, Self::greatest(&self.edges));
        term(4, Self::greatest(&self.subgroups));
    }
}

/// Positions estimated at a time: as many as have their memory on the way at once.
const BLOCK: usize = 32;

impl Heuristic<Puzzle3> for Blend {
    fn estimate(&self, puzzle: &Puzzle3, state: &State) -> f32 {
        let mut out = Vec::with_capacity(1);
        self.estimate_all(puzzle, std::slice::from_ref(state), &mut out);
        out.first().copied().unwrap_or(0.0)
    }

    fn estimate_all(&self, _: &Puzzle3, states: &[State], out: &mut Vec<f32>) {
        let mut places = [Places::default(); BLOCK];
        let mut near: Vec<(usize, u64)> = Vec::with_capacity(BLOCK);
        for states in states.chunks(BLOCK) {
            for (places, state) in places.iter_mut().zip(states) {
                *places = self.places(state);
            }
            let first = out.len();
            near.clear();
            for (places, state) in places.iter().zip(states) {
                let (sum, bound) = self.sum(places);
                if let Some(perimeter) = &self.perimeter
                    && bound <= perimeter.radius()
                {
                    let key = key(state);
                    perimeter.prefetch(key);
                    near.push((out.len(), key));
                }
                out.push(self.beyond(sum, bound));
            }
            for &(at, key) in &near {
                if let Some(distance) = self.perimeter.as_ref().and_then(|all| all.look(key)) {
                    out[at] = f32::from(distance);
                }
            }
            debug_assert_eq!(out.len(), first + states.len());
        }
    }

    fn is_admissible(&self) -> bool {
        false
    }
}

/// What a path carries: the estimate, made afresh.
impl Incremental<Puzzle3> for Blend {
    type Token = f32;

    fn token(&self, puzzle: &Puzzle3, state: &State) -> f32 {
        self.estimate(puzzle, state)
    }

    fn follow(&self, puzzle: &Puzzle3, token: &f32, before: &State, mv: Move, to: &State) -> f32 {
        Afresh(self).follow(puzzle, token, before, mv, to)
    }

    fn value(&self, token: &f32) -> f32 {
        *token
    }
}
