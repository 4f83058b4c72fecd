//! Ranks with ties, and their mean over problems.

/// The rank of each value, 1 for the smallest; ties share the mean of their ranks.
///
/// NaN is ordered after everything, so pass infinity for "failed": then failures tie.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let value = values[order[start]];
        let ties = order[start..].iter().take_while(|&&i| values[i] == value).count().max(1);
        // The mean of the ranks start + 1 ..= start + ties.
        let rank = start as f64 + (ties + 1) as f64 / 2.0;
        for &i in &order[start..start + ties] {
            ranks[i] = rank;
        }
        start += ties;
    }
    ranks
}

/// Spearman's rank correlation: Pearson's correlation of the ranks, with ties at their mean rank.
/// `None` for fewer than two pairs, or where one side is the same throughout.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let side = |pick: fn(&(f64, f64)) -> f64| ranks(&pairs.iter().map(pick).collect::<Vec<_>>());
    let (a, b) = (side(|pair| pair.0), side(|pair| pair.1));
    let middle = f64::midpoint(pairs.len() as f64, 1.0);
    let product = |x: &[f64], y: &[f64]| -> f64 {
        x.iter().zip(y).map(|(x, y)| (x - middle) * (y - middle)).sum()
    };
    let scale = (product(&a, &a) * product(&b, &b)).sqrt();
    (scale > 0.0).then(|| product(&a, &b) / scale)
}

/// The mean rank of each competitor over problems (lower is better).
///
/// `losses[problem][competitor]` is a value to minimise, or `None` where the competitor did not
/// take part: it is then not ranked there, and its mean is over the other problems. A competitor
/// that took part nowhere has no mean rank.
pub fn mean_ranks(losses: &[Vec<Option<f64>>]) -> Vec<Option<f64>> {
    let competitors = losses.iter().map(Vec::len).max().unwrap_or(0);
    let mut sums = vec![(0.0, 0_u32); competitors];
    for row in losses {
        let (present, values): (Vec<usize>, Vec<f64>) =
            row.iter().enumerate().filter_map(|(i, v)| Some((i, (*v)?))).unzip();
        for (i, rank) in present.into_iter().zip(ranks(&values)) {
            sums[i].0 += rank;
            sums[i].1 += 1;
        }
    }
    sums.into_iter().map(|(sum, n)| (n > 0).then(|| sum / f64::from(n))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spearman_agrees_with_scipy() {
        // scipy.stats.spearmanr([1, 2, 2, 4, 5, 0], [2, 1, 3, 3, 9, 9]).statistic
        let pairs = [(1.0, 2.0), (2.0, 1.0), (2.0, 3.0), (4.0, 3.0), (5.0, 9.0), (0.0, 9.0)];
        let rho = spearman(&pairs).unwrap();
        assert!((rho - 0.134_343_322_655_969_7).abs() < 1e-12, "{rho}");
        assert_eq!(spearman(&[(1.0, 1.0), (2.0, 1.0)]), None);
        assert_eq!(spearman(&[(1.0, 3.0), (2.0, 4.0)]), Some(1.0));
    }

    #[test]
    fn ranks_agree_with_scipy() {
        // scipy.stats.rankdata([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5])
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0];
        let expected = [4.5, 1.5, 6.0, 1.5, 8.0, 11.0, 3.0, 10.0, 8.0, 4.5, 8.0];
        assert_eq!(ranks(&values), expected);
    }

    #[test]
    fn failures_tie_for_the_last_place() {
        assert_eq!(ranks(&[f64::INFINITY, 2.0, f64::INFINITY]), [2.5, 1.0, 2.5]);
        assert_eq!(ranks(&[f64::NAN, f64::NAN, 1.0]), [2.0, 3.0, 1.0]);
        assert!(ranks(&[]).is_empty());
    }

    #[test]
    fn the_absent_are_not_ranked() {
        let losses =
            [vec![Some(1.0), Some(2.0), Some(3.0), None], vec![Some(5.0), None, Some(4.0), None]];
        assert_eq!(mean_ranks(&losses), [Some(1.5), Some(2.0), Some(2.0), None]);
    }
}
