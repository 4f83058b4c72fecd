//! Facelets as they are written down, and what can be wrong with them.

use crate::cube::{Cube2, Cube3};
use crate::facelet::Facelet;
use crate::turn::Face;
use crate::{Corners, Pieces, corners, edges};

/// Why facelets are no cube that turns can solve.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCube {
    /// Too few or too many.
    #[error(
        "{found} facelets: expected {expected}, nine or four for each face in the order U R F D L B"
    )]
    Length {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A letter that is no face.
    #[error("facelet {position} is `{letter}`: expected one of U R F D L B")]
    Letter {
        /// The letter.
        letter: char,
        /// Which facelet it is, counted from 1.
        position: usize,
    },
    /// A colour that is there too often or too rarely.
    #[error("{found} facelets are {colour}: expected {expected} of each colour")]
    Count {
        /// The colour.
        colour: char,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A cube that is held in another way than colours are named.
    #[error("the centre of {face} is {found}: name each colour by the face whose centre has it")]
    Centre {
        /// The face.
        face: char,
        /// The colour of its centre.
        found: char,
    },
    /// Colours that no piece has together, or has in this order.
    #[error("the piece at {position} has the colours {colours}: there is none like it")]
    Piece {
        /// Where it is.
        position: String,
        /// Its colours, in the order of the name of the position.
        colours: String,
    },
    /// The same piece at two places.
    #[error("the piece {0} is there twice")]
    Twice(String),
    /// A 2x2x2 whose reference corner is not in its place.
    #[error(
        "the corner DBL is not at home: turn the whole cube until it is at D, B and L, with D on the bottom (only U, R and F turn here)"
    )]
    Reference,
    /// A corner that was taken out and turned.
    #[error("one corner is twisted: no turns solve this, unless a corner is twisted by hand {0}")]
    Twist(&'static str),
    /// An edge that was taken out and flipped.
    #[error("one edge is flipped: no turns solve this, unless an edge is flipped by hand")]
    Flip,
    /// Two pieces that were taken out and exchanged.
    #[error(
        "two pieces are exchanged: no turns solve this, because turns permute corners and edges both evenly or both oddly"
    )]
    Parity,
}

/// The 3x3x3 of 54 facelets, as [`crate::Cube::facelets`] writes them; white space does not matter.
///
/// # Errors
///
/// Says what is wrong with the first thing that is.
pub fn parse_cube3(facelets: &str) -> Result<Cube3, InvalidCube> {
    let colours = colours(facelets, 3)?;
    for face in Face::ALL {
        let centre = colours[face as usize * 9 + 4];
        if centre != face {
            let (face, found) = (face.letter(), centre.letter());
            return Err(InvalidCube::Centre { face, found });
        }
    }
    let corners = pieces(&colours, 3, &corners::HOMES)?;
    let edges = pieces(&colours, 3, &edges::HOMES)?;
    check_twist(&corners)?;
    if edges.orientations().iter().sum::<u8>() % 2 != 0 {
        return Err(InvalidCube::Flip);
    }
    if is_odd(corners.pieces()) != is_odd(edges.pieces()) {
        return Err(InvalidCube::Parity);
    }
    Ok(Cube3::new(corners, edges))
}

/// The 2x2x2 of 24 facelets, as [`crate::Cube::facelets`] writes them; white space does not matter.
///
/// # Errors
///
/// Says what is wrong with the first thing that is.
pub fn parse_cube2(facelets: &str) -> Result<Cube2, InvalidCube> {
    let corners: Corners = pieces(&colours(facelets, 2)?, 2, &corners::HOMES)?;
    check_twist(&corners)?;
    if (corners.pieces()[6], corners.orientations()[6]) != (6, 0) {
        return Err(InvalidCube::Reference);
    }
    Ok(Cube2::new(corners))
}

fn colours(facelets: &str, size: usize) -> Result<Vec<Face>, InvalidCube> {
    let mut colours = Vec::new();
    for (letter, position) in facelets.chars().filter(|c| !c.is_whitespace()).zip(1..) {
        let colour = Face::ALL.into_iter().find(|face| face.letter() == letter);
        colours.push(colour.ok_or(InvalidCube::Letter { letter, position })?);
    }
    let (found, expected) = (colours.len(), 6 * size * size);
    if found != expected {
        return Err(InvalidCube::Length { found, expected });
    }
    for colour in Face::ALL {
        let found = colours.iter().filter(|other| **other == colour).count();
        if found != size * size {
            let (colour, expected) = (colour.letter(), size * size);
            return Err(InvalidCube::Count { colour, found, expected });
        }
    }
    Ok(colours)
}

/// Which piece is at each position, and how it is turned.
fn pieces<const N: usize, const M: usize>(
    colours: &[Face],
    size: usize,
    homes: &[[Facelet; M]; N],
) -> Result<Pieces<N, M>, InvalidCube> {
    let name = |faces: [Face; M]| faces.iter().map(|face| face.letter()).collect::<String>();
    let home = |piece: usize| homes[piece].map(|facelet| facelet.face);
    let mut found = [(0, 0); N];
    let mut is_there = [false; N];
    for (position, found) in found.iter_mut().enumerate() {
        let shown = homes[position].map(|facelet| colours[facelet.index(size)]);
        // Sticker k of a piece with orientation o is at place k + o of its position.
        let fits = |piece, o| (0..M).all(|k| shown[(k + o) % M] == home(piece)[k]);
        let mut all = (0..N).flat_map(|piece| (0..M).map(move |o| (piece, o)));
        let (piece, o) = all.find(|(piece, o)| fits(*piece, *o)).ok_or_else(|| {
            let (position, colours) = (name(home(position)), name(shown));
            InvalidCube::Piece { position, colours }
        })?;
        if std::mem::replace(&mut is_there[piece], true) {
            return Err(InvalidCube::Twice(name(home(piece))));
        }
        *found = (piece as u8, o as u8);
    }
    Ok(Pieces::from_fn(|position| found[position]))
}

fn check_twist(corners: &Corners) -> Result<(), InvalidCube> {
    match corners.orientations().iter().sum::<u8>() % 3 {
        0 => Ok(()),
        1 => Err(InvalidCube::Twist("counter-clockwise")),
        _ => Err(InvalidCube::Twist("clockwise")),
    }
}

/// Whether a permutation is made of an odd number of exchanges.
pub(crate) fn is_odd(pieces: &[u8]) -> bool {
    let pairs = (0..pieces.len()).flat_map(|j| (0..j).map(move |i| (i, j)));
    pairs.filter(|(i, j)| pieces[*i] > pieces[*j]).count() % 2 == 1
}

/// What a text that names a cube is: its facelets if it has a word longer than a turn is.
pub(crate) fn is_facelets(text: &str) -> bool {
    text.split_whitespace().any(|word| word.len() > 3)
}
