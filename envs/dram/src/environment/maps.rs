//! Address maps by the order of their fields.

use crate::device::{AddressMap, Shape};
use crate::error::DramError;
use serde_json::{Value as Json, json};

/// A field of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressField {
    /// The row of a bank.
    Row,
    /// The group of a bank, where the memory has groups.
    BankGroup,
    /// The bank, of its group where there are groups.
    Bank,
    /// The column of a row, without what counts within a burst.
    Column,
}

use AddressField::{Bank, BankGroup, Column, Row};

/// The maps of memories without bank groups, the default first.
const PLAIN: &[(&str, &[AddressField])] =
    &[("rbc", &[Row, Bank, Column]), ("brc", &[Bank, Row, Column]), ("rcb", &[Row, Column, Bank])];

/// The maps of memories with bank groups, the default first.
const GROUPED: &[(&str, &[AddressField])] = &[
    ("ro_ba_bg_co", &[Row, Bank, BankGroup, Column]),
    ("ba_bg_ro_co", &[Bank, BankGroup, Row, Column]),
    ("ro_co_ba_bg", &[Row, Column, Bank, BankGroup]),
    ("ro_ba_co_bg", &[Row, Bank, Column, BankGroup]),
];

/// The maps that a memory can have, by name: the order of the fields from the most significant.
fn maps(shape: &Shape) -> &'static [(&'static str, &'static [AddressField])] {
    if shape.nbr_of_bank_groups > 1 { GROUPED } else { PLAIN }
}

impl AddressMap {
    /// The names of the maps that a memory of this shape can have, the default first. They list
    /// the fields from the most significant down.
    pub fn names(shape: &Shape) -> impl Iterator<Item = &'static str> {
        maps(shape).iter().map(|(name, _)| *name)
    }

    /// The map of this name for a memory of this shape.
    ///
    /// # Errors
    ///
    /// When there is none: the message lists [`AddressMap::names`].
    pub fn named(name: &str, shape: &Shape) -> Result<Self, DramError> {
        match maps(shape).iter().find(|(known, _)| *known == name) {
            Some((_, order)) => Self::layout(order, shape),
            None => Err(DramError::Unknown {
                kind: "address map",
                name: name.to_owned(),
                known: Self::names(shape).collect::<Vec<_>>().join(", "),
            }),
        }
    }

    /// The map in which these fields follow each other from the most significant down. Bytes, and
    /// the columns of one burst, stay below all fields, so that an access lies in one row.
    ///
    /// # Errors
    ///
    /// When a field that the memory has is missing or occurs twice.
    pub fn layout(order: &[AddressField], shape: &Shape) -> Result<Self, DramError> {
        let byte = (shape.width * shape.nbr_of_devices_on_dimm).div_ceil(8).ilog2();
        let columns = shape.nbr_of_columns.ilog2();
        let burst = shape.burst_length.ilog2().min(columns);
        let mut next = byte + burst;
        let mut take = |bits: u32| {
            let taken: Vec<u32> = (next..next + bits).collect();
            next += bits;
            taken
        };
        let mut column: Vec<u32> = (byte..byte + burst).collect();
        let (mut row, mut bank, mut group) = (Vec::new(), Vec::new(), Vec::new());
        for field in order.iter().rev() {
            match field {
                Row => row.extend(take(shape.nbr_of_rows.ilog2())),
                Bank => bank.extend(take((shape.nbr_of_banks / shape.nbr_of_bank_groups).ilog2())),
                BankGroup => group.extend(take(shape.nbr_of_bank_groups.ilog2())),
                Column => column.extend(take(columns - burst)),
            }
        }
        let bytes: Vec<u32> = (0..byte).collect();
        let map: Json = json!({ "CONGEN": {
            "BANKGROUP_BIT": group,
            "BANK_BIT": bank,
            "BYTE_BIT": bytes,
            "COLUMN_BIT": column,
            "ROW_BIT": row,
        }});
        Self::parse(&format!("the layout {order:?}"), &map.to_string(), shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::{Description, Place};

    fn shape(text: &str) -> Shape {
        Description::parse("description", text).unwrap().shape
    }

    fn ddr3() -> Shape {
        shape(include_str!("../../data/MICRON_1Gb_DDR3-1600_8bit_G.json"))
    }

    fn ddr4() -> Shape {
        shape(include_str!("../../data/MICRON_4Gb_DDR4-2400_8bit_A.json"))
    }

    /// Addresses in which every bit is set alone, and some in which many are.
    fn addresses() -> impl Iterator<Item = u64> {
        let mixed = (1..1000_u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20);
        (0..40).map(|bit| 1 << bit).chain(mixed)
    }

    #[test]
    fn layouts_are_the_maps_of_dramsys() {
        let files = [
            ("rbc", ddr3(), include_str!("../../data/am_ddr3_8x1Gbx8_dimm_p1KB_rbc.json")),
            ("brc", ddr3(), include_str!("../../data/am_ddr3_8x1Gbx8_dimm_p1KB_brc.json")),
            ("ba_bg_ro_co", ddr4(), include_str!("../../data/am_ddr4_8x4Gbx8_dimm_p1KB_brc.json")),
        ];
        for (name, shape, text) in files {
            let (ours, theirs) = (
                AddressMap::named(name, &shape).unwrap(),
                AddressMap::parse(name, text, &shape).unwrap(),
            );
            assert_eq!(ours.size(), theirs.size());
            for address in addresses() {
                assert_eq!(ours.place(address), theirs.place(address), "{name} {address:x}");
            }
        }
    }

    /// The table of maps that the reference rows of DDR4 were measured with.
    #[test]
    fn the_fields_of_ddr4_lie_where_the_reference_has_them() {
        for (name, row, bank, group) in [
            ("ro_ba_bg_co", 17, 15, 13),
            ("ba_bg_ro_co", 13, 30, 28),
            ("ro_co_ba_bg", 17, 8, 6),
            ("ro_ba_co_bg", 17, 15, 6),
        ] {
            let map = AddressMap::named(name, &ddr4()).unwrap();
            assert_eq!(map.size(), 1 << 32);
            for address in addresses() {
                let bank = (address >> group & 3) * 4 + (address >> bank & 3);
                let place = Place { bank: bank as u8, row: (address >> row & 0x7fff) as u32 };
                assert_eq!(map.place(address), place, "{name} {address:x}");
            }
        }
    }

    #[test]
    fn a_name_that_is_none_gets_the_list() {
        let error = AddressMap::named("rbc", &ddr4()).unwrap_err().to_string();
        assert!(error.contains("`rbc`") && error.contains("ro_ba_bg_co, ba_bg_ro_co"), "{error}");
    }

    #[test]
    fn a_layout_needs_every_field_once() {
        for order in [&[Row, Column][..], &[Row, Bank, Column, Column]] {
            let error = AddressMap::layout(order, &ddr3()).unwrap_err().to_string();
            assert!(error.contains("layout") && error.contains("_BIT"), "{error}");
        }
    }
}
