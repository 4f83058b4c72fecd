//! What a configuration may say, and what is said about mistakes in it.

use super::dram;
use orienteer_core::Environment;
use orienteer_env_dram::DramConfig;
use std::fs;
use std::path::Path;

const DESCRIPTION: &str = include_str!("../../data/MICRON_1Gb_DDR3-1600_8bit_G.json");
const MAP: &str = include_str!("../../data/am_ddr3_8x1Gbx8_dimm_p1KB_brc.json");

/// Why this is no environment.
fn refusal(toml: &str) -> String {
    match toml::from_str::<DramConfig>(toml) {
        Ok(config) => config.build().unwrap_err().to_string(),
        Err(error) => error.to_string(),
    }
}

fn says(toml: &str, parts: &[&str]) {
    let error = refusal(toml);
    for part in parts {
        assert!(error.contains(part), "{toml}\n{error}\nlacks {part}");
    }
}

/// A file in a temporary folder, and TOML that names it.
fn file(folder: &Path, key: &str, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    format!("{key} = '{}'\n", path.display())
}

#[test]
fn an_empty_table_is_enough() {
    let dram = dram("");
    assert_eq!(dram.workload().name(), "stream");
    assert_eq!(dram.memory().description().name, "MICRON_1Gb_DDR3-1600_8bit_G");
}

#[test]
fn names_that_are_none_get_the_nearest() {
    says("device = 'ddr3-160'", &["`ddr3-160`", "device", "did you mean `ddr3-1600`", ".json"]);
    says("workload = 'cloud1'", &["`cloud1`", "workload", "did you mean `cloud-1`"]);
    says("space = 'archgym-ga'", &["archgym-ga", "archgym-aco"]);
    says("trace = 'stream'", &["trace", "workload"]);
    says("beyond = 'wrap'", &["wrap", "fold"]);
    says("behaviour = 'dramsys-6'", &["dramsys-6", "dramsys-4", "dramsys-5"]);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    says("device = 'none.json'", &["cannot read none.json"]);
    says("address-map = 'none.json'", &["cannot read none.json"]);
    says("workload = 'none.stl'", &["cannot read none.stl"]);
}

#[test]
fn what_is_inconsistent_names_file_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let device = |name, from: &str, to: &str| {
        let text = DESCRIPTION.replace(from, to);
        assert_ne!(text, DESCRIPTION, "{from}");
        file(folder.path(), "device", name, &text)
    };
    says(
        &device("a.json", "\"nbrOfRows\": 16384", "\"nbrOfRows\": 16383"),
        &["a.json", "nbrOfRows"],
    );
    says(&device("b.json", "\"RAS\": 28", "\"RAS\": 280"), &["b.json", "`RAS`", "`RC`"]);
    says(&device("c.json", "\"idd0\"", "\"idd00\""), &["c.json", "`idd0`", "missing"]);
    says(&device("d.json", "\"RCD\"", "\"RCDD\""), &["d.json", "`RCD`", "missing"]);
    says(&device("e.json", "{", "["), &["e.json", "at line 2"]);
    let map = |name, from: &str, to: &str| {
        let text = MAP.replacen(from, to, 1);
        assert_ne!(text, MAP, "{from}");
        file(folder.path(), "address-map", name, &text)
    };
    says(&map("f.json", "28", "27"), &["f.json", "BIT", "27"]);
    says(&map("g.json", "BANK_BIT", "BANKS_BIT"), &["g.json", "BANKS_BIT"]);
    let other = format!("{}device = 'ddr4-2400'", map("h.json", "28", "28 "));
    says(&other, &["h.json", "BIT"]);
}

/// A map of a user's own is the one that there is.
#[test]
fn a_map_from_a_file_is_the_only_one() {
    let folder = tempfile::tempdir().unwrap();
    let own = dram(&file(folder.path(), "address-map", "own.json", MAP));
    let all = dram("");
    let design = |dram: &orienteer_env_dram::Dram, map: &str| {
        dram.space().complete([("AddressMapping", Some(map.into()))]).unwrap().design
    };
    let metrics = |dram: &orienteer_env_dram::Dram, map| {
        dram.step(&mut (), &design(dram, map)).unwrap().metrics
    };
    assert_eq!(metrics(&own, "file"), metrics(&all, "brc"));
    let error = own.space().complete([("AddressMapping", Some("rbc".into()))]).unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
}

#[test]
fn a_design_outside_the_space_names_parameter_and_range() {
    for (space, path, value, range) in [
        ("full", "RequestBufferSize", 0, "from 1 to 128"),
        ("full", "MaxActiveTransactions", 129, "from 1 to 128"),
        ("archgym-aco", "MaxActiveTransactions", 3, "1, 2, 4, 8"),
        ("archgym-exhaustive", "RefreshMaxPostponed", 0, "1"),
    ] {
        let dram = dram(&format!("space = '{space}'"));
        let others = ["RefreshMaxPostponed", "RefreshMaxPulledin"];
        let others = others.into_iter().filter(|other| *other != path).map(|other| (other, 1));
        let values = others.chain([(path, value)]).map(|(path, value)| (path, Some(value.into())));
        let error = dram.space().complete(values).unwrap_err().to_string();
        assert!(error.contains(path) && error.contains(range), "{error}");
    }
}

#[test]
fn an_address_beyond_the_device_names_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let workload =
        file(folder.path(), "workload", "far.csv", "cycle,op,address\n0,read,0x40000000\n");
    says(&workload, &["far.csv, line 2", "40000000"]);
    dram(&format!("{workload}beyond = 'fold'"));
    dram(&format!("{workload}device = 'ddr4-2400'"));
}
