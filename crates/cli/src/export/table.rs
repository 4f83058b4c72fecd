//! The records of one problem, flattened: read once to find the columns, and once to write them.

use super::list;
use anyhow::{Context, Result};
use serde_json::{Map, Value as Json, json};
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

/// What a column holds: the narrowest type that all its values have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Int,
    Real,
    Text,
}

impl Kind {
    fn of(value: &Json) -> Option<Self> {
        match value {
            Json::Null => None,
            Json::Bool(_) => Some(Self::Bool),
            Json::Number(n) if n.is_i64() => Some(Self::Int),
            Json::Number(_) => Some(Self::Real),
            _ => Some(Self::Text),
        }
    }

    fn join(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Int | Self::Real, Self::Int | Self::Real) => Self::Real,
            _ => Self::Text,
        }
    }
}

/// One column: `agent`, `i`, `design.page_policy`, `metrics.latency`, `value`, ...
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

impl Column {
    /// The column for a schema, with the unit of a metric.
    pub(super) fn describe(&self, problem: &Json) -> Json {
        let unit = match self.name.strip_prefix("metrics.") {
            Some(metric) => {
                list(problem, "metrics").iter().find(|m| m["name"] == metric).map(|m| &m["unit"])
            }
            None if self.name == "value" => Some(&problem["objective"]["unit"]),
            None => None,
        };
        json!({ "name": self.name, "type": format!("{:?}", self.kind).to_lowercase(), "unit": unit })
    }
}

/// Where the rows of a table go.
pub(super) trait Writer {
    /// One value a column; null where the row has none.
    fn row(&mut self, cells: &[&Json]) -> Result<()>;
    /// Completes the file.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// The runs of one problem.
pub(super) struct Table {
    runs: Vec<(Map<String, Json>, PathBuf)>,
    columns: Vec<Column>,
}

impl Table {
    /// Finds the runs of problem `number` and the columns that their records have.
    pub(super) fn scan(dir: &Path, plan: &Json, number: usize) -> Result<Self> {
        let of_problem = list(plan, "runs").iter().filter(|run| run["problem"] == number);
        let runs = of_problem.map(|run| {
            let agent = &plan["agents"][run["agent"].as_u64().unwrap_or_default() as usize]["name"];
            let mut head = Map::new();
            head.insert("agent".into(), agent.clone());
            head.insert("setting".into(), run["setting"].clone());
            head.insert("seed".into(), run["seed"].clone());
            let log =
                dir.join("runs").join(run["id"].as_str().unwrap_or_default()).join("log.jsonl");
            (head, log)
        });
        let mut table = Self { runs: runs.collect(), columns: Vec::new() };
        let mut columns: Vec<Column> = Vec::new();
        table.each(|row| {
            // A new column goes beside its like: conditional parameters turn up late.
            let mut place = 0;
            for (name, value) in row {
                let Some(kind) = Kind::of(value) else { continue };
                if let Some(at) = columns.iter().position(|column| column.name == *name) {
                    columns[at].kind = columns[at].kind.join(kind);
                    place = at + 1;
                } else {
                    columns.insert(place, Column { name: name.clone(), kind });
                    place += 1;
                }
            }
            Ok(())
        })?;
        table.columns = columns;
        Ok(table)
    }

    /// The columns, those of a design in the order of its parameters.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter()
    }

    /// Writes every row; says how many.
    pub(super) fn write(&self, writer: &mut dyn Writer) -> Result<u64> {
        let mut rows = 0;
        self.each(|row| {
            rows += 1;
            let cells: Vec<&Json> =
                self.columns.iter().map(|c| row.get(&c.name).unwrap_or(&Json::Null)).collect();
            writer.row(&cells)
        })?;
        Ok(rows)
    }

    fn each(&self, mut visit: impl FnMut(&Map<String, Json>) -> Result<()>) -> Result<()> {
        for (head, log) in &self.runs {
            let file = match File::open(log) {
                // A run that has not started has no records.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                file => file.with_context(|| format!("cannot read {}", log.display()))?,
            };
            let mut lines = BufReader::new(file);
            for number in 1.. {
                let place = || format!("{}, line {number}", log.display());
                let mut line = String::new();
                lines.read_line(&mut line).with_context(place)?;
                // What a kill has torn off is no record; `run` will write it anew.
                if !line.ends_with('\n') {
                    break;
                }
                let record: Map<String, Json> = serde_json::from_str(&line).with_context(place)?;
                let mut row = head.clone();
                for (key, value) in record {
                    match value {
                        Json::Object(fields) => {
                            row.extend(fields.into_iter().map(|(k, v)| (format!("{key}.{k}"), v)));
                        }
                        value => drop(row.insert(key, value)),
                    }
                }
                visit(&row)?;
            }
        }
        Ok(())
    }
}
