//! What the value axis of a panel shows: the objective, or the regret on a logarithmic scale.

use crate::draw::Axis;
use crate::study::{Direction, Problem, Study};

/// Positive values that span more than this factor get a logarithmic axis.
const LOG_SPAN: f64 = 1e3;

/// Settled values that take less than this share of a linear axis are shown large.
const FOCUS: f64 = 0.5;

/// Longer formulas do not fit the axis of a panel.
const LONGEST_LABEL: usize = 30;

/// How the values of a problem are shown in one figure.
pub(super) struct Measure<'a> {
    problem: &'a Problem,
    regret: bool,
    log: bool,
    values: Vec<f64>,
}

impl<'a> Measure<'a> {
    /// Chooses for a problem, alike in all figures, and for the values that will be drawn.
    pub(super) fn of(
        study: &'a Study,
        problem: usize,
        values: impl IntoIterator<Item = f64>,
    ) -> Self {
        let regret = study.shows_regret(problem);
        let problem = &study.problems[problem];
        let drawn: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
        let mut measure = Self { problem, regret, log: false, values: Vec::new() };
        measure.values = drawn.into_iter().map(|value| measure.show(value)).collect();
        let (low, high) = range(&measure.values);
        measure.log = regret || (low > 0.0 && high > LOG_SPAN * low);
        measure
    }

    /// Shows the settled values large, if the unsettled ones before them would flatten them on a
    /// linear axis; a part of the worse values stays in view.
    pub(super) fn focus(&mut self, settled: impl IntoIterator<Item = f64>) {
        let settled = settled.into_iter().filter(|v| v.is_finite()).collect::<Vec<_>>();
        let (low, high) = range(&settled);
        let (all_low, all_high) = range(&self.values);
        if self.log || high <= low || high - low > FOCUS * (all_high - all_low) {
            return;
        }
        let room = (high - low) * 0.5;
        let worse = match self.problem.direction() {
            Direction::Minimize => (high + room).min(all_high),
            Direction::Maximize => (low - room).max(all_low),
        };
        self.values = vec![low, high, worse];
    }

    /// A value as it is drawn; an infinitely bad one stays so.
    pub(super) fn show(&self, value: f64) -> f64 {
        match self.problem.regret(value) {
            Some(regret) if self.regret => regret,
            _ => value,
        }
    }

    /// The axis, without ticks, with room for everything that is drawn.
    pub(super) fn axis(&self) -> Axis {
        // The optimum is drawn as a line where it does not stretch the axis much.
        let optimum = self.optimum_line();
        let values = self.values.iter().copied().chain(optimum);
        Axis::over(self.label(), values, self.log).hint(better(self.direction()))
    }

    /// Where to mark the optimum: not on a logarithmic scale, and only if it is near the values.
    pub(super) fn optimum_line(&self) -> Option<f64> {
        let optimum = self.problem.optimum.filter(|_| !self.log && !self.values.is_empty())?;
        let (low, high) = range(&self.values);
        let stretched = high.max(optimum) - low.min(optimum);
        (stretched <= 2.0 * (high - low) || stretched == 0.0).then_some(optimum)
    }

    /// A formula that an axis has no room for is the "objective": cut, it would not be one. The
    /// report writes it out.
    fn label(&self) -> String {
        let label = &self.problem.objective.label;
        let long = label.chars().count() > LONGEST_LABEL;
        self.problem.with_unit(if self.regret {
            "regret"
        } else if long {
            "objective"
        } else {
            label
        })
    }

    /// The direction of what is shown: regret is always to be minimised.
    fn direction(&self) -> Direction {
        if self.regret { Direction::Minimize } else { self.problem.direction() }
    }
}

/// The smallest and the largest value.
fn range(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &v| (v.min(a), v.max(b)))
}

/// Which way is better, for the label of an axis.
pub(super) fn better(direction: Direction) -> &'static str {
    match direction {
        Direction::Minimize => " (← better)",
        Direction::Maximize => " (better →)",
    }
}
