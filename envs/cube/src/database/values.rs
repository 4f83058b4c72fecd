//! Packed entries.

/// The entry at `index` of packed entries of four bits.
#[inline]
pub(crate) fn nibble(bytes: &[u8], index: usize) -> u8 {
    bytes[index / 2] >> (index % 2 * 4) & 15
}
