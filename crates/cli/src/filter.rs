//! `--where COLUMN=VALUE`: which rows are answered.

use crate::text::note;
use anyhow::{Result, bail};
use orienteer_core::space::suggestion;
use orienteer_experiment::rows::{Row, plain};

/// The conditions on a row, all of which must hold.
pub(crate) struct Filter {
    conditions: Vec<Condition>,
    admitted: bool,
}

struct Condition {
    column: String,
    value: String,
    /// Whether any row has the column.
    met: bool,
}

impl Filter {
    pub(crate) fn new(texts: &[String]) -> Result<Self> {
        let mut conditions = Vec::new();
        for text in texts {
            let Some((column, value)) = text.split_once('=') else {
                bail!("--where {text}: expected COLUMN=VALUE, such as `trace=stream`");
            };
            let (column, value) = (column.trim().to_owned(), value.trim().to_owned());
            conditions.push(Condition { column, value, met: false });
        }
        Ok(Self { conditions, admitted: false })
    }

    /// Refuses a header without a column that is asked for.
    pub(crate) fn check(&self, header: &[String]) -> Result<()> {
        for Condition { column, .. } in &self.conditions {
            if !header.contains(column) {
                let hint = suggestion(column, header.iter().map(String::as_str));
                bail!("--where {column}: there is no such column{hint}");
            }
        }
        Ok(())
    }

    /// Whether a row is to be answered.
    pub(crate) fn admits(&mut self, row: &Row) -> bool {
        let mut admitted = true;
        for Condition { column, value, met } in &mut self.conditions {
            let at = row.names.iter().position(|name| name == column);
            *met |= at.is_some();
            admitted &= at.is_some_and(|at| plain(Some(&row.cells[at])).trim() == *value);
        }
        self.admitted |= admitted;
        admitted
    }

    /// Says at the end why nothing was answered.
    pub(crate) fn finish(&self) {
        // Lines of JSON have no header in which a column could be missed before.
        if self.admitted || self.conditions.is_empty() {
            return;
        }
        let words = |c: &Condition| format!("{}={}", c.column, c.value);
        let all: Vec<String> = self.conditions.iter().map(words).collect();
        if let Some(Condition { column, .. }) = self.conditions.iter().find(|c| !c.met) {
            note(&format!("note: no row has a column `{column}` (--where {})", all.join(", ")));
        } else {
            note(&format!("note: no row has {}", all.join(" and ")));
        }
    }
}
