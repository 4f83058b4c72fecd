//! From a CSV file to a table.

use crate::description::{Description, MetricColumns};
use crate::error::TableError;
use crate::key::Designator;
use crate::table::Table;
use csv::StringRecord;
use flate2::read::MultiGzDecoder;
use orienteer_core::Designs;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

impl Table {
    /// Reads the description at `path` and the table that it names.
    ///
    /// # Errors
    ///
    /// Names the file, the line where there is one, and what was expected.
    pub fn open(path: &Path) -> Result<Self, TableError> {
        let unreadable =
            |path: &Path, reason| TableError::Read { file: path.display().to_string(), reason };
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, error))?;
        let description = Description::parse(&text, &path.display().to_string())?;
        let csv = path.with_file_name(&description.file);
        let file = File::open(&csv).map_err(|error| unreadable(&csv, error))?;
        let name = csv.display().to_string();
        if csv.extension().is_some_and(|extension| extension == "gz") {
            Self::read(&description, MultiGzDecoder::new(file), &name)
        } else {
            Self::read(&description, file, &name)
        }
    }

    /// Reads a table from `csv`; errors name `file`.
    ///
    /// # Errors
    ///
    /// Names the line and what was expected.
    pub fn read(description: &Description, csv: impl Read, file: &str) -> Result<Self, TableError> {
        let at = |line, reason| TableError::Line { file: file.to_owned(), line, reason };
        let torn = |error: csv::Error| torn(error, file);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv);
        let header = reader.headers().map_err(torn)?.clone();
        let mut rows = Rows::new(description, &header).map_err(|reason| at(1, reason))?;
        for record in reader.records() {
            let record = record.map_err(torn)?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push(&record, line).map_err(|reason| at(line, reason))?;
        }
        if rows.lines.is_empty() {
            return Err(at(1, "there are no rows below the names of the columns".into()));
        }
        rows.into_table().map_err(|(line, reason)| at(line, reason))
    }
}

/// An error of the CSV reader, which knows the line if the text is at fault.
fn torn(error: csv::Error, file: &str) -> TableError {
    let (file, words) = (file.to_owned(), error.to_string());
    let line = error.position().map_or(0, csv::Position::line);
    match error.into_kind() {
        csv::ErrorKind::Io(reason) => TableError::Read { file, reason },
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => TableError::Line {
            file,
            line,
            reason: format!("has {len} cells: expected {expected_len}"),
        },
        _ => TableError::Line { file, line, reason: words },
    }
}

/// The rows so far, in the order of the file.
struct Rows<'d> {
    description: &'d Description,
    designator: Designator,
    /// For each metric, the positions of its columns.
    sources: Vec<Vec<usize>>,
    /// The rank of each row's design, and its line.
    lines: Vec<(u128, u64)>,
    columns: Vec<Vec<Vec<f64>>>,
}

impl<'d> Rows<'d> {
    fn new(description: &'d Description, header: &StringRecord) -> Result<Self, String> {
        let column = |name: &str| {
            header.iter().position(|known| known == name).ok_or_else(|| {
                let known: Vec<_> = header.iter().collect();
                format!("there is no column `{name}` (the columns are {})", known.join(", "))
            })
        };
        let designator = Designator::new(description, column)?;
        let sources: Vec<Vec<usize>> = description
            .metrics
            .iter()
            .map(|metric| metric.columns.iter().map(|name| column(name)).collect())
            .collect::<Result<_, _>>()?;
        let columns = sources.iter().map(|columns| vec![Vec::new(); columns.len()]).collect();
        Ok(Self { description, designator, sources, lines: Vec::new(), columns })
    }

    fn push(&mut self, row: &StringRecord, line: u64) -> Result<(), String> {
        let rank = self.designator.rank(&self.description.space, row)?;
        self.lines.push((rank, line));
        // A repeat counts only if it measured every metric.
        let mut measured = vec![true; self.description.repeats() as usize];
        for (metric, sources) in self.sources.iter().enumerate() {
            for (repeat, source) in sources.iter().enumerate() {
                let name = &self.description.metrics[metric].columns[repeat];
                let value = number(&row[*source]).map_err(|reason| format!("`{name}` {reason}"))?;
                match (value, sources.len()) {
                    (None, 1) => return Err(format!("`{name}` is blank: expected a number")),
                    (None, _) => measured[repeat] = false,
                    (Some(_), _) => {}
                }
                self.columns[metric][repeat].push(value.unwrap_or(f64::NAN));
            }
        }
        if measured.contains(&true) {
            Ok(())
        } else {
            Err("no repeat has a number for every metric".into())
        }
    }

    /// Sorts the rows by rank; a design that occurs twice is an error of its second line.
    fn into_table(self) -> Result<Table, (u64, String)> {
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        order.sort_by_key(|row| self.lines[*row]);
        for pair in order.windows(2) {
            let ((rank, first), (again, second)) = (self.lines[pair[0]], self.lines[pair[1]]);
            if rank == again {
                return Err((second, format!("measures the design of line {first} again")));
            }
        }
        let sorted = |column: Vec<f64>| order.iter().map(|row| column[*row]).collect();
        let columns = self.columns.into_iter();
        Ok(Table {
            space: Designs::new(self.description.space.clone()),
            metrics: self.description.metrics.iter().map(MetricColumns::spec).collect(),
            ranks: order.iter().map(|row| self.lines[*row].0).collect(),
            columns: columns.map(|metric| metric.into_iter().map(sorted).collect()).collect(),
            repeats: self.description.repeats(),
        })
    }
}

/// The number in a cell; nothing if it is blank.
fn number(cell: &str) -> Result<Option<f64>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let value = cell.parse().ok().filter(|value: &f64| value.is_finite());
    value.map(Some).ok_or_else(|| format!("is `{cell}`: expected a finite number"))
}
