//! An axis: a range of values, linear or logarithmic, and round ticks on it.

use super::font::fit;
use super::scene::rich_width;
use crate::number::{significant, trim};

/// The size of tick labels, pixels per em.
pub(crate) const TICK_EM: f64 = 11.0;

/// A range of values with ticks and a label.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    pub(crate) label: String,
    pub(crate) ticks: Vec<Tick>,
    low: f64,
    high: f64,
    log: bool,
    /// No tick lies between two whole numbers.
    whole: bool,
    /// Tick labels are in units of this power of ten, after this was subtracted.
    exponent: i32,
    offset: f64,
    /// What follows the label and is never cut.
    hint: &'static str,
}

/// A value on an axis that has a grid line, and its label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) label: String,
}

impl Axis {
    const EMPTY: Self = Self {
        label: String::new(),
        ticks: Vec::new(),
        low: 0.0,
        high: 1.0,
        log: false,
        whole: false,
        exponent: 0,
        offset: 0.0,
        hint: "",
    };

    /// An axis over the finite ones of some values, with a little room at both ends; `log` only
    /// has an effect if all values are positive.
    pub(crate) fn over(
        label: impl Into<String>,
        values: impl IntoIterator<Item = f64>,
        log: bool,
    ) -> Self {
        let finite = values.into_iter().filter(|v| v.is_finite());
        let (low, high) =
            finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (v.min(a), v.max(b)));
        let log = log && low > 0.0;
        let mut axis = Self { label: label.into(), low, high, log, ..Self::EMPTY };
        if low > high {
            (axis.low, axis.high) = (0.0, 1.0);
        }
        axis.pad(0.05);
        axis
    }

    /// An axis that begins and ends at given values.
    pub(crate) fn exactly(label: impl Into<String>, low: f64, high: f64, log: bool) -> Self {
        let mut axis = Self { label: label.into(), low, high, log, ..Self::EMPTY };
        if low >= high {
            axis.pad(0.0);
        }
        axis
    }

    /// An axis of what is counted: 1.5 of it cannot be, and gets no tick.
    pub(crate) fn whole(self, whole: bool) -> Self {
        Self { whole, ..self }
    }

    /// Adds a hint to the label, such as which way is better.
    pub(crate) fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// Widens the range by a share at both ends; a range without length gets one.
    fn pad(&mut self, share: f64) {
        if self.log {
            let length = decades(self.low, self.high);
            let factor = 10_f64.powf(if length > 1e-9 { length * share } else { 0.3 });
            self.low = (self.low / factor).max(f64::MIN_POSITIVE);
            self.high = (self.high * factor).min(f64::MAX);
        } else {
            let length = self.high - self.low;
            let size = self.low.abs().max(self.high.abs());
            // Below this share of the values' size, differences are rounding.
            let flat = length <= size * 1e-12;
            let room = if flat { (size * 0.05).max(1e-3) } else { length * share };
            (self.low, self.high) = (self.low - room, self.high + room);
        }
    }

    /// Where a value lies, from 0 at the low end to 1 at the high end; values beyond an end (also
    /// infinite ones) lie on it.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let place = if self.log {
            decades(self.low, value.max(f64::MIN_POSITIVE)) / decades(self.low, self.high)
        } else {
            (value - self.low) / (self.high - self.low)
        };
        place.clamp(0.0, 1.0)
    }

    /// Whether a value is on the axis.
    pub(crate) fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Puts as many ticks on a horizontal axis of so many pixels as have room side by side.
    pub(crate) fn fit_across(mut self, pixels: f64) -> Self {
        for wanted in (2..=9).rev() {
            self.tick(wanted);
            let needed: f64 = self.ticks.iter().map(|t| rich_width(&t.label, TICK_EM)).sum();
            let gaps = self.ticks.len() as f64 * TICK_EM * 1.1;
            if needed + gaps <= pixels && !self.crowded(pixels) {
                break;
            }
        }
        self
    }

    /// Takes away ticks whose labels would touch the one before, on a horizontal axis of so many pixels.
    pub(crate) fn thin_across(mut self, pixels: f64) -> Self {
        let mut end = f64::NEG_INFINITY;
        for tick in std::mem::take(&mut self.ticks) {
            let (at, half) = (self.at(tick.value) * pixels, rich_width(&tick.label, TICK_EM) / 2.0);
            if at - half > end {
                end = at + half + TICK_EM * 0.3;
                self.ticks.push(tick);
            }
        }
        self
    }

    /// Puts ticks on a vertical axis of so many pixels.
    pub(crate) fn fit_up(mut self, pixels: f64) -> Self {
        self.tick(((pixels / 27.0) as usize).clamp(3, 9));
        self
    }

    /// Whether two neighbouring labels of a horizontal axis would touch.
    fn crowded(&self, pixels: f64) -> bool {
        self.ticks.windows(2).any(|pair| {
            let distance = (self.at(pair[1].value) - self.at(pair[0].value)) * pixels;
            let half = |tick: &Tick| rich_width(&tick.label, TICK_EM) / 2.0;
            distance < half(&pair[0]) + half(&pair[1]) + TICK_EM * 0.6
        })
    }

    /// The widest tick label, in pixels.
    pub(crate) fn label_width(&self) -> f64 {
        self.ticks.iter().map(|tick| rich_width(&tick.label, TICK_EM)).fold(0.0, f64::max)
    }

    fn tick(&mut self, wanted: usize) {
        // A narrow logarithmic axis has too few round decades; a linear choice is rounder there.
        self.ticks = if self.log && decades(self.low, self.high) >= 0.8 {
            decade_ticks(self.low, self.high, wanted)
        } else {
            self.offset = offset(self.low, self.high);
            let (low, high) = (self.low - self.offset, self.high - self.offset);
            let (ticks, exponent) = linear_ticks(low, high, wanted, self.whole);
            self.exponent = exponent;
            let shifted = |tick: Tick| Tick { value: tick.value + self.offset, ..tick };
            ticks.into_iter().map(shifted).collect()
        };
    }

    /// The label, cut to a width in pixels, with what tick labels leave out and the hint.
    pub(crate) fn fitted_label(&self, em: f64, available: f64) -> String {
        let mut rest = String::new();
        if self.offset != 0.0 {
            let sign = if self.offset > 0.0 { '−' } else { '+' };
            rest += &format!(" {sign} {}", significant(self.offset.abs(), 15));
        }
        if self.exponent != 0 {
            let comma = if self.offset == 0.0 { "" } else { "," };
            rest += &format!("{comma} × 10^{{{}}}", minus(&self.exponent.to_string()));
        }
        rest += self.hint;
        fit(&self.label, em, available - rich_width(&rest, em)) + &rest
    }
}

fn decades(low: f64, high: f64) -> f64 {
    high.log10() - low.log10()
}

/// What to subtract from tick labels: a round number near values that differ only in their last
/// digits, otherwise nothing.
fn offset(low: f64, high: f64) -> f64 {
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-4 {
        return 0.0;
    }
    let step = 10_f64.powf((high - low).log10().ceil() + 1.0);
    (low / step).round() * step
}

/// Round linear ticks, about as many as wanted, and the power of ten that they share.
fn linear_ticks(low: f64, high: f64, wanted: usize, whole: bool) -> (Vec<Tick>, i32) {
    let raw = (high - low) / wanted as f64;
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * power >= raw * 0.999).unwrap_or(10.0)
        * power;
    let step = if whole { step.max(1.0) } else { step };
    let size = low.abs().max(high.abs());
    let magnitude = size.log10().floor() as i32;
    let exponent = if (-3..6).contains(&magnitude) { 0 } else { magnitude };
    let unit = 10_f64.powi(exponent);
    let decimals = (-(step / unit).log10().floor()).clamp(0.0, 15.0) as usize;
    // A tick at an end must not be lost to rounding.
    let (first, last) = ((low / step - 1e-6).ceil() as i64, (high / step + 1e-6).floor() as i64);
    let ticks = (first..=last).map(|i| {
        let value = i as f64 * step;
        Tick { value, label: minus(&format!("{:.decimals$}", value / unit + 0.0)) }
    });
    (ticks.collect(), exponent)
}

/// Ticks at powers of ten; between them where the range is short, every few where it is long.
fn decade_ticks(low: f64, high: f64, wanted: usize) -> Vec<Tick> {
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let decades = decades(low, high);
    let multiples: &[f64] = if decades * 3.0 <= wanted as f64 { &[1.0, 2.0, 5.0] } else { &[1.0] };
    let every = ((decades / wanted as f64).ceil() as i32).max(1);
    let plain = low >= 1e-4 && high <= 50_000.0;
    let mut ticks = Vec::new();
    for power in (first..=last).filter(|power| power.rem_euclid(every) == 0) {
        for multiple in multiples {
            let value = multiple * 10_f64.powi(power);
            if (low..=high).contains(&value) {
                ticks.push(Tick { value, label: decade_label(*multiple, power, plain) });
            }
        }
    }
    ticks
}

fn decade_label(multiple: f64, power: i32, plain: bool) -> String {
    let raised = format!("10^{{{}}}", minus(&power.to_string()));
    if plain {
        let decimals = (-power).max(0) as usize;
        trim(&format!("{:.decimals$}", multiple * 10_f64.powi(power))).into()
    } else if multiple == 1.0 {
        raised
    } else {
        format!("{multiple}·{raised}")
    }
}

/// With the sign of mathematics in place of the hyphen.
fn minus(text: &str) -> String {
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn linear_ticks_are_round() {
        let axis = Axis::exactly("x", 0.0, 300.0, false).fit_across(240.0);
        assert_eq!(labels(&axis), ["0", "50", "100", "150", "200", "250", "300"]);
        let axis = Axis::exactly("x", -0.4, 0.4, false).fit_up(140.0);
        assert_eq!(labels(&axis), ["−0.4", "−0.2", "0.0", "0.2", "0.4"]);
    }

    #[test]
    fn what_is_counted_has_no_halves() {
        let axis = Axis::over("optimum", [1.0, 3.0], false);
        let halves = axis.clone().fit_across(300.0);
        assert!(labels(&halves).contains(&"1.5"), "{:?}", labels(&halves));
        assert_eq!(labels(&axis.whole(true).fit_across(300.0)), ["1", "2", "3"]);
        let axis = Axis::over("nodes", [2.0, 3.0], true).whole(true);
        assert_eq!(labels(&axis.fit_up(200.0)), ["2", "3"]);
    }

    #[test]
    fn huge_values_share_an_exponent() {
        let axis = Axis::exactly("x [ns]", 0.0, 2e9, false).fit_across(200.0);
        assert_eq!(axis.fitted_label(12.0, 200.0), "x [ns] × 10^{9}");
        assert_eq!(labels(&axis), ["0.0", "0.5", "1.0", "1.5", "2.0"]);
    }

    #[test]
    fn values_that_differ_in_their_last_digits_lose_what_they_share() {
        let axis = Axis::exactly("x [m]", 1e6, 1e6 + 0.002, false).hint(" (better →)");
        let axis = axis.fit_across(200.0);
        assert_eq!(axis.fitted_label(12.0, 400.0), "x [m] − 1000000 (better →)");
        assert_eq!(labels(&axis), ["0.000", "0.001", "0.002"]);
    }

    #[test]
    fn decades_are_raised_when_far_from_one() {
        let axis = Axis::exactly("x", 1e-5, 1e9, true).fit_across(240.0);
        assert!(labels(&axis).contains(&"10^{−4}"), "{:?}", labels(&axis));
        let axis = Axis::exactly("x", 0.05, 20.0, true).fit_across(240.0);
        assert_eq!(labels(&axis), ["0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20"]);
    }

    #[test]
    fn every_axis_has_two_ticks_and_finite_places() {
        let ranges = [(3.0, 3.0), (0.0, 0.0), (-5e8, -5e8), (1e-300, 1e300), (1.0, 1.0 + 1e-9)];
        for (low, high) in ranges {
            for log in [false, true] {
                let axis = Axis::over("x", [low, high], log).fit_across(150.0);
                assert!(axis.ticks.len() >= 2, "{low} {high} {log}: {:?}", axis.ticks);
                assert!(axis.at(low).is_finite() && axis.at(f64::INFINITY) == 1.0);
            }
        }
        let empty = Axis::over("x", [], true).fit_up(150.0);
        assert!(empty.at(f64::NEG_INFINITY) == 0.0 && empty.ticks.len() > 2);
    }
}
