//! Numbers as text: in tables, on axes, and for machines.

/// How the values of one quantity are written, so that a column of them lines up and shows the
/// differences that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// With a fixed number of decimals.
    Fixed(usize),
    /// With a fixed number of significant digits, as values span decades.
    Significant(usize),
}

impl Format {
    /// The format for quantities of which these values are typical.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let finite: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
        let low = finite.iter().copied().fold(f64::INFINITY, f64::min);
        let high = finite.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (size, spread) = (low.abs().max(high.abs()), high - low);
        if finite.is_empty() || spread <= 0.0 {
            return Self::Significant(5);
        }
        let smallest = low.abs().min(high.abs());
        if low.signum() == high.signum() && size > 1e3 * smallest {
            return Self::Significant(4);
        }
        let decimals = (2.0 - spread.log10().floor()).max(0.0);
        let whole = size.log10().floor().max(0.0) + 1.0;
        if whole + decimals <= 9.0 {
            Self::Fixed(decimals as usize)
        } else {
            Self::Significant(((size / spread).log10().ceil() + 4.0).clamp(4.0, 12.0) as usize)
        }
    }

    pub(crate) fn show(self, value: f64) -> String {
        match self {
            Self::Fixed(decimals) if value.is_finite() => {
                let text = format!("{value:.decimals$}");
                // No "-0.00".
                if text.trim_start_matches(['-', '0', '.']).is_empty() {
                    text.trim_start_matches('-').into()
                } else {
                    text
                }
            }
            Self::Fixed(_) => significant(value, 4),
            Self::Significant(digits) => significant(value, digits),
        }
    }
}

/// A number with so many significant digits, with an exponent where it is huge or tiny.
pub(crate) fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 {
        return "0".into();
    }
    if !value.is_finite() {
        return if value.is_nan() {
            "–"
        } else if value > 0.0 {
            "∞"
        } else {
            "-∞"
        }
        .into();
    }
    let scientific = format!("{value:.*e}", digits.saturating_sub(1));
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    if (-4..7).contains(&power) {
        let decimals = (digits as i32 - 1 - power).max(0) as usize;
        trim(&format!("{value:.decimals$}")).into()
    } else {
        format!("{}e{power}", trim(mantissa))
    }
}

/// A count with thin separators between thousands.
pub(crate) fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A p value.
pub(crate) fn p_value(p: f64) -> String {
    if p < 0.001 { "<0.001".into() } else { format!("{p:.3}") }
}

/// A duration in seconds, minutes or hours.
pub(crate) fn duration(seconds: f64) -> String {
    if seconds >= 7200.0 {
        format!("{:.1} h", seconds / 3600.0)
    } else if seconds >= 120.0 {
        format!("{:.1} min", seconds / 60.0)
    } else if seconds >= 0.1 || seconds == 0.0 {
        format!("{} s", significant(seconds, 3))
    } else if seconds >= 1e-4 {
        format!("{} ms", significant(seconds * 1e3, 3))
    } else {
        format!("{} µs", significant(seconds * 1e6, 3))
    }
}

/// A number of bytes.
pub(crate) fn bytes(bytes: f64) -> String {
    let units = [(1_u64 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = units.into_iter().find(|(size, _)| bytes >= *size as f64);
    let (size, name) = unit.unwrap_or((1, "B"));
    format!("{} {name}", significant(bytes / size as f64, 3))
}

/// A number in full precision, for CSV; empty if there is none.
pub(crate) fn exact(value: Option<f64>) -> String {
    value.filter(|v| v.is_finite()).map_or_else(String::new, |value| {
        let plain = value.abs();
        if plain != 0.0 && !(1e-5..1e16).contains(&plain) {
            format!("{value:e}")
        } else {
            value.to_string()
        }
    })
}

/// Removes zeros after the decimal point.
pub(crate) fn trim(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// A word for a count, in the plural unless it is one.
pub(crate) fn plural(count: usize, word: &str) -> String {
    let s = match count {
        1 => "",
        _ if word.ends_with("ch") => "es",
        _ => "s",
    };
    format!("{} {word}{s}", self::count(count as u64))
}

/// "is" or "are".
pub(crate) fn be(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_shows_its_differences() {
        assert_eq!(Format::of([26.5, 35.25]), Format::Fixed(2));
        assert_eq!(Format::of([20.0, 80.0]).show(22.5), "22.5");
        assert_eq!(Format::of([1e-5, 1e9]).show(1e9), "1e9");
        assert_eq!(Format::of([1e-5, 1e9]).show(1.5e-5), "1.5e-5");
        assert_eq!(Format::of([1_000_000.001, 1_000_000.002]).show(1_000_000.001), "1000000.001");
        assert_eq!(Format::of([7.0, 7.0]).show(7.0), "7");
        assert_eq!(Format::of([-1.0, 1.0]).show(-0.0001), "0.00");
        assert_eq!(Format::of([]).show(0.125), "0.125");
    }

    #[test]
    fn significant_digits() {
        let cases = [(123_456.0, "123456"), (12_345_678.0, "1.235e7"), (0.000_012_34, "1.234e-5")];
        for (value, text) in cases.into_iter().chain([(-0.5, "-0.5"), (1234.56, "1235")]) {
            assert_eq!(significant(value, 4), text);
        }
        assert_eq!(significant(f64::NEG_INFINITY, 4), "-∞");
    }

    #[test]
    fn words_for_numbers() {
        assert_eq!(bytes(1536.0), "1.5 KiB");
        assert_eq!(bytes(3e9), "2.79 GiB");
        assert_eq!(bytes(12.0), "12 B");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(plural(1, "run"), "1 run");
        assert_eq!(plural(1000, "search"), "1,000 searches");
        assert_eq!(p_value(0.000_2), "<0.001");
        assert_eq!(duration(0.000_12), "0.12 ms");
        assert_eq!(duration(7_300.0), "2.0 h");
        assert_eq!(exact(Some(1e-7)), "1e-7");
        assert_eq!(exact(Some(f64::INFINITY)), "");
    }
}
