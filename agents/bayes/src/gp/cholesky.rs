//! A Cholesky factor that grows by rows.
//!
//! Golub and Van Loan, "Matrix Computations" (4th ed., 2013), section 4.2. Row `i` of the factor
//! needs only the rows above it, so that a factorisation is one row after the other, and adding an
//! observation costs O(n²) and gives the very bits that a fresh factorisation gives.
//!
//! Why not a library: `faer` takes longer to build than the rest of the workspace, and it, like the
//! products of `nalgebra`, picks its kernels by the processor at run time. Sums would then round
//! differently from machine to machine, and records must not. Here every sum has one order.

/// How many sums run side by side: enough to keep the units for vectors busy.
pub(crate) const LANES: usize = 16;

/// One row of a matrix with [`LANES`] columns.
pub(crate) type Lanes = [f64; LANES];

/// The lower triangular `L` with `L Lᵀ = A`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cholesky {
    /// Row `i` has `i + 1` entries.
    rows: Vec<Vec<f64>>,
}

impl Cholesky {
    /// The order of the matrix.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a row of the matrix, up to and with its diagonal. Returns false, and leaves the factor
    /// as it was, if the matrix is not positive definite in floating-point numbers.
    pub(crate) fn push(&mut self, mut row: Vec<f64>) -> bool {
        let n = self.rows.len();
        debug_assert_eq!(row.len(), n + 1);
        for (j, above) in self.rows.iter().enumerate() {
            row[j] = (row[j] - dot(&row[..j], &above[..j])) / above[j];
        }
        let pivot = row[n] - dot(&row[..n], &row[..n]);
        if !(pivot > 0.0 && pivot.is_finite()) {
            return false;
        }
        row[n] = pivot.sqrt();
        self.rows.push(row);
        true
    }

    /// Solves `A x = b`.
    pub(crate) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for (i, row) in self.rows.iter().enumerate() {
            x[i] = (x[i] - dot(&row[..i], &x[..i])) / row[i];
        }
        for (i, row) in self.rows.iter().enumerate().rev() {
            x[i] /= row[i];
            let (below, at) = x.split_at_mut(i);
            axpy(-at[0], &row[..i], below);
        }
        x
    }

    /// Solves `L X = B` in place for many right sides at once.
    pub(crate) fn solve_lower(&self, block: &mut [Lanes]) {
        for (i, row) in self.rows.iter().enumerate() {
            let (above, at) = block.split_at_mut(i);
            let mut sum = at[0];
            for (factor, solved) in row.iter().zip(above.iter()) {
                for (sum, solved) in sum.iter_mut().zip(solved) {
                    *sum -= factor * solved;
                }
            }
            at[0] = sum.map(|sum| sum / row[i]);
        }
    }

    /// The product `L x`.
    pub(crate) fn times(&self, x: &[f64]) -> Vec<f64> {
        self.rows.iter().map(|row| dot(row, &x[..row.len()])).collect()
    }

    /// The logarithm of the determinant of `A`.
    pub(crate) fn log_det(&self) -> f64 {
        let logs = self.rows.iter().enumerate().map(|(i, row)| libm::log(row[i]));
        2.0 * logs.sum::<f64>()
    }

    /// The lower half of the inverse of `A`, row by row.
    pub(crate) fn inverse(&self) -> Vec<Vec<f64>> {
        // First the rows of the inverse of L, then the products of its columns.
        let mut lower: Vec<Vec<f64>> = Vec::with_capacity(self.len());
        for (i, row) in self.rows.iter().enumerate() {
            let mut inverse = vec![0.0; i + 1];
            for (factor, above) in row.iter().zip(&lower) {
                axpy(-factor, above, &mut inverse[..above.len()]);
            }
            inverse[i] = 1.0;
            for entry in &mut inverse {
                *entry /= row[i];
            }
            lower.push(inverse);
        }
        let mut product: Vec<Vec<f64>> = (1..=self.len()).map(|n| vec![0.0; n]).collect();
        for row in &lower {
            for (factor, target) in row.iter().zip(&mut product) {
                axpy(*factor, &row[..target.len()], target);
            }
        }
        product
    }
}

/// The scalar product, summed in eight interleaved parts.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

/// `y += factor * x`
fn axpy(factor: f64, x: &[f64], y: &mut [f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += factor * x;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The Hilbert matrix of order 6 plus the identity: symmetric and positive definite.
    fn matrix(i: usize, j: usize) -> f64 {
        1.0 / (i + j + 1) as f64 + f64::from(u8::from(i == j))
    }

    fn factor(n: usize) -> Cholesky {
        let mut factor = Cholesky::default();
        for i in 0..n {
            assert!(factor.push((0..=i).map(|j| matrix(i, j)).collect()));
        }
        factor
    }

    #[test]
    fn a_solution_solves() {
        let n = 37;
        let b: Vec<f64> = (0..n).map(|i| f64::from(i as u32).sin()).collect();
        let x = factor(n).solve(&b);
        for (i, b) in b.iter().enumerate() {
            let back: f64 = (0..n).map(|j| matrix(i, j) * x[j]).sum();
            assert!((back - b).abs() < 1e-13);
        }
    }

    #[test]
    fn the_inverse_inverts() {
        let n = 29;
        let inverse = factor(n).inverse();
        let at = |i: usize, j: usize| if i < j { inverse[j][i] } else { inverse[i][j] };
        for i in 0..n {
            for j in 0..n {
                let product: f64 = (0..n).map(|k| matrix(i, k) * at(k, j)).sum();
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-13);
            }
        }
    }

    #[test]
    fn what_is_not_positive_definite_is_refused() {
        let mut factor = factor(2);
        assert!(!factor.push(vec![5.0, 5.0, 1.0]));
        assert!(!factor.push(vec![0.0, 0.0, f64::NAN]));
        assert_eq!(factor.len(), 2);
        assert!(factor.push(vec![0.0, 0.0, 1.0]));
    }
}
