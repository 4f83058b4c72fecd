//! A set of cells.

/// A set of up to `64 * W` cells, in `W` words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bits<const W: usize>([u64; W]);

impl<const W: usize> Default for Bits<W> {
    fn default() -> Self {
        Self([0; W])
    }
}

impl<const W: usize> Bits<W> {
    /// Whether the cell is in the set.
    #[inline]
    pub fn has(&self, cell: u16) -> bool {
        self.0[usize::from(cell / 64)] >> (cell % 64) & 1 == 1
    }

    /// Puts the cell in, or takes it out.
    #[inline]
    pub fn toggle(&mut self, cell: u16) {
        self.0[usize::from(cell / 64)] ^= 1 << (cell % 64);
    }

    /// The cells of the set, ascending.
    #[inline]
    pub fn cells(&self) -> impl Iterator<Item = u16> {
        self.0.into_iter().zip(0_u16..).flat_map(|(mut word, at)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as u16;
                (word != 0).then(|| {
                    word &= word - 1;
                    64 * at + bit
                })
            })
        })
    }
}

impl<const W: usize> FromIterator<u16> for Bits<W> {
    fn from_iter<I: IntoIterator<Item = u16>>(cells: I) -> Self {
        let mut bits = Self::default();
        for cell in cells {
            bits.toggle(cell);
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_its_cells() {
        let cells = [0, 5, 63, 64, 100, 127];
        let bits: Bits<2> = cells.into_iter().collect();
        assert!(bits.cells().eq(cells));
        assert!(bits.has(64) && !bits.has(65));
        assert_eq!(Bits::<4>::default().cells().count(), 0);
    }
}
