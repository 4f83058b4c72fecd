//! The queue of what comes next, by key.
//!
//! While all keys are integers that are not too large, there is one bucket for each: push and pop
//! take constant time. The first key of another kind turns the buckets into a heap; the order in
//! which items come out stays the same.

use super::heap::Heap;
use super::room::room;
use crate::options::Ties;
use orienteer_core::path::{Meter, Spent};

/// The number of keys that may have buckets.
const KEYS: f32 = 65_536.0;

/// The number of estimates within a key that may have buckets.
const RESTS: f32 = 1_024.0;

/// Items by key, the smallest first. Keys are not negative and not NaN.
pub(crate) struct Open<T> {
    ties: Ties,
    store: Store<T>,
    len: usize,
}

enum Store<T> {
    Buckets { shelves: Vec<Shelf<T>>, front: usize },
    Heap { heap: Heap<T>, count: u32 },
}

/// The items of one key, by the estimate of what is left where ties go by that.
struct Shelf<T> {
    buckets: Vec<Bucket<T>>,
    front: usize,
}

/// Items in the order in which they came.
struct Bucket<T> {
    items: Vec<T>,
    /// The number of items at the front that went already.
    gone: usize,
}

impl<T: Copy> Open<T> {
    pub(crate) fn new(ties: Ties) -> Self {
        Self { ties, store: Store::Buckets { shelves: Vec::new(), front: 0 }, len: 0 }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Adds an item. `rest` is the estimate of what is left, of which ties may make use.
    #[inline]
    pub(crate) fn push(
        &mut self,
        key: f32,
        rest: f32,
        item: T,
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        self.push_with(key, rest, || item, meter)
    }

    /// As [`Open::push`], where the item is made in its place. Made beforehand it would lie on the
    /// stack, and wait there to be written before it is read: a sixth of the time of A* on the
    /// 15-puzzle.
    #[inline]
    pub(crate) fn push_with(
        &mut self,
        key: f32,
        rest: f32,
        item: impl Fn() -> T,
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        let rest = if self.ties == Ties::Nearest { rest } else { 0.0 };
        if let Store::Buckets { shelves, front } = &mut self.store {
            if let (Some(row), Some(column)) = (whole(key, KEYS), whole(rest, RESTS)) {
                self.len += 1;
                *front = row.min(*front);
                if let Some(shelf) = shelves.get_mut(row)
                    && let Some(bucket) = shelf.buckets.get_mut(column)
                    && bucket.items.len() < bucket.items.capacity()
                {
                    shelf.front = column.min(shelf.front);
                    bucket.items.push(item());
                    return Ok(());
                }
                return extend(shelves, row, column, item(), meter);
            }
        }
        self.push_on_heap(key, rest, item(), meter)
    }

    /// The smallest key.
    pub(crate) fn key(&mut self) -> Option<f32> {
        match &mut self.store {
            Store::Buckets { shelves, front } => advance(shelves, front).map(|_| *front as f32),
            Store::Heap { heap, .. } => heap.first().map(key_of),
        }
    }

    /// Takes the first item.
    pub(crate) fn pop(&mut self) -> Option<(f32, T)> {
        let (key, item) = match &mut self.store {
            Store::Buckets { shelves, front } => {
                let item = advance(shelves, front)?.take(self.ties)?;
                (*front as f32, item)
            }
            Store::Heap { heap, .. } => heap.pop().map(|(rank, item)| (key_of(rank), item))?,
        };
        self.len -= 1;
        Some((key, item))
    }

    /// Takes up to `most` items with the same, smallest key.
    #[inline]
    pub(crate) fn pop_block(&mut self, out: &mut Vec<T>, most: usize) -> Option<f32> {
        if let Store::Buckets { shelves, front } = &mut self.store {
            let bucket = advance(shelves, front)?;
            let before = out.len();
            bucket.take_many(self.ties, most, out);
            self.len -= out.len() - before;
            return Some(*front as f32);
        }
        let key = self.key()?;
        let most = out.len() + most;
        while out.len() < most && self.key() == Some(key) {
            out.extend(self.pop().map(|(_, item)| item));
        }
        Some(key)
    }

    #[cold]
    fn push_on_heap(
        &mut self,
        key: f32,
        rest: f32,
        item: T,
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        if let Store::Buckets { .. } = self.store {
            self.turn_into_heap(meter)?;
        }
        if let Store::Heap { heap, count } = &mut self.store {
            if *count == u32::MAX {
                *count = renumber(heap, self.ties)?;
            }
            heap.push(rank(key, rest, *count, self.ties), item, meter)?;
            *count += 1;
            self.len += 1;
        }
        Ok(())
    }

    fn turn_into_heap(&mut self, meter: &mut Meter) -> Result<(), Spent> {
        let mut heap = Heap::new();
        let mut count = 0;
        if let Store::Buckets { shelves, .. } = &mut self.store {
            for (row, shelf) in shelves.iter_mut().enumerate() {
                for (column, bucket) in shelf.buckets.iter_mut().enumerate() {
                    let items = std::mem::take(&mut bucket.items);
                    for &item in &items[bucket.gone..] {
                        let rank = rank(row as f32, column as f32, count, self.ties);
                        heap.push(rank, item, meter)?;
                        count += 1;
                    }
                    meter.release((items.capacity() * size_of::<T>()) as u64);
                }
                meter.release((shelf.buckets.capacity() * size_of::<Bucket<T>>()) as u64);
            }
            meter.release((shelves.capacity() * size_of::<Shelf<T>>()) as u64);
        }
        self.store = Store::Heap { heap, count };
        Ok(())
    }
}

/// A number that is whole and below `most`, which is at most 2^23.
#[inline]
fn whole(number: f32, most: f32) -> Option<usize> {
    /// From here on, floats are whole, and their lowest bits count.
    const WHOLE: f32 = 8_388_608.0;
    let shifted = number + WHOLE;
    let is_whole = number < most && shifted - WHOLE == number;
    is_whole.then(|| (shifted.to_bits() & 0x7f_ffff) as usize)
}

/// The first bucket that is not empty.
#[inline]
fn advance<'a, T: Copy>(
    shelves: &'a mut [Shelf<T>],
    front: &mut usize,
) -> Option<&'a mut Bucket<T>> {
    while let Some(shelf) = shelves.get_mut(*front) {
        let filled = |bucket: &Bucket<T>| !bucket.is_empty();
        if let Some(ahead) = shelf.buckets.get(shelf.front..)
            && let Some(offset) = ahead.iter().position(filled)
        {
            shelf.front += offset;
            // Once more, because the borrow checker does not follow a return from a loop.
            let shelf = &mut shelves[*front];
            return Some(&mut shelf.buckets[shelf.front]);
        }
        shelf.front = shelf.buckets.len();
        *front += 1;
    }
    None
}

/// Adds an item to a bucket that is full, or is not there yet.
#[cold]
fn extend<T: Copy>(
    shelves: &mut Vec<Shelf<T>>,
    row: usize,
    column: usize,
    item: T,
    meter: &mut Meter,
) -> Result<(), Spent> {
    while shelves.len() <= row {
        room(shelves, meter)?;
        shelves.push(Shelf { buckets: Vec::new(), front: 0 });
    }
    let Shelf { buckets, front } = &mut shelves[row];
    while buckets.len() <= column {
        room(buckets, meter)?;
        buckets.push(Bucket { items: Vec::new(), gone: 0 });
    }
    *front = column.min(*front);
    room(&mut buckets[column].items, meter)?;
    buckets[column].items.push(item);
    Ok(())
}

impl<T: Copy> Bucket<T> {
    #[inline]
    fn is_empty(&self) -> bool {
        self.items.len() == self.gone
    }

    #[inline]
    fn take(&mut self, ties: Ties) -> Option<T> {
        if ties != Ties::FirstIn {
            return self.items.pop();
        }
        let item = self.items.get(self.gone).copied();
        self.gone += usize::from(item.is_some());
        self.forget();
        item
    }

    #[inline]
    fn take_many(&mut self, ties: Ties, most: usize, out: &mut Vec<T>) {
        if ties == Ties::FirstIn {
            let end = self.items.len().min(self.gone + most);
            out.extend_from_slice(&self.items[self.gone..end]);
            self.gone = end;
            self.forget();
        } else {
            let from = self.items.len().saturating_sub(most);
            out.extend(self.items[from..].iter().rev());
            self.items.truncate(from);
        }
    }

    /// Drops what went now and then, so that the list is not much longer than what it holds.
    #[inline]
    fn forget(&mut self) {
        let is_long = self.gone >= 1 << 12 && self.gone * 2 > self.items.len();
        if is_long || self.is_empty() {
            self.items.drain(..self.gone);
            self.gone = 0;
        }
    }
}

/// What a heap is ordered by: the key, whose bits order as it does where it is not negative, and
/// what ties go by.
fn rank(key: f32, rest: f32, count: u32, ties: Ties) -> u64 {
    let tie = match ties {
        Ties::FirstIn => count,
        Ties::LastIn => !count,
        Ties::Nearest => rest.to_bits(),
    };
    u64::from(key.to_bits()) << 32 | u64::from(tie)
}

fn key_of(rank: u64) -> f32 {
    f32::from_bits((rank >> 32) as u32)
}

/// Counts the arrivals anew, when their numbers are used up.
#[cold]
fn renumber<T: Copy>(heap: &mut Heap<T>, ties: Ties) -> Result<u32, Spent> {
    if ties == Ties::Nearest {
        return Ok(0);
    }
    let items = heap.sorted();
    let count = u32::try_from(items.len()).map_err(|_| Spent::Bytes)?;
    for (turn, (old, _)) in (0..count).zip(items) {
        let turn = if ties == Ties::LastIn { count - 1 - turn } else { turn };
        *old = rank(key_of(*old), 0.0, turn, ties);
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::path::Limits;

    fn order(ties: Ties, pushes: &[(f32, f32)], split: usize) -> Vec<usize> {
        let mut meter = Meter::new(Limits::default());
        let mut open = Open::new(ties);
        let mut out = Vec::new();
        for (item, &(key, rest)) in pushes.iter().enumerate() {
            if item == split {
                out.extend(open.pop().map(|(_, item)| item));
            }
            open.push(key, rest, item, &mut meter).unwrap();
        }
        while open.pop_block(&mut out, 2).is_some() {}
        assert_eq!(open.len(), 0);
        out
    }

    #[test]
    fn the_smallest_key_comes_first() {
        let pushes = [(3.0, 1.0), (2.0, 2.0), (3.0, 0.0), (2.0, 0.0), (9.0, 1.0), (2.0, 2.0)];
        assert_eq!(order(Ties::FirstIn, &pushes, 9), [1, 3, 5, 0, 2, 4]);
        assert_eq!(order(Ties::LastIn, &pushes, 9), [5, 3, 1, 2, 0, 4]);
        assert_eq!(order(Ties::Nearest, &pushes, 9), [3, 5, 1, 2, 0, 4]);
        assert_eq!(order(Ties::FirstIn, &pushes, 3), [1, 3, 5, 0, 2, 4]);
    }

    /// A last key that fits no bucket turns all into a heap, and changes no order.
    #[test]
    fn a_heap_keeps_the_order_of_the_buckets() {
        for ties in [Ties::FirstIn, Ties::LastIn] {
            let mut pushes: Vec<(f32, f32)> =
                (0..500_u32).map(|i| ((i * 7919 % 13) as f32, (i % 3) as f32)).collect();
            pushes.push((100.0, 0.0));
            let expected = order(ties, &pushes, 100);
            for odd in [100.5, 1e6] {
                pushes[500].0 = odd;
                assert_eq!(order(ties, &pushes, 100), expected);
            }
            pushes[3].0 += 0.25;
            let early = order(ties, &pushes, 100);
            assert!(early.is_sorted_by(|&a, &b| a.min(b) < 100 || pushes[a].0 <= pushes[b].0));
        }
    }
}
