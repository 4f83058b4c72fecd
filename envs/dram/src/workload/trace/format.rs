//! The formats of trace files, told by how a file's name ends.

use std::fmt;

/// A format of trace files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// DRAMSys: `cycle: read|write address [data]`, the address in hexadecimal. The data are not
    /// used. Source: DRAMSys, `configs/README.md`, "STL Traces".
    Stl,
    /// Comma-separated values under the header `cycle,op,address`. The operation is `read`,
    /// `write`, `r` or `w`; the address decimal, or hexadecimal after `0x`.
    Csv,
    /// `DRAMsim3`: `address READ|WRITE cycle`, the address in hexadecimal.
    Dramsim3,
}

impl Format {
    /// The formats, with the ending of each.
    const ENDINGS: [(&str, Self); 3] =
        [(".stl", Self::Stl), (".csv", Self::Csv), (".trace", Self::Dramsim3)];

    /// The format of a file, and whether it is compressed (`.gz` after the ending). `None` if the
    /// name ends otherwise.
    pub fn of(name: &str) -> Option<(Self, bool)> {
        let plain = name.strip_suffix(".gz");
        let compressed = plain.is_some();
        let name = plain.unwrap_or(name);
        let (_, format) = Self::ENDINGS.iter().find(|(ending, _)| name.ends_with(ending))?;
        Some((*format, compressed))
    }

    /// What a line looks like.
    pub(in crate::workload) fn shape(self) -> &'static str {
        match self {
            Self::Stl => "`cycle: read|write 0xADDRESS`",
            Self::Csv => "`cycle,read|write,address`",
            Self::Dramsim3 => "`0xADDRESS READ|WRITE cycle`",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ending, _) = Self::ENDINGS[*self as usize];
        f.write_str(ending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_formats() {
        assert_eq!(Format::of("a.stl"), Some((Format::Stl, false)));
        assert_eq!(Format::of("some/a.b.csv.gz"), Some((Format::Csv, true)));
        assert_eq!(Format::of("a.trace"), Some((Format::Dramsim3, false)));
        for other in ["a", "a.gz", "a.rstl", "a.stl.bz2", "stl", "a.txt"] {
            assert_eq!(Format::of(other), None, "{other}");
        }
        for (ending, format) in Format::ENDINGS {
            assert_eq!(format.to_string(), ending);
        }
    }
}
