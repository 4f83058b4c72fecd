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

/// The bytes of a huge page.
pub(crate) const HUGE: usize = 2 << 20;

/// From so many bytes on, a list asks for huge pages.
const LARGE: usize = 2 * HUGE;

#[cold]
fn grow<T>(items: &mut Vec<T>, more: usize, meter: &mut Meter) -> Result<(), Spent> {
    let (len, capacity) = (items.len(), items.capacity());
    for extra in [whole::<T>(len + len.max(8)) - len, len / 4, len / 32, 0] {
        let extra = extra.max(more);
        let added = len + extra - capacity;
        if meter.allocate((added * size_of::<T>()) as u64).is_ok() {
            items.reserve_exact(extra);
            #[cfg(target_os = "linux")]
            advise(items, capacity);
            return Ok(());
        }
    }
    Err(Spent::Bytes)
}

/// About so many items. With what an allocator notes beside a large list (glibc 16 bytes, others more)
/// it then fills huge pages: Linux starts such a map with one, and can move it as a whole.
fn whole<T>(items: usize) -> usize {
    const NOTES: usize = 2048;
    let bytes = items * size_of::<T>();
    if bytes < LARGE { items } else { (bytes.next_multiple_of(HUGE) - NOTES) / size_of::<T>() }
}

/// Asks for huge pages for a large list; of a list of some size, for the pages that are new, since
/// one request takes less time than one for each page.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "2 to 7 % of the time of A* on the 15-puzzle")]
fn advise<T>(items: &mut Vec<T>, before: usize) {
    const SOME: usize = 64 << 10;
    const PAGE: usize = 4096;
    let bytes = items.capacity() * size_of::<T>();
    let (from, advice) = match bytes {
        ..SOME => return,
        SOME..LARGE => (before * size_of::<T>(), libc::MADV_POPULATE_WRITE),
        LARGE.. => (0, libc::MADV_HUGEPAGE),
    };
    // Whole pages, with what is before and behind the list: a map that is advised in part cannot be
    // made larger in place any more, and the list would be copied.
    let start = items.as_mut_ptr().cast::<libc::c_void>();
    let end = start.addr() + bytes;
    let start = start.map_addr(|address| (address + from) & !(PAGE - 1));
    let bytes = (end - start.addr()).next_multiple_of(PAGE);
    // SAFETY: the advice changes no content, whatever lies there, and an error changes nothing.
    unsafe { libc::madvise(start, bytes, advice) };
}
