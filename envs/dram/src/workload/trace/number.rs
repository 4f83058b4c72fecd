//! Numbers of trace lines, from bytes.

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Radix {
    Decimal,
    /// With `0x` before it or without.
    Hexadecimal,
    /// Hexadecimal after `0x`, else decimal.
    Prefixed,
}

/// The number that `text` writes; `what` it is, for messages.
#[inline]
pub(super) fn parse(text: &[u8], radix: Radix, what: &str) -> Result<u64, String> {
    let (digits, base) = match (strip(text), radix) {
        (Some(digits), Radix::Hexadecimal | Radix::Prefixed) => (digits, 16),
        (None, Radix::Hexadecimal) => (text, 16),
        (_, Radix::Decimal | Radix::Prefixed) => (text, 10),
    };
    if digits.is_empty() {
        return Err(unreadable(text, radix, what));
    }
    let mut value = 0_u64;
    for &digit in digits {
        let Some(digit) = char::from(digit).to_digit(base) else {
            return Err(unreadable(text, radix, what));
        };
        value = value
            .checked_mul(u64::from(base))
            .and_then(|value| value.checked_add(u64::from(digit)))
            .ok_or_else(|| too_large(text, what))?;
    }
    Ok(value)
}

/// Whether there are only hexadecimal digits, after `0x` or not; also true of nothing.
#[inline]
pub(super) fn is_hexadecimal(text: &[u8]) -> bool {
    strip(text).unwrap_or(text).iter().all(u8::is_ascii_hexdigit)
}

/// The beginning of a text that may be anything, for messages.
#[cold]
pub(super) fn show(text: &[u8]) -> String {
    const MOST: usize = 40;
    let shown = String::from_utf8_lossy(text);
    let shown: String = shown.chars().filter(|c| !c.is_control()).take(MOST + 1).collect();
    match shown.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
}

#[inline]
fn strip(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"0x").or_else(|| text.strip_prefix(b"0X"))
}

#[cold]
fn unreadable(text: &[u8], radix: Radix, what: &str) -> String {
    let expected = match radix {
        Radix::Decimal => "decimal digits",
        Radix::Hexadecimal => "hexadecimal digits, such as 0x400140",
        Radix::Prefixed => "decimal digits, or hexadecimal ones after 0x",
    };
    let article = if what.starts_with('a') { "an" } else { "a" };
    format!("`{}` is not {article} {what}; expected {expected}", show(text))
}

#[cold]
fn too_large(text: &[u8], what: &str) -> String {
    let article = if what.starts_with('a') { "an" } else { "a" };
    format!("`{}` is not {article} {what}: it has more than 64 bits", show(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_of_64_bits() {
        assert_eq!(parse(b"18446744073709551615", Radix::Decimal, "x"), Ok(u64::MAX));
        assert_eq!(parse(b"0xFFFFffffFFFFffff", Radix::Prefixed, "x"), Ok(u64::MAX));
        assert!(parse(b"18446744073709551616", Radix::Decimal, "x").is_err());
        assert!(parse(b"0x10000000000000000", Radix::Hexadecimal, "x").is_err());
        assert_eq!(parse(b"0x00000000000000000040", Radix::Hexadecimal, "x"), Ok(64));
    }

    #[test]
    fn what_is_shown_is_short_and_printable() {
        assert_eq!(show(b"a\x00b"), "ab");
        assert_eq!(show(&[b'x'; 100]).chars().count(), 41);
        assert_eq!(show(&[0xff]), "\u{fffd}");
    }
}
