//! How many planners the machine's memory has room for.

use std::fs;

/// As many searches as may hold `bytes` each, and one at least. The limit itself does not follow the
/// machine, or records would: what gives way is how many searches there are at a time.
pub fn searches_at_once(bytes: u64) -> usize {
    let Some(available) = available() else { return usize::MAX };
    let searches = usize::try_from(available / bytes.max(1)).unwrap_or(usize::MAX);
    if searches == 0 {
        tracing::warn!(
            "a planner may hold {bytes} bytes, and this machine has {available} left; a smaller \
             limit would be safer"
        );
    }
    searches.max(1)
}

/// The bytes that can be had without swapping, where the system tells.
fn available() -> Option<u64> {
    let info = fs::read_to_string("/proc/meminfo").ok()?;
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
