//! `provenance.json`: by which program, when and where the records were made.

use super::files;
use super::folder::Folder;
use crate::error::Error;
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{env, fs};

const NAME: &str = "provenance.json";

/// The commit that the program was built from, as the build script found it.
const COMMIT: Option<&str> = option_env!("ORIENTEER_COMMIT");

/// This execution of the program, the last entry of the file.
pub(super) struct Invocation {
    all: Vec<Json>,
}

impl Invocation {
    /// Notes that work begins. An execution that is killed leaves this, without its duration.
    pub(super) fn begin(folder: &Folder, threads: usize) -> Result<Self, Error> {
        let old = fs::read_to_string(folder.path().join(NAME)).unwrap_or_default();
        let mut all: Vec<Json> = serde_json::from_str(&old).unwrap_or_default();
        all.push(json!({
            "version": env!("CARGO_PKG_VERSION"),
            "command": command(),
            "started": rfc3339(SystemTime::now()),
            "seconds": null,
            "threads": threads,
            "machine": {
                "os": env::consts::OS,
                "arch": env::consts::ARCH,
                "cpu": cpu(),
                "cores": std::thread::available_parallelism().map_or(0, usize::from),
            },
            "commit": COMMIT,
        }));
        let invocation = Self { all };
        invocation.write(folder)?;
        Ok(invocation)
    }

    /// Notes that work is over.
    pub(super) fn end(&mut self, folder: &Folder, elapsed: Duration) -> Result<(), Error> {
        if let Some(last) = self.all.last_mut() {
            last["seconds"] = ((elapsed.as_secs_f64() * 1000.0).round() / 1000.0).into();
        }
        self.write(folder)
    }

    fn write(&self, folder: &Folder) -> Result<(), Error> {
        files::replace_json(folder.path(), NAME, &self.all)
            .map_err(|source| Error::Write { path: folder.path().join(NAME), source })
    }
}

/// The command line, with the program's name in place of its path.
fn command() -> String {
    let mut words = env::args_os().map(|word| word.to_string_lossy().into_owned());
    let program = words.next().map(PathBuf::from).unwrap_or_default();
    let program = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    std::iter::once(program).chain(words).collect::<Vec<_>>().join(" ")
}

fn cpu() -> Option<String> {
    let info = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = info.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// A moment in UTC, to the second.
fn rfc3339(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let (year, month, day) = date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Year, month and day of a day counted from 1970-01-01 (Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `civil_from_days`): years begin in March, so that the leap day comes last.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + later, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        let at = |seconds| rfc3339(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(at(1_795_352_399), "2026-11-22T12:59:59Z");
    }
}
