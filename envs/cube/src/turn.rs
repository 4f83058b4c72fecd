//! Faces and their turns, and the two ways to count turns.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A face of the cube, and the colour of its stickers when the cube is solved. The order is that
/// of facelet strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Up.
    U,
    /// Right.
    R,
    /// Front.
    F,
    /// Down.
    D,
    /// Left.
    L,
    /// Back.
    B,
}

impl Face {
    /// All six, in the order of facelet strings.
    pub const ALL: [Self; 6] = [Self::U, Self::R, Self::F, Self::D, Self::L, Self::B];

    /// The face on the other side, whose turns commute with those of this one.
    #[must_use]
    pub fn opposite(self) -> Self {
        Self::ALL[(self as usize + 3) % 6]
    }

    /// The letter of the face.
    pub fn letter(self) -> char {
        ['U', 'R', 'F', 'D', 'L', 'B'][self as usize]
    }
}

/// How far a face turns, as seen from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Angle {
    /// A quarter clockwise.
    Clockwise,
    /// A half.
    Half,
    /// A quarter counter-clockwise.
    Counterclockwise,
}

impl Angle {
    /// All three, each a quarter further than the one before.
    pub const ALL: [Self; 3] = [Self::Clockwise, Self::Half, Self::Counterclockwise];
}

/// A turn of one face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Turn {
    /// The face that turns.
    pub face: Face,
    /// How far.
    pub angle: Angle,
}

impl Turn {
    /// The turn that undoes this one.
    #[must_use]
    pub fn inverse(self) -> Self {
        let angle = match self.angle {
            Angle::Clockwise => Angle::Counterclockwise,
            Angle::Half => Angle::Half,
            Angle::Counterclockwise => Angle::Clockwise,
        };
        Self { angle, ..self }
    }
}

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let suffix = ["", "2", "'"][self.angle as usize];
        write!(f, "{}{suffix}", self.face.letter())
    }
}

/// What counts as one move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TurnMetric {
    /// A quarter or a half turn of a face (HTM, also called the face-turn metric).
    #[default]
    HalfTurn,
    /// A quarter turn of a face (QTM); a half turn takes two moves.
    QuarterTurn,
}

impl TurnMetric {
    /// How many moves a turn by `angle` takes.
    pub fn moves_of(self, angle: Angle) -> u32 {
        match (self, angle) {
            (Self::QuarterTurn, Angle::Half) => 2,
            _ => 1,
        }
    }

    /// The turns of `faces` that are one move, in the order U U2 U' R R2 R' and so on.
    pub fn turns(self, faces: &[Face]) -> Vec<Turn> {
        let angles = Angle::ALL.into_iter().filter(move |angle| self.counts_once(*angle));
        faces
            .iter()
            .flat_map(|&face| angles.clone().map(move |angle| Turn { face, angle }))
            .collect()
    }

    fn counts_once(self, angle: Angle) -> bool {
        self == Self::HalfTurn || angle != Angle::Half
    }
}
