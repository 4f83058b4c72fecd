//! The table: one small number for each entry.

use crate::storage::Storage;
use rayon::prelude::*;

/// The bits that an entry takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Distances up to 14.
    Four,
    /// Distances up to 254.
    Eight,
}

impl Width {
    /// The value of an entry that no goal can be reached from. What is below it is a distance.
    pub const fn unreached(self) -> u8 {
        match self {
            Self::Four => 15,
            Self::Eight => 255,
        }
    }

    /// The bits.
    pub const fn bits(self) -> u32 {
        match self {
            Self::Four => 4,
            Self::Eight => 8,
        }
    }

    /// The bytes that so many entries take.
    pub const fn bytes(self, entries: usize) -> usize {
        match self {
            Self::Four => entries.div_ceil(2),
            Self::Eight => entries,
        }
    }
}

/// A distance for each of the entries from 0 to [`Table::entries`], excluded.
#[derive(Debug)]
pub struct Table {
    storage: Storage,
    entries: usize,
    width: Width,
    histogram: Vec<u64>,
}

impl Table {
    pub(crate) fn new(storage: Storage, entries: usize, width: Width, histogram: Vec<u64>) -> Self {
        Self { storage, entries, width, histogram }
    }

    /// Packs one value an entry. Values from [`Width::unreached`] on become that.
    pub fn pack(values: &[u8], width: Width) -> Self {
        Self::pack_from(values.len(), width, |index| values[index])
    }

    /// The same of values that `value` tells, so that large tables need no second list of them.
    pub(crate) fn pack_from(
        entries: usize,
        width: Width,
        value: impl Fn(usize) -> u8 + Sync,
    ) -> Self {
        let bytes = match width {
            Width::Eight => (0..entries).into_par_iter().map(&value).collect(),
            Width::Four => {
                let nibble = |index| if index < entries { value(index).min(15) } else { 0 };
                let two = |byte: usize| nibble(2 * byte) | nibble(2 * byte + 1) << 4;
                (0..entries.div_ceil(2)).into_par_iter().map(two).collect()
            }
        };
        let histogram = histogram(entries, value, width.unreached());
        Self::new(Storage::Heap(bytes), entries, width, histogram)
    }

    /// The number of entries.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// The bits of an entry.
    pub fn width(&self) -> Width {
        self.width
    }

    /// The distance of an entry from the nearest goal; nothing if there is no way, or no such entry.
    #[inline]
    pub fn get(&self, index: usize) -> Option<u8> {
        let value = self.raw(index)?;
        (value < self.width.unreached()).then_some(value)
    }

    /// The same with [`Width::unreached`] where there is no way.
    #[inline]
    fn raw(&self, index: usize) -> Option<u8> {
        if index >= self.entries {
            return None;
        }
        let bytes = self.bytes();
        match self.width {
            Width::Four => Some(bytes.get(index / 2)? >> (index % 2 * 4) & 15),
            Width::Eight => bytes.get(index).copied(),
        }
    }

    /// The packed entries, for loops that unpack them on their own. Of two entries in one byte, the
    /// even one has the low bits.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        self.storage.bytes()
    }

    /// How many entries there are at each distance from 0 on.
    pub fn histogram(&self) -> &[u64] {
        &self.histogram
    }

    /// The greatest distance.
    pub fn greatest(&self) -> u8 {
        self.histogram.len().saturating_sub(1) as u8
    }

    /// The mean distance of the entries that have one.
    pub fn mean(&self) -> f64 {
        let reached: u64 = self.histogram.iter().sum();
        let total: u64 = (0..).zip(&self.histogram).map(|(depth, n)| depth * n).sum();
        total as f64 / reached as f64
    }

    /// The table in memory of its own, in large pages where the system gives them: lookups at random
    /// places, as a search makes them, then miss the translation buffer less often than in a mapped
    /// file. Costs one copy.
    #[must_use]
    pub fn resident(self) -> Self {
        Self { storage: self.storage.resident(), ..self }
    }
}

/// The packed entries, as [`Table::bytes`].
impl AsRef<[u8]> for Table {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.bytes()
    }
}

/// How many values there are of each kind up to the last that occurs, without the unreached.
fn histogram(entries: usize, value: impl Fn(usize) -> u8 + Sync, unreached: u8) -> Vec<u64> {
    let empty = || vec![0_u64; 256];
    let count = |mut counts: Vec<u64>, index: usize| {
        counts[usize::from(value(index))] += 1;
        counts
    };
    let add = |mut a: Vec<u64>, b: Vec<u64>| {
        a.iter_mut().zip(&b).for_each(|(a, b)| *a += b);
        a
    };
    let mut counts = (0..entries).into_par_iter().fold(empty, count).reduce(empty, add);
    counts.truncate(usize::from(unreached));
    counts.truncate(counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_every_value_and_marks_the_unreached() {
        let values = [3, 0, 15, 14, 200, 1, 2];
        let table = Table::pack(&values, Width::Four);
        let read: Vec<_> = (0..8).map(|i| table.get(i)).collect();
        let expected = [Some(3), Some(0), None, Some(14), None, Some(1), Some(2), None];
        assert_eq!(read, expected);
        assert_eq!(table.bytes().len(), 4);
        assert_eq!(table.histogram(), [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!((table.greatest(), table.mean()), (14, 4.0));

        let wide = Table::pack(&values, Width::Eight);
        assert_eq!((wide.get(4), wide.get(2), wide.get(7)), (Some(200), Some(15), None));
    }

    #[test]
    fn a_copy_in_memory_reads_the_same() {
        let values: Vec<u8> = (0..10_001).map(|i| (i * 7 % 16) as u8).collect();
        let table = Table::pack(&values, Width::Four).resident();
        assert!((0..values.len()).all(|i| table.get(i) == Some(values[i]).filter(|v| *v < 15)));
    }
}
