//! Inputs of which most are zero, as one-hot observations are: only the others are stored and
//! multiplied.
//!
//! A zero that is multiplied and added changes no sum, so a network has the same outputs and the same
//! gradient whether its inputs come dense or sparse. A cube has 54 ones among 324 features.

#![allow(
    clippy::inline_always,
    reason = "the loops are compiled once for each set of instructions"
)]

/// Rows of inputs. Rows can be added; the memory is used again after [`Sparse::clear`].
#[derive(Clone, Debug, PartialEq)]
pub struct Sparse {
    width: usize,
    /// Where the entries of each row begin, and behind the last, where they end.
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

/// Some rows of [`Sparse`].
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    width: usize,
    starts: &'a [usize],
    columns: &'a [u32],
    values: &'a [f32],
}

impl Sparse {
    /// No rows, of `width` inputs each.
    pub fn new(width: usize) -> Self {
        Self { width, starts: vec![0], columns: Vec::new(), values: Vec::new() }
    }

    /// The inputs of a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Removes all rows.
    pub fn clear(&mut self) {
        self.starts.truncate(1);
        self.columns.clear();
        self.values.clear();
    }

    /// Adds a row, given in full.
    ///
    /// # Panics
    ///
    /// When `row` is not as wide as the others.
    pub fn push(&mut self, row: &[f32]) {
        assert_eq!(row.len(), self.width, "rows of {} inputs", self.width);
        let before = self.columns.len();
        self.columns.resize(before + row.len(), 0);
        self.values.resize(before + row.len(), 0.0);
        let (columns, values) = (&mut self.columns[before..], &mut self.values[before..]);
        let mut count = 0;
        // Every value is written, and the next one over it if it was zero: a branch would be guessed
        // wrongly at every feature that is not.
        for (column, &value) in row.iter().enumerate() {
            columns[count] = column as u32;
            values[count] = value;
            count += usize::from(value != 0.0);
        }
        self.columns.truncate(before + count);
        self.values.truncate(before + count);
        self.starts.push(self.columns.len());
    }

    /// Adds the rows of another.
    ///
    /// # Panics
    ///
    /// When they are not as wide.
    pub fn extend(&mut self, other: &Self) {
        assert_eq!(other.width, self.width, "rows of {} inputs", self.width);
        let before = self.columns.len();
        self.columns.extend_from_slice(&other.columns);
        self.values.extend_from_slice(&other.values);
        self.starts.extend(other.starts[1..].iter().map(|start| before + start));
    }

    /// All rows.
    pub fn rows(&self) -> Rows<'_> {
        let Self { width, starts, columns, values } = self;
        Rows { width: *width, starts, columns, values }
    }

    /// The rows from `first` to before `end`.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    pub fn part(&self, first: usize, end: usize) -> Rows<'_> {
        self.rows().part(first, end)
    }
}

impl<'a> Rows<'a> {
    /// The inputs of a row.
    pub fn width(self) -> usize {
        self.width
    }

    /// The number of rows.
    pub fn len(self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are no rows.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The rows from `first` to before `end` of these.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    #[must_use]
    pub fn part(self, first: usize, end: usize) -> Self {
        Self { starts: &self.starts[first..=end], ..self }
    }

    /// Each row: the columns that are not zero, and their values.
    pub fn iter(self) -> impl Iterator<Item = (&'a [u32], &'a [f32])> {
        let Self { starts, columns, values, .. } = self;
        starts.windows(2).map(move |at| (&columns[at[0]..at[1]], &values[at[0]..at[1]]))
    }

    /// Appends the rows in full to `out`.
    pub fn write_dense(self, out: &mut Vec<f32>) {
        let first = out.len();
        out.resize(first + self.len() * self.width, 0.0);
        for ((columns, values), row) in self.iter().zip(out[first..].chunks_exact_mut(self.width)) {
            for (column, value) in columns.iter().zip(values) {
                row[*column as usize] = *value;
            }
        }
    }
}

/// `out += rows * right`, in blocks of `N` columns that stay in registers.
#[inline(always)]
pub(crate) fn row_sums<const N: usize>(
    rows: Rows<'_>,
    right: &[f32],
    width: usize,
    out: &mut [f32],
) {
    for ((columns, values), out) in rows.iter().zip(out.chunks_exact_mut(width)) {
        let mut at = 0;
        while at + N <= width {
            sum_block::<N>(columns, values, right, width, at, out);
            at += N;
        }
        while at + 8 <= width {
            sum_block::<8>(columns, values, right, width, at, out);
            at += 8;
        }
        while at < width {
            sum_block::<1>(columns, values, right, width, at, out);
            at += 1;
        }
    }
}

#[inline(always)]
fn sum_block<const N: usize>(
    columns: &[u32],
    values: &[f32],
    right: &[f32],
    width: usize,
    at: usize,
    out: &mut [f32],
) {
    let mut sums = [0.0_f32; N];
    sums.copy_from_slice(&out[at..at + N]);
    for (column, value) in columns.iter().zip(values) {
        let terms = &right[*column as usize * width + at..][..N];
        for (sum, term) in sums.iter_mut().zip(terms) {
            *sum += value * term;
        }
    }
    out[at..at + N].copy_from_slice(&sums);
}

/// `out += transposed rows * right`: the gradient of the first layer's weights.
#[inline(always)]
pub(crate) fn outer_sums<const N: usize>(
    rows: Rows<'_>,
    right: &[f32],
    width: usize,
    out: &mut [f32],
) {
    for ((columns, values), right) in rows.iter().zip(right.chunks_exact(width)) {
        for (column, value) in columns.iter().zip(values) {
            let out = &mut out[*column as usize * width..][..width];
            for (sum, term) in out.iter_mut().zip(right) {
                *sum += value * term;
            }
        }
    }
}
