//! Where the bytes of a table are.
//!
//! A mapped file costs no reading before the first lookup and is shared by all processes; that is
//! what the one unsafe call here is for. Tables are written to the end before they get their name
//! and are not changed afterwards; whoever changes one by hand, under a running search, gets wrong
//! distances from it, as with any file that is mapped.

#![allow(unsafe_code, reason = "mapping a file: opening 86 MB of tables takes no time and no copy")]

use memmap2::{Mmap, MmapMut, MmapOptions};
use std::fs::File;
use std::io;

/// The bytes.
#[derive(Debug)]
pub(crate) enum Storage {
    Heap(Vec<u8>),
    File(Mmap),
    Pages(MmapMut),
}

impl Storage {
    /// Maps `file` from `offset` on, `length` bytes, which it must have.
    pub(crate) fn map(file: &File, offset: u64, length: usize) -> io::Result<Self> {
        if length == 0 {
            return Ok(Self::Heap(Vec::new()));
        }
        // SAFETY: nothing in this program writes to a finished table; see the head of the module.
        let map = unsafe { MmapOptions::new().offset(offset).len(length).map(file)? };
        Ok(Self::File(map))
    }

    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Heap(bytes) => bytes,
            Self::File(map) => map,
            Self::Pages(map) => map,
        }
    }

    /// A copy in large pages; what is there already stays, and so it does if there is no memory.
    pub(crate) fn resident(self) -> Self {
        if matches!(self, Self::Pages(_)) || self.bytes().is_empty() {
            return self;
        }
        let Ok(mut pages) = MmapMut::map_anon(self.bytes().len()) else { return self };
        // Only a wish: small pages serve as well, and slower.
        #[cfg(target_os = "linux")]
        let _ = pages.advise(memmap2::Advice::HugePage);
        pages.copy_from_slice(self.bytes());
        Self::Pages(pages)
    }
}
