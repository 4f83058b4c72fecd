//! Rows as CSV text.

/// A header and rows, quoted where needed.
pub(crate) fn table<R, C>(header: &[&str], rows: R) -> String
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item = String>,
{
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let written = "memory can always be written";
    writer.write_record(header).expect(written);
    for row in rows {
        let row: Vec<String> = row.into_iter().collect();
        debug_assert_eq!(row.len(), header.len(), "a cell for each column");
        writer.write_record(row).expect(written);
    }
    let bytes = writer.into_inner().expect(written);
    String::from_utf8(bytes).expect("cells are text")
}
