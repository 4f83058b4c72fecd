//! The 3x3x3 as a puzzle.

use super::actions::{Actions, PuzzleConfig, PuzzleConfigError};
use super::{features, symmetry};
use crate::cube::{Cube, Cube3};
use crate::draw;
use crate::invalid::{is_facelets, parse_cube3};
use crate::scramble::random_word;
use crate::turn::Face;
use crate::word::parse_word;
use crate::{State, TURNS, turn_index};
use orienteer_core::path::{Draw, Puzzle, PuzzleError};
use orienteer_core::{Move, Moves, Rng};

/// The 3x3x3: positions of 32 bytes, moves of one shuffle each, however many turns they make.
#[derive(Clone, Debug)]
pub struct Puzzle3 {
    actions: Actions,
    elements: Vec<State>,
    is_symmetric: bool,
}

impl Puzzle3 {
    /// The puzzle that `config` describes.
    ///
    /// # Errors
    ///
    /// When it describes none of size 3.
    pub fn new(config: PuzzleConfig) -> Result<Self, PuzzleConfigError> {
        if config.size != 3 {
            return Err(PuzzleConfigError::Size { found: config.size, expected: 3 });
        }
        let actions = Actions::new(config, &Face::ALL)?;
        let turns: Vec<_> = actions.turns().iter().map(|turn| TURNS[turn_index(*turn)]).collect();
        let element = |mv| {
            let word = actions.word(mv).iter();
            word.fold(State::SOLVED, |state, turn| state.then(&turns[usize::from(*turn)]))
        };
        let elements = (0..actions.moves().len() as Move).map(element).collect();
        Ok(Self { actions, elements, is_symmetric: config.symmetry })
    }

    /// Its moves.
    pub fn actions(&self) -> &Actions {
        &self.actions
    }

    /// What each move makes of a solved cube, for [`crate::expand`] and [`crate::apply_each`].
    pub fn elements(&self) -> &[State] {
        &self.elements
    }
}

impl Puzzle for Puzzle3 {
    type State = State;

    fn moves(&self) -> &Moves {
        self.actions.moves()
    }

    fn legal(&self, _: &State, out: &mut Vec<Move>) {
        out.clear();
        out.extend(0..self.elements.len() as Move);
    }

    #[inline]
    fn legal_mask(&self, _: &State) -> Option<u64> {
        self.actions.mask()
    }

    #[inline]
    fn apply(&self, state: &mut State, mv: Move) {
        if let Some(element) = self.elements.get(mv as usize) {
            *state = state.then(element);
        }
    }

    fn cost(&self, mv: Move) -> u32 {
        self.actions.cost(mv)
    }

    #[inline]
    fn is_goal(&self, state: &State) -> bool {
        state.is_solved()
    }

    fn goal(&self) -> Option<State> {
        Some(State::SOLVED)
    }

    fn inverse(&self, mv: Move) -> Option<Move> {
        self.actions.inverse(mv)
    }

    fn is_redundant(&self, last: Move, next: Move) -> bool {
        self.actions.is_redundant(last, next)
    }

    fn canonical(&self, state: &State) -> State {
        if self.is_symmetric { symmetry::least(state) } else { *state }
    }

    fn sample(&self, depth: u32, rng: &mut Rng) -> State {
        let word = random_word(self.actions.metric(), self.actions.turns(), depth, rng);
        word.iter().fold(State::SOLVED, |state, turn| state.then(&TURNS[turn_index(*turn)]))
    }

    fn width(&self) -> usize {
        features::WIDTH
    }

    fn observe(&self, state: &State, out: &mut [f32]) {
        features::observe(state, out);
    }

    fn read(&self, text: &str) -> Result<State, PuzzleError> {
        let text = text.trim();
        if text.is_empty() {
            let expected = "nothing here: expected 54 facelets, or turns that scramble the cube";
            return Err(PuzzleError(expected.to_owned()));
        }
        if is_facelets(text) {
            let cube = parse_cube3(text).map_err(|error| PuzzleError(error.to_string()))?;
            return Ok(cube.into());
        }
        let word = parse_word(text).map_err(|error| PuzzleError(error.to_string()))?;
        Ok(word.iter().fold(State::SOLVED, |state, turn| state.then(&TURNS[turn_index(*turn)])))
    }

    fn write(&self, state: &State) -> String {
        Cube3::from(*state).facelets()
    }
}

impl Draw for Puzzle3 {
    fn text(&self, state: &State, colour: bool) -> String {
        draw::text(&self.write(state), 3, colour)
    }

    fn svg(&self, state: &State) -> String {
        draw::svg(&[(String::new(), self.write(state))], 3)
    }
}
