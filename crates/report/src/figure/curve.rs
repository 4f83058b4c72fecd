//! Best-so-far curves: the quartiles over runs of step functions.

use orienteer_stats::Sample;

/// The most points that a curve is drawn with.
const MAX_POINTS: usize = 400;

/// The best-so-far value of one run as it changes.
pub(super) struct Steps {
    /// (where, new value), ascending; empty for a run that never has a value. `None` where the
    /// incumbent turned into one that is feasible only by noise.
    pub(super) changes: Vec<(f64, Option<f64>)>,
    /// Where the run ended.
    pub(super) end: f64,
}

/// The curve of one agent on one problem.
pub(super) struct Curve {
    pub(super) agent: usize,
    /// How many runs it is over.
    pub(super) runs: usize,
    pub(super) points: Vec<Quartiles>,
}

/// The quartiles over runs from one place on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quartiles {
    pub(super) x: f64,
    pub(super) q1: f64,
    pub(super) median: f64,
    pub(super) q3: f64,
}

impl Quartiles {
    pub(super) fn values(&self) -> [f64; 3] {
        [self.q1, self.median, self.q3]
    }
}

impl Curve {
    /// The stretches over which `is_there` holds, each up to the place where it ends: where half of
    /// the runs have no feasible design, there is no median.
    pub(super) fn stretches(&self, is_there: impl Fn(&Quartiles) -> bool) -> Vec<Vec<Quartiles>> {
        let mut stretches: Vec<Vec<Quartiles>> = Vec::new();
        let mut is_open = false;
        for point in &self.points {
            match (is_there(point), stretches.last_mut().filter(|_| is_open)) {
                (true, Some(stretch)) => stretch.push(*point),
                (true, None) => stretches.push(vec![*point]),
                (false, Some(stretch)) => {
                    stretch.extend(stretch.last().copied().map(|q| Quartiles { x: point.x, ..q }));
                }
                (false, None) => {}
            }
            is_open = is_there(point);
        }
        stretches
    }
}

/// The quartiles over runs at every place where a run improves, thinned to a few hundred places.
///
/// A run counts as `worst` (an infinity) while it has no value, so a curve begins when half of the
/// runs have one; a run that has ended keeps its last value.
pub(super) fn quartiles(runs: &[Steps], worst: f64) -> Vec<Quartiles> {
    let mut places: Vec<f64> =
        runs.iter().flat_map(|run| run.changes.iter().map(|change| change.0)).collect();
    places.extend(runs.iter().map(|run| run.end).reduce(f64::max));
    places.sort_unstable_by(f64::total_cmp);
    places.dedup();
    let every = places.len().div_ceil(MAX_POINTS).max(1);
    let last = places.len().saturating_sub(1);
    let kept = places.into_iter().enumerate().filter(|(i, _)| i % every == 0 || *i == last);

    let mut next = vec![0; runs.len()];
    let mut values = vec![worst; runs.len()];
    let mut curve = Vec::new();
    for (_, x) in kept {
        for ((run, next), value) in runs.iter().zip(&mut next).zip(&mut values) {
            while let Some(change) = run.changes.get(*next).filter(|change| change.0 <= x) {
                *value = change.1.unwrap_or(worst);
                *next += 1;
            }
        }
        if let Some(sample) = Sample::new(values.iter().copied()) {
            let (q1, q3) = sample.quartiles();
            curve.push(Quartiles { x, q1, median: sample.median(), q3 });
        }
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(changes: &[(f64, f64)], end: f64) -> Steps {
        Steps { changes: changes.iter().map(|&(x, value)| (x, Some(value))).collect(), end }
    }

    #[test]
    fn quartiles_of_three_runs() {
        let runs = [
            run(&[(1.0, 9.0), (4.0, 5.0)], 10.0),
            run(&[(1.0, 7.0), (3.0, 6.0)], 10.0),
            run(&[(2.0, 3.0)], 5.0),
        ];
        let curve = quartiles(&runs, f64::INFINITY);
        let medians: Vec<(f64, f64)> = curve.iter().map(|q| (q.x, q.median)).collect();
        assert_eq!(medians, [(1.0, 9.0), (2.0, 7.0), (3.0, 6.0), (4.0, 5.0), (10.0, 5.0)]);
        assert_eq!((curve[1].q1, curve[1].q3), (5.0, 8.0));
        assert_eq!(curve[0].q3, f64::INFINITY);
    }

    #[test]
    fn many_improvements_are_thinned_but_the_end_stays() {
        let changes: Vec<_> = (0..5000).map(|i| (f64::from(i), -f64::from(i))).collect();
        let curve = quartiles(&[run(&changes, 6000.0)], f64::INFINITY);
        assert!(curve.len() <= MAX_POINTS + 1);
        assert_eq!(curve.last().map(|q| (q.x, q.median)), Some((6000.0, -4999.0)));
    }

    #[test]
    fn an_incumbent_that_noise_made_feasible_is_worse_than_all_others() {
        let changes = vec![(1.0, Some(9.0)), (3.0, None), (5.0, Some(4.0))];
        let points = quartiles(&[Steps { changes, end: 8.0 }], f64::INFINITY);
        let medians: Vec<(f64, f64)> = points.iter().map(|q| (q.x, q.median)).collect();
        assert_eq!(medians, [(1.0, 9.0), (3.0, f64::INFINITY), (5.0, 4.0), (8.0, 4.0)]);
        // The line stops where the value is lost, and begins again.
        let stretches = Curve { agent: 0, runs: 1, points }.stretches(|q| q.median.is_finite());
        let places: Vec<Vec<(f64, f64)>> =
            stretches.iter().map(|s| s.iter().map(|q| (q.x, q.median)).collect()).collect();
        assert_eq!(places, [[(1.0, 9.0), (3.0, 9.0)], [(5.0, 4.0), (8.0, 4.0)]]);
    }

    #[test]
    fn no_runs_no_curve() {
        assert!(quartiles(&[], 0.0).is_empty());
    }
}
