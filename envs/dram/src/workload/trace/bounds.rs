//! Addresses beyond the memory.

/// Which addresses beyond the memory lose their upper bits instead of being refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::workload) enum Fold {
    /// All.
    All,
    /// Those of machines of 32 bits.
    Below32Bits,
    /// None.
    None,
}

/// The memory that a trace is for.
#[derive(Clone, Copy, Debug)]
pub(in crate::workload) struct Bounds {
    /// Its size in bytes, a power of two.
    pub(in crate::workload) size: u64,
    pub(in crate::workload) fold: Fold,
}

impl Bounds {
    /// The address within the memory; why there is none.
    #[cold]
    pub(super) fn fold(&self, address: u64) -> Result<u64, String> {
        let folds = match self.fold {
            Fold::All => true,
            Fold::Below32Bits => address < 1 << 32,
            Fold::None => false,
        };
        if folds {
            return Ok(address & (self.size - 1));
        }
        let size = bytes(self.size);
        Err(format!(
            "address {address:#x} is beyond the device of {size}; `beyond = \"fold\"` drops the \
             upper bits of such addresses"
        ))
    }
}

/// A number of bytes for people: exact, and in the largest unit that divides it.
pub(in crate::workload) fn bytes(size: u64) -> String {
    const UNITS: [(&str, u32); 4] = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];
    let unit = UNITS.iter().find(|(_, shift)| size.trailing_zeros() >= *shift && size > 0);
    match unit {
        Some((unit, shift)) => format!("{} {unit} ({size} bytes)", size >> shift),
        None => format!("{size} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_exact() {
        assert_eq!(bytes(1 << 30), "1 GiB (1073741824 bytes)");
        assert_eq!(bytes(3 << 10), "3 KiB (3072 bytes)");
        assert_eq!(bytes(1000), "1000 bytes");
    }

    #[test]
    fn folding_keeps_the_lower_bits() {
        let bounds = |fold| Bounds { size: 1 << 30, fold };
        assert_eq!(bounds(Fold::All).fold(0x1_4000_0040), Ok(0x40));
        assert_eq!(bounds(Fold::Below32Bits).fold(0x7fff_8000), Ok(0x3fff_8000));
        let refused = bounds(Fold::Below32Bits).fold(1 << 32).unwrap_err();
        assert!(refused.starts_with("address 0x100000000 is beyond the device of 1 GiB"));
        assert!(bounds(Fold::None).fold(1 << 30).unwrap_err().contains("`beyond = \"fold\"`"));
    }
}
