//! A heap of four children a node: shallower than one of two, and so with fewer waits for memory.

use super::room::room;
use orienteer_core::path::{Meter, Spent};

/// Items by rank, the smallest first.
pub(crate) struct Heap<T> {
    items: Vec<(u64, T)>,
}

impl<T: Copy> Heap<T> {
    pub(crate) fn new() -> Self {
        Self { items: Vec::new() }
    }

    /// The smallest rank.
    pub(crate) fn first(&self) -> Option<u64> {
        self.items.first().map(|(rank, _)| *rank)
    }

    pub(crate) fn push(&mut self, rank: u64, item: T, meter: &mut Meter) -> Result<(), Spent> {
        room(&mut self.items, meter)?;
        self.items.push((rank, item));
        let mut at = self.items.len() - 1;
        while at > 0 {
            let above = (at - 1) / 4;
            if self.items[above].0 <= rank {
                break;
            }
            self.items.swap(at, above);
            at = above;
        }
        Ok(())
    }

    /// Takes the item of the smallest rank.
    pub(crate) fn pop(&mut self) -> Option<(u64, T)> {
        let last = self.items.pop()?;
        let Some(&first) = self.items.first() else { return Some(last) };
        let mut at = 0;
        loop {
            let below = self.items.get(4 * at + 1..).unwrap_or_default();
            let next = below.iter().take(4).enumerate().min_by_key(|(_, item)| item.0);
            let Some((offset, &item)) = next.filter(|(_, item)| item.0 < last.0) else { break };
            self.items[at] = item;
            at = 4 * at + 1 + offset;
        }
        self.items[at] = last;
        Some(first)
    }

    /// All items, sorted. Ranks may be changed as long as that order stays.
    pub(crate) fn sorted(&mut self) -> &mut [(u64, T)] {
        self.items.sort_unstable_by_key(|(rank, _)| *rank);
        &mut self.items
    }
}
