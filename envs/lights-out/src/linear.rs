//! Linear equations over GF(2), a row of the matrix in a word.

/// A symmetric matrix, reduced: its solutions for any right-hand side.
#[derive(Clone, Debug)]
pub(crate) struct Elimination {
    /// For each column with a pivot, the column's bit and the combination of equations that gives
    /// its unknown when the unknowns without a pivot are 0.
    pivots: Vec<(u64, u64)>,
    /// Combinations of equations whose left-hand sides cancel: their right-hand sides must, too.
    conditions: Vec<u64>,
    /// A basis of the solutions for right-hand side 0.
    idle: Vec<u64>,
}

impl Elimination {
    /// Gauss-Jordan elimination of the matrix with these rows, up to 64.
    pub(crate) fn new(rows: &[u64]) -> Self {
        let n = rows.len();
        // Each row with the combination of the original ones that it is.
        let mut system: Vec<(u64, u64)> =
            rows.iter().enumerate().map(|(i, row)| (*row, 1 << i)).collect();
        let (mut rank, mut pivot_columns) = (0, Vec::new());
        for column in 0..n {
            let Some(found) = (rank..n).find(|i| system[*i].0 >> column & 1 == 1) else { continue };
            system.swap(rank, found);
            let pivot = system[rank];
            for (i, row) in system.iter_mut().enumerate() {
                if i != rank && row.0 >> column & 1 == 1 {
                    *row = (row.0 ^ pivot.0, row.1 ^ pivot.1);
                }
            }
            pivot_columns.push(column);
            rank += 1;
        }
        // One unknown without a pivot is 1: those with a pivot follow.
        let free = (0..n).filter(|column| !pivot_columns.contains(column));
        let idle = free.map(|column| {
            let bound = pivot_columns.iter().zip(&system);
            let ones = bound.filter(|(_, row)| row.0 >> column & 1 == 1);
            ones.fold(1 << column, |set, (pivot, _)| set | 1 << pivot)
        });
        let idle = idle.collect();
        let combinations = system[..rank].iter().map(|row| row.1);
        Self {
            pivots: pivot_columns.iter().map(|column| 1 << column).zip(combinations).collect(),
            conditions: system[rank..].iter().map(|row| row.1).collect(),
            idle,
        }
    }

    /// One of the solutions, if there is any.
    pub(crate) fn solve(&self, right: u64) -> Option<u64> {
        let parity = |combination: u64| (combination & right).count_ones() % 2 == 1;
        if self.conditions.iter().any(|condition| parity(*condition)) {
            return None;
        }
        let ones = self.pivots.iter().filter(|(_, combination)| parity(*combination));
        Some(ones.fold(0, |solution, (bit, _)| solution | bit))
    }

    /// All solutions for right-hand side 0.
    #[inline]
    pub(crate) fn kernel(&self) -> impl Iterator<Item = u64> {
        (0_u64..1 << self.idle.len()).map(|choice| {
            let chosen = self.idle.iter().enumerate().filter(|(i, _)| choice >> i & 1 == 1);
            chosen.fold(0, |sum, (_, idle)| sum ^ idle)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(rows: &[u64], x: u64) -> u64 {
        let bits = rows.iter().enumerate().filter(|(_, row)| (*row & x).count_ones() % 2 == 1);
        bits.fold(0, |y, (i, _)| y | 1 << i)
    }

    #[test]
    fn solutions_solve_and_their_number_is_right() {
        for rows in
            [&[0b01, 0b10][..], &[0b11, 0b11], &[0b110, 0b111, 0b011], &[0b000, 0b010, 0b000]]
        {
            let elimination = Elimination::new(rows);
            for right in 0..1 << rows.len() {
                let all: Vec<u64> =
                    (0..1 << rows.len()).filter(|x| product(rows, *x) == right).collect();
                let mut found: Vec<u64> = elimination
                    .solve(right)
                    .into_iter()
                    .flat_map(|one| elimination.kernel().map(move |idle| one ^ idle))
                    .collect();
                found.sort_unstable();
                assert_eq!(found, all, "{rows:?} {right}");
            }
        }
    }
}
