//! Address maps: each bit of an address has one place, and a map that does not fit is refused with
//! its file and field.

use crate::support::{DDR3, DDR4};
use orienteer_env_dram::{AddressMap, Description, DramError, Shape};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DDR3_MAP: &str = include_str!("../../data/am_ddr3_8x1Gbx8_dimm_p1KB_rbc.json");
const DDR4_MAP: &str = include_str!("../../data/am_ddr4_8x4Gbx8_dimm_p1KB_brc.json");

/// The memories with a map that fits.
fn memories() -> [(Shape, Value); 2] {
    [(DDR3, DDR3_MAP), (DDR4, DDR4_MAP)].map(|(description, map)| {
        let shape = Description::parse("device", description).unwrap().shape;
        (shape, serde_json::from_str(map).unwrap())
    })
}

fn parse(map: &Value, shape: &Shape) -> Result<AddressMap, DramError> {
    AddressMap::parse("m.json", &map.to_string(), shape)
}

/// Checks that every change of the list of bits of every field is refused with its name.
fn refuse(change: impl Fn(&mut Vec<Value>), reason: &str) {
    for (shape, map) in memories() {
        assert!(parse(&map, &shape).is_ok());
        for field in map["CONGEN"].as_object().unwrap().keys() {
            let mut changed = map.clone();
            change(changed["CONGEN"][field].as_array_mut().unwrap());
            let error = parse(&changed, &shape).unwrap_err().to_string();
            assert!(error.starts_with(&format!("m.json: `{field}` has ")), "{error}");
            assert!(error.contains(reason), "{error}");
        }
    }
}

#[test]
fn too_few_bits() {
    refuse(|bits| drop(bits.pop()), "bits; the memory has 2^");
}

#[test]
fn too_many_bits() {
    refuse(|bits| bits.push(40.into()), "bits; the memory has 2^");
}

#[test]
fn a_bit_beyond_the_memory() {
    refuse(|bits| bits[0] = 32.into(), "bit 32, twice or beyond the 3");
    refuse(|bits| bits[0] = u32::MAX.into(), "bit 4294967295, twice or beyond");
}

#[test]
fn a_bit_twice() {
    refuse(|bits| bits[1] = bits[0].clone(), "twice");
    for (shape, map) in memories() {
        let mut changed = map;
        changed["CONGEN"]["COLUMN_BIT"][9] = changed["CONGEN"]["ROW_BIT"][0].clone();
        let error = parse(&changed, &shape).unwrap_err().to_string();
        assert!(error.contains("`ROW_BIT`") || error.contains("`COLUMN_BIT`"), "{error}");
    }
}

#[test]
fn what_is_no_map() {
    let (shape, map) = memories().into_iter().next().unwrap();
    for (change, expected) in [
        (json!({ "BANK_BIT": [13, 14, "x"] }), "invalid type"),
        (json!({ "BANK_BIT": [13, 14, -1] }), "invalid value"),
        (json!({ "BANKS": [] }), "unknown field `BANKS`"),
        (json!({ "XOR": [{ "FIRST": 13 }] }), "missing field `SECOND`"),
        (json!({ "XOR": [{ "FIRST": 13, "SECOND": 30 }] }), "`XOR` has a bit beyond the 30"),
    ] {
        let mut changed = map.clone();
        changed["CONGEN"].as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let error = parse(&changed, &shape).unwrap_err().to_string();
        assert!(error.starts_with("m.json: ") && error.contains(expected), "{error}");
    }
    for field in ["BANK_BIT", "BYTE_BIT", "COLUMN_BIT", "ROW_BIT"] {
        let mut changed = map.clone();
        changed["CONGEN"].as_object_mut().unwrap().shift_remove(field);
        let error = parse(&changed, &shape).unwrap_err().to_string();
        assert!(error.contains(&format!("missing field `{field}`")), "{error}");
    }
}

/// How many places there are for addresses that differ in the bits from 13 up only, in a memory of
/// 2^17 rows and banks, under these XOR pairs.
fn places(xor: &Value) -> Result<usize, DramError> {
    let (shape, mut map) = memories().into_iter().next().unwrap();
    map["CONGEN"]["XOR"] = xor.clone();
    let map = parse(&map, &shape)?;
    let places: BTreeSet<_> = (0..1 << 17_u64)
        .map(|upper| map.place(upper << 13))
        .map(|place| (place.bank, place.row))
        .collect();
    Ok(places.len())
}

#[test]
fn no_two_addresses_share_a_place() {
    assert_eq!(places(&json!([])).unwrap(), 1 << 17);
    let pairs = json!([{ "FIRST": 13, "SECOND": 16 }, { "FIRST": 14, "SECOND": 17 }]);
    assert_eq!(places(&pairs).unwrap(), 1 << 17);
}

#[test]
fn a_bit_is_not_combined_with_itself() {
    let error = places(&json!([{ "FIRST": 13, "SECOND": 13 }])).unwrap_err().to_string();
    assert!(error.starts_with("m.json: `XOR`"), "{error}");
}
