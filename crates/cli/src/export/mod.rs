//! `orienteer export`: the records of an experiment as one table a problem.

mod csv;
#[cfg(feature = "parquet")]
mod parquet;
mod table;

use crate::args::{Export, Format};
use crate::text::line;
use anyhow::{Context, Result};
use orienteer_core::text::plural;
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use table::{Table, Writer};

pub(crate) fn export(arguments: &Export) -> Result<ExitCode> {
    let plan = read(&arguments.dir.join("plan.json")).with_context(|| {
        format!("{} holds no records: expected a folder that `run` wrote", arguments.dir.display())
    })?;
    let provenance = read(&arguments.dir.join("provenance.json"))?;
    // The tables name an agent and the number of its setting; here is what stands behind them.
    let agents = &plan["agents"];
    let out = arguments.out.clone().unwrap_or_else(|| arguments.dir.join("export"));
    fs::create_dir_all(&out).with_context(|| format!("cannot write {}", out.display()))?;
    let (row, what) = match plan["kind"].as_str() {
        Some("planners") => ("row", ", one for each planner and instance"),
        _ => ("evaluation", ""),
    };
    let mut schemas = Vec::new();
    for (number, problem) in list(&plan, "problems").iter().enumerate() {
        let table = Table::scan(&arguments.dir, &plan, number)?;
        let name = problem["name"].as_str().unwrap_or("problem");
        let schema = json!({
            "problem": problem,
            "columns": table.columns().map(|column| column.describe(problem)).collect::<Vec<_>>(),
        });
        let path =
            out.join(name.replace('/', "-")).with_added_extension(extension(arguments.format));
        let metadata =
            json!({ "schema": schema, "agents": agents, "provenance": provenance }).to_string();
        let mut writer = writer(arguments.format, &path, &table, &metadata)?;
        let rows = table.write(&mut *writer)?;
        writer.finish()?;
        line(&format!("{}: {}{what}", path.display(), plural(rows, row)));
        schemas.push(schema);
    }
    let schema = out.join("schema.json");
    let content = json!({ "tables": schemas, "agents": agents, "provenance": provenance });
    let text = serde_json::to_string_pretty(&content)?;
    fs::write(&schema, text).with_context(|| format!("cannot write {}", schema.display()))?;
    line(&format!("{}: columns, units, agents and provenance", schema.display()));
    Ok(ExitCode::SUCCESS)
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Csv => "csv",
        Format::Parquet => "parquet",
    }
}

fn writer(format: Format, path: &Path, table: &Table, metadata: &str) -> Result<Box<dyn Writer>> {
    match format {
        Format::Csv => Ok(Box::new(csv::Csv::new(path, table)?)),
        #[cfg(feature = "parquet")]
        Format::Parquet => Ok(Box::new(parquet::Parquet::new(path, table, metadata)?)),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => {
            let _ = (path, table, metadata);
            anyhow::bail!(
                "this build has no Parquet; build it with `cargo build --release --features parquet`"
            )
        }
    }
}

fn read(path: &Path) -> Result<Json> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display()))
}

fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json[key].as_array().map_or(&[], Vec::as_slice)
}
