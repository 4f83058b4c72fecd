//! Progress: bars on a terminal, a line now and then elsewhere.

use crate::text::note;
use indicatif::{
    HumanCount, HumanDuration, MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState,
    ProgressStyle,
};
use orienteer_core::text::plural;
use orienteer_experiment::{Observer, Progress, Run};
use std::collections::HashMap;
use std::fmt;
use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// How often bars are redrawn.
const REDRAW: Duration = Duration::from_millis(100);

/// How often a line is written where there is no terminal.
const LINE: Duration = Duration::from_secs(10);

/// Shows how far an experiment is.
pub(crate) struct Bars {
    shared: Arc<Shared>,
    redraw: Option<JoinHandle<()>>,
}

struct Shared {
    bars: MultiProgress,
    whole: ProgressBar,
    active: Mutex<HashMap<String, (ProgressBar, Arc<Progress>)>>,
    state: Mutex<State>,
    over: AtomicBool,
}

/// Counts for the plain lines.
struct State {
    pending: usize,
    done: usize,
    failed: usize,
    started: Instant,
    told: Instant,
}

impl Bars {
    pub(crate) fn new() -> Self {
        let terminal = stderr().is_terminal();
        let target =
            if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bars = MultiProgress::with_draw_target(target);
        // Shown from the moment on that its length is known.
        let whole = ProgressBar::hidden().with_style(style(
            "{bar:30.green} runs {pos}/{len}, {elapsed} so far, {left} left {msg}",
        ));
        let now = Instant::now();
        let state = State { pending: 0, done: 0, failed: 0, started: now, told: now };
        let shared = Arc::new(Shared {
            bars,
            whole,
            active: Mutex::default(),
            state: Mutex::new(state),
            over: AtomicBool::new(false),
        });
        let drawn = Arc::clone(&shared);
        let redraw = terminal.then(|| spawn(move || drawn.redraw()));
        Self { shared, redraw }
    }

    /// Takes the bars away.
    pub(crate) fn clear(mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        if let Some(redraw) = self.redraw.take() {
            // It only draws: if it failed, nothing is lost.
            let _ = redraw.join();
        }
        self.shared.whole.finish_and_clear();
    }
}

impl Shared {
    fn redraw(&self) {
        while !self.over.load(Ordering::Relaxed) {
            for (bar, progress) in lock(&self.active).values() {
                bar.set_position(progress.spent());
                if let Some(best) = progress.best() {
                    bar.set_message(format!("best {}", short(best)));
                }
            }
            self.whole.tick();
            sleep(REDRAW);
        }
    }
}

impl Observer for Bars {
    fn begins(&self, pending: usize, skipped: usize) {
        if skipped > 0 {
            let are = if skipped == 1 { "is" } else { "are" };
            note(&format!("{} {are} complete already, {pending} to go", plural(skipped, "run")));
        }
        self.shared.whole.set_length(pending as u64);
        self.shared.bars.add(self.shared.whole.clone());
        let mut state = lock(&self.shared.state);
        state.pending = pending;
        (state.started, state.told) = (Instant::now(), Instant::now());
    }

    fn started(&self, run: &Run, progress: &Arc<Progress>) {
        let bar = ProgressBar::new(progress.total())
            .with_style(style("  {bar:28} {pos}/{len} {per_sec} {msg} {prefix:.dim}"));
        let bar = self.shared.bars.add(bar).with_prefix(run.id.clone());
        lock(&self.shared.active).insert(run.id.clone(), (bar, Arc::clone(progress)));
    }

    fn finished(&self, run: &Run, failure: Option<&str>) {
        if let Some((bar, _)) = lock(&self.shared.active).remove(&run.id) {
            bar.finish_and_clear();
        }
        self.shared.whole.inc(1);
        let mut state = lock(&self.shared.state);
        state.done += 1;
        state.failed += usize::from(failure.is_some());
        if state.failed > 0 {
            self.shared.whole.set_message(format!("({} failed)", state.failed));
        }
        if self.redraw.is_none() && state.told.elapsed() >= LINE {
            state.told = Instant::now();
            let spent = state.started.elapsed().as_secs_f64();
            let left = spent / state.done as f64 * (state.pending - state.done) as f64;
            note(&format!(
                "{} of {}, {spent:.0} s so far, about {left:.0} s left",
                state.done,
                plural(state.pending, "run")
            ));
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    style
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
            // A bar has nowhere to report a failure to.
            let _ = write!(out, "{}/s", HumanCount(state.per_sec() as u64));
        })
        .with_key("left", |state: &ProgressState, out: &mut dyn fmt::Write| {
            let _ = match state.pos() {
                // Before the first run is over there is nothing to reckon from.
                0 => write!(out, "?"),
                _ => write!(out, "{}", HumanDuration(state.eta())),
            };
        })
}

/// A value in at most six significant digits.
fn short(value: f64) -> String {
    let digits = 5 - value.abs().max(1e-9).log10().floor().clamp(-9.0, 5.0) as i32;
    let text = format!("{value:.*}", digits.max(0) as usize);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A panic elsewhere leaves counts and bars as they are, which is good enough to go on with.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn values_are_short() {
        let texts = [0.0, 17.0, 73.493_333_3, -0.25, 1e-5, 123_456_789.0].map(short);
        assert_eq!(texts, ["0", "17", "73.4933", "-0.25", "0.00001", "123456789"]);
    }
}
