//! Stacks, or queues, that share one long list.
//!
//! The list is cut into chunks, and a chunk that was emptied serves the next that needs one. So
//! stacks that grow and shrink in turn take at most a chunk each more than what all hold at one time,
//! and the list is long enough for huge pages: small ones, asked for one by one, were a tenth of the
//! time of A* on the 15-puzzle. It is nothing for very many lanes of a few items each
//! ([`Pool::is_sparse`]).

use super::room::{room, rooms};
use orienteer_core::path::{Meter, Spent};

/// The items of a chunk.
const CHUNK: usize = 256;

/// The chunks of several [`Lane`]s.
pub(crate) struct Pool<T> {
    /// Whether the lanes are queues, where the oldest item goes first, and not stacks.
    are_queues: bool,
    /// The first chunk is never used: place 0 says that a lane is empty.
    items: Vec<T>,
    /// By chunk, the one before it in a stack, 0 where there is none, and after it in a queue.
    links: Vec<usize>,
    /// The first of the chunks that nobody uses.
    spare: usize,
}

/// A stack or a queue.
#[derive(Clone, Copy, Default)]
pub(crate) struct Lane {
    /// Behind the newest item; 0 if there is none.
    end: usize,
    /// At the oldest item, in a queue.
    start: usize,
}

impl Lane {
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.end == 0
    }
}

impl<T: Copy> Pool<T> {
    pub(crate) fn new(are_queues: bool) -> Self {
        Self { are_queues, items: Vec::new(), links: Vec::new(), spare: 0 }
    }

    /// Adds an item to a lane whose last chunk has room; whether it has.
    #[inline]
    pub(crate) fn push(&mut self, lane: &mut Lane, item: impl Fn() -> T) -> bool {
        if !lane.end.is_multiple_of(CHUNK)
            && let Some(place) = self.items.get_mut(lane.end)
        {
            *place = item();
            lane.end += 1;
            return true;
        }
        false
    }

    /// Whether the next chunk had better not be made: there are many, and lanes with `len` items in
    /// all fill a small part of them.
    pub(crate) fn is_sparse(&self, len: usize) -> bool {
        let chunks = self.links.len();
        self.spare == 0 && chunks > 1024 && len < chunks * (CHUNK / 16)
    }

    /// Adds an item to a lane.
    #[cold]
    pub(crate) fn add(&mut self, lane: &mut Lane, item: T, meter: &mut Meter) -> Result<(), Spent> {
        if !self.push(lane, || item) {
            let chunk = self.claim(item, meter)?;
            let last = lane.end.saturating_sub(1) / CHUNK;
            if !self.are_queues {
                self.links[chunk] = last;
            } else if lane.is_empty() {
                lane.start = chunk * CHUNK;
            } else {
                self.links[last] = chunk;
            }
            lane.end = chunk * CHUNK + 1;
        }
        Ok(())
    }

    /// Takes up to `most` items of a lane, in order.
    #[inline]
    pub(crate) fn take(&mut self, lane: &mut Lane, most: usize, each: impl FnMut(T)) {
        if self.are_queues {
            self.take_oldest(lane, most, each);
        } else {
            self.take_newest(lane, most, each);
        }
    }

    #[inline]
    fn take_newest(&mut self, lane: &mut Lane, most: usize, mut each: impl FnMut(T)) {
        let mut left = most;
        while left > 0 && !lane.is_empty() {
            let chunk = (lane.end - 1) / CHUNK;
            let from = lane.end - left.min(lane.end - chunk * CHUNK);
            left -= lane.end - from;
            self.items[from..lane.end].iter().rev().copied().for_each(&mut each);
            lane.end = from;
            if from == chunk * CHUNK {
                let before = self.links[chunk];
                // The one before is full.
                lane.end = if before == 0 { 0 } else { (before + 1) * CHUNK };
                self.give(chunk);
            }
        }
    }

    #[inline]
    fn take_oldest(&mut self, lane: &mut Lane, most: usize, mut each: impl FnMut(T)) {
        let mut left = most;
        while left > 0 && !lane.is_empty() {
            let chunk = lane.start / CHUNK;
            let is_last = (lane.end - 1) / CHUNK == chunk;
            let end = if is_last { lane.end } else { (chunk + 1) * CHUNK };
            let to = lane.start + left.min(end - lane.start);
            left -= to - lane.start;
            self.items[lane.start..to].iter().copied().for_each(&mut each);
            lane.start = to;
            if to == end {
                if is_last {
                    *lane = Lane::default();
                } else {
                    lane.start = self.links[chunk] * CHUNK;
                }
                self.give(chunk);
            }
        }
    }

    /// Gives all memory back.
    pub(crate) fn release(self, meter: &mut Meter) {
        let bytes =
            self.items.capacity() * size_of::<T>() + self.links.capacity() * size_of::<usize>();
        meter.release(bytes as u64);
    }

    /// A chunk, with this item in it.
    fn claim(&mut self, item: T, meter: &mut Meter) -> Result<usize, Spent> {
        if self.spare == 0 {
            // At first the chunk that is never used, too.
            for _ in self.links.len().min(1)..2 {
                room(&mut self.links, meter)?;
                rooms(&mut self.items, CHUNK, meter)?;
                self.links.push(0);
                // Whatever fills the chunk: places are written before they are read.
                self.items.resize(self.links.len() * CHUNK, item);
            }
            return Ok(self.links.len() - 1);
        }
        let chunk = self.spare;
        self.spare = self.links[chunk];
        self.items[chunk * CHUNK] = item;
        Ok(chunk)
    }

    /// Takes a chunk back.
    #[inline]
    fn give(&mut self, chunk: usize) {
        self.links[chunk] = self.spare;
        self.spare = chunk;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::path::Limits;
    use orienteer_core::rng::rng;
    use rand::RngExt;
    use std::collections::VecDeque;

    /// Lanes that grow and shrink in turn hold what lists of their own would, and take little more
    /// than that.
    fn lanes_are_lists(are_queues: bool) {
        const BYTES: u64 = 1 << 20;
        let mut meter = Meter::new(Limits { bytes: Some(BYTES), ..Default::default() });
        let mut random = rng(1);
        let mut pool = Pool::new(are_queues);
        let mut lanes = [Lane::default(); 5];
        let mut lists: [VecDeque<u32>; 5] = Default::default();
        let mut peak = 0;
        for item in 0..40_000 {
            let at = random.random_range(0..lanes.len());
            let (lane, list) = (&mut lanes[at], &mut lists[at]);
            // Longer and longer for a while, then shorter.
            if random.random_bool(if item / 5000 % 2 == 0 { 0.99 } else { 0.98 }) {
                list.push_back(item);
                assert_eq!(pool.add(lane, item, &mut meter), Ok(()));
            } else {
                let most = random.random_range(0..150);
                let count = most.min(list.len());
                let mut taken = Vec::new();
                pool.take(lane, most, |item| taken.push(item));
                let expected: Vec<u32> = if are_queues {
                    list.drain(..count).collect()
                } else {
                    list.drain(list.len() - count..).rev().collect()
                };
                assert_eq!(taken, expected);
            }
            assert_eq!(lane.is_empty(), list.is_empty());
            peak = lists.iter().map(VecDeque::len).sum::<usize>().max(peak);
        }
        // Of each lane one chunk is not full, of a queue two, and one is never used.
        let partial = lanes.len() * if are_queues { 2 } else { 1 };
        assert!(pool.items.len() <= peak + (partial + 1) * CHUNK);
        assert!(peak > 1000 && pool.items.len() > peak, "{peak}");
        pool.release(&mut meter);
        assert_eq!(meter.allocate(BYTES), Ok(()));
    }

    #[test]
    fn lanes_are_stacks() {
        lanes_are_lists(false);
    }

    #[test]
    fn lanes_are_queues() {
        lanes_are_lists(true);
    }
}
