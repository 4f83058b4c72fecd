//! Designs as rows of numbers that a kernel compares.

use orienteer_core::space::{Domain, Encoding};
use orienteer_core::{Design, SpaceSpec};

/// From so many decisions on, all ordered ones share a length scale and so do all labels: data that
/// a budget pays for cannot tell so many scales apart.
const MOST_SCALES: usize = 50;

/// What the numbers of a row mean: first all ordered decisions, on the unit interval, then all
/// labels, which are equal or not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layout {
    /// The number of ordered decisions.
    pub(crate) ordered: usize,
    /// The length scale of each column.
    pub(crate) group: Vec<usize>,
    /// The number of length scales.
    pub(crate) groups: usize,
}

impl Layout {
    /// The layout of `ordered` decisions followed by `labels`.
    pub(crate) fn new(ordered: usize, labels: usize) -> Self {
        let columns = ordered + labels;
        if columns <= MOST_SCALES {
            return Self { ordered, group: (0..columns).collect(), groups: columns };
        }
        let second = usize::from(ordered > 0);
        let group = (0..columns).map(|at| if at < ordered { 0 } else { second }).collect();
        Self { ordered, group, groups: second + usize::from(labels > 0) }
    }
}

/// How the designs of a space become rows.
///
/// An inactive decision is imputed: an ordered one by the middle of its scale, as SMAC does, a
/// label by one of its own, so that it differs from every active one.
#[derive(Clone, Debug)]
pub(crate) struct Features {
    pub(crate) layout: Layout,
    columns: Vec<Column>,
}

#[derive(Clone, Debug)]
struct Column {
    decision: usize,
    ordered: bool,
    /// The number of values that are spread evenly without a scale of their own.
    values: Option<u32>,
}

impl Features {
    /// The features of a space. Decisions without a choice have no column.
    pub(crate) fn new(space: &SpaceSpec) -> Self {
        let decisions = space.decisions().iter().enumerate();
        let mut columns: Vec<Column> = decisions
            .filter(|(_, decision)| decision.domain.arity() != Some(1))
            .map(|(at, decision)| Column {
                decision: at,
                ordered: decision.domain.is_ordered(),
                values: match decision.domain {
                    Domain::Integer { log: true, .. } => None,
                    ref domain => domain.arity(),
                },
            })
            .collect();
        columns.sort_by_key(|column| !column.ordered);
        let ordered = columns.iter().filter(|column| column.ordered).count();
        Self { layout: Layout::new(ordered, columns.len() - ordered), columns }
    }

    /// The row of a design, the same for all designs that are the same by symmetry.
    pub(crate) fn row(&self, space: &SpaceSpec, canonical: &Design) -> Vec<f64> {
        let (cube, mask) = (space.encode(canonical, Encoding::UnitCube), space.mask(canonical));
        let place = |column: &Column| {
            let unit = f64::from(cube[column.decision]);
            match (mask[column.decision], column.ordered, column.values) {
                (false, true, _) => 0.5,
                (false, false, _) => -1.0,
                // Values lie in the middle of their part of the interval; the outer ones shall
                // be 0 and 1, so that two values are as far apart as a whole scale.
                (true, true, Some(values)) => {
                    let values = f64::from(values);
                    // The encoding has the precision of `f32`, which rounding undoes.
                    (unit * values - 0.5).round() / (values - 1.0)
                }
                _ => unit,
            }
        };
        self.columns.iter().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_what_is_active_and_impute_the_rest() {
        let space = SpaceSpec::builder()
            .choice("kind", |c| {
                c.arm("plain", |f| f)
                    .arm("rich", |f| f.integer("n", 1..=5).categorical("c", [7, 8]))
            })
            .ordinal("banks", [1, 2, 4])
            .real("gain", 0.0..=2.0)
            .categorical("fixed", ["only"])
            .build()
            .unwrap();
        let features = Features::new(&space);
        // n, banks, gain, then kind, c.
        assert_eq!(features.layout, Layout::new(3, 2));
        let row = |values: &[(&str, orienteer_core::Value)]| {
            let design = space.design(values.iter().cloned()).unwrap();
            features.row(&space, &design)
        };
        let fixed = ("fixed", "only".into());
        let plain = [("kind", "plain".into()), ("banks", 4.into()), ("gain", 0.5.into())];
        let plain = row(&[plain.as_slice(), std::slice::from_ref(&fixed)].concat());
        assert_eq!(plain, [0.5, 1.0, 0.25, plain[3], -1.0]);
        let rich = [("kind", "rich".into()), ("kind.n", 2.into()), ("kind.c", 8.into())];
        let rest = [("banks", 1.into()), ("gain", 2.0.into()), fixed];
        let rich = row(&[rich.as_slice(), &rest].concat());
        assert!((rich[0] - 0.25).abs() < 1e-6);
        assert_eq!(rich[1..3], [0.0, 1.0]);
        assert!(rich[3] != plain[3] && rich[4] != -1.0);
    }
}
