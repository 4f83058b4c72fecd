//! The symmetries of the square, which keep distances: the image of a press is a press of the image.

/// The eight images of a board, itself among them.
pub(crate) fn images(state: u64, side: usize) -> [u64; 8] {
    let transposed = transposed(state, side);
    let mut images = [state; 8];
    images[1] = flipped(state, side);
    images[2] = reversed(state, side);
    images[3] = flipped(images[2], side);
    images[4] = transposed;
    images[5] = flipped(transposed, side);
    images[6] = reversed(transposed, side);
    images[7] = flipped(images[6], side);
    images
}

/// Rows become columns.
fn transposed(state: u64, side: usize) -> u64 {
    let mut image = 0;
    let mut rest = state;
    while rest != 0 {
        let cell = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        image |= 1 << (cell % side * side + cell / side);
    }
    image
}

/// The last row comes first.
fn flipped(state: u64, side: usize) -> u64 {
    let row = |row: usize| state >> (row * side) & ((1 << side) - 1);
    (0..side).fold(0, |image, at| image << side | row(at))
}

/// The last cell of all comes first: half a turn.
fn reversed(state: u64, side: usize) -> u64 {
    state.reverse_bits() >> (64 - side * side)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LightsOut;
    use orienteer_core::path::Puzzle;

    #[test]
    fn the_images_of_a_corner_and_of_a_knights_move() {
        let mut corners = images(1, 3).to_vec();
        corners.sort_unstable();
        corners.dedup();
        assert_eq!(corners, [1, 1 << 2, 1 << 6, 1 << 8]);
        let mut lopsided = images(0b11 | 1 << 9, 5).to_vec();
        lopsided.sort_unstable();
        lopsided.dedup();
        assert_eq!(lopsided.len(), 8);
    }

    #[test]
    fn distances_are_those_of_the_image() {
        for side in 2..=8 {
            let puzzle = LightsOut::new(side).unwrap();
            let state = puzzle.sample(17, &mut orienteer_core::rng::rng(side as u64));
            let fewest = puzzle.optimum(state).map(u64::count_ones);
            for image in images(state, side) {
                assert_eq!(puzzle.optimum(image).map(u64::count_ones), fewest);
                assert_eq!(puzzle.canonical(&image), puzzle.canonical(&state));
            }
        }
    }
}
