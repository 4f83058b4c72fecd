//! An open-addressing table from hashes to numbers.
//!
//! Beside each number are 31 bits of the hash, its tag, so that a look at the item itself is needed
//! only where they agree. Eight tags and eight numbers fill a line of the cache, and the eight tags
//! are compared at once: one after another, the processor would guess wrong how many there are to
//! try. The home of an item is the tail of its tag: a table grows in place, where an item that is at
//! home stays there or goes into a line that is new, and memory is run through once, from end to end.
//!
//! The table is a map of memory in place of a `Vec`, for huge pages: of small ones, a large table
//! has more than the processor remembers the places of, and it would wait for those, too.

use super::processor::equal;
#[cfg(target_os = "linux")]
use super::room::HUGE;
use bytemuck::{cast_slice, cast_slice_mut};
use foldhash::fast::FixedState;
use memmap2::MmapMut;
#[cfg(target_os = "linux")]
use memmap2::{Advice, RemapOptions};
use orienteer_core::path::{Meter, Spent};
use std::hash::{BuildHasher, Hash};
use std::ops::{Deref, Range};

/// A line of the cache: eight tags, 0 where empty, and then their eight numbers.
pub(crate) type Line = [u32; 16];

/// The fewest lines are two to this power, one page.
const FEWEST: u32 = 6;

/// Up to two to this power of lines, a table is small: it fits the cache of a core.
const SMALL: u32 = 14;

/// The most lines are two to this power: more items than that have no numbers.
const MOST: u32 = 30;

/// A hash that is the same on every machine and in every run.
#[inline]
pub(crate) fn hash<T: Hash>(item: &T) -> u32 {
    const STATE: FixedState = FixedState::with_seed(0x6f72_6965_6e74_6565);
    (STATE.hash_one(item) >> 32) as u32
}

/// Numbers below 2^32 - 1 by the hashes of what they stand for.
pub(crate) struct Index {
    lines: MmapMut,
    bits: u32,
    len: usize,
}

impl Index {
    /// An empty index.
    pub(crate) fn new(meter: &mut Meter) -> Result<Self, Spent> {
        let bytes = size_of::<Line>() << FEWEST;
        meter.allocate(bytes as u64)?;
        let lines = MmapMut::map_anon(bytes).map_err(|_| Spent::Bytes)?;
        Ok(Self { lines, bits: FEWEST, len: 0 })
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
        View { lines: cast_slice(&self.lines), mask: (1 << self.bits) - 1 }
    }

    /// The table, to be written to as far as there is room.
    #[inline]
    pub(crate) fn view_mut(&mut self) -> (View<&mut [Line]>, &mut usize) {
        (View { lines: cast_slice_mut(&mut self.lines), mask: (1 << self.bits) - 1 }, &mut self.len)
    }

    /// Forgets all numbers. A table that is much larger than what it held is given back.
    pub(crate) fn clear(&mut self, meter: &mut Meter) -> Result<(), Spent> {
        if self.len < 1 << self.bits >> 3 && self.bits > FEWEST {
            let small = Self::new(meter)?;
            meter.release(self.lines.len() as u64);
            *self = small;
        } else {
            self.lines.fill(0);
            self.len = 0;
        }
        Ok(())
    }

    #[cold]
    fn grow(&mut self, meter: &mut Meter) -> Result<(), Spent> {
        if self.bits == MOST {
            return Err(Spent::Bytes);
        }
        // Small ones grow by more at once.
        let growth = if self.bits < SMALL { 2 } else { 1 };
        let (before, bits) = (self.bits, self.bits + growth);
        let bytes = size_of::<Line>() << bits;
        meter.allocate((bytes - self.lines.len()) as u64)?;
        lengthen(&mut self.lines, bytes)?;
        self.bits = bits;
        let mut view = self.view_mut().0;
        let mut wrapped = Vec::new();
        for at in 0..1 << before {
            view.split(at, before, &mut wrapped);
        }
        for (tag, number) in wrapped {
            view.add(tag, number);
        }
        Ok(())
    }
}

/// The lines of a table, for a while in which it does not grow.
pub(crate) struct View<L> {
    lines: L,
    mask: u32,
}

impl<L: Deref<Target = [Line]>> View<L> {
    /// The line where a hash is at home, to bring it near before it is needed.
    #[inline]
    pub(crate) fn home(&self, hash: u32) -> &Line {
        &self.lines[self.home_of(hash)]
    }

    #[inline]
    fn home_of(&self, hash: u32) -> usize {
        // The last bit is not in the tag.
        (hash >> 1 & self.mask) as usize
    }

    /// A number at home that may be the one of this hash.
    #[inline]
    pub(crate) fn first(&self, hash: u32) -> Option<u32> {
        let line = self.home(hash);
        let (same, _) = compare(line, tag(hash));
        (same != 0).then(|| line[8 + same.trailing_zeros() as usize % 8])
    }

    /// The number of this hash for which `is_same` holds, and its slot, or else the slot where it
    /// belongs. There must be room for one.
    #[inline]
    pub(crate) fn find(
        &self,
        hash: u32,
        mut is_same: impl FnMut(u32) -> bool,
    ) -> Result<(u32, usize), usize> {
        let mut home = self.home_of(hash);
        loop {
            let line = &self.lines[home];
            let (mut same, empty) = compare(line, tag(hash));
            while same != 0 {
                let at = same.trailing_zeros() as usize % 8;
                if is_same(line[8 + at]) {
                    return Ok((line[8 + at], 8 * home + at));
                }
                same &= same - 1;
            }
            if empty != 0 {
                return Err(8 * home + empty.trailing_zeros() as usize);
            }
            home = (home + 1) & (self.lines.len() - 1);
        }
    }
}

impl View<&mut [Line]> {
    /// The same, to be read.
    #[inline]
    pub(crate) fn view(&self) -> View<&[Line]> {
        View { lines: self.lines, mask: self.mask }
    }

    /// Puts a number in a slot that [`View::find`] gave.
    #[inline]
    pub(crate) fn put(&mut self, slot: usize, hash: u32, number: u32) {
        let line = &mut self.lines[slot / 8];
        line[slot % 8] = tag(hash);
        line[8 + slot % 8] = number;
    }
}

impl View<&mut [Line]> {
    /// Adds a number that is not there.
    fn add(&mut self, hash: u32, number: u32) {
        if let Err(slot) = self.find(hash, |_| false) {
            self.put(slot, hash, number);
        }
    }

    /// Puts the items of a line where they belong, now that there are more than the `1 << bits`
    /// lines of before: most of them there, or in a line that is so many or a multiple of it further
    /// on. The others flowed over from a line before, which has been seen to; but those that flowed
    /// over from the end to the beginning are for later.
    ///
    /// The new lines are empty when their turn comes: what was put into a row of lines before came
    /// out of as many lines.
    #[inline]
    fn split(&mut self, at: usize, bits: u32, wrapped: &mut Vec<(u32, u32)>) {
        let old = 1 << bits;
        let line = std::mem::take(&mut self.lines[at]);
        // Counted along the way, since reading whole what was just written in parts makes the
        // processor wait.
        let mut counts = [0; 4];
        let (mut others, mut most) = ([(0, 0); 8], 0);
        for slot in 0..full(&line) {
            let (tag, number) = (line[slot], line[8 + slot]);
            let home = self.home_of(tag);
            let count = &mut counts[home >> bits & 3];
            if home & (old - 1) == at {
                self.put(8 * home + *count, tag, number);
                *count += 1;
            } else {
                others[most] = (tag, number);
                most += 1;
            }
        }
        for &(tag, number) in &others[..most] {
            if self.home_of(tag) & (old - 1) > at {
                wrapped.push((tag, number));
            } else {
                self.add(tag, number);
            }
        }
    }
}

/// Makes a map longer; what is new is 0. Where a system cannot do that in place there are two for a
/// moment, and that is not counted, as of a list that is copied: budgets of bytes are the same everywhere.
fn lengthen(map: &mut MmapMut, bytes: usize) -> Result<(), Spent> {
    let before = map.len();
    #[cfg(target_os = "linux")]
    #[allow(
        unsafe_code,
        reason = "with two tables at one time, the peak of its memory would be half as much again"
    )]
    {
        // SAFETY: the map is anonymous: there is no file that could be shorter.
        unsafe { map.remap(bytes, RemapOptions::new().may_move(true)) }
            .map_err(|_| Spent::Bytes)?;
    }
    #[cfg(not(target_os = "linux"))]
    {
        let mut longer = MmapMut::map_anon(bytes).map_err(|_| Spent::Bytes)?;
        longer[..map.len()].copy_from_slice(map);
        *map = longer;
    }
    advise(map, before..bytes);
    Ok(())
}

/// Asks for huge pages where a map is long, and otherwise for those that are `new` at once: all will
/// be used, and one request costs less than one for each.
fn advise(map: &MmapMut, new: Range<usize>) {
    // Without either it is slower, and just as right.
    #[cfg(target_os = "linux")]
    let _ = if map.len() >= HUGE {
        map.advise(Advice::HugePage)
    } else {
        map.advise_range(Advice::PopulateWrite, new.start, new.len())
    };
    #[cfg(not(target_os = "linux"))]
    let _ = (map, new);
}

/// The number of slots of a line that are not empty: the first of them.
#[inline]
fn full(line: &Line) -> usize {
    (compare(line, 0).1 | 1 << 8).trailing_zeros() as usize
}

/// What is kept of a hash: all but its last bit, and never 0.
#[inline]
fn tag(hash: u32) -> u32 {
    hash | 1
}

/// Which tags of a line are this one, and which are empty, as bits.
#[inline]
fn compare(line: &Line, tag: u32) -> (u32, u32) {
    let tags: &[[u32; 4]; 4] = bytemuck::cast_ref(line);
    let among = |tag| equal(tags[0], tag) | equal(tags[1], tag) << 4;
    (among(tag), among(0))
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
        let items: Vec<u64> = (0..200_000).map(|i| i * 0x1_0001).collect();
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
    fn what_is_new_counts_when_a_table_grows() {
        let mut meter = Meter::new(Limits { bytes: Some(30_000), ..Default::default() });
        let mut index = Index::new(&mut meter).unwrap();
        assert_eq!(index.reserve(321, &mut meter), Ok(()));
        assert_eq!(meter.counters().peak_bytes, 16384);
        assert_eq!(index.reserve(1281, &mut meter), Err(Spent::Bytes));
    }

    /// Whichever lines are full when a table grows, the last ones among them, all is found again.
    #[test]
    fn crowded_lines_grow() {
        let mut index = Index::new(&mut Meter::new(Limits::default())).unwrap();
        let mut hashes: Vec<u32> = Vec::new();
        for number in 0..6000 {
            let odd = hash(&number);
            // Some anywhere, most in every fourth group of eight lines, and a few hundred at one home
            // in the middle and at some at the end.
            let few = [odd << 11 | 0x2a8, u32::MAX - odd % 8];
            let crowded = if number % 16 < 2 { few[number as usize % 2] } else { odd & !0x30 };
            hashes.push(if number % 4 == 3 { odd } else { crowded });
            add(&mut index, hashes[number as usize], number, |n| n == number);
            if number % 100 == 99 {
                for (number, &hash) in (0..).zip(&hashes) {
                    let found = index.view().find(hash, |n| n == number);
                    assert_eq!(found.map(|(n, _)| n), Ok(number));
                }
            }
        }
        assert_eq!(index.view().lines.iter().map(full).sum::<usize>(), hashes.len());
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
