//! The tables that come with the crate.

use super::Row;
use crate::environment::Preset;
use flate2::read::GzDecoder;
use std::io::Read;
use std::sync::OnceLock;

/// The outcomes of a space on a trace.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) trace: &'static str,
    pub(super) space: Preset,
    csv_gz: &'static [u8],
    /// Filled when it is first asked for.
    rows: OnceLock<Vec<Row>>,
}

macro_rules! tables {
    ($(($trace:literal, $space:ident, $file:literal))*) => {
        [$(Table {
            trace: $trace,
            space: Preset::$space,
            csv_gz: include_bytes!(concat!("../../data/truth/", $file, ".csv.gz")),
            rows: OnceLock::new(),
        }),*]
    };
}

pub(super) static TABLES: [Table; 8] = tables! {
    ("stream", ArchgymExhaustive, "stream")
    ("random", ArchgymExhaustive, "random")
    ("cloud-1", ArchgymExhaustive, "cloud-1")
    ("cloud-2", ArchgymExhaustive, "cloud-2")
    ("stream", ArchgymRl, "stream.archgym-rl")
    ("random", ArchgymRl, "random.archgym-rl")
    ("cloud-1", ArchgymRl, "cloud-1.archgym-rl")
    ("cloud-2", ArchgymRl, "cloud-2.archgym-rl")
};

impl Table {
    pub(super) fn rows(&self) -> &[Row] {
        self.rows.get_or_init(|| {
            let mut text = String::new();
            // A damaged table is an empty one, which knows nothing; a test reads all.
            let read = GzDecoder::new(self.csv_gz).read_to_string(&mut text);
            let rows = text.lines().skip(1).map(Row::parse).collect::<Option<_>>();
            read.ok().and(rows).unwrap_or_default()
        })
    }
}
