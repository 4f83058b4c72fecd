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

/// From so many bytes on, a list is long.
#[cfg(target_os = "linux")]
const HUGE: usize = 4 << 20;

#[cold]
fn grow<T>(items: &mut Vec<T>, more: usize, meter: &mut Meter) -> Result<(), Spent> {
    let (len, capacity) = (items.len(), items.capacity());
    for extra in [len.max(8), len / 4, len / 32, 0] {
        let extra = extra.max(more);
        let added = len + extra - capacity;
        if meter.allocate((added * size_of::<T>()) as u64).is_ok() {
            items.reserve_exact(extra);
            #[cfg(target_os = "linux")]
            if items.capacity() * size_of::<T>() >= HUGE {
                advise_huge_pages(items);
            }
            return Ok(());
        }
    }
    Err(Spent::Bytes)
}

/// Asks for huge pages: handing out small ones is a tenth of the time of a long A*.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "2 to 5 % of the time of A* on the 15-puzzle")]
fn advise_huge_pages<T>(items: &mut Vec<T>) {
    const PAGE: usize = 4096;
    // Whole pages, with what is before and behind the list: a map that is advised in part cannot be
    // made larger in place any more, and the list would be copied.
    let start = items.as_mut_ptr().cast::<libc::c_void>().map_addr(|address| address & !(PAGE - 1));
    let end = items.as_ptr().addr() + items.capacity() * size_of::<T>();
    let bytes = (end - start.addr()).next_multiple_of(PAGE);
    // SAFETY: the advice changes no content, whatever lies there, and an error changes nothing.
    unsafe { libc::madvise(start, bytes, libc::MADV_HUGEPAGE) };
}
