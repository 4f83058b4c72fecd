//! What an experiment file says about a table.

use crate::catalogue::table;
use crate::environment::Tabular;
use crate::error::TableError;
use crate::table::Table;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;

/// The table when a configuration names none.
const DEFAULT: &str = "nasbench201-cifar10";

/// The configuration of the tabular environment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TabularConfig {
    /// One of the tables that come with the crate; `nasbench201-cifar10` if there is no `path`
    /// either.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The TOML description of a table of one's own, relative to the working directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    /// Which of several measurements of a design an evaluation returns.
    pub repeats: Repeats,
}

/// Which of several measurements of a design an evaluation returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeats {
    /// One of those there are, uniformly at random, for all metrics the same: an evaluation is
    /// noisy. Reports judge designs by the mean.
    #[default]
    Random,
    /// The mean of all, metric by metric.
    Mean,
    /// That of the column with this number, from 0, in the table's order. The others are ignored,
    /// in the optimum too.
    Column(u32),
}

impl TabularConfig {
    /// The environment.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the configuration, or where in which file.
    pub fn build(&self) -> Result<Tabular, TableError> {
        let table = match (&self.table, &self.path) {
            (Some(_), Some(_)) => return Err(TableError::TableAndPath),
            (None, Some(path)) => Arc::new(Table::open(path)?),
            (name, None) => table(name.as_deref().unwrap_or(DEFAULT))?,
        };
        Tabular::new(table, self.repeats)
    }
}
