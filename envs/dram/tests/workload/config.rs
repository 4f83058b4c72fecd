//! What experiment files say: forms, and parameters out of range.

use super::{GIB, named};
use orienteer_env_dram::workload::{Beyond, Generated, Pattern, WorkloadConfig};

#[derive(serde::Deserialize, serde::Serialize)]
struct Experiment {
    workload: WorkloadConfig,
    beyond: Option<Beyond>,
}

#[test]
fn experiment_files_say_it_as_a_string_or_a_table() {
    let read = |text: &str| toml::from_str::<Experiment>(text).unwrap();
    assert_eq!(read("workload = 'cloud-1'").workload, named("cloud-1"));
    let table = read("workload = { pattern = 'mixed', rate = 1, reads = 0.5 }\nbeyond = 'fold'");
    let expected =
        Generated { rate: Some(1.0), reads: Some(0.5), ..Generated::new(Pattern::Mixed) };
    assert_eq!(table.workload, WorkloadConfig::Generated(expected));
    assert_eq!(table.beyond, Some(Beyond::Fold));
    let again = toml::to_string(&table).unwrap();
    assert_eq!(read(&again).workload, table.workload);

    for (text, message) in [
        ("3", "expected the name of a trace, the path of a file, or a table with a `pattern`"),
        ("{ accesses = 3 }", "missing field `pattern`"),
        ("{ pattern = 'zigzag' }", "unknown variant `zigzag`, expected one of `stream`,"),
        ("{ pattern = 'stream', sped = 1 }", "unknown field `sped`, expected one of"),
        ("{ pattern = 'stream', rate = 3.0 }", "`rate` is 3; expected a number from 0.000001 to 1"),
    ] {
        let error = toml::from_str::<Experiment>(&format!("workload = {text}")).err().unwrap();
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn parameters_out_of_range_are_named() {
    for (table, message) in [
        ("pattern = 'stream', accesses = 0", "`accesses` is 0; expected a whole number from 1 to"),
        ("pattern = 'random', rate = 0", "`rate` is 0; expected a number from 0.000001 to 1"),
        ("pattern = 'random', rate = nan", "`rate` is NaN"),
        ("pattern = 'random', reads = 1.5", "`reads` is 1.5; expected a number from 0 to 1"),
        ("pattern = 'mixed', locality = -1", "`locality` is -1; expected a number from 0 to 1"),
        ("pattern = 'stream', stride = 0", "`stride` is 0; expected 1 byte to the footprint"),
        ("pattern = 'stream', footprint = 128, stride = 129", "`stride` is 129; expected 1"),
        ("pattern = 'stream', footprint = 128, streams = 2, stride = 65", "`stride` is 65;"),
        ("pattern = 'stream', footprint = 63", "`footprint` is 63 bytes; expected 64 bytes to"),
        ("pattern = 'mixed', streams = 0", "`streams` is 0; expected a whole number from 1 to"),
        ("pattern = 'mixed', footprint = 64, streams = 2", "`streams` is 2; expected at most 1"),
        ("pattern = 'phased', phase = 0", "`phase` is 0; expected a whole number from 1 to"),
        ("pattern = 'phased', idle = 2_000_000_000", "`idle` is 2000000000; expected"),
        ("pattern = 'stream', idle = 3", "`idle` means nothing for the pattern `stream`"),
        ("pattern = 'random', streams = 3", "`streams` means nothing for the pattern `random`"),
        ("pattern = 'pointer-chase', locality = 0.1", "`locality` means nothing for the pattern"),
        ("pattern = 'pointer-chase', gaps = 'exponential'", "`gaps` is exponential; expected"),
        ("pattern = 'random', accesses = 60_000_000_000, rate = 1e-6", "before clock 2^47"),
        (
            "pattern = 'random', accesses = 68_719_476_737",
            "`accesses` is 68719476737; expected a whole number from 1 to 68719476736",
        ),
    ] {
        let error = toml::from_str::<Experiment>(&format!("workload = {{ {table} }}"));
        let error = error.err().unwrap().to_string();
        assert!(error.contains(message), "{table}: {error}");
    }
    let large = Generated { footprint: Some(2 * GIB), ..Generated::new(Pattern::Random) };
    let error = WorkloadConfig::Generated(large).open(GIB, None).unwrap_err().to_string();
    assert!(
        error.starts_with("workload: `footprint` is 2 GiB (2147483648 bytes); expected 64 bytes"),
        "{error}"
    );
    assert!(error.ends_with("the size of the device, 1 GiB (1073741824 bytes)"), "{error}");
}
