//! CSV.

use super::table::{Table, Writer};
use anyhow::{Context, Result};
use orienteer_experiment::rows::plain;
use serde_json::Value as Json;
use std::fs::File;
use std::path::Path;

pub(super) struct Csv(csv::Writer<File>);

impl Csv {
    pub(super) fn new(path: &Path, table: &Table) -> Result<Self> {
        let mut csv = csv::Writer::from_path(path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        csv.write_record(table.columns().map(|column| &column.name))?;
        Ok(Self(csv))
    }
}

impl Writer for Csv {
    fn row(&mut self, cells: &[&Json]) -> Result<()> {
        Ok(self.0.write_record(cells.iter().map(|cell| plain(Some(cell))))?)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.0.flush()?)
    }
}
