//! Reference rows, and what the simulator says of the same designs.

use anyhow::{Context, Result, bail};
use flate2::read::MultiGzDecoder;
use orienteer_env_dram::workload::{Beyond, Workload, WorkloadConfig};
use orienteer_env_dram::{AddressMap, Command, Controller, Description, Memory, Run};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// The memories of the reference rows.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../envs/dram/data");
const DDR3: &str = "MICRON_1Gb_DDR3-1600_8bit_G.json";
const DDR4: &str = "MICRON_4Gb_DDR4-2400_8bit_A.json";

/// A reference file with the results of both.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
}

/// A design on a workload.
pub(crate) struct Row {
    pub(crate) trace: String,
    pub(crate) power_down: bool,
    /// How often a request arrived in a clock in which the controller also had something to do.
    pub(crate) ties: u64,
    /// Whether ours is the reference, or becomes it with some order of the ties of [`ORDERS`].
    pub(crate) found: bool,
    /// Total time in nanoseconds: reference, ours.
    pub(crate) time: (f64, f64),
    /// Total energy in picojoules.
    pub(crate) energy: (f64, f64),
    /// Average power in milliwatts as printed, and ours over the clocks that are accounted for.
    pub(crate) power: (f64, f64),
    /// Other columns that both have, by name.
    pub(crate) others: BTreeMap<&'static str, (f64, f64)>,
}

/// How many orders of the ties are tried for a row that is not exact.
pub(crate) const ORDERS: u64 = 64;

impl Row {
    /// Whether ours is the reference in time, and in energy to 10^-6.
    pub(crate) fn is_exact(&self) -> bool {
        relative(self.time) == 0.0 && relative(self.energy) <= 1e-6
    }
}

/// The relative difference. Times are whole clocks, printed with up to six digits after the point.
pub(crate) fn relative((reference, ours): (f64, f64)) -> f64 {
    if (ours - reference).abs() < 1e-3 { 0.0 } else { (ours / reference - 1.0).abs() }
}

type Cells = BTreeMap<String, String>;

/// Reads and simulates all files of a folder.
pub(crate) fn files(folder: &Path) -> Result<Vec<File>> {
    let place = || format!("reading {}", folder.display());
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).with_context(place)?.collect::<Result<_, _>>()?;
    paths.sort_by_key(std::fs::DirEntry::path);
    let mut files = Vec::new();
    for entry in paths {
        let (path, file) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let Some(name) = file.strip_suffix(".csv.gz").or_else(|| file.strip_suffix(".csv")) else {
            continue;
        };
        if files.iter().any(|file: &File| file.name == name) {
            bail!("{name}.csv and {name}.csv.gz are both in {}: remove one", folder.display());
        }
        let open = std::fs::File::open(&path).with_context(place)?;
        let packed = path.extension().is_some_and(|end| end == "gz");
        let cells = if packed { read(MultiGzDecoder::new(open)) } else { read(open) };
        let cells = cells.with_context(|| path.display().to_string())?;
        let rows = simulate(&cells, folder).with_context(|| path.display().to_string())?;
        files.push(File { name: name.to_owned(), rows });
    }
    if files.is_empty() {
        bail!("no `.csv` or `.csv.gz` in {}", folder.display());
    }
    Ok(files)
}

fn read(input: impl std::io::Read) -> Result<Vec<Cells>> {
    let rows = csv::Reader::from_reader(input).into_deserialize::<Cells>();
    let rows: Vec<Cells> = rows.collect::<Result<_, _>>()?;
    let is_ok = |row: &Cells| row.get("status").is_none_or(|status| status == "ok");
    Ok(rows.into_iter().filter(is_ok).collect())
}

fn simulate(rows: &[Cells], folder: &Path) -> Result<Vec<Row>> {
    let Some(first) = rows.first() else { bail!("no rows") };
    let file = if is_ddr4(first) { DDR4 } else { DDR3 };
    let device = Description::open(&Path::new(DATA).join(file))?;
    let mut workloads: BTreeMap<&str, Workload> = BTreeMap::new();
    let mut memories: BTreeMap<&str, Memory> = BTreeMap::new();
    let mut size = 0;
    for row in rows {
        let (trace, name) = (text(row, "trace")?, map_name(row));
        if !memories.contains_key(name) {
            let map = AddressMap::named(name, &device.shape)?;
            size = map.size();
            memories.insert(name, Memory::new(&device, &map)?);
        }
        if !workloads.contains_key(trace) {
            workloads.insert(trace, workload(trace, is_ddr4(row), folder, size)?);
        }
    }
    rows.par_iter()
        .map(|row| {
            let (workload, memory) = (&workloads[text(row, "trace")?], &memories[map_name(row)]);
            let (controller, mhz) = (controller(row)?, device.clocks("clkMhz")? as f64);
            let with = |memory: &Memory| {
                let run = memory.run(&controller, workload.source().as_mut())?;
                compare(row, &run, mhz)
            };
            let mut compared = with(memory)?;
            compared.found = compared.is_exact();
            for seed in 0..ORDERS {
                if compared.found {
                    break;
                }
                compared.found = with(&memory.with_drawn_ties(seed))?.is_exact();
            }
            Ok(compared)
        })
        .collect()
}

fn workload(trace: &str, ddr4: bool, folder: &Path, size: u64) -> Result<Workload> {
    let file = [".stl.gz", ".stl", ".trace.gz", ".trace", ""].map(|end| format!("{trace}{end}"));
    let file = file.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    let name = match file {
        Some(path) => path.display().to_string(),
        None if ddr4 => format!("ddr4-{}", trace.trim_end_matches("_vg")),
        None => trace.to_owned(),
    };
    Ok(WorkloadConfig::Trace(name).open(size, Some(Beyond::Fold))?)
}

fn is_ddr4(row: &Cells) -> bool {
    row.contains_key("total_time_ps")
}

fn map_name(row: &Cells) -> &str {
    let name = row.get("AddressMapping").or_else(|| row.get("address_mapping"));
    name.map_or("rbc", String::as_str)
}

/// The controller of a row, by the names of its columns.
fn controller(row: &Cells) -> Result<Controller> {
    let number =
        |cell: &String| cell.parse::<u64>().map_or(Value::from(cell.as_str()), Value::from);
    let mut fields: Map<String, Value> =
        row.iter().map(|(name, cell)| (name.clone(), number(cell))).collect();
    fields.retain(|name, _| name.starts_with(char::is_uppercase) && name != "AddressMapping");
    fields.entry("PowerDownPolicy").or_insert_with(|| "NoPowerDown".into());
    Ok(serde_json::from_value(Value::Object(fields))?)
}

fn text<'a>(row: &'a Cells, column: &str) -> Result<&'a str> {
    row.get(column).map(String::as_str).with_context(|| format!("no column `{column}`"))
}

fn number(row: &Cells, column: &str) -> Result<f64> {
    text(row, column)?.parse().with_context(|| format!("column `{column}`"))
}

fn compare(row: &Cells, run: &Run, mhz: f64) -> Result<Row> {
    let (time, power, others) = if is_ddr4(row) {
        (number(row, "total_time_ps")? / 1e3, "avg_power_mW", counts(row, run)?)
    } else {
        (number(row, "total_time_ns")?, "average_power_mW", BTreeMap::new())
    };
    let energy = run.energy.total();
    // The reference divides by the clocks that it has accounted for, not by the time.
    let accounted = run.activity.clocks() as f64 * 1e3 / mhz;
    Ok(Row {
        trace: text(row, "trace")?.to_owned(),
        ties: run.ties,
        found: false,
        power_down: row.get("PowerDownPolicy").is_some_and(|policy| policy == "Staggered"),
        time: (time, run.time_ns()),
        energy: (number(row, "total_energy_pJ")?, energy),
        power: (number(row, power)?, energy / accounted),
        others,
    })
}

/// Commands and latencies of the DDR4 rows.
fn counts(row: &Cells, run: &Run) -> Result<BTreeMap<&'static str, (f64, f64)>> {
    use Command::{Activate, Precharge, PrechargeAll, Read, ReadAuto, Refresh, Write, WriteAuto};
    let of = |commands: &[Command]| -> f64 {
        commands.iter().map(|command| run.commands[*command as usize]).sum::<u64>() as f64
    };
    let ns = run.clock_ps as f64 / 1e3;
    let from_arbiter = run.read_clocks_from_arbiter as f64 / run.reads.len() as f64;
    let ours = [
        ("n_rd", of(&[Read, ReadAuto])),
        ("n_wr", of(&[Write, WriteAuto])),
        ("n_act", of(&[Activate])),
        ("n_prepb", of(&[Precharge])),
        ("n_preab", of(&[PrechargeAll])),
        ("n_refab", of(&[Refresh])),
        ("n_autopre", of(&[ReadAuto, WriteAuto])),
        ("avg_read_latency_ns", run.reads.mean() * ns),
        ("p95_read_latency_ns", run.reads.quantile(0.95) as f64 * ns),
        ("avg_write_latency_ns", run.writes.mean() * ns),
        ("avg_read_latency_from_gen_ns", from_arbiter * ns),
    ];
    ours.into_iter().map(|(name, value)| Ok((name, (number(row, name)?, value)))).collect()
}
