//! The tables of the report.

use crate::reference::{File, ORDERS, Row, relative};
use orienteer_stats::spearman;
use std::collections::BTreeMap;
use std::fmt::Write;

const BEGIN: &str = "<!-- made by the command -->\n";
const END: &str = "<!-- end of what is made by the command -->\n";

/// What stands before and after the tables in a page that has been written before.
pub(crate) fn around(page: &str) -> (String, String) {
    match (page.find(BEGIN), page.find(END)) {
        (Some(begin), Some(end)) => {
            (page[..begin + BEGIN.len()].to_owned(), page[end..].to_owned())
        }
        _ => (format!("{page}{BEGIN}"), END.to_owned()),
    }
}

/// All tables.
pub(crate) fn report(files: &[File]) -> String {
    let mut out = String::new();
    for file in files {
        table(&mut out, file);
    }
    out
}

fn percent(part: usize, of: usize) -> String {
    let share = 100.0 * part as f64 / of as f64;
    if part == of { "100".to_owned() } else { format!("{:.2}", share.min(99.99)) }
}

fn within(errors: &[f64], bound: f64) -> String {
    percent(errors.iter().filter(|error| **error <= bound).count(), errors.len())
}

fn greatest(errors: &[f64]) -> String {
    let most = errors.iter().copied().fold(0.0, f64::max);
    if most == 0.0 { "0".to_owned() } else { format!("{:.3} %", 100.0 * most) }
}

fn table(out: &mut String, file: &File) {
    let mut groups: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &file.rows {
        groups.entry(&row.trace).or_default().push(row);
    }
    let _ = writeln!(out, "\n### `{}`: {} rows\n", file.name, file.rows.len());
    out.push_str(
        "| workload | rows | time: exact | within 1 % | greatest error | rank correlation | \
         energy: to 10^-6 | within 1 % | within 5 % | greatest error | rank correlation | \
         best designs coincide |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for (trace, rows) in &groups {
        line(out, trace, rows);
    }
    let all: Vec<&Row> = file.rows.iter().collect();
    line(out, "all", &all);
    ties(out, &all);
    powers(out, &all);
    others(out, &all);
    let _ =
        writeln!(out, "\n![ours against the reference](../images/validation-{}.png)", file.name);
}

fn line(out: &mut String, name: &str, rows: &[&Row]) {
    let errors = |of: fn(&Row) -> (f64, f64)| -> Vec<f64> {
        rows.iter().map(|row| relative(of(row))).collect()
    };
    let (time, energy) = (errors(|row| row.time), errors(|row| row.energy));
    let rho = |of: fn(&Row) -> (f64, f64)| {
        let pairs: Vec<_> = rows.iter().map(|row| of(row)).collect();
        spearman(&pairs).map_or("-".to_owned(), |rho| format!("{rho:.5}"))
    };
    // Over all workloads, ranks and bests would compare what nobody compares.
    let (time_rho, energy_rho, best) = if name == "all" {
        Default::default()
    } else {
        let both = [best(rows, |row| row.time), best(rows, |row| row.energy)];
        let words = both.map(|same| if same { "yes" } else { "no" });
        (rho(|row| row.time), rho(|row| row.energy), format!("{} / {}", words[0], words[1]))
    };
    let _ = writeln!(
        out,
        "| {name} | {} | {} % | {} % | {} | {time_rho} | {} % | {} % | {} % | {} | {energy_rho} | {best} |",
        rows.len(),
        within(&time, 0.0),
        within(&time, 0.01),
        greatest(&time),
        within(&energy, 1e-6),
        within(&energy, 0.01),
        within(&energy, 0.05),
        greatest(&energy),
    );
}

/// Whether the same designs are best: time and energy.
fn best(rows: &[&Row], of: fn(&Row) -> (f64, f64)) -> bool {
    let least = |pick: fn((f64, f64)) -> f64| -> Vec<usize> {
        let values: Vec<f64> = rows.iter().map(|row| pick(of(row))).collect();
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        // Printed energies have two digits after the point.
        (0..values.len()).filter(|i| values[*i] <= least * (1.0 + 1e-9)).collect()
    };
    least(|pair| pair.0) == least(|pair| pair.1)
}

/// Whether rows differ only where the order of things within a clock matters.
fn ties(out: &mut String, rows: &[&Row]) {
    let (with, without): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.ties > 0);
    let exact = |rows: &[&Row]| rows.iter().filter(|row| row.is_exact()).count();
    let median = |exact: bool| {
        let of = with.iter().filter(|row| row.is_exact() == exact);
        let mut ties: Vec<u64> = of.map(|row| row.ties).collect();
        ties.sort_unstable();
        ties.get(ties.len() / 2).map_or("-".to_owned(), u64::to_string)
    };
    out.push_str(
        "\n| ties: a request reached the controller in a clock in which it had something else to do | \
         rows | exact in time and energy | others | ties a row: median of the exact | of the others |\n\
         |---|---|---|---|---|---|\n",
    );
    let line = |name: &str, rows: &[&Row], medians: [String; 2]| {
        let (all, exact) = (rows.len(), exact(rows));
        let [of_exact, of_others] = medians;
        format!("| {name} | {all} | {exact} | {} | {of_exact} | {of_others} |\n", all - exact)
    };
    out.push_str(&line("never", &without, ["0".to_owned(), "-".to_owned()]));
    out.push_str(&line("at least once", &with, [median(true), median(false)]));
    let others: Vec<&Row> = rows.iter().copied().filter(|row| !row.is_exact()).collect();
    if !others.is_empty() {
        let found = others.iter().filter(|row| row.found).count();
        let _ = writeln!(
            out,
            "\nOf the {} others, {found} are exact in time and energy with another order of their \
             ties, among {ORDERS} that were drawn for each.",
            others.len()
        );
    }
}

fn powers(out: &mut String, rows: &[&Row]) {
    for (name, sleeps) in [("without power-down", false), ("with power-down", true)] {
        let errors: Vec<f64> = rows
            .iter()
            .filter(|row| row.power_down == sleeps)
            .map(|row| (row.power.1 / row.power.0 - 1.0).abs())
            .collect();
        if errors.is_empty() {
            continue;
        }
        let (n, exact) = (errors.len(), within(&errors, 1e-3));
        let _ = writeln!(
            out,
            "\nAverage power {name}: {exact} % of {n} rows within 0.1 % (printed with six digits at \
             most), {} % within 1 %, greatest error {}.",
            within(&errors, 0.01),
            greatest(&errors),
        );
    }
}

fn others(out: &mut String, rows: &[&Row]) {
    let Some(first) = rows.first().filter(|row| !row.others.is_empty()) else { return };
    out.push_str("\n| column | equal | within 1 % | greatest error |\n|---|---|---|---|\n");
    for name in first.others.keys() {
        let pairs: Vec<(f64, f64)> =
            rows.iter().filter_map(|row| row.others.get(name).copied()).collect();
        // Latencies are printed with three digits after the point.
        let is_equal = |pair: &&(f64, f64)| (pair.0 - pair.1).abs() <= 1.01e-3;
        let equal = pairs.iter().filter(is_equal).count();
        let errors: Vec<f64> =
            pairs.iter().map(|p| (p.1 - p.0).abs() / p.0.abs().max(1.0)).collect();
        let shown: Vec<f64> =
            pairs.iter().zip(&errors).map(|(p, e)| if is_equal(&p) { 0.0 } else { *e }).collect();
        let _ = writeln!(
            out,
            "| `{name}` | {} % | {} % | {} |",
            percent(equal, pairs.len()),
            within(&shown, 0.01),
            greatest(&shown)
        );
    }
}
