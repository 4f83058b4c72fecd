//! Apache Parquet, behind the cargo feature `parquet` because the library is heavy.

use super::table::{Kind, Table, Writer};
use anyhow::{Context, Result};
use orienteer_experiment::rows::plain;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use serde_json::Value as Json;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Rows held before they are written as one row group.
const GROUP: usize = 100_000;

pub(super) struct Parquet {
    writer: SerializedFileWriter<File>,
    kinds: Vec<Kind>,
    rows: Vec<Vec<Json>>,
}

impl Parquet {
    pub(super) fn new(path: &Path, table: &Table, metadata: &str) -> Result<Self> {
        let fields = table.columns().map(|column| {
            let (physical, logical) = match column.kind {
                Kind::Bool => (Physical::BOOLEAN, None),
                Kind::Int => (Physical::INT64, None),
                Kind::Real => (Physical::DOUBLE, None),
                Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            };
            let field = Type::primitive_type_builder(&column.name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical)
                .build();
            Ok(Arc::new(field?))
        });
        let fields = fields.collect::<Result<Vec<_>>>()?;
        let schema = Type::group_type_builder("records").with_fields(fields).build()?;
        let provenance = KeyValue::new("orienteer".into(), metadata.to_owned());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(vec![provenance]))
            .build();
        let file =
            File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?;
        let kinds = table.columns().map(|column| column.kind).collect();
        Ok(Self { writer, kinds, rows: Vec::new() })
    }

    fn group(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        for (at, kind) in self.kinds.iter().enumerate() {
            let mut column = group.next_column()?.context("a column for each kind")?;
            let cells = self.rows.iter().map(|row| &row[at]);
            match kind {
                Kind::Bool => write::<BoolType>(&mut column, cells.map(Json::as_bool))?,
                Kind::Int => write::<Int64Type>(&mut column, cells.map(Json::as_i64))?,
                Kind::Real => write::<DoubleType>(&mut column, cells.map(Json::as_f64))?,
                Kind::Text => {
                    let texts = cells.map(|c| {
                        (!c.is_null()).then(|| ByteArray::from(plain(Some(c)).into_bytes()))
                    });
                    write::<ByteArrayType>(&mut column, texts)?;
                }
            }
            column.close()?;
        }
        group.close()?;
        self.rows.clear();
        Ok(())
    }
}

/// Writes the values that are there, and a definition level for each that is or is not.
fn write<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<()> {
    let cells: Vec<_> = cells.collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.into_iter().flatten().collect();
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    Ok(())
}

impl Writer for Parquet {
    fn row(&mut self, cells: &[&Json]) -> Result<()> {
        self.rows.push(cells.iter().map(|&cell| cell.clone()).collect());
        if self.rows.len() == GROUP { self.group() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        if !self.rows.is_empty() {
            self.group()?;
        }
        self.writer.close()?;
        Ok(())
    }
}
