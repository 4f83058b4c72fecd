//! The cubes as groups: inverses, orders, and patterns with known words.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_env_cube::{Cube, Cube2, Cube3, Face, Turn, TurnMetric, parse_word};

fn after<C: Cube>(word: &str) -> C {
    let mut cube = C::solved();
    cube.apply_all(&parse_word(word).unwrap());
    cube
}

fn order<C: Cube>(word: &str) -> u32 {
    let word = parse_word(word).unwrap();
    let mut cube = C::solved();
    let back = |_: &u32| {
        cube.apply_all(&word);
        cube.is_solved()
    };
    (1..=1260).find(back).unwrap()
}

fn turns_generate_a_group<C: Cube>() {
    let start: C = after("R U2 F' R2 U F");
    for turn in TurnMetric::HalfTurn.turns(&Face::ALL) {
        let mut cube = start;
        cube.apply(turn);
        assert_ne!(cube, start, "{turn}");
        cube.apply(turn.inverse());
        assert_eq!(cube, start, "{turn} and back");
        cube.apply_all(&[turn; 4]);
        assert_eq!(cube, start, "{turn} four times");
    }
}

#[test]
fn every_turn_has_an_inverse_and_an_order_that_divides_four() {
    turns_generate_a_group::<Cube2>();
    turns_generate_a_group::<Cube3>();
}

/// Orders of common elements; 1260 is the greatest there is (Bandelow 1982).
#[test]
fn orders_are_as_known() {
    assert_eq!(order::<Cube3>("R U R' U'"), 6);
    assert_eq!(order::<Cube2>("R U R' U'"), 6);
    assert_eq!(order::<Cube3>("R U"), 105);
    assert_eq!(order::<Cube2>("R U"), 15);
    assert_eq!(order::<Cube3>("R U2 D' B D'"), 1260);
}

#[test]
fn opposite_faces_commute() {
    for face in Face::ALL {
        let (a, b) = (face.letter(), face.opposite().letter());
        let both: Cube3 = after(&format!("{a} {b}'"));
        assert_eq!(both, after(&format!("{b}' {a}")));
    }
}

/// All edges flipped in place: the first position known to need 20 moves (Reid 1995).
#[test]
fn the_superflip_is_what_its_word_makes() {
    let cube: Cube3 = after("U R2 F B R B2 R U2 L B2 R U' D' R2 F R' L B2 U2 F2");
    assert_eq!(cube.corners(), Cube3::solved().corners());
    assert_eq!(cube.edges().pieces(), Cube3::solved().edges().pieces());
    assert_eq!(cube.edges().orientations(), &[1; 12]);
    assert_eq!(cube.misplaced(), 24);
}

/// With the four-spot on top, the position known to need 26 quarter turns.
#[test]
fn the_superflip_with_four_spot_is_what_its_word_makes() {
    let superflip = "U R2 F B R B2 R U2 L B2 R U' D' R2 F R' L B2 U2 F2";
    let four_spot = "F2 B2 U D' L2 R2 U D'";
    let cube: Cube3 = after("U2 D2 L F2 U' D R2 B U' D' R L F2 R U D' R' L U F' B'");
    assert_eq!(cube, after(&format!("{superflip} {four_spot}")));
}

/// The 2x2x2 is the corners of the 3x3x3.
#[test]
fn both_cubes_show_the_same_corners() {
    let word = "R U F' D2 L' B R2 U'";
    let (small, large): (Cube2, Cube3) = (after(word), after(word));
    assert_eq!(small.corners(), large.corners());
    let large: Vec<_> = large.facelets().chars().collect();
    let corners: String = large.chunks(9).flat_map(|f| [f[0], f[2], f[6], f[8]]).collect();
    assert_eq!(small.facelets(), corners);
}

fn misplaced_stickers_are_those_off_their_face<C: Cube>() {
    let mut cube = C::solved();
    for turn in TurnMetric::HalfTurn.turns(C::FACES).into_iter().cycle().step_by(5).take(500) {
        cube.apply(turn);
        let counted = cube.stickers().filter(|sticker| !sticker.is_home()).count();
        assert_eq!(cube.misplaced() as usize, counted);
        assert_eq!(counted == 0, cube.is_solved());
    }
}

#[test]
fn misplaced_stickers_are_counted() {
    misplaced_stickers_are_those_off_their_face::<Cube2>();
    misplaced_stickers_are_those_off_their_face::<Cube3>();
}

#[test]
fn a_solved_cube_shows_its_faces() {
    assert_eq!(Cube2::solved().facelets(), "UUUURRRRFFFFDDDDLLLLBBBB");
    assert_eq!(Cube3::solved().facelets().len(), 54);
    assert_eq!(Cube3::solved().misplaced(), 0);
    // A quarter turn carries three stickers from each of four faces to the next.
    assert_eq!(after::<Cube3>("F").misplaced(), 12);
    assert_eq!(after::<Cube2>("F").misplaced(), 8);
    let turn = Turn { face: Face::F, angle: orienteer_env_cube::Angle::Half };
    assert_eq!(turn.to_string(), "F2");
}
