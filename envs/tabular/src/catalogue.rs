//! The tables that come with this crate; their sources and licences are in `data/README.md`.

use crate::description::{Description, MetricColumns};
use crate::error::TableError;
use crate::table::Table;
use flate2::read::MultiGzDecoder;
use orienteer_core::MetricSpec;
use orienteer_core::space::{Size, suggestion};
use std::sync::{Arc, OnceLock};

/// A table in the executable.
struct Embedded {
    name: &'static str,
    description: &'static str,
    csv_gz: &'static [u8],
    /// Filled when the table is first asked for.
    table: OnceLock<Arc<Table>>,
}

macro_rules! embedded {
    ($($name:literal)*) => {
        [$(Embedded {
            name: $name,
            description: include_str!(concat!("../data/", $name, ".toml")),
            csv_gz: include_bytes!(concat!("../data/", $name, ".csv.gz")),
            table: OnceLock::new(),
        }),*]
    };
}

static TABLES: [Embedded; 9] = embedded![
    "nasbench201-cifar10"
    "nasbench201-cifar100"
    "hpobench-australian"
    "hpobench-blood-transfusion"
    "hpobench-car"
    "hpobench-credit-g"
    "hpobench-kc1"
    "hpobench-phoneme"
    "hpolib-slice-localization"
];

/// A table as a list shows it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What a configuration calls it.
    pub name: &'static str,
    /// One line for people.
    pub title: String,
    /// How many designs there are.
    pub designs: Size,
    /// How often each was measured at most.
    pub repeats: u32,
    /// What was measured.
    pub metrics: Vec<MetricSpec>,
    /// Who measured, and where it was published.
    pub source: String,
    /// The licence of the measurements.
    pub licence: String,
}

/// The tables that come with this crate, without reading their measurements.
///
/// # Errors
///
/// None as long as the crate's own tests pass.
pub fn catalogue() -> Result<Vec<Entry>, TableError> {
    TABLES.iter().map(Embedded::entry).collect()
}

/// The table of this name. It is read once, when it is first asked for.
///
/// # Errors
///
/// When there is none; the error lists the names there are.
pub fn table(name: &str) -> Result<Arc<Table>, TableError> {
    let Some(embedded) = TABLES.iter().find(|table| table.name == name) else {
        let names = TABLES.each_ref().map(|table| table.name);
        return Err(TableError::Unknown {
            name: name.to_owned(),
            hint: suggestion(name, names),
            known: names.join(", "),
        });
    };
    if let Some(table) = embedded.table.get() {
        return Ok(Arc::clone(table));
    }
    let table = Arc::new(embedded.read()?);
    Ok(Arc::clone(embedded.table.get_or_init(|| table)))
}

impl Embedded {
    fn description(&self) -> Result<Description, TableError> {
        Description::parse(self.description, &format!("{}.toml", self.name))
    }

    fn entry(&self) -> Result<Entry, TableError> {
        let description = self.description()?;
        Ok(Entry {
            name: self.name,
            designs: description.space.size(),
            repeats: description.repeats(),
            metrics: description.metrics.iter().map(MetricColumns::spec).collect(),
            title: description.title,
            source: description.source,
            licence: description.licence,
        })
    }

    fn read(&self) -> Result<Table, TableError> {
        let description = self.description()?;
        Table::read(&description, MultiGzDecoder::new(self.csv_gz), &description.file)
    }
}
