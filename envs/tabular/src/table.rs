//! A table in memory: its rows by the rank of their design, column by column.

use orienteer_core::rng::{key_seed, stream_seed};
use orienteer_core::{Design, Designs, MetricSpec, Metrics};

/// A measured table.
#[derive(Debug)]
pub struct Table {
    pub(crate) space: Designs,
    pub(crate) metrics: Vec<MetricSpec>,
    /// The rank of each row's design, ascending.
    pub(crate) ranks: Vec<u128>,
    /// For each metric the columns of its repeats, in the order of `ranks`. NaN where a repeat was
    /// not measured; it never leaves this type.
    pub(crate) columns: Vec<Vec<Vec<f64>>>,
    pub(crate) repeats: u32,
}

impl Table {
    /// The designs, measured or not.
    pub fn space(&self) -> &Designs {
        &self.space
    }

    /// What was measured.
    pub fn metrics(&self) -> &[MetricSpec] {
        &self.metrics
    }

    /// How many designs were measured. Rows are numbered below this.
    pub fn rows(&self) -> usize {
        self.ranks.len()
    }

    /// How often each design was measured (some perhaps less often).
    pub fn repeats(&self) -> u32 {
        self.repeats
    }

    /// The row of a design, if it was measured.
    pub fn row(&self, design: &Design) -> Option<usize> {
        let rank = self.space.rank(design)?;
        // In a complete table a row has the number of its rank.
        let direct = usize::try_from(rank).ok().filter(|row| self.ranks.get(*row) == Some(&rank));
        direct.or_else(|| self.ranks.binary_search(&rank).ok())
    }

    /// What one repeat measured, if it did.
    pub fn repeat(&self, row: usize, repeat: u32) -> Option<Metrics> {
        let value = |columns: &Vec<Vec<f64>>| match columns.as_slice() {
            [only] => Some(only[row]),
            several => {
                several.get(repeat as usize).map(|column| column[row]).filter(|x| !x.is_nan())
            }
        };
        self.columns.iter().map(value).collect()
    }

    /// What each repeat measured, without those that did not; at least one did.
    pub fn measured(&self, row: usize) -> impl Iterator<Item = Metrics> {
        (0..self.repeats).filter_map(move |repeat| self.repeat(row, repeat))
    }

    /// A hash of the whole content: the same table read twice has the same, an edited one another.
    pub fn fingerprint(&self) -> u64 {
        let names = self.space.paths().iter().map(String::as_str);
        let names: Vec<&str> = names.chain(self.metrics.iter().map(|m| &*m.name)).collect();
        let ranks = self.ranks.iter().map(|rank| *rank as u64);
        let values = self.columns.iter().flatten().flatten().map(|value| value.to_bits());
        ranks.chain(values).fold(key_seed(&names), stream_seed)
    }

    /// The mean of what was measured, metric by metric.
    pub fn mean(&self, row: usize) -> Metrics {
        let mean = |columns: &Vec<Vec<f64>>| {
            let measured = columns.iter().map(|column| column[row]).filter(|value| !value.is_nan());
            let (sum, n) = measured.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
            sum / n
        };
        self.columns.iter().map(mean).collect()
    }
}
