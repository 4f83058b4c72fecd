//! From an address to bank and row: which address bit is which coordinate bit.

use crate::device::Shape;
use crate::error::DramError;
use serde::Deserialize;
use std::path::Path;

/// Where an access goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The bank, counted over all groups: `group * banks of a group + bank in the group`.
    pub bank: u8,
    /// The row.
    pub row: u32,
}

/// A run of neighbouring address bits that are neighbours in the coordinate too.
#[derive(Clone, Copy, Debug)]
struct Run {
    shift: u32,
    mask: u64,
    place: u32,
}

/// A coordinate: its runs, of which there is nearly always one.
#[derive(Clone, Debug)]
struct Field {
    first: Run,
    others: Vec<Run>,
}

impl Field {
    /// Bit `i` of the coordinate is bit `bits[i]` of the address.
    fn new(bits: &[u32]) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        let mut last = None;
        for (place, bit) in (0..).zip(bits) {
            match runs.last_mut() {
                Some(run) if last.is_some_and(|last: u32| last + 1 == *bit) => {
                    run.mask = run.mask << 1 | 1;
                }
                _ => runs.push(Run { shift: *bit, mask: 1, place }),
            }
            last = Some(*bit);
        }
        let none = Run { shift: 0, mask: 0, place: 0 };
        let first = if runs.is_empty() { none } else { runs.remove(0) };
        Self { first, others: runs }
    }

    #[inline]
    fn get(&self, address: u64) -> u32 {
        let part = |run: &Run| ((address >> run.shift & run.mask) << run.place) as u32;
        // The first has the lowest bits of the coordinate.
        let first = (address >> self.first.shift & self.first.mask) as u32;
        if self.others.is_empty() {
            first
        } else {
            first + self.others.iter().map(part).sum::<u32>()
        }
    }
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "CONGEN")]
    map: Bits,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
struct Bits {
    #[serde(default)]
    bankgroup_bit: Vec<u32>,
    bank_bit: Vec<u32>,
    byte_bit: Vec<u32>,
    column_bit: Vec<u32>,
    row_bit: Vec<u32>,
    #[serde(default)]
    xor: Vec<Xor>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
struct Xor {
    first: u32,
    second: u32,
}

/// An address map, checked against the shape of a memory.
#[derive(Clone, Debug)]
pub struct AddressMap {
    xor: Vec<Xor>,
    bank: Field,
    row: Field,
    size: u64,
}

impl AddressMap {
    /// Reads the text of a map of a memory of this shape; `source` names it in messages.
    ///
    /// # Errors
    ///
    /// When the text is not JSON of this form, or does not fit the shape.
    pub fn parse(source: &str, text: &str, shape: &Shape) -> Result<Self, DramError> {
        let file: File = serde_json::from_str(text)
            .map_err(|reason| DramError::Json { file: source.to_owned(), reason })?;
        let Bits { bankgroup_bit, bank_bit, byte_bit, column_bit, row_bit, xor } = file.map;
        let groups = shape.nbr_of_bank_groups;
        let expected = [
            ("BANKGROUP_BIT", &bankgroup_bit, groups),
            ("BANK_BIT", &bank_bit, shape.nbr_of_banks / groups),
            ("BYTE_BIT", &byte_bit, (shape.width * shape.nbr_of_devices_on_dimm).div_ceil(8)),
            ("COLUMN_BIT", &column_bit, shape.nbr_of_columns),
            ("ROW_BIT", &row_bit, shape.nbr_of_rows),
        ];
        let total: u32 = expected.iter().map(|(_, _, count)| count.ilog2()).sum();
        let mut seen = 0_u64;
        for (field, bits, count) in expected {
            if bits.len() != count.ilog2() as usize {
                let reason = format!("has {} bits; the memory has 2^{}", bits.len(), count.ilog2());
                return Err(DramError::field(source, field, reason));
            }
            for &bit in bits {
                if bit >= total || seen >> bit & 1 == 1 {
                    let reason =
                        format!("has bit {bit}, twice or beyond the {total} bits there are");
                    return Err(DramError::field(source, field, reason));
                }
                seen |= 1 << bit;
            }
        }
        if xor.iter().any(|xor| xor.first == xor.second) {
            let reason = "combines a bit with itself, which would lose it";
            return Err(DramError::field(source, "XOR", reason));
        }
        if xor.iter().any(|xor| xor.first >= total || xor.second >= total) {
            return Err(DramError::field(source, "XOR", format!("has a bit beyond the {total}")));
        }
        let banks: Vec<u32> = bank_bit.into_iter().chain(bankgroup_bit).collect();
        Ok(Self { xor, bank: Field::new(&banks), row: Field::new(&row_bit), size: 1 << total })
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or as [`AddressMap::parse`].
    pub fn open(path: &Path, shape: &Shape) -> Result<Self, DramError> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&file, &text, shape),
            Err(reason) => Err(DramError::Read { file, reason }),
        }
    }

    /// The bytes of the memory: the first address beyond it.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Where `address` goes. Bits beyond the memory are ignored.
    #[inline]
    pub fn place(&self, address: u64) -> Place {
        let mut address = address;
        for Xor { first, second } in &self.xor {
            address ^= (address >> second & 1) << first;
        }
        Place { bank: self.bank.get(address) as u8, row: self.row.get(address) }
    }
}
