//! A queue by small whole keys: one bucket for each, so that push and pop take constant time.
//!
//! The buckets of one key lie on a shelf, by the estimate of what is left where ties go by that.

use super::pool::{Lane, Pool};
use super::room::room;
use crate::options::Ties;
use orienteer_core::path::{Meter, Spent};

/// The number of keys that may have buckets.
pub(crate) const KEYS: usize = 65_536;

/// The number of estimates within a key that may have buckets.
pub(crate) const RESTS: usize = 1_024;

/// Items by key, the smallest first.
pub(crate) struct Buckets<T> {
    shelves: Vec<Shelf>,
    front: usize,
    items: Pool<T>,
}

/// The buckets of one key: queues where the first in comes first, else stacks.
struct Shelf {
    buckets: Vec<Lane>,
    front: usize,
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
        Self { shelves: Vec::new(), front: 0, items: Pool::new(ties == Ties::FirstIn) }
    }

    /// Adds an item to a bucket that is there and has room.
    #[inline]
    pub(crate) fn push(&mut self, (row, column): (usize, usize), item: impl Fn() -> T) -> bool {
        self.front = row.min(self.front);
        if let Some(shelf) = self.shelves.get_mut(row)
            && let Some(bucket) = shelf.buckets.get_mut(column)
            && self.items.push(bucket, item)
        {
            shelf.front = column.min(shelf.front);
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
            buckets.push(Lane::default());
        }
        *front = column.min(*front);
        self.items.add(&mut buckets[column], item, meter)
    }

    /// Whether buckets are a waste, since `len` items are in so many.
    pub(crate) fn is_sparse(&self, len: usize) -> bool {
        self.items.is_sparse(len)
    }

    /// The smallest key.
    #[inline]
    pub(crate) fn key(&mut self) -> Option<f32> {
        self.advance()?;
        Some(self.front as f32)
    }

    /// Takes the first item.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<(f32, T)> {
        self.advance()?;
        let item = self.take_one(self.front, self.shelves[self.front].front)?;
        Some((self.front as f32, item))
    }

    /// Takes up to `most` items of the smallest key.
    #[inline]
    pub(crate) fn pop_block(&mut self, out: &mut Vec<T>, most: usize) -> Option<f32> {
        self.advance()?;
        let end = out.len() + most;
        out.reserve(most);
        loop {
            let Shelf { front, .. } = self.shelves[self.front];
            self.take(self.front, front, end - out.len(), |item| out.push(item));
            // One estimate alone has often few.
            if out.len() == end || front + 1 == self.shelves[self.front].buckets.len() {
                return Some(self.front as f32);
            }
            self.shelves[self.front].front += 1;
        }
    }

    /// Empties the buckets: `each` gets the key, the estimate and the item, in the order in which
    /// the items of a bucket would leave it.
    pub(crate) fn drain(
        mut self,
        meter: &mut Meter,
        mut each: impl FnMut(f32, f32, T, &mut Meter) -> Result<(), Spent>,
    ) -> Result<(), Spent> {
        for row in 0..self.shelves.len() {
            for column in 0..self.shelves[row].buckets.len() {
                while let Some(item) = self.take_one(row, column) {
                    each(row as f32, column as f32, item, meter)?;
                }
            }
        }
        let buckets: usize = self.shelves.iter().map(|shelf| shelf.buckets.capacity()).sum();
        let shelves = self.shelves.capacity() * size_of::<Shelf>();
        meter.release((shelves + buckets * size_of::<Lane>()) as u64);
        self.items.release(meter);
        Ok(())
    }

    /// Takes the first item of a bucket.
    #[inline]
    fn take_one(&mut self, row: usize, column: usize) -> Option<T> {
        let mut first = None;
        self.take(row, column, 1, |item| first = Some(item));
        first
    }

    /// Takes up to `most` items of a bucket.
    #[inline]
    fn take(&mut self, row: usize, column: usize, most: usize, each: impl FnMut(T)) {
        self.items.take(&mut self.shelves[row].buckets[column], most, each);
    }

    /// Goes to the first bucket that is not empty.
    #[inline]
    fn advance(&mut self) -> Option<()> {
        while let Some(shelf) = self.shelves.get_mut(self.front) {
            let ahead = shelf.buckets.get(shelf.front..).unwrap_or_default();
            if let Some(offset) = ahead.iter().position(|bucket| !bucket.is_empty()) {
                shelf.front += offset;
                return Some(());
            }
            shelf.front = shelf.buckets.len();
            self.front += 1;
        }
        None
    }
}
