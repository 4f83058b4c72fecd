//! A description that cannot be is refused with its file and field, and so are controllers without
//! places and workloads without accesses.

use crate::support::{Chunks, DDR3, DDR4, LPDDR4, PLAIN, memory, trace};
use orienteer_env_dram::workload::Access;
use orienteer_env_dram::{AddressField, AddressMap, Controller, Description, DramError, Memory};
use serde_json::Value;

const SECTIONS: [&str; 3] = ["memarchitecturespec", "memtimingspec", "mempowerspec"];

/// Fields of the shipped files that nothing depends on, or that need not be there, by memory.
fn unused(device: &Value) -> &'static str {
    match device["memspec"]["memoryType"].as_str() {
        Some("DDR3") => "nbrOfDevicesOnDIMM CL XPDLL RTRS idd2p1 idd3p1",
        Some("DDR4") => "nbrOfBankGroups nbrOfDevicesOnDIMM CL XPDLL RTRS RPRE REFM idd2p1 idd3p1",
        _ => {
            "RTRS REFIPB RFCPB RCAB ESCKE idd2ns idd2ns2 idd2nsq idd2ps idd2ps2 idd2psq idd3ns \
             idd3ns2 idd3nsq idd3ps idd3ps2 idd3psq idd5ab idd5ab2 idd5abq idd5b idd5b2 idd5bq"
        }
    }
}

pub(crate) fn devices() -> [Value; 3] {
    [DDR3, DDR4, LPDDR4].map(|text| serde_json::from_str(text).unwrap())
}

/// Every field of a device, as section and name.
pub(crate) fn fields(device: &Value) -> Vec<(&'static str, String)> {
    let of = |section: &&'static str| {
        let keys = device["memspec"][section].as_object().unwrap().keys();
        keys.map(|key| (*section, key.clone())).collect::<Vec<_>>()
    };
    SECTIONS.iter().flat_map(of).collect()
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
                Ok(()) => assert!(unused(&device).split(' ').any(|f| f == field), "{field}"),
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
                    Ok(()) => assert!(unused(&device).split(' ').any(|f| f == field), "{field}"),
                }
            }
        }
    }
}

#[test]
fn what_does_not_fit_together_is_named() {
    let [ddr3, ddr4, lpddr4] = devices();
    let narrow = with(&lpddr4, "memarchitecturespec", "burstLength", 4.into());
    for (device, section, field, value, named) in [
        (&ddr3, "memarchitecturespec", "nbrOfBanks", 7, "nbrOfBanks"),
        (&ddr3, "memarchitecturespec", "nbrOfBanks", 0, "nbrOfBanks"),
        (&ddr3, "memarchitecturespec", "nbrOfBanks", 64, "nbrOfBanks"),
        (&ddr3, "memarchitecturespec", "nbrOfRows", 1000, "nbrOfRows"),
        (&ddr3, "memarchitecturespec", "nbrOfRanks", 2, "nbrOfRanks"),
        (&ddr3, "memarchitecturespec", "nbrOfChannels", 2, "nbrOfChannels"),
        (&ddr3, "memarchitecturespec", "burstLength", 1, "burstLength"),
        (&ddr4, "memarchitecturespec", "nbrOfBanks", 2, "nbrOfBanks"),
        (&lpddr4, "memarchitecturespec", "width", 4, "width"),
        (&narrow, "memarchitecturespec", "width", 1, "width"),
        (&ddr3, "memtimingspec", "clkMhz", 0, "clkMhz"),
        (&ddr3, "memtimingspec", "RAS", 39, "RAS"),
        (&ddr3, "memtimingspec", "RCD", 29, "RCD"),
        (&ddr3, "memtimingspec", "REFI", 87, "RFC"),
        (&ddr3, "memtimingspec", "RP", 89, "RP"),
        (&ddr3, "memtimingspec", "WR", (1 << 20) + 1, "WR"),
        (&lpddr4, "memtimingspec", "RAS", 98, "RAS"),
        (&lpddr4, "memtimingspec", "RPAB", 449, "RPAB"),
        (&lpddr4, "memtimingspec", "RFCAB", 33, "RPAB"),
        (&lpddr4, "memtimingspec", "REFI", 447, "RFCAB"),
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

/// Each supply's currents of an operation contain those of standing by, idd2n and idd3n for a row's
/// cycle, and idd3n for the others.
#[test]
fn currents_below_standby_are_named() {
    let [ddr3, ddr4, lpddr4] = devices();
    let ddr = (["idd2n", "idd3n"], ["idd0", "idd4r", "idd4w", "idd5"]);
    for (device, ([precharged, active], operations)) in [
        (&ddr3, ddr),
        (&ddr4, ddr),
        (&lpddr4, ddr),
        (&lpddr4, (["idd2n2", "idd3n2"], ["idd02", "idd4r2", "idd4w2", "idd52"])),
        (&lpddr4, (["idd2nQ", "idd3nQ"], ["idd0ql", "idd4rq", "idd4wq", "idd5q"])),
    ] {
        let power = |field: &str| device["memspec"]["mempowerspec"][field].as_f64().unwrap();
        for field in operations {
            let limit =
                power(active).max(if field == operations[0] { power(precharged) } else { 0.0 });
            let with = |value: f64| with(device, "mempowerspec", field, value.into());
            assert!(attempt(&with(limit)).is_ok(), "{field}");
            let error = attempt(&with(limit - 0.01)).unwrap_err().to_string();
            assert!(error.starts_with(&format!("d.json: `{field}` is ")), "{error}");
        }
        let error = attempt(&with(device, "mempowerspec", precharged, 1000.into())).unwrap_err();
        assert!(error.to_string().contains(&format!("less than `{precharged}`")), "{error}");
    }
}
