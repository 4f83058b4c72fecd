//! The one product of matrices that passes forward and backward consist of.
//!
//! Each sum is made in the order of its terms, whatever the tile that computes it: rows, columns
//! and vector lanes are independent, hence the compiler may use registers of any width without a
//! change in a bit. Tiles keep sums in registers, in arrays of fixed size that it vectorises.
//!
//! Measured against `matrixmultiply` 0.3.11, a layer of 32 by 32: for one row these loops take 0.2 µs
//! and that crate 1.3 µs, as it packs both matrices first; for 64 rows it is four to five times as
//! fast, with registers of 256 bits and fused multiply-add where the processor has them. Then
//! results differ between machines, and records would not replay. A build with
//! `-C target-cpu=native` makes the loops here faster and changes no bit; so do the wider registers that
//! [`simd`] asks the processor for.

#![allow(
    clippy::inline_always,
    reason = "the loops are compiled once for each set of instructions"
)]

use crate::simd;

/// A matrix with `row` places between rows and `column` between columns: a transposed one is the
/// same slice with both exchanged.
#[derive(Clone, Copy)]
pub(crate) struct Strided<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) row: usize,
    pub(crate) column: usize,
}

/// `out += left * right`, where `out` has rows of `width` columns and `right` is dense.
pub(crate) fn add_product(left: Strided<'_>, right: &[f32], width: usize, out: &mut [f32]) {
    simd::best().add_product(left, right, width, out);
}

/// The loops, in tiles of `N` columns: as many as fit into the registers there are. Columns come
/// first, so that what they need of `right` stays in the nearest cache while all rows pass.
#[inline(always)]
pub(crate) fn tiled<const N: usize>(
    left: Strided<'_>,
    right: &[f32],
    width: usize,
    out: &mut [f32],
) {
    let rows = out.len() / width;
    let fours = rows - rows % 4;
    let mut column = 0;
    while column + N <= width {
        for row in (0..fours).step_by(4) {
            tile::<4, N>(left, right, width, (row, column), out);
        }
        column += N;
    }
    while column + 8 <= width {
        for row in (0..fours).step_by(4) {
            tile::<4, 8>(left, right, width, (row, column), out);
        }
        column += 8;
    }
    while column < width {
        for row in (0..fours).step_by(4) {
            tile::<4, 1>(left, right, width, (row, column), out);
        }
        column += 1;
    }
    for row in fours..rows {
        let mut column = 0;
        while column + 32 <= width {
            tile::<1, 32>(left, right, width, (row, column), out);
            column += 32;
        }
        while column + 8 <= width {
            tile::<1, 8>(left, right, width, (row, column), out);
            column += 8;
        }
        while column < width {
            tile::<1, 1>(left, right, width, (row, column), out);
            column += 1;
        }
    }
}

/// The `M` rows and `N` columns of `out` from `at`.
#[inline(always)]
fn tile<const M: usize, const N: usize>(
    left: Strided<'_>,
    right: &[f32],
    width: usize,
    (row, column): (usize, usize),
    out: &mut [f32],
) {
    let mut sums = [[0.0_f32; N]; M];
    for (i, sum) in sums.iter_mut().enumerate() {
        sum.copy_from_slice(&out[(row + i) * width + column..][..N]);
    }
    for (k, terms) in right.chunks_exact(width).enumerate() {
        let terms = &terms[column..column + N];
        for (i, sum) in sums.iter_mut().enumerate() {
            let factor = left.values[(row + i) * left.row + k * left.column];
            for (sum, term) in sum.iter_mut().zip(terms) {
                *sum += factor * term;
            }
        }
    }
    for (i, sum) in sums.iter().enumerate() {
        out[(row + i) * width + column..][..N].copy_from_slice(sum);
    }
}

/// Writes the transposed of `matrix`, whose rows have `width` columns, into `out`.
pub(crate) fn transpose(matrix: &[f32], width: usize, out: &mut Vec<f32>) {
    out.clear();
    for column in 0..width {
        out.extend(matrix.iter().skip(column).step_by(width));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

    /// Bit for bit: the order of the sums is a promise.
    #[test]
    fn every_tile_sums_in_order() {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        for (rows, inner, width) in
            [(1, 13, 32), (5, 7, 41), (9, 32, 8), (6, 1, 1), (3, 0, 3), (9, 5, 61)]
        {
            let mut draw = |n: usize| -> Vec<f32> { (0..n).map(|_| rng.random()).collect() };
            let (left, right, start) =
                (draw(rows * inner), draw(inner * width), draw(rows * width));
            let mut expected = start.clone();
            for row in 0..rows {
                for column in 0..width {
                    for k in 0..inner {
                        expected[row * width + column] +=
                            left[row * inner + k] * right[k * width + column];
                    }
                }
            }
            for instructions in simd::available() {
                let mut out = start.clone();
                let strided = Strided { values: &left, row: inner, column: 1 };
                instructions.add_product(strided, &right, width, &mut out);
                assert_eq!(out, expected, "{instructions:?}");
            }
            let (mut turned, mut out) = (Vec::new(), start);
            transpose(&left, inner.max(1), &mut turned);
            let strided = Strided { values: &turned, row: 1, column: rows };
            add_product(strided, &right, width, &mut out);
            assert_eq!(out, expected);
        }
    }
}
