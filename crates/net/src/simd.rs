//! The same loops on wider registers, where the processor has them.
//!
//! The loops are compiled three times; which of them run is decided at run time. They add and
//! multiply the same numbers in the same order and never contract the two, so that no bit depends on
//! the processor. Passing rows through layers is nearly all of what a learned heuristic costs
//! (`cargo bench -p orienteer-net --bench sparse`), and the registers of every x86-64 hold 4 numbers,
//! those of AVX2 8 and those of AVX-512 16. That is what this module is unsafe for.

#![allow(unsafe_code, reason = "wider registers than every x86-64 has")]

use crate::product::{Strided, tiled};
use crate::sparse::{Rows, outer_sums, row_sums};

/// A set of instructions that this processor has: values come only from [`best`] and [`available`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instructions(Set);

#[derive(Clone, Copy, Debug)]
enum Set {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// The widest. What was detected is remembered by the standard library.
#[inline]
pub(crate) fn best() -> Instructions {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            return Instructions(Set::Avx512);
        }
        if is_x86_feature_detected!("avx2") {
            return Instructions(Set::Avx2);
        }
    }
    Instructions(Set::Portable)
}

/// All that this processor has.
#[cfg(test)]
pub(crate) fn available() -> Vec<Instructions> {
    let mut sets = vec![Instructions(Set::Portable)];
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx2") {
            sets.push(Instructions(Set::Avx2));
        }
        if is_x86_feature_detected!("avx512f") {
            sets.push(Instructions(Set::Avx512));
        }
    }
    sets
}

/// Loops that are compiled for each set, with the number of columns that fit into its registers.
macro_rules! loops {
    ($($(#[$doc:meta])* $name:ident = $body:ident(
        $($argument:ident: $type:ty),*
    ) at $portable:literal $avx2:literal $avx512:literal;)*) => {
        impl Instructions {
            $(
                $(#[$doc])*
                pub(crate) fn $name(self, $($argument: $type),*) {
                    match self.0 {
                        Set::Portable => $body::<$portable>($($argument),*),
                        // SAFETY: `Instructions` are those that the processor has.
                        #[cfg(target_arch = "x86_64")]
                        Set::Avx2 => unsafe { avx2::$name($($argument),*) },
                        // SAFETY: as above.
                        #[cfg(target_arch = "x86_64")]
                        Set::Avx512 => unsafe { avx512::$name($($argument),*) },
                    }
                }
            )*
        }

        #[cfg(target_arch = "x86_64")]
        mod avx2 {
            use super::*;
            $(
                #[target_feature(enable = "avx2")]
                pub(super) fn $name($($argument: $type),*) {
                    $body::<$avx2>($($argument),*);
                }
            )*
        }

        #[cfg(target_arch = "x86_64")]
        mod avx512 {
            use super::*;
            $(
                #[target_feature(enable = "avx512f")]
                pub(super) fn $name($($argument: $type),*) {
                    $body::<$avx512>($($argument),*);
                }
            )*
        }
    };
}

loops! {
    /// [`crate::product::add_product`] with these instructions.
    add_product = tiled(
        left: Strided<'_>, right: &[f32], width: usize, out: &mut [f32]
    ) at 8 16 32;
    /// `out += rows * right`, row by row.
    add_sparse = row_sums(rows: Rows<'_>, right: &[f32], width: usize, out: &mut [f32])
        at 32 64 128;
    /// `out += transposed rows * right`.
    add_outer = outer_sums(rows: Rows<'_>, right: &[f32], width: usize, out: &mut [f32])
        at 32 64 128;
}
