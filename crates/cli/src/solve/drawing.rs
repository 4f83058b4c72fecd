//! Solutions to look at, move by move.

use super::instances::position;
use anyhow::{Context, Error, Result};
use orienteer_core::text::plural;
use orienteer_experiment::rows::Row;
use orienteer_experiment::{Answer, Domain};
use std::collections::BTreeSet;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Boards are laid out in lines of so many characters.
const WIDTH: usize = 100;
/// Between two boards.
const GAP: usize = 3;

/// The positions of a solution next to each other, each under the move that leads to it.
pub(super) fn text(domain: &dyn Domain, row: &Row, answer: &Answer) -> Result<String> {
    let position = &position(row, domain).map_err(Error::msg)?;
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
            let moves = plural(answer.moves.as_ref().map_or(0, Vec::len), "move");
            let bound =
                if report.is_optimal() { String::new() } else { format!(", {least} at least") };
            format!("{place}: {moves}, cost {} ({how}{bound})\n\n", solution.cost)
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

/// Solutions as SVG, a file each.
pub(super) struct Drawn<'a> {
    folder: &'a Path,
    names: BTreeSet<String>,
}

impl<'a> Drawn<'a> {
    pub(super) fn new(folder: &'a Path) -> Self {
        Self { folder, names: BTreeSet::new() }
    }

    /// Writes the solution into the folder, and says where.
    pub(super) fn svg(
        &mut self,
        domain: &dyn Domain,
        row: &Row,
        answer: &Answer,
    ) -> Result<PathBuf> {
        let position = position(row, domain).map_err(Error::msg)?;
        let image = domain.svg(&position, answer.moves.as_deref().unwrap_or_default())?;
        let (folder, path) = (self.folder, self.folder.join(format!("{}.svg", self.name(row))));
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        fs::write(&path, image).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// The `id` of the row, or else the line it stands on; both where the id was used before, so that
    /// no drawing takes the place of another.
    fn name(&mut self, row: &Row) -> String {
        let is_name = |id: &String| {
            !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        };
        let line = format!("line-{}", row.line);
        let id = row.first(&["id"]).map(|id| id.trim().to_owned()).filter(is_name);
        let mut name = id.unwrap_or_else(|| line.clone());
        while !self.names.insert(name.clone()) {
            name = format!("{name}-{line}");
        }
        name
    }
}
