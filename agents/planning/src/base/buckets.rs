//! A queue by small whole keys: one bucket for each, so that push and pop take constant time.
//!
//! The buckets of one key lie on a shelf, by the estimate of what is left where ties go by that.

use super::room::room;
use crate::options::Ties;
use orienteer_core::path::{Meter, Spent};

/// The number of keys that may have buckets.
pub(crate) const KEYS: usize = 65_536;

/// The number of estimates within a key that may have buckets.
pub(crate) const RESTS: usize = 1_024;

/// Items by key, the smallest first.
pub(crate) struct Buckets<T> {
    ties: Ties,
    shelves: Vec<Shelf<T>>,
    front: usize,
}

/// The items of one key.
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

/// The bucket of a key and an estimate, if they are whole.
#[inline]
pub(crate) fn place(key: f32, rest: f32) -> Option<(usize, usize)> {
    /// From here on, floats are whole, and follow one another.
    const WHOLE: f32 = 8_388_608.0;
    let shifted = [key + WHOLE, rest + WHOLE];
    let is_whole = shifted[0] - WHOLE == key && shifted[1] - WHOLE == rest;
    let [row, column] = shifted.map(|shifted| (shifted.to_bits() - WHOLE.to_bits()) as usize);
    is_whole.then_some((row, column))
}

impl<T: Copy> Buckets<T> {
    pub(crate) fn new(ties: Ties) -> Self {
        Self { ties, shelves: Vec::new(), front: 0 }
    }

    /// Adds an item to a bucket that is there and has room.
    #[inline]
    pub(crate) fn push(&mut self, (row, column): (usize, usize), item: impl Fn() -> T) -> bool {
        self.front = row.min(self.front);
        if let Some(shelf) = self.shelves.get_mut(row)
            && let Some(bucket) = shelf.buckets.get_mut(column)
            && bucket.items.len() < bucket.items.capacity()
        {
            shelf.front = column.min(shelf.front);
            bucket.items.push(item());
            return true;
        }
        false
    }

    /// Adds an item to a bucket that is full, or is not there yet.
    #[cold]
    pub(crate) fn extend(
        &mut self,
        (row, column): (usize, usize),
        item: T,
        meter: &mut Meter,
    ) -> Result<(), Spent> {
        while self.shelves.len() <= row {
            room(&mut self.shelves, meter)?;
            self.shelves.push(Shelf { buckets: Vec::new(), front: 0 });
        }
        let Shelf { buckets, front } = &mut self.shelves[row];
        while buckets.len() <= column {
            room(buckets, meter)?;
            buckets.push(Bucket { items: Vec::new(), gone: 0 });
        }
        *front = column.min(*front);
        room(&mut buckets[column].items, meter)?;
        buckets[column].items.push(item);
        Ok(())
    }

    /// The smallest key.
    #[inline]
    pub(crate) fn key(&mut self) -> Option<f32> {
        self.advance().map(|_| ())?;
        Some(self.front as f32)
    }

    /// Takes the first item.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<(f32, T)> {
        let ties = self.ties;
        let item = self.advance()?.take(ties)?;
        Some((self.front as f32, item))
    }

    /// Takes up to `most` items of the smallest key.
    #[inline]
    pub(crate) fn pop_block(&mut self, out: &mut Vec<T>, most: usize) -> Option<f32> {
        let (ties, end) = (self.ties, out.len() + most);
        self.advance()?.take_many(ties, most, out);
        // One estimate alone has often few.
        let Shelf { buckets, front } = &mut self.shelves[self.front];
        while out.len() < end && *front + 1 < buckets.len() {
            *front += 1;
            buckets[*front].take_many(ties, end - out.len(), out);
        }
        Some(self.front as f32)
    }

    /// Empties the buckets: `each` gets the key, the estimate and the item, in the order in which
    /// the items of a bucket came.
    pub(crate) fn drain(
        &mut self,
        meter: &mut Meter,
        mut each: impl FnMut(f32, f32, T, &mut Meter) -> Result<(), Spent>,
    ) -> Result<(), Spent> {
        for (row, shelf) in self.shelves.iter_mut().enumerate() {
            for (column, bucket) in shelf.buckets.iter_mut().enumerate() {
                let items = std::mem::take(&mut bucket.items);
                for &item in &items[bucket.gone..] {
                    each(row as f32, column as f32, item, meter)?;
                }
                meter.release((items.capacity() * size_of::<T>()) as u64);
            }
            meter.release((shelf.buckets.capacity() * size_of::<Bucket<T>>()) as u64);
        }
        meter.release((self.shelves.capacity() * size_of::<Shelf<T>>()) as u64);
        self.shelves = Vec::new();
        Ok(())
    }

    /// The first bucket that is not empty.
    #[inline]
    fn advance(&mut self) -> Option<&mut Bucket<T>> {
        while let Some(shelf) = self.shelves.get_mut(self.front) {
            let ahead = shelf.buckets.get(shelf.front..).unwrap_or_default();
            if let Some(offset) = ahead.iter().position(|bucket| !bucket.is_empty()) {
                shelf.front += offset;
                // Once more, because the borrow checker does not follow a return from a loop.
                let shelf = &mut self.shelves[self.front];
                return Some(&mut shelf.buckets[shelf.front]);
            }
            shelf.front = shelf.buckets.len();
            self.front += 1;
        }
        None
    }
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
            // A loop, since `extend` would be a call.
            out.reserve(most);
            for &item in self.items[from..].iter().rev() {
                out.push(item);
            }
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
