//! `clock.csv`: when a run got where. Apart from the rest, because it is never the same twice.
//!
//! A row is written at each improvement, about once a second in between, and at the end. What a run
//! of a budget in seconds has spent is read from it after an interruption, so a long time without
//! an improvement must not be lost.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

const HEADER: &str = "evaluations,seconds\n";

/// The most that an interruption takes off the time that was spent, but for an evaluation that takes
/// longer.
const INTERVAL: f64 = 1.0;

/// The clock of one run. It stands still while the run is interrupted.
pub(super) struct Clock {
    file: File,
    start: Instant,
    /// The last row: evaluations and seconds.
    last: Option<(u64, f64)>,
    /// The seconds of earlier attempts.
    before: f64,
}

impl Clock {
    /// Starts the clock, or lets it go on from its last row.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let old = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            old => old?,
        };
        let mut kept = HEADER.to_owned();
        let mut last: Option<(u64, f64)> = None;
        // A row that a kill has torn is not among the whole lines.
        for line in old.split_inclusive('\n').skip(1).filter(|line| line.ends_with('\n')) {
            let Some(row) = row(line.trim_end()) else { break };
            last = Some(row);
            kept.push_str(line);
        }
        if old != kept {
            fs::write(path, &kept)?;
        }
        let file = File::options().append(true).open(path)?;
        Ok(Self { file, start: Instant::now(), last, before: last.map_or(0.0, |(_, s)| s) })
    }

    /// The seconds that earlier attempts took.
    pub(super) fn before(&self) -> f64 {
        self.before
    }

    /// Notes the time at which so many evaluations were spent, unless it is known.
    pub(super) fn mark(&mut self, evaluations: u64) -> io::Result<()> {
        if self.last.is_some_and(|(known, _)| known >= evaluations) {
            return Ok(());
        }
        let seconds = self.seconds();
        self.last = Some((evaluations, seconds));
        self.file.write_all(format!("{evaluations},{seconds:.6}\n").as_bytes())
    }

    /// The same if nothing has been noted for a second.
    pub(super) fn tick(&mut self, evaluations: u64) -> io::Result<()> {
        let noted = self.last.map_or(0.0, |(_, seconds)| seconds);
        if self.seconds() - noted < INTERVAL { Ok(()) } else { self.mark(evaluations) }
    }

    fn seconds(&self) -> f64 {
        self.before + self.start.elapsed().as_secs_f64()
    }
}

fn row(line: &str) -> Option<(u64, f64)> {
    let (evaluations, seconds) = line.split_once(',')?;
    Some((evaluations.parse().ok()?, seconds.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// A run that does not improve, killed two seconds after each start, gets on with its time.
    #[test]
    fn time_without_an_improvement_outlasts_a_kill() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clock.csv");
        for attempt in 0..3 {
            let mut clock = Clock::open(&path).unwrap();
            assert!((clock.before() - f64::from(attempt) * 2.0).abs() < 0.5, "{}", clock.before());
            let evaluations = u64::try_from(attempt * 100).unwrap();
            clock.start -= Duration::from_millis(500);
            clock.tick(evaluations + 10).unwrap();
            clock.start -= Duration::from_millis(1500);
            clock.tick(evaluations + 20).unwrap();
        }
        let rows = fs::read_to_string(&path).unwrap();
        // One row an attempt: the first tick of each came before a second was over.
        assert_eq!(rows.lines().count(), 1 + 3, "{rows}");
    }
}
