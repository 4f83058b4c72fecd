//! Placements of a pattern, numbered without gaps.

/// The ways to put `tiles` different tiles into `cells` cells; `None` beyond 64 bits.
pub(super) fn placements(cells: usize, tiles: usize) -> Option<usize> {
    (0..tiles).try_fold(1_usize, |product, i| product.checked_mul(cells.checked_sub(i)?))
}

/// The number of a placement: a mixed-radix number whose digits are the tiles' cells, counted among
/// those that the tiles before left free.
#[inline]
pub(super) fn rank(cells: usize, places: impl Iterator<Item = usize>) -> usize {
    let mut rank = 0;
    if cells <= 16 {
        // For each cell, how many taken ones are below it: a nibble each.
        let mut taken_below = 0_u64;
        for (i, cell) in places.enumerate() {
            let digit = cell - (taken_below >> (4 * cell) & 15) as usize;
            rank = rank * (cells - i) + digit;
            // One more for every higher cell; none for the highest, where the shift is all bits.
            taken_below += 0x1111_1111_1111_1110 << (4 * cell);
        }
    } else {
        let mut taken = 0_u64;
        for (i, cell) in places.enumerate() {
            let digit = cell - (taken & ((1 << cell) - 1)).count_ones() as usize;
            rank = rank * (cells - i) + digit;
            taken |= 1 << cell;
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placement_has_its_own_number() {
        for (cells, tiles) in [(9, 3), (16, 3), (25, 3), (4, 4), (49, 2)] {
            let total = placements(cells, tiles).unwrap();
            let mut seen = vec![false; total];
            for number in 0..cells.pow(tiles as u32) {
                let places: Vec<_> =
                    (0..tiles).map(|i| number / cells.pow(i as u32) % cells).collect();
                if (0..tiles).all(|i| !places[..i].contains(&places[i])) {
                    let rank = rank(cells, places.into_iter());
                    assert!(!std::mem::replace(&mut seen[rank], true));
                }
            }
            assert!(seen.into_iter().all(|seen| seen), "{cells} {tiles}");
        }
        assert_eq!(placements(16, 6), Some(5_765_760));
        assert_eq!(placements(2, 3), Some(0));
        assert_eq!(placements(49, 49), None);
    }
}
