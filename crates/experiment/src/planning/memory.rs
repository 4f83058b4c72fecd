//! How many planners the machine's memory has room for.

use std::fs;

/// As many runs as may hold `bytes` each. The limit itself does not follow the machine, or records
/// would: what gives way is how many runs there are at a time.
pub(super) fn runs_at_once(bytes: u64) -> usize {
    let Some(available) = available() else { return usize::MAX };
    let runs = usize::try_from(available / bytes).unwrap_or(usize::MAX);
    if runs == 0 {
        tracing::warn!(
            "a planner may hold {bytes} bytes, and this machine has {available} left; a smaller \
             `budget.bytes` would be safer"
        );
    }
    runs.max(1)
}

/// The bytes that can be had without swapping, where the system tells.
fn available() -> Option<u64> {
    let info = fs::read_to_string("/proc/meminfo").ok()?;
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
