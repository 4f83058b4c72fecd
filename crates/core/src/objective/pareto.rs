//! Several goals at once: the set of designs that no other design beats.

use super::{Formula, ObjectiveError, ParetoSpec};
use crate::metric::{Direction, MetricSpec};

/// Goals, each scaled so that 0 is its ideal and 1 its reference (the worst that still counts).
#[derive(Clone, Debug)]
pub struct ParetoGoal {
    goals: Vec<(Formula, Direction)>,
    ideal: Vec<f64>,
    reference: Vec<f64>,
}

impl ParetoGoal {
    pub(super) fn new(spec: &ParetoSpec, metrics: &[MetricSpec]) -> Result<Self, ObjectiveError> {
        let directed = |texts: &[String], direction| {
            texts
                .iter()
                .map(|text| Ok((Formula::new(text, metrics)?, direction)))
                .collect::<Result<Vec<_>, ObjectiveError>>()
        };
        let mut goals = directed(&spec.minimize, Direction::Minimize)?;
        goals.extend(directed(&spec.maximize, Direction::Maximize)?);
        let n = goals.len();
        if n < 2 {
            return Err(ObjectiveError("`pareto` needs at least two goals".into()));
        }
        if spec.ideal.len() != n || spec.reference.len() != n {
            return Err(ObjectiveError(format!(
                "`pareto` has {n} goals, so `ideal` and `reference` need {n} numbers each"
            )));
        }
        for (i, (formula, direction)) in goals.iter().enumerate() {
            let better = match direction {
                Direction::Minimize => spec.ideal[i] < spec.reference[i],
                Direction::Maximize => spec.ideal[i] > spec.reference[i],
            };
            if !better {
                return Err(ObjectiveError(format!(
                    "`pareto`: the ideal of `{}` ({}) must be better than its reference ({})",
                    formula.text(),
                    spec.ideal[i],
                    spec.reference[i]
                )));
            }
        }
        Ok(Self { goals, ideal: spec.ideal.clone(), reference: spec.reference.clone() })
    }

    /// The goals: formula and direction.
    pub fn goals(&self) -> &[(Formula, Direction)] {
        &self.goals
    }

    /// The goals' values, scaled: 0 is ideal, 1 is the reference, less is better.
    pub fn scaled(&self, metrics: &[f64]) -> Vec<f64> {
        (0..self.goals.len())
            .map(|i| {
                let value = self.goals[i].0.evaluate(metrics);
                (value - self.ideal[i]) / (self.reference[i] - self.ideal[i])
            })
            .collect()
    }

    /// The augmented Chebyshev distance to the ideal with equal weights: the scalar that
    /// single-objective agents follow (Steuer and Choo 1983; Knowles 2006 uses 0.05 as well).
    pub fn distance(&self, metrics: &[f64]) -> f64 {
        let scaled = self.scaled(metrics);
        scaled.iter().copied().fold(f64::MIN, f64::max) + 0.05 * scaled.iter().sum::<f64>()
    }
}

/// The points found so far that no other point dominates, with the index of their evaluation.
#[derive(Clone, Debug, Default)]
pub struct Front {
    points: Vec<(u64, Vec<f64>)>,
}

impl Front {
    /// Adds a scaled point unless an earlier one is at least as good everywhere; points that it
    /// dominates leave. Says whether it was added.
    pub fn insert(&mut self, index: u64, point: Vec<f64>) -> bool {
        let covers = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(x, y)| x <= y);
        if point.iter().any(|x| !x.is_finite()) {
            return false;
        }
        if self.points.iter().any(|(_, p)| covers(p, &point)) {
            return false;
        }
        self.points.retain(|(_, p)| !covers(&point, p));
        self.points.push((index, point));
        true
    }

    /// The evaluations on the front.
    pub fn indices(&self) -> impl Iterator<Item = u64> {
        self.points.iter().map(|(index, _)| *index)
    }

    /// The share of the unit box (ideal to reference) that the front dominates.
    pub fn hypervolume(&self) -> f64 {
        let inside: Vec<Vec<f64>> = self
            .points
            .iter()
            .map(|(_, p)| p.iter().map(|x| x.max(0.0)).collect::<Vec<_>>())
            .filter(|p| p.iter().all(|&x| x < 1.0))
            .collect();
        hypervolume(inside.iter().map(Vec::as_slice).collect())
    }
}

/// Hypervolume by slicing objectives (Knowles 2002; While et al. 2006): sweep the last coordinate,
/// and between two neighbouring values multiply by the volume of the points below in one dimension
/// less.
fn hypervolume(mut points: Vec<&[f64]>) -> f64 {
    let Some(last) = points.first().map(|p| p.len() - 1) else { return 0.0 };
    if last == 0 {
        return 1.0 - points.iter().map(|p| p[0]).fold(1.0, f64::min);
    }
    points.sort_by(|a, b| a[last].total_cmp(&b[last]));
    let mut volume = 0.0;
    for i in 0..points.len() {
        let upper = points.get(i + 1).map_or(1.0, |p| p[last]);
        let depth = upper - points[i][last];
        if depth > 0.0 {
            volume += depth * hypervolume(points[..=i].iter().map(|p| &p[..last]).collect());
        }
    }
    volume
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_front_keeps_only_what_nothing_dominates() {
        let mut front = Front::default();
        assert!(front.insert(0, vec![0.5, 0.5]));
        assert!(!front.insert(1, vec![0.5, 0.6]));
        assert!(front.insert(2, vec![0.2, 0.8]));
        assert!(front.insert(3, vec![0.4, 0.5]));
        assert!(!front.insert(4, vec![f64::NAN, 0.0]));
        assert_eq!(front.indices().collect::<Vec<_>>(), [2, 3]);
    }

    /// Inclusion-exclusion by hand: boxes 0.6 x 0.5 and 0.8 x 0.2 share 0.6 x 0.2.
    #[test]
    fn hypervolume_of_two_boxes() {
        let mut front = Front::default();
        front.insert(0, vec![0.4, 0.5]);
        front.insert(1, vec![0.2, 0.8]);
        assert!((front.hypervolume() - (0.30 + 0.16 - 0.12)).abs() < 1e-12);
    }

    /// The same in three dimensions, against counting a grid.
    #[test]
    fn hypervolume_in_three_dimensions_agrees_with_a_grid() {
        let points = [[0.1, 0.7, 0.5], [0.6, 0.2, 0.3], [0.5, 0.5, 0.1], [0.9, 0.1, 0.9]];
        let mut front = Front::default();
        for (i, p) in points.iter().enumerate() {
            front.insert(i as u64, p.to_vec());
        }
        let n = 20;
        let centre = |i: i32| (f64::from(i) + 0.5) / f64::from(n);
        let mut inside = 0;
        for i in 0..n {
            for j in 0..n {
                for k in 0..n {
                    let cell = [centre(i), centre(j), centre(k)];
                    inside +=
                        i32::from(points.iter().any(|p| p.iter().zip(&cell).all(|(a, b)| a <= b)));
                }
            }
        }
        assert!((front.hypervolume() - f64::from(inside) / f64::from(n * n * n)).abs() < 1e-9);
    }
}
