//! The queue of what comes next, by key.
//!
//! While all keys are whole and not too large, there is one bucket for each. The first key of another
//! kind turns the buckets into a heap, and so do too many keys for too few items; the order in which
//! items come out stays the same.

use super::buckets::{Buckets, KEYS, RESTS, place};
use super::heap::Heap;
use crate::options::Ties;
use orienteer_core::path::{Meter, Spent};

/// Items by key, the smallest first. Keys are not negative and not NaN.
pub(crate) struct Open<T> {
    ties: Ties,
    store: Store<T>,
    len: usize,
}

enum Store<T> {
    Buckets(Buckets<T>),
    Heap { heap: Heap<T>, count: u32 },
}

impl<T: Copy> Open<T> {
    pub(crate) fn new(ties: Ties) -> Self {
        Self { ties, store: Store::Buckets(Buckets::new(ties)), len: 0 }
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
        self.len += 1;
        let rest = if self.ties == Ties::Nearest { rest } else { 0.0 };
        if let Store::Buckets(buckets) = &mut self.store
            && let Some(place) = place(key, rest)
            && buckets.push(place, &item)
        {
            return Ok(());
        }
        self.push_anew(key, rest, item(), meter)
    }

    /// The smallest key.
    pub(crate) fn key(&mut self) -> Option<f32> {
        match &mut self.store {
            Store::Buckets(buckets) => buckets.key(),
            Store::Heap { heap, .. } => heap.first().map(key_of),
        }
    }

    /// Takes the first item.
    pub(crate) fn pop(&mut self) -> Option<(f32, T)> {
        let (key, item) = match &mut self.store {
            Store::Buckets(buckets) => buckets.pop()?,
            Store::Heap { heap, .. } => heap.pop().map(|(rank, item)| (key_of(rank), item))?,
        };
        self.len -= 1;
        Some((key, item))
    }

    /// Takes up to `most` items with the same, smallest key.
    #[inline]
    pub(crate) fn pop_block(&mut self, out: &mut Vec<T>, most: usize) -> Option<f32> {
        let before = out.len();
        if let Store::Buckets(buckets) = &mut self.store {
            let key = buckets.pop_block(out, most);
            self.len -= out.len() - before;
            return key;
        }
        let key = self.key()?;
        while out.len() < before + most && self.key() == Some(key) {
            out.extend(self.pop().map(|(_, item)| item));
        }
        Some(key)
    }

    #[cold]
    fn push_anew(&mut self, key: f32, rest: f32, item: T, meter: &mut Meter) -> Result<(), Spent> {
        let ties = self.ties;
        if let Store::Buckets(buckets) = &mut self.store {
            if let Some(place) = place(key, rest).filter(|place| place.0 < KEYS && place.1 < RESTS)
                && !buckets.is_sparse(self.len)
            {
                return buckets.extend(place, item, meter);
            }
            // All but the one that is to be added.
            let count = u32::try_from(self.len - 1).map_err(|_| Spent::Bytes)?;
            let (mut heap, mut gone) = (Heap::new(), 0);
            let old = std::mem::replace(buckets, Buckets::new(ties));
            old.drain(meter, |key, rest, item, meter| {
                gone += 1;
                let arrival = if ties == Ties::FirstIn { gone } else { count + 1 - gone };
                heap.push(rank(key, rest, arrival, ties), item, meter)
            })?;
            self.store = Store::Heap { heap, count };
        }
        if let Store::Heap { heap, count } = &mut self.store {
            if *count == u32::MAX {
                *count = renumber(heap, ties)?;
            }
            *count += 1;
            heap.push(rank(key, rest, *count, ties), item, meter)?;
        }
        Ok(())
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
    let last = u32::MAX - 1;
    let count = u32::try_from(items.len()).ok().filter(|count| *count <= last);
    let count = count.ok_or(Spent::Bytes)?;
    for (turn, (old, _)) in (1..=count).zip(items) {
        let turn = if ties == Ties::LastIn { count + 1 - turn } else { turn };
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
        const COUNT: usize = 3000;
        for ties in [Ties::FirstIn, Ties::LastIn] {
            let mut pushes: Vec<(f32, f32)> =
                (0..COUNT).map(|i| ((i * 7919 % 13) as f32, (i % 3) as f32)).collect();
            pushes.push((100.0, 0.0));
            let expected = order(ties, &pushes, 100);
            for odd in [100.5, 1e6] {
                pushes[COUNT].0 = odd;
                assert_eq!(order(ties, &pushes, 100), expected);
            }
            pushes[3].0 += 0.25;
            let early = order(ties, &pushes, 100);
            assert!(early.is_sorted_by(|&a, &b| a.min(b) < 100 || pushes[a].0 <= pushes[b].0));
        }
    }

    /// Items of which hardly two have the same key take little more than those of one key.
    #[test]
    fn buckets_are_not_many_and_empty() {
        let pushes: Vec<(f32, f32)> =
            (0..200_000).map(|i| ((i * 7919 % 1000) as f32, (i / 1000) as f32)).collect();
        let peak = |ties| {
            let mut meter = Meter::new(Limits::default());
            let mut open = Open::new(ties);
            for (item, &(key, rest)) in pushes.iter().enumerate() {
                open.push(key, rest, item, &mut meter).unwrap();
            }
            let popped = std::iter::from_fn(|| open.pop().map(|(_, item)| pushes[item]));
            assert!(popped.is_sorted_by(|a, b| if ties == Ties::Nearest {
                a <= b
            } else {
                a.0 <= b.0
            }));
            meter.counters().peak_bytes
        };
        let [many, few] = [Ties::Nearest, Ties::LastIn].map(peak);
        assert!(many < 4 * few, "{many} bytes beside {few}");
    }

    /// When the numbers of arrivals are used up, those that wait are counted anew, in order.
    #[test]
    fn counting_anew_keeps_the_order() {
        let mut meter = Meter::new(Limits::default());
        for ties in [Ties::FirstIn, Ties::LastIn] {
            let heaps = [false, true].map(|is_counted_anew| {
                let mut heap = Heap::new();
                for item in 0..100_u32 {
                    let rank = rank((item % 7) as f32, 0.0, u32::MAX - 200 + item, ties);
                    heap.push(rank, item, &mut meter).unwrap();
                }
                if is_counted_anew {
                    assert_eq!(renumber(&mut heap, ties), Ok(100));
                    heap.push(rank(3.0, 0.0, 101, ties), 100, &mut meter).unwrap();
                } else {
                    let rank = rank(3.0, 0.0, u32::MAX - 100, ties);
                    heap.push(rank, 100, &mut meter).unwrap();
                }
                std::iter::from_fn(|| heap.pop().map(|(_, item)| item)).collect::<Vec<u32>>()
            });
            assert_eq!(heaps[0], heaps[1]);
        }
    }
}
