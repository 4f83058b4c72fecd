//! The 2x2x2 as a puzzle: small enough to know every distance, and so a yardstick of planners.

use super::actions::{Actions, PuzzleConfig, PuzzleConfigError};
use super::small::{SmallState, small_turn};
use super::symmetry::Symmetry;
use crate::cube::{Cube, Cube2};
use crate::draw;
use crate::environment::observe;
use crate::invalid::{is_facelets, parse_cube2};
use crate::scramble::random_word;
use crate::turn::Face;
use crate::word::parse_word_of;
use crate::{Edges, State};
use orienteer_core::path::{Draw, Puzzle, PuzzleError};
use orienteer_core::{Move, Moves, Rng};

/// The 2x2x2, turning U, R and F; positions of 4 bytes.
#[derive(Clone, Debug)]
pub struct Puzzle2 {
    actions: Actions,
    /// The number by which a position knows each turn.
    turns: Vec<u8>,
    is_symmetric: bool,
}

impl Puzzle2 {
    /// The puzzle that `config` describes.
    ///
    /// # Errors
    ///
    /// When it describes none of size 2.
    pub fn new(config: PuzzleConfig) -> Result<Self, PuzzleConfigError> {
        if config.size != 2 {
            return Err(PuzzleConfigError::Size { found: config.size, expected: 2 });
        }
        let actions = Actions::new(config, Cube2::FACES)?;
        let turns = actions.turns().iter().map(|turn| small_turn(*turn) as u8).collect();
        Ok(Self { actions, turns, is_symmetric: config.symmetry })
    }

    /// Its moves.
    pub fn actions(&self) -> &Actions {
        &self.actions
    }
}

/// The symmetries that leave the corner DBL where it is.
fn symmetries() -> impl Iterator<Item = &'static Symmetry> {
    let corner = [Face::D, Face::B, Face::L];
    let keeps = move |s: &&Symmetry| corner.iter().all(|face| corner.contains(&s.face(*face)));
    Symmetry::all().iter().filter(keeps)
}

impl Puzzle for Puzzle2 {
    type State = SmallState;

    fn moves(&self) -> &Moves {
        self.actions.moves()
    }

    fn legal(&self, _: &SmallState, out: &mut Vec<Move>) {
        out.clear();
        out.extend(0..self.actions.moves().len() as Move);
    }

    #[inline]
    fn legal_mask(&self, _: &SmallState) -> Option<u64> {
        self.actions.mask()
    }

    #[inline]
    fn apply(&self, state: &mut SmallState, mv: Move) {
        for turn in self.actions.word(mv) {
            *state = state.after(usize::from(self.turns[usize::from(*turn)]));
        }
    }

    fn cost(&self, mv: Move) -> u32 {
        self.actions.cost(mv)
    }

    #[inline]
    fn is_goal(&self, state: &SmallState) -> bool {
        *state == SmallState::SOLVED
    }

    fn goal(&self) -> Option<SmallState> {
        Some(SmallState::SOLVED)
    }

    fn inverse(&self, mv: Move) -> Option<Move> {
        self.actions.inverse(mv)
    }

    fn is_redundant(&self, last: Move, next: Move) -> bool {
        self.actions.is_redundant(last, next)
    }

    fn canonical(&self, state: &SmallState) -> SmallState {
        if !self.is_symmetric {
            return *state;
        }
        let packed = State::pack(Cube2::from(*state).corners(), &Edges::SOLVED);
        let image = |symmetry: &Symmetry| {
            SmallState::of(crate::Cube3::from(symmetry.apply(&packed)).corners())
        };
        symmetries().map(image).min().unwrap_or(*state)
    }

    fn sample(&self, depth: u32, rng: &mut Rng) -> SmallState {
        let word = random_word(self.actions.metric(), self.actions.turns(), depth, rng);
        word.iter().fold(SmallState::SOLVED, |state, turn| state.after(small_turn(*turn)))
    }

    fn width(&self) -> usize {
        Cube2::FACELETS * Face::ALL.len()
    }

    fn observe(&self, state: &SmallState, out: &mut [f32]) {
        observe(&Cube2::from(*state), out);
    }

    fn read(&self, text: &str) -> Result<SmallState, PuzzleError> {
        let text = text.trim();
        if text.is_empty() {
            let expected = "nothing here: expected 24 facelets, or turns that scramble the cube";
            return Err(PuzzleError(expected.to_owned()));
        }
        if is_facelets(text) {
            let cube = parse_cube2(text).map_err(|error| PuzzleError(error.to_string()))?;
            return Ok(SmallState::of(cube.corners()));
        }
        let word = parse_word_of(text, Cube2::FACES);
        let word = word.map_err(|error| PuzzleError(error.to_string()))?;
        Ok(word.iter().fold(SmallState::SOLVED, |state, turn| state.after(small_turn(*turn))))
    }

    fn write(&self, state: &SmallState) -> String {
        Cube2::from(*state).facelets()
    }
}

impl Draw for Puzzle2 {
    fn text(&self, state: &SmallState, colour: bool) -> String {
        draw::text(&self.write(state), 2, colour)
    }

    fn svg(&self, state: &SmallState) -> String {
        draw::svg(&[(String::new(), self.write(state))], 2)
    }
}
