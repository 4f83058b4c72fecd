//! Solutions to look at, move by move.

use super::instances::position;
use crate::input::{Row, plain};
use anyhow::{Context, Result};
use orienteer_experiment::{Answer, Domain};
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Boards are laid out in lines of so many characters.
const WIDTH: usize = 100;
/// Between two boards.
const GAP: usize = 3;

/// The positions of a solution next to each other, each under the move that leads to it.
pub(super) fn text(domain: &dyn Domain, row: &Row, answer: &Answer) -> Result<String> {
    let position = &position(row, domain)?;
    let none = Vec::new();
    let moves = answer.moves.as_ref().unwrap_or(&none);
    let colour = std::io::stdout().is_terminal();
    let shown = domain.frames(position, moves, colour)?;
    let captions = std::iter::once("start".to_owned());
    let captions = captions.chain((1..).zip(moves).map(|(nth, name)| format!("{nth}. {name}")));
    // Colours take no room, so what a line takes is told by the plain text.
    let plain = domain.frames(position, moves, false)?;
    let boards: Vec<_> = captions.zip(shown.iter().zip(&plain)).map(board).collect();
    let widest = boards.iter().flatten().map(|(_, width)| *width).max().unwrap_or(0);
    let in_a_row = ((WIDTH + GAP) / (widest + GAP)).max(1);
    let mut text = headline(row, answer);
    for row in boards.chunks(in_a_row) {
        for line in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let mut pending = 0;
            for board in row {
                if let Some((shown, width)) = board.get(line) {
                    text.extend(std::iter::repeat_n(' ', pending));
                    text.push_str(shown);
                    pending = widest + GAP - width;
                } else {
                    pending += widest + GAP;
                }
            }
            text.push('\n');
        }
        text.push('\n');
    }
    Ok(text)
}

/// What came of the instance, in a line.
fn headline(row: &Row, answer: &Answer) -> String {
    let report = &answer.report;
    let place = format!("line {}", row.line);
    match (&report.solution, report.unsolvable) {
        (Some(solution), _) => {
            let how = if report.is_optimal() { "the least there is" } else { "at most" };
            let least = report.lower_bound;
            let moves = answer.moves.as_ref().map_or(0, Vec::len);
            let bound =
                if report.is_optimal() { String::new() } else { format!(", {least} at least") };
            format!("{place}: {moves} moves, cost {} ({how}{bound})\n\n", solution.cost)
        }
        (None, true) => format!("{place}: there is no solution\n\n"),
        (None, false) => format!("{place}: no solution found within the budget\n\n"),
    }
}

/// The lines of a board with their widths, the caption first.
fn board((caption, (shown, plain)): (String, (&String, &String))) -> Vec<(String, usize)> {
    let width = caption.chars().count();
    let lines = shown.lines().zip(plain.lines());
    let lines = lines.map(|(shown, plain)| (shown.to_owned(), plain.chars().count()));
    std::iter::once((caption, width)).chain(lines).collect()
}

/// Writes the solution as SVG into `folder`, and says where. The file is named for the `id` of the
/// row, or the line it stands on.
pub(super) fn svg(
    domain: &dyn Domain,
    row: &Row,
    answer: &Answer,
    folder: &Path,
) -> Result<PathBuf> {
    let image = domain.svg(&position(row, domain)?, answer.moves.as_deref().unwrap_or_default())?;
    let id = row.names.iter().position(|name| name == "id").map(|at| plain(Some(&row.cells[at])));
    let is_name = |id: &String| {
        !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let id = id.filter(is_name).unwrap_or_else(|| format!("line-{}", row.line));
    let path = folder.join(format!("{id}.svg"));
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(&path, image).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
