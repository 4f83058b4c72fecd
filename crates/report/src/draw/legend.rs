//! The legend below the panels: as many entries in a row as there is room for.

use super::font::{fit, width};
use super::palette::Style;
use super::scene::{Anchor, Scene, Stroke, Text};

const EM: f64 = 12.0;
const ROW: f64 = 20.0;
const SAMPLE: f64 = 30.0;
const GAP: f64 = 18.0;

/// The height of a legend on a page of a width.
pub(crate) fn legend_height(names: &[&str], page: f64) -> f64 {
    rows(names, page).len() as f64 * ROW + 8.0
}

/// Draws the legend at the bottom of a page: a piece of line with its marker for each agent.
pub(crate) fn legend(scene: &mut Scene, top: f64, entries: &[(Style, &str)]) {
    let names: Vec<&str> = entries.iter().map(|entry| entry.1).collect();
    for (row, range) in rows(&names, scene.width).into_iter().enumerate() {
        let shown = entries[range].iter().map(|(style, name)| (style, label(name, scene.width)));
        let shown: Vec<_> = shown.collect();
        let total: f64 = shown.iter().map(|(_, name)| entry_width(name)).sum::<f64>() - GAP;
        let mut x = ((scene.width - total) / 2.0).max(4.0);
        let y = top + row as f64 * ROW + ROW / 2.0;
        for (style, name) in shown {
            let stroke = Stroke { color: style.color, width: 1.8, dash: style.dash };
            scene.line([(x, y), (x + SAMPLE - 6.0, y)], stroke);
            scene.marker((x + SAMPLE / 2.0 - 3.0, y), style.marker, 3.8, style.color);
            scene.text((x + SAMPLE, y), &name, Text::new(EM, Anchor::Start));
            x += entry_width(&name);
        }
    }
}

/// The entries of each row.
fn rows(names: &[&str], page: f64) -> Vec<std::ops::Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for (i, name) in names.iter().enumerate() {
        let width = entry_width(&label(name, page));
        if i > start && used + width - GAP > page - 8.0 {
            rows.push(start..i);
            (start, used) = (i, 0.0);
        }
        used += width;
    }
    rows.push(start..names.len());
    rows
}

fn label(name: &str, page: f64) -> String {
    fit(name, EM, page / 2.0)
}

fn entry_width(name: &str) -> f64 {
    SAMPLE + width(name, EM) + GAP
}
