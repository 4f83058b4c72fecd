//! A description that cannot be is refused with its file and field, and so are controllers without
//! places and workloads without accesses.

use crate::support::{Chunks, DDR3, DDR4, LPDDR4, PLAIN, lpddr4, memory, trace};
use orienteer_env_dram::workload::Access;
use orienteer_env_dram::{AddressField, AddressMap, Controller, Description, DramError, Memory};
use serde_json::Value;

const SECTIONS: [&str; 3] = ["memarchitecturespec", "memtimingspec", "mempowerspec"];

/// Fields of the shipped files that nothing depends on, or that need not be there.
const UNUSED: &str = "nbrOfBankGroups nbrOfDevicesOnDIMM CL XPDLL RTRS RPRE REFM REFIPB RFCPB RCAB \
                      ESCKE RC RFC idd2p1 idd3p1 vdd2";

pub(crate) fn devices() -> [Value; 3] {
    [DDR3, DDR4, &lpddr4()].map(|text| serde_json::from_str(text).unwrap())
}

/// Every field of a device, as section and name. Of the many currents of LPDDR4 none.
pub(crate) fn fields(device: &Value) -> Vec<(&'static str, String)> {
    let is_lpddr4 = device["memspec"]["memoryType"] == "LPDDR4";
    let sections = &SECTIONS[..if is_lpddr4 { 2 } else { 3 }];
    let of = |section: &&'static str| {
        let keys = device["memspec"][section].as_object().unwrap().keys();
        keys.map(|key| (*section, key.clone())).collect::<Vec<_>>()
    };
    sections.iter().flat_map(of).collect()
}

pub(crate) fn build(device: &Value) -> Result<Memory, DramError> {
    use AddressField::{Bank, BankGroup, Column, Row};
    let text = serde_json::to_string_pretty(device).unwrap();
    let description = Description::parse("d.json", &text)?;
    let order = [Row, Bank, BankGroup, Column];
    let map = AddressMap::layout(&order, &description.shape)?;
    Memory::new(&description, &map)
}

pub(crate) fn with(device: &Value, section: &str, field: &str, value: Value) -> Value {
    let mut changed = device.clone();
    changed["memspec"][section][field] = value;
    changed
}

/// Whether a message names the file, and the field or its line.
fn names(error: &DramError, device: &Value, field: &str) -> bool {
    let (text, message) = (serde_json::to_string_pretty(device).unwrap(), error.to_string());
    let line = text.lines().position(|line| line.contains(&format!("\"{field}\":")));
    let at_line = line.is_some_and(|line| message.contains(&format!("line {} ", line + 1)));
    message.contains("d.json") && (message.contains(&format!("`{field}`")) || at_line)
}

/// Tries to build and to run.
fn attempt(device: &Value) -> Result<(), DramError> {
    build(device)?.run(&PLAIN, &mut Chunks::new(&trace("0 r 0"), 1)).map(|_| ())
}

#[test]
fn what_is_missing_is_named() {
    for device in devices() {
        for (section, field) in fields(&device) {
            let mut changed = device.clone();
            changed["memspec"][section].as_object_mut().unwrap().shift_remove(&field);
            match attempt(&changed) {
                Err(error) => assert!(names(&error, &changed, &field), "{field}: {error}"),
                Ok(()) => assert!(UNUSED.split_whitespace().any(|f| f == field), "{field}"),
            }
        }
    }
}

#[test]
fn what_is_no_number_is_named() {
    for device in devices() {
        for (section, field) in fields(&device) {
            for wrong in [Value::from("ten"), Value::from(-1), Value::Null, Value::from(vec![1])] {
                let changed = with(&device, section, &field, wrong);
                match attempt(&changed) {
                    Err(error) => assert!(names(&error, &changed, &field), "{field}: {error}"),
                    Ok(()) => assert!(UNUSED.split_whitespace().any(|f| f == field), "{field}"),
                }
            }
        }
    }
}

#[test]
fn what_does_not_fit_together_is_named() {
    let [ddr3, ddr4, _] = devices();
    for (device, section, field, value, named) in [
        (&ddr3, "memarchitecturespec", "nbrOfBanks", 7, "nbrOfBanks"),
        (&ddr3, "memarchitecturespec", "nbrOfBanks", 0, "nbrOfBanks"),
        (&ddr3, "memarchitecturespec", "nbrOfRows", 1000, "nbrOfRows"),
        (&ddr3, "memarchitecturespec", "nbrOfRanks", 2, "nbrOfRanks"),
        (&ddr3, "memarchitecturespec", "nbrOfChannels", 2, "nbrOfChannels"),
        (&ddr3, "memarchitecturespec", "burstLength", 1, "burstLength"),
        (&ddr4, "memarchitecturespec", "nbrOfBanks", 2, "nbrOfBanks"),
        (&ddr3, "memtimingspec", "clkMhz", 0, "clkMhz"),
        (&ddr3, "memtimingspec", "RAS", 39, "RAS"),
        (&ddr3, "memtimingspec", "RCD", 29, "RCD"),
        (&ddr3, "memtimingspec", "REFI", 87, "RFC"),
        (&ddr3, "memtimingspec", "RP", 89, "RP"),
        (&ddr3, "memtimingspec", "WR", (1 << 24) + 1, "WR"),
    ] {
        let error = attempt(&with(device, section, field, value.into())).unwrap_err().to_string();
        assert!(error.starts_with(&format!("d.json: `{named}` is ")), "{error}");
    }
    let unknown = DDR3.replace("\"DDR3\"", "\"DDR9\"");
    let error = Description::parse("d.json", &unknown).unwrap_err().to_string();
    assert!(error.contains("d.json") && error.contains("`DDR9`"), "{error}");
}

#[test]
fn a_controller_needs_places_and_a_workload_accesses() {
    let (memory, accesses) = (memory(DDR3), trace("0 r 0"));
    let no_buffer = Controller { request_buffer_size: 0, ..PLAIN };
    let no_transactions = Controller { max_active_transactions: 0, ..PLAIN };
    let error = |controller: &Controller, accesses: &[Access]| {
        memory.run(controller, &mut Chunks::new(accesses, 1)).unwrap_err().to_string()
    };
    let message = error(&no_buffer, &accesses);
    assert_eq!(message, "controller: `RequestBufferSize` is 0; expected at least 1");
    let message = error(&no_transactions, &accesses);
    assert_eq!(message, "controller: `MaxActiveTransactions` is 0; expected at least 1");
    assert_eq!(error(&PLAIN, &[]), "workload: `accesses` has none");
}

#[test]
#[ignore = "currents below those of standby are taken, and give a negative energy"]
fn currents_below_standby_are_named() {
    let [ddr3, ..] = devices();
    for field in ["idd0", "idd4r", "idd4w", "idd5"] {
        let error = attempt(&with(&ddr3, "mempowerspec", field, 1.into())).unwrap_err().to_string();
        assert!(error.starts_with(&format!("d.json: `{field}` is ")), "{error}");
    }
}

#[test]
#[ignore = "the energy model wants the names that DDR3 has: idd2p0, idd3p0, RC and RFC"]
fn lpddr4_is_built_from_its_file() {
    memory(LPDDR4);
}
