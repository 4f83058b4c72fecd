//! The eighteen turns as states.

use super::State;
use crate::turn::{Angle, Face, Turn};
use crate::{corners, edges};

/// What each turn makes of a solved cube, in the order U U2 U' R R2 R' F F2 F' D D2 D' L L2 L' B B2 B'.
pub static TURNS: [State; 18] = {
    let mut turns = [State::SOLVED; 18];
    let mut i = 0;
    while i < 18 {
        let (face, angle) = (Face::ALL[i / 3], Angle::ALL[i % 3]);
        let turn = Turn { face, angle };
        turns[i] = State::pack(corners::TURNS.of(turn), edges::TURNS.of(turn));
        i += 1;
    }
    turns
};

/// The place of a turn in [`TURNS`].
#[inline]
pub const fn turn_index(turn: Turn) -> usize {
    turn.face as usize * 3 + turn.angle as usize
}
