//! The short table that the command prints.

use super::results::{format, iqm, median, runs};
use crate::number::significant;
use crate::study::{Study, Summary, Test};

/// For each problem a plain table of its agents.
pub(crate) fn summary_text(study: &Study, summary: &Summary) -> String {
    let mut text = String::new();
    for (i, problem) in study.problems.iter().enumerate() {
        let optimum = problem.optimum.map(|v| format!(", optimum {}", significant(v, 6)));
        text += &format!(
            "{}: {} {}{}\n",
            problem.name,
            problem.direction().name(),
            problem.with_unit(&problem.objective.label),
            optimum.unwrap_or_default(),
        );
        let header = ["", "agent", "median [IQR]", "IQM [95% CI]", "runs", "failed", "infeasible"];
        let mut rows = vec![header.map(String::from)];
        let format = format(summary, i);
        for entry in summary.of_problem(i) {
            let estimate = entry.estimate.as_ref();
            rows.push([
                if entry.leading { "*" } else { "" }.into(),
                study.agents[entry.agent].name.clone(),
                estimate.map_or_else(|| "-".into(), |e| median(e, format)),
                estimate.map_or_else(|| "-".into(), |e| iqm(e, format)),
                runs(entry),
                entry.failed().to_string(),
                entry.without_design().to_string(),
            ]);
        }
        text += &aligned(&rows);
        text.push('\n');
    }
    if summary.entries.iter().any(|entry| entry.leading) {
        let mut tests: Vec<_> =
            (0..study.problems.len()).flat_map(|problem| summary.tests(problem)).collect();
        tests.sort_unstable();
        tests.dedup();
        let tests: Vec<&str> = tests.into_iter().map(Test::describe).collect();
        text += "* tested, and not significantly worse than the best (5%, Holm)\n";
        text += &format!("  {}\n", tests.join("\n  "));
    }
    text
}

/// Columns two spaces apart; names to the left, counts to the right.
pub(crate) fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: Vec<usize> = (0..N)
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            match column {
                0 => line += &format!("{cell:<width$} "),
                1..4 => line += &format!("{cell:<width$}  "),
                _ => line += &format!("{cell:>width$}  "),
            }
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}
