//! A row as an instance of a puzzle: where it starts, and what its cheapest solution costs.

use super::{Row, plain};
use crate::config::listed;
use serde_json::Value as Json;

impl Row {
    /// The first of these columns that the row has something in, as text: the rows of a level below
    /// each other.
    pub fn first(&self, columns: &[&str]) -> Option<String> {
        let cells = columns.iter().filter_map(|column| self.cell(column));
        cells.map(text).find(|text| !text.trim().is_empty())
    }

    /// The position, which stands in one of these columns.
    ///
    /// # Errors
    ///
    /// When it stands in none of them.
    pub fn position(&self, columns: &[&str]) -> Result<String, String> {
        self.first(columns).ok_or_else(|| {
            let found: Vec<&str> = self.names.iter().map(String::as_str).collect();
            let (wanted, found) = (listed(columns), listed(&found));
            format!("no position; expected a column {wanted}, found {found}")
        })
    }

    /// The cost of a cheapest path, where the row knows it in one of these columns.
    ///
    /// # Errors
    ///
    /// When it is no whole number.
    pub fn optimum(&self, columns: &[&str]) -> Result<Option<u64>, String> {
        let Some(text) = self.first(columns) else { return Ok(None) };
        let cost = text.trim().parse().map_err(|_| {
            let columns = listed(columns);
            format!("the optimum ({columns}) is `{text}`: expected a whole number")
        })?;
        Ok(Some(cost))
    }
}

/// A cell as text.
fn text(cell: &Json) -> String {
    match cell {
        Json::Array(items) if items.iter().all(Json::is_string) => {
            items.iter().map(|item| plain(Some(item))).collect::<Vec<_>>().join("\n")
        }
        cell => plain(Some(cell)),
    }
}
