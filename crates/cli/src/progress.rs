//! Progress: bars on a terminal, a line now and then elsewhere.

use crate::text::note;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use orienteer_experiment::{Observer, Plan, Progress, Run};
use std::collections::HashMap;
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
    budget: u64,
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
    pub(crate) fn new(plan: &Plan) -> Self {
        let terminal = stderr().is_terminal();
        let target =
            if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bars = MultiProgress::with_draw_target(target);
        let whole = bars.add(ProgressBar::new(0).with_style(style(
            "{bar:30.green} {pos}/{len} runs, {elapsed} so far, {eta} left {msg}",
        )));
        let now = Instant::now();
        let state = State { pending: 0, done: 0, failed: 0, started: now, told: now };
        let shared = Arc::new(Shared {
            budget: plan.budget.evaluations,
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
                    bar.set_message(format!("best {best:.6}"));
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
            note(&format!("{skipped} runs are complete already, {pending} to go"));
        }
        self.shared.whole.set_length(pending as u64);
        let mut state = lock(&self.shared.state);
        state.pending = pending;
        (state.started, state.told) = (Instant::now(), Instant::now());
    }

    fn started(&self, run: &Run, progress: &Arc<Progress>) {
        let bar = ProgressBar::new(self.shared.budget)
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
                "{}/{} runs, {spent:.0} s so far, about {left:.0} s left",
                state.done, state.pending
            ));
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// A panic elsewhere leaves counts and bars as they are, which is good enough to go on with.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
