//! Moves of many states at once.
//!
//! The choice of the instructions is made once a call, so that a call on many states costs what its
//! shuffles cost: use these wherever there is more than one state or more than one move.

use super::{Instructions, State};

/// Makes the same move in every state.
pub fn apply_batch(states: &mut [State], mv: &State) {
    Instructions::best().apply_batch(states, mv);
}

/// Makes in each state the move of `moves` that its number in `choice` names. States beyond the end
/// of `choice` stay as they are, and so do those whose number is beyond the end of `moves`.
pub fn apply_each(states: &mut [State], choice: &[u16], moves: &[State]) {
    Instructions::best().apply_each(states, choice, moves);
}

/// Makes one move after the other in one state, each of `word` being a number in `moves`; a number
/// beyond its end is no move.
#[must_use]
pub fn apply_word(state: &State, word: &[u16], moves: &[State]) -> State {
    Instructions::best().apply_word(state, word, moves)
}

/// Writes what each of `moves` makes of `state` to the same place of `children`, as far as both go.
pub fn expand(state: &State, moves: &[State], children: &mut [State]) {
    Instructions::best().expand(state, moves, children);
}
