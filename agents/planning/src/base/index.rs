//! An open-addressing table from hashes to numbers.
//!
//! A slot holds 32 bits of the hash beside the number, so that a look at the item itself is needed
//! only where they agree. Eight slots fill a line of the cache, and all eight are tried before the
//! next line. The home of an item is the head of its hash: growth then runs through memory once,
//! from end to end.
//!
//! The table is a map of memory in place of a `Vec`, for huge pages: of small ones, a large table
//! has more than the processor remembers the places of, and it would wait for those, too.

use bytemuck::{cast_slice, cast_slice_mut};
use foldhash::fast::FixedState;
use memmap2::MmapMut;
use orienteer_core::path::{Meter, Spent};
use std::hash::{BuildHasher, Hash};
use std::ops::Deref;

/// The slots of a line of the cache.
pub(crate) type Line = [u64; 8];

/// The fewest lines are two to this power, one page.
const FEWEST: u32 = 6;

/// Up to two to this power of lines, a table is small: it fits the cache of a core.
const SMALL: u32 = 14;

/// The most lines are two to this power: more items than that have no numbers.
const MOST: u32 = 30;

/// The bytes of a huge page.
const HUGE: usize = 2 << 20;

/// A hash that is the same on every machine and in every run.
#[inline]
pub(crate) fn hash<T: Hash>(item: &T) -> u32 {
    const STATE: FixedState = FixedState::with_seed(0x6f72_6965_6e74_6565);
    (STATE.hash_one(item) >> 32) as u32
}

/// Numbers below 2^32 - 1 by the hashes of what they stand for.
pub(crate) struct Index {
    /// In each slot the hash in the upper half, and one more than the number in the lower; 0 where
    /// empty.
    slots: MmapMut,
    bits: u32,
    len: usize,
}

impl Index {
    /// An empty index.
    pub(crate) fn new(meter: &mut Meter) -> Result<Self, Spent> {
        Self::with_bits(FEWEST, meter)
    }

    fn with_bits(bits: u32, meter: &mut Meter) -> Result<Self, Spent> {
        let bytes = size_of::<Line>() << bits;
        meter.allocate(bytes as u64)?;
        let slots = MmapMut::map_anon(bytes).map_err(|_| Spent::Bytes)?;
        #[cfg(target_os = "linux")]
        if bytes >= HUGE {
            // It is slower without, and just as right.
            let _ = slots.advise(memmap2::Advice::HugePage);
        }
        Ok(Self { slots, bits, len: 0 })
    }

    /// Makes room for `more` numbers.
    #[inline]
    pub(crate) fn reserve(&mut self, more: usize, meter: &mut Meter) -> Result<(), Spent> {
        // Full at 5/8: beyond, many lines overflow.
        while self.len + more > 5 << self.bits {
            self.grow(meter)?;
        }
        Ok(())
    }

    /// The table, to be read.
    #[inline]
    pub(crate) fn view(&self) -> View<&[Line]> {
        View { lines: cast_slice(&self.slots), shift: 32 - self.bits }
    }

    /// The table, to be written to as far as there is room.
    #[inline]
    pub(crate) fn view_mut(&mut self) -> (View<&mut [Line]>, &mut usize) {
        (View { lines: cast_slice_mut(&mut self.slots), shift: 32 - self.bits }, &mut self.len)
    }

    /// Forgets all numbers. A table that is much larger than what it held is given back.
    pub(crate) fn clear(&mut self, meter: &mut Meter) -> Result<(), Spent> {
        if self.len < 1 << self.bits >> 3 && self.bits > FEWEST {
            let small = Self::new(meter)?;
            meter.release(self.slots.len() as u64);
            *self = small;
        } else {
            self.slots.fill(0);
            self.len = 0;
        }
        Ok(())
    }

    #[cold]
    fn grow(&mut self, meter: &mut Meter) -> Result<(), Spent> {
        if self.bits == MOST {
            return Err(Spent::Bytes);
        }
        // Both tables are held while one is copied into the other. Small ones grow by more at once.
        let bits = if self.bits < SMALL { self.bits + 2 } else { self.bits + 1 };
        let mut larger = Self::with_bits(bits, meter)?;
        let (view, _) = larger.view_mut();
        for &slot in cast_slice::<u8, u64>(&self.slots).iter().filter(|slot| **slot != 0) {
            if let Err(at) = view.find((slot >> 32) as u32, |_| false) {
                view.lines[at / 8][at % 8] = slot;
            }
        }
        larger.len = self.len;
        meter.release(self.slots.len() as u64);
        *self = larger;
        Ok(())
    }
}

/// The lines of a table, for a while in which it does not grow.
pub(crate) struct View<L> {
    lines: L,
    shift: u32,
}

impl<L: Deref<Target = [Line]>> View<L> {
    /// The line where a hash is at home, to bring it near before it is needed.
    #[inline]
    pub(crate) fn home(&self, hash: u32) -> &Line {
        &self.lines[(hash >> self.shift) as usize]
    }

    /// The number in the first slot that is tried, if the hashes agree.
    #[inline]
    pub(crate) fn first(&self, hash: u32) -> Option<u32> {
        let slot = self.home(hash)[hash as usize % 8];
        (slot >> 32 == u64::from(hash)).then(|| (slot as u32).wrapping_sub(1))
    }

    /// The number of this hash for which `is_same` holds, and its slot, or else the slot where it
    /// belongs. There must be room for one.
    #[inline]
    pub(crate) fn find(
        &self,
        hash: u32,
        mut is_same: impl FnMut(u32) -> bool,
    ) -> Result<(u32, usize), usize> {
        let mut home = (hash >> self.shift) as usize;
        loop {
            let line = &self.lines[home];
            for turn in 0..8 {
                // Different hashes begin at different slots of the line.
                let at = (hash as usize + turn) % 8;
                let slot = line[at];
                if slot == 0 {
                    return Err(8 * home + at);
                }
                if (slot >> 32) as u32 == hash && is_same(slot as u32 - 1) {
                    return Ok((slot as u32 - 1, 8 * home + at));
                }
            }
            home = (home + 1) & (self.lines.len() - 1);
        }
    }
}

impl View<&mut [Line]> {
    /// Puts a number in a slot that [`View::find`] gave.
    #[inline]
    pub(crate) fn put(&mut self, slot: usize, hash: u32, number: u32) {
        self.lines[slot / 8][slot % 8] = u64::from(hash) << 32 | u64::from(number + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::path::Limits;

    fn add(index: &mut Index, hash: u32, number: u32, is_same: impl Fn(u32) -> bool) {
        index.reserve(1, &mut Meter::new(Limits::default())).unwrap();
        let (mut view, len) = index.view_mut();
        let slot = view.find(hash, is_same).unwrap_err();
        view.put(slot, hash, number);
        *len += 1;
    }

    #[test]
    fn numbers_are_found_again() {
        let mut meter = Meter::new(Limits::default());
        let mut index = Index::new(&mut meter).unwrap();
        let items: Vec<u64> = (0..20_000).map(|i| i * 0x1_0001).collect();
        for (number, item) in (0..).zip(&items) {
            add(&mut index, hash(item), number, |n| items[n as usize] == *item);
        }
        for (number, item) in (0..).zip(&items) {
            let found = index.view().find(hash(item), |n| items[n as usize] == *item);
            assert_eq!(found.map(|(n, _)| n), Ok(number));
        }
        assert!(index.view().find(hash(&7_u64), |n| items[n as usize] == 7).is_err());
        index.clear(&mut meter).unwrap();
        assert!(index.view().find(hash(&items[3]), |_| true).is_err());
    }

    #[test]
    fn both_tables_count_while_one_grows() {
        let mut meter = Meter::new(Limits { bytes: Some(30_000), ..Default::default() });
        let mut index = Index::new(&mut meter).unwrap();
        assert_eq!(index.reserve(321, &mut meter), Ok(()));
        assert_eq!(meter.counters().peak_bytes, 4096 + 16384);
        assert_eq!(index.reserve(1281, &mut meter), Err(Spent::Bytes));
    }

    /// Hashes that all agree are told apart by the items.
    #[test]
    fn collisions_do_no_harm() {
        let mut index = Index::new(&mut Meter::new(Limits::default())).unwrap();
        for number in 0..1000 {
            add(&mut index, u32::MAX, number, |n| n == number);
        }
        let (number, slot) = index.view().find(u32::MAX, |n| n == 700).unwrap();
        assert_eq!(number, 700);
        index.view_mut().0.put(slot, u32::MAX, 5000);
        assert!(index.view().find(u32::MAX, |n| n == 5000).is_ok());
        assert!(index.view().find(u32::MAX, |n| n == 700).is_err());
    }
}
