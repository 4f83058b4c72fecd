//! What an instance may cost, as it is typed.

use crate::args::SolveBudget;
use anyhow::{Context, Result, bail};
use orienteer_core::path::Limits;
use orienteer_experiment::searches_at_once;

pub(super) fn limits(budget: &SolveBudget) -> Result<Limits> {
    let count = |flag: &str, text: &Option<String>| {
        let number = text.as_deref().map(|text| whole(text, &[("K", 1_000), ("M", 1_000_000)]));
        number.transpose().with_context(|| format!("--{flag}"))
    };
    let bytes = whole(&budget.memory, &[("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30)]);
    if let Some(seconds) = budget.seconds
        && !(seconds > 0.0 && seconds.is_finite())
    {
        bail!("--seconds {seconds}: expected more than 0");
    }
    Ok(Limits {
        generated: count("nodes", &budget.nodes)?,
        expanded: count("expanded", &budget.expanded)?,
        estimates: count("estimates", &budget.estimates)?,
        bytes: Some(bytes.context("--memory")?),
        seconds: budget.seconds,
    })
}

/// A whole number above 0, such as `200_000_000` or `2e8`, with one of these suffixes or none. `_`
/// parts digits.
fn whole(text: &str, suffixes: &[(&str, u64)]) -> Result<u64> {
    let plain = text.trim().replace('_', "");
    let upper = plain.to_ascii_uppercase();
    let upper = upper.strip_suffix("IB").or_else(|| upper.strip_suffix('B')).unwrap_or(&upper);
    let scaled =
        suffixes.iter().find_map(|(suffix, unit)| Some((upper.strip_suffix(suffix)?, *unit)));
    let (digits, unit) = scaled.unwrap_or((upper, 1));
    let number = scientific(digits.trim()).and_then(|number| number.checked_mul(unit));
    match number {
        Some(0) => bail!("a budget of 0 solves nothing: expected at least 1"),
        Some(number) => Ok(number),
        None => {
            let names: Vec<_> = suffixes.iter().map(|(suffix, _)| *suffix).collect();
            bail!(
                "`{text}` is no whole number, such as 2000 or 2e3 (with {} behind it, or nothing)",
                names.join(", ")
            )
        }
    }
}

/// The whole number that is written in digits, or as `2e8` or `1.5E6`. Exact, which a detour through
/// a real number would not be.
fn scientific(text: &str) -> Option<u64> {
    let Some((significand, exponent)) = text.split_once(['e', 'E']) else {
        return text.parse().ok();
    };
    let (whole, fraction) = significand.split_once('.').unwrap_or((significand, ""));
    let exponent: usize = exponent.parse().ok()?;
    // Every digit behind the point takes one from the exponent: more of them is no whole number.
    let zeros = exponent.checked_sub(fraction.len())?;
    let number: u64 = format!("{whole}{fraction}").parse().ok()?;
    number.checked_mul(10_u64.checked_pow(u32::try_from(zeros).ok()?)?)
}

/// As many instances at a time as cores, or as the memory that is left has room for.
pub(super) fn threads(wanted: Option<usize>, limits: &Limits) -> Result<usize> {
    match wanted {
        Some(0) => bail!("--threads 0: expected at least 1"),
        Some(threads) => Ok(threads),
        None => {
            let cores = std::thread::available_parallelism().map_or(1, usize::from);
            Ok(limits.bytes.map_or(cores, |bytes| cores.min(searches_at_once(bytes))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn numbers_with_suffixes() {
        let suffixes = [("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30)];
        let read = |text| whole(text, &suffixes).ok();
        let texts = ["12", "1_000", "2K", "3MB", "4 GiB", "1g"];
        let numbers = [12, 1000, 2 << 10, 3 << 20, 4 << 30, 1 << 30].map(Some);
        assert_eq!(texts.map(read), numbers);
        let texts = ["2e8", "1.5E6", "2e+3", "1e3K", "7e0", "12.50e2"];
        let numbers = [200_000_000, 1_500_000, 2000, 1000 << 10, 7, 1250].map(Some);
        assert_eq!(texts.map(read), numbers);
        assert_eq!(
            ["1.55e1", "1e-3", "2e", "e8", "2e20", "1e99999999999", "2e8e1"].map(read),
            [None; 7]
        );
        assert_eq!(["0", "0G", "-1", "1.5G", "G", "", "99999999999G"].map(read), [None; 7]);
    }
}
