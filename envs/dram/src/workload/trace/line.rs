//! A line of a trace into an access, from bytes and without allocation.

use super::format::Format;
use super::number::{self, Radix};
use crate::workload::access::{Access, LAST_CLOCK};

/// The access of a line without the white space around it; what is wrong with it, and what is
/// expected, if it is malformed.
#[inline]
pub(super) fn access(format: Format, line: &[u8]) -> Result<Access, String> {
    let malformed = || format!("expected {}, found `{}`", format.shape(), number::show(line));
    match format {
        Format::Stl => {
            let colon = line.iter().position(|&byte| byte == b':').ok_or_else(malformed)?;
            let clock = line[..colon].trim_ascii_end();
            let (op, rest) = word(&line[colon + 1..]);
            if op.starts_with(b"(") {
                let reason = "lengths are not supported: an access is one burst; write one line a \
                              burst, without a length";
                return Err(reason.to_owned());
            }
            let (address, rest) = word(rest);
            let (data, rest) = word(rest);
            if address.is_empty() || !rest.is_empty() {
                return Err(malformed());
            }
            if !number::is_hexadecimal(data) {
                return Err(format!("`{}` is not hexadecimal data", number::show(data)));
            }
            finish(clock, write(op, false)?, address, Radix::Hexadecimal)
        }
        Format::Dramsim3 => {
            let (address, rest) = word(line);
            let (op, rest) = word(rest);
            let (clock, rest) = word(rest);
            if clock.is_empty() || !rest.is_empty() {
                return Err(malformed());
            }
            finish(clock, write(op, false)?, address, Radix::Hexadecimal)
        }
        Format::Csv => {
            let mut fields = line.split(|&byte| byte == b',').map(<[u8]>::trim_ascii);
            let (Some(clock), Some(op), Some(address), None) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return Err(malformed());
            };
            finish(clock, write(op, true)?, address, Radix::Prefixed)
        }
    }
}

/// The first word of `text`, and the rest of it.
#[inline]
fn word(text: &[u8]) -> (&[u8], &[u8]) {
    let text = text.trim_ascii_start();
    let end = text.iter().position(u8::is_ascii_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (word, rest.trim_ascii_start())
}

/// Whether an operation writes.
#[inline]
fn write(op: &[u8], letters: bool) -> Result<bool, String> {
    let is = |name: &str| op.eq_ignore_ascii_case(name.as_bytes());
    if is("read") || (letters && is("r")) {
        Ok(false)
    } else if is("write") || (letters && is("w")) {
        Ok(true)
    } else {
        let op = number::show(op);
        Err(format!("`{op}` is not an operation; expected `read` or `write`"))
    }
}

#[inline]
fn finish(clock: &[u8], write: bool, address: &[u8], radix: Radix) -> Result<Access, String> {
    let clock = number::parse(clock, Radix::Decimal, "cycle")?;
    if clock > LAST_CLOCK {
        return Err(format!("cycle {clock} is too late; the last one that may be is 2^48"));
    }
    let address = number::parse(address, radix, "address")?;
    Ok(Access { clock, address, write })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: Format, line: &str) -> Result<(u64, u64, bool), String> {
        access(format, line.as_bytes()).map(|a| (a.clock, a.address, a.write))
    }

    #[test]
    fn lines_are_read() {
        let stl = |line| read(Format::Stl, line);
        assert_eq!(stl("31:\tread\t0x400140"), Ok((31, 0x0040_0140, false)));
        assert_eq!(stl("56: write 0x7FFF8000 0x12ab"), Ok((56, 0x7fff_8000, true)));
        assert_eq!(stl("7 :write 40"), Ok((7, 0x40, true)));
        let csv = |line| read(Format::Csv, line);
        assert_eq!(csv("5, W , 0x40"), Ok((5, 64, true)));
        assert_eq!(csv("5,read,40"), Ok((5, 40, false)));
        let dramsim3 = |line| read(Format::Dramsim3, line);
        assert_eq!(dramsim3("0xC2248980 READ 2"), Ok((2, 0xc224_8980, false)));
        assert_eq!(dramsim3("0xffffffffffffffff write 2"), Ok((2, u64::MAX, true)));
    }

    #[test]
    fn malformed_lines_say_what_is_expected() {
        for (format, line, reason) in [
            (Format::Stl, "31 read 0x4", "expected `cycle: read|write 0xADDRESS`, found `31 read"),
            (Format::Stl, "31: read", "expected `cycle: read|write 0xADDRESS`"),
            (Format::Stl, "31: read 0x4 0x5 0x6", "expected `cycle: read|write 0xADDRESS`"),
            (Format::Stl, "x: read 0x4", "`x` is not a cycle; expected decimal digits"),
            (Format::Stl, ": read 0x4", "`` is not a cycle"),
            (Format::Stl, "-3: read 0x4", "`-3` is not a cycle"),
            (Format::Stl, "3: fetch 0x4", "`fetch` is not an operation; expected `read` or"),
            (Format::Stl, "3: r 0x4", "`r` is not an operation"),
            (Format::Stl, "3: read 0xg", "`0xg` is not an address; expected hexadecimal digits"),
            (Format::Stl, "3: read 0x", "`0x` is not an address"),
            (Format::Stl, "3: write 0x4 data", "`data` is not hexadecimal data"),
            (Format::Stl, "3: (128) read 0x4", "lengths are not supported"),
            (Format::Stl, "3: read 0x10000000000000000", "is not an address: it has more than"),
            (Format::Stl, "281474976710657: read 0x4", "is too late"),
            (Format::Csv, "3,read", "expected `cycle,read|write,address`"),
            (Format::Csv, "3,read,4,5", "expected `cycle,read|write,address`"),
            (Format::Csv, "3,read,4f", "`4f` is not an address; expected decimal digits, or"),
            (Format::Dramsim3, "0x4 READ", "expected `0xADDRESS READ|WRITE cycle`"),
            (Format::Dramsim3, "0x4 READ 0x4", "`0x4` is not a cycle"),
        ] {
            let found = read(format, line).unwrap_err();
            assert!(found.contains(reason), "{line}: {found}");
        }
    }
}
