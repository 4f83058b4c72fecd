//! What came of all instances: a line while they are solved, and one at the end.

use crate::text::note;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use orienteer_core::text::plural;
use orienteer_experiment::Answer;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// Counts answers.
pub(super) struct Summary {
    began: Instant,
    bar: ProgressBar,
    rows: usize,
    solved: usize,
    optimal: usize,
    unsolvable: usize,
    bad: usize,
    /// Instances whose optimum is known, and how many of their solutions are as good.
    known: usize,
    reached: usize,
    gaps: i128,
    generated: u64,
    seconds: f64,
}

impl Summary {
    pub(super) fn new() -> Self {
        // Answers on the same terminal would be torn by a line that moves.
        let is_quiet = !io::stderr().is_terminal() || io::stdout().is_terminal();
        let bar = if is_quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        let style = ProgressStyle::with_template("{spinner} {elapsed}: {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.enable_steady_tick(Duration::from_millis(200));
        let (began, gaps, generated, seconds) = (Instant::now(), 0, 0, 0.0);
        let [rows, solved, optimal, unsolvable, bad, known, reached] = [0; 7];
        Self {
            began,
            bar,
            rows,
            solved,
            optimal,
            unsolvable,
            bad,
            known,
            reached,
            gaps,
            generated,
            seconds,
        }
    }

    /// A row that is no instance.
    pub(super) fn bad(&mut self) {
        self.rows += 1;
        self.bad += 1;
    }

    /// An answer, and how much it exceeds the optimum, where that is known.
    pub(super) fn add(&mut self, answer: &Answer, optimum: Option<u64>) {
        let report = &answer.report;
        self.rows += 1;
        self.optimal += usize::from(report.is_optimal());
        self.unsolvable += usize::from(report.unsolvable);
        self.generated = self.generated.saturating_add(report.counters.generated);
        self.seconds += report.seconds;
        self.known += usize::from(optimum.is_some());
        if let Some(solution) = &report.solution {
            self.solved += 1;
            if let Some(optimum) = optimum {
                self.reached += usize::from(solution.cost == optimum);
                self.gaps += i128::from(solution.cost) - i128::from(optimum);
            }
        }
        self.bar.set_message(self.words());
    }

    fn words(&self) -> String {
        let Self { solved, optimal, unsolvable, bad, known, reached, .. } = *self;
        let all = plural(self.rows, "instance");
        let mut parts = vec![format!("{all}, {solved} solved, {optimal} proved optimal")];
        if unsolvable > 0 {
            parts.push(format!(", {unsolvable} proved unsolvable"));
        }
        if bad > 0 {
            parts.push(format!(", {bad} bad"));
        }
        if known > 0 {
            let optima = if known == 1 { "optimum" } else { "optima" };
            parts.push(format!("; {reached} of {known} known {optima} reached"));
        }
        if reached < known && self.gaps != 0 {
            parts.push(format!(", {:+} in all", self.gaps));
        }
        parts.concat()
    }

    /// Says it, and whether there was no bad row.
    pub(super) fn finish(self) -> bool {
        self.bar.finish_and_clear();
        let (nodes, wall) = (HumanCount(self.generated), self.began.elapsed().as_secs_f64());
        let rate = if self.seconds > 0.0 { self.generated as f64 / self.seconds } else { 0.0 };
        note(&format!(
            "{}; {nodes} {} generated, {} a second and thread, {wall:.1} s",
            self.words(),
            if self.generated == 1 { "node" } else { "nodes" },
            HumanCount(rate as u64)
        ));
        self.bad == 0
    }
}
