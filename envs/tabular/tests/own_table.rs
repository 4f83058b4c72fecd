//! Tables of a user's own: the example of the README, and what is said about wrong ones.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use orienteer_core::{Environment, Fault, Objective};
use orienteer_env_tabular::{Description, Repeats, Table, TableError, Tabular, TabularConfig};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const TOML: &str = include_str!("data/kernel.toml");
const CSV: &str = include_str!("data/kernel.csv");

fn kernel(repeats: Repeats) -> Tabular {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/kernel.toml");
    TabularConfig { table: None, path: Some(path), repeats }.build().unwrap()
}

/// The table described by `toml` with the content `csv`.
fn read(toml: &str, csv: &str) -> Result<Table, TableError> {
    let description = Description::parse(toml, "kernel.toml")?;
    Table::read(&description, csv.as_bytes(), "kernel.csv")
}

#[track_caller]
fn assert_refused(toml: &str, csv: &str, parts: &[&str]) {
    let error = read(toml, csv).unwrap_err().to_string();
    for part in parts {
        assert!(error.contains(part), "`{part}` is not in `{error}`");
    }
}

#[test]
fn the_readme_shows_the_files_that_are_tested() {
    let readme = include_str!("../README.md");
    assert!(readme.contains(&format!("```toml\n{TOML}```")));
    assert!(readme.contains(&format!("```csv\n{CSV}```")));
}

#[test]
fn the_example_of_the_readme_works() {
    let env = kernel(Repeats::Mean);
    assert_eq!(env.metrics()[0].unit.as_ref(), "GFLOP/s");
    let objective = Objective::maximize("throughput", env.metrics()).unwrap();
    assert_eq!(env.optimum(&objective, None), Some(f64::midpoint(4.8, 4.6)));
    let memory: Vec<_> =
        env.space().designs().unwrap().map(|design| env.noiseless(&design).unwrap()[1]).collect();
    assert_eq!(memory, [6.0, 6.0, 24.0, 24.0, 96.0]);
}

#[test]
fn compressed_tables_are_read_where_the_description_is() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let csv = std::fs::File::create(folder.join("kernel.csv.gz")).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(csv, flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, CSV.as_bytes()).unwrap();
    gzip.finish().unwrap();
    let path = folder.join("kernel.toml");
    std::fs::write(&path, TOML.replace("kernel.csv", "kernel.csv.gz")).unwrap();
    assert_eq!(Table::open(&path).unwrap().rows(), 5);
}

#[test]
fn an_edited_table_has_another_fingerprint() {
    let original = read(TOML, CSV).unwrap().fingerprint();
    assert_eq!(original, read(TOML, CSV).unwrap().fingerprint());
    let edited = CSV.replace("4.8", "48");
    assert_ne!(CSV, edited);
    assert_ne!(original, read(TOML, &edited).unwrap().fingerprint());
}

#[test]
fn a_design_without_a_row_is_infeasible() {
    let csv = CSV.replace("64,rows,4.1,4.4,96\n", "");
    let table = read(TOML, &csv).unwrap();
    let env = Tabular::new(Arc::new(table), Repeats::Random).unwrap();
    let design = env.space().design([("block", 64.into()), ("order", "rows".into())]).unwrap();
    let fault = env.step(&mut env.reset(0), &design).unwrap_err();
    assert_eq!(fault, Fault::Infeasible("the table has no measurement of this design".into()));
    assert_eq!(env.noiseless(&design), None);
}

#[test]
fn rows_may_come_in_any_order() {
    let mut lines: Vec<_> = CSV.lines().collect();
    lines[1..].reverse();
    let (table, ordered) = (read(TOML, &lines.join("\n")).unwrap(), read(TOML, CSV).unwrap());
    assert!((0..5).all(|row| table.mean(row) == ordered.mean(row)));
}

#[test]
fn keys_name_designs_by_digits_in_their_own_order() {
    let toml =
        TOML.replace("[space]", "key = { column = 'id', digits = ['order', 'block'] }\n[space]");
    let csv = "id,run_1,run_2,memory\n02,4.1,4.4,96\n11,2.9,,24\n";
    let table = read(&toml, csv).unwrap();
    let design = table.space().design([("block", 32.into()), ("order", "columns".into())]);
    let row = table.row(&design.unwrap()).unwrap();
    assert_eq!(table.mean(row).as_slice(), [2.9, 24.0]);

    assert_refused(&toml, &csv.replace("11,", "1,"), &["line 3", "`1`: expected 2 digits"]);
    assert_refused(&toml, &csv.replace("11,", "1x,"), &["line 3", "`1x`: expected digits"]);
    assert_refused(&toml, &csv.replace("11,", "13,"), &["line 3", "key `13`", "block"]);
    let lacking = toml.replace("['order', 'block']", "['order']");
    assert_refused(&lacking, csv, &["names 1 of 2 parameters", "a column of its own"]);
    let wrong = toml.replace("['order', 'block']", "['order', 'blok']");
    assert_refused(&wrong, csv, &["`blok`, which is not a parameter"]);
}

#[test]
fn a_wrong_description_is_refused_in_words() {
    let refused = |from: &str, to: &str, parts: &[&str]| {
        let toml = TOML.replace(from, to);
        assert_ne!(toml, TOML);
        assert_refused(&toml, CSV, parts);
    };
    refused("source =", "sauce =", &["kernel.toml", "line 3", "sauce"]);
    refused("title =", "title", &["kernel.toml", "line 1"]);
    refused("ordinal = [16, 32, 64]", "real = [16.0, 64.0]", &["kernel.toml", "use `ordinal`"]);
    refused("\"maximize\"", "\"up\"", &["kernel.toml", "line 14", "maximize"]);
    refused("name = \"memory\"", "name = \"throughput\"", &["`throughput` occurs twice"]);
    refused("name = \"memory\"", "name = \"Memory\"", &["`Memory`", "lower-case"]);
    refused("[\"memory\"]", "[\"run_1\", \"run_2\", \"memory\"]", &["2 columns", "3"]);
    refused("[\"memory\"]", "[]", &["metric `memory` has 0 columns"]);
    let none = TOML.split("[[metric]]").next().unwrap();
    assert_refused(none, CSV, &["kernel.toml", "metric"]);
}

#[test]
fn a_wrong_table_is_refused_with_file_and_line() {
    let refused = |from: &str, to: &str, parts: &[&str]| {
        let csv = CSV.replace(from, to);
        assert_ne!(csv, CSV);
        assert_refused(TOML, &csv, parts);
    };
    refused(
        "run_2",
        "run2",
        &["kernel.csv, line 1", "no column `run_2` (the columns are block, order, run_1, run2,"],
    );
    refused("block", "blk", &["kernel.csv, line 1", "no column `block`"]);
    refused("4.6", "fast", &["kernel.csv, line 4", "`run_2` is `fast`: expected a finite number"]);
    refused("4.6", "inf", &["kernel.csv, line 4", "`inf`"]);
    refused(",24\n64", ",\n64", &["kernel.csv, line 5", "`memory` is blank: expected a number"]);
    refused("2.9,,", ",,", &["kernel.csv, line 5", "no repeat has a number for every metric"]);
    refused("32,rows", "16,rows", &["kernel.csv, line 4", "the design of line 2 again"]);
    refused("16,columns", "17,columns", &["kernel.csv, line 3", "`block` cannot be 17"]);
    refused("16,columns", "16,", &["kernel.csv, line 3", "`order` is missing"]);
    refused("64,rows", "64,columns", &["kernel.csv, line 6", "forbidden"]);
    refused("2.0,2.2", "\u{e9}\u{20}2,2.2", &["kernel.csv, line 3", "expected a finite"]);
    refused("2.0,2.2,6", "2.0,6", &["kernel.csv, line 3", "has 4 cells: expected 5"]);
    assert_refused(TOML, "block,order,run_1,run_2,memory\n", &["line 1", "no rows"]);
    assert_refused(TOML, "", &["kernel.csv, line 1", "no column"]);

    let description = Description::parse(TOML, "kernel.toml").unwrap();
    let torn = Table::read(&description, &b"block,order\n16,\xff\n"[..], "kernel.csv");
    let error = torn.unwrap_err().to_string();
    assert!(error.contains("kernel.csv, line"), "{error}");
}
