//! Lists that ask before they grow.

use orienteer_core::path::{Meter, Spent};

/// Makes room for one more item. The meter is asked first, so that a limit of bytes is never
/// exceeded; where twice the length does not fit any more, the list grows by less.
#[inline]
pub(crate) fn room<T>(items: &mut Vec<T>, meter: &mut Meter) -> Result<(), Spent> {
    if items.len() < items.capacity() { Ok(()) } else { grow(items, 1, meter) }
}

/// Makes room for so many more.
#[inline]
pub(crate) fn rooms<T>(items: &mut Vec<T>, more: usize, meter: &mut Meter) -> Result<(), Spent> {
    if more <= items.capacity() - items.len() { Ok(()) } else { grow(items, more, meter) }
}

#[cold]
fn grow<T>(items: &mut Vec<T>, more: usize, meter: &mut Meter) -> Result<(), Spent> {
    let (len, capacity) = (items.len(), items.capacity());
    for extra in [len.max(8), len / 4, len / 32, 0] {
        let extra = extra.max(more);
        let added = len + extra - capacity;
        if meter.allocate((added * size_of::<T>()) as u64).is_ok() {
            items.reserve_exact(extra);
            return Ok(());
        }
    }
    Err(Spent::Bytes)
}
