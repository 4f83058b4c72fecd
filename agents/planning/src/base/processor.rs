//! What only a processor's own instructions do, with a way to do without.
//!
//! Positions lie in tables far larger than the caches of a core, each somewhere else. A search that
//! asks for the entries of the next positions while it makes them waits less, and one comparison of
//! many entries has no outcome that the processor could guess wrong.

#![allow(unsafe_code, reason = "a hint that cannot fault, and instructions of every x86-64")]

/// Says that `value` will be read soon.
#[inline]
pub(crate) fn prefetch<T>(value: &T) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch of any address is allowed; it is a hint and touches no memory.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = value;
}

/// Which of four numbers are `wanted`, as bits.
#[inline]
pub(crate) fn equal(numbers: [u32; 4], wanted: u32) -> u32 {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_mm_castsi128_ps, _mm_cmpeq_epi32, _mm_movemask_ps};
        let (numbers, wanted) = (bytemuck::cast(numbers), bytemuck::cast([wanted; 4]));
        // SAFETY: every x86-64 has SSE2.
        unsafe { _mm_movemask_ps(_mm_castsi128_ps(_mm_cmpeq_epi32(numbers, wanted))) as u32 }
    }
    #[cfg(not(target_arch = "x86_64"))]
    equal_one_by_one(numbers, wanted)
}

/// The same on every processor.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn equal_one_by_one(numbers: [u32; 4], wanted: u32) -> u32 {
    numbers.iter().zip(0..).map(|(&number, at)| u32::from(number == wanted) << at).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_at_once_is_as_one_by_one() {
        for case in 0..81_u32 {
            let numbers = [1, 3, 9, 27].map(|base| [0, 7, u32::MAX][(case / base % 3) as usize]);
            for wanted in [0, 7, u32::MAX, 8] {
                assert_eq!(equal(numbers, wanted), equal_one_by_one(numbers, wanted));
            }
        }
        assert_eq!(equal([5, 6, 5, 5], 5), 0b1101);
    }
}
