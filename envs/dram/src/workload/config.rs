//! What an experiment file says about a workload.

use super::generate::{Generated, Pattern};
use super::play::{HELD, Workload};
use super::shipped::{catalogue, shipped};
use super::trace::{Bounds, Fold, Format, TraceFile};
use crate::error::DramError;
use orienteer_core::space::nearest;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::{fmt, io};

/// What happens to addresses beyond the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beyond {
    /// They lose their upper bits, as in DRAMSys.
    Fold,
    /// They are errors.
    Error,
}

/// What an experiment file says about a workload: a string or a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum WorkloadConfig {
    /// The name of a trace that comes with the crate (see [`catalogue`]; `.stl` may stand after
    /// it), or the path of a file, relative to the working directory, that ends as [`Format`]
    /// says. Names come first: the file of the same name is `./stream.stl`.
    Trace(String),
    /// A pattern that is generated, with its parameters.
    Generated(Generated),
}

impl Default for WorkloadConfig {
    /// The trace `stream`.
    fn default() -> Self {
        Self::Trace("stream".to_owned())
    }
}

impl WorkloadConfig {
    /// The workload for a device of `size` bytes, a power of two.
    ///
    /// Unless `beyond` says what to do with addresses beyond the device, those below 2^32 of `.stl`
    /// traces fold, as in DRAMSys (traces of programs on machines of 32 bits need it), and all
    /// others are errors. Generated workloads stay within the device.
    ///
    /// # Errors
    ///
    /// Says which name is not known, which line of which file is malformed, out of order or beyond
    /// the device, or which parameter of a pattern is out of range.
    pub fn open(&self, size: u64, beyond: Option<Beyond>) -> Result<Workload, DramError> {
        self.open_holding(size, beyond, HELD)
    }

    /// As [`open`](Self::open), with at most `held` accesses in memory.
    pub(super) fn open_holding(
        &self,
        size: u64,
        beyond: Option<Beyond>,
        held: usize,
    ) -> Result<Workload, DramError> {
        debug_assert!(size.is_power_of_two(), "a device of {size} bytes");
        let name = match self {
            Self::Trace(name) => name,
            Self::Generated(pattern) => {
                return Ok(Workload::generated(pattern.plan(size)?, held));
            }
        };
        let file = |name: String, format, compressed| {
            let fold = match (beyond, format) {
                (Some(Beyond::Fold), _) => Fold::All,
                (None, Format::Stl) => Fold::Below32Bits,
                (None | Some(Beyond::Error), _) => Fold::None,
            };
            TraceFile { name, format, compressed, bounds: Bounds { size, fold } }
        };
        if let Some((name, bytes)) = shipped(name) {
            let file = file(format!("{name}.stl.gz"), Format::Stl, true);
            return Workload::trace(name, file, Some(bytes), held);
        }
        let Some((format, compressed)) = Format::of(name) else { return Err(unknown(name)) };
        Workload::trace(name, file(name.clone(), format, compressed), None, held)
            .map_err(|error| misspelt(name, error))
    }
}

/// A name that is neither of a trace nor of a file.
fn unknown(name: &str) -> DramError {
    let names: Vec<_> = catalogue().map(|(name, _)| name).collect();
    let hint = match (Pattern::ALL.iter().find(|pattern| pattern.name() == name), near(name)) {
        (Some(pattern), _) => format!("; did you mean `{{ pattern = \"{}\" }}`?", pattern.name()),
        (None, Some(near)) => format!("; did you mean `{near}`?"),
        (None, None) => String::new(),
    };
    let known = format!(
        "{}, files that end in .stl, .csv, .trace or one of them and .gz, and tables with a \
         `pattern`{hint}",
        names.join(", ")
    );
    DramError::Unknown { kind: "workload", name: name.to_owned(), known }
}

/// A file that is not there may be a misspelt name.
fn misspelt(name: &str, error: DramError) -> DramError {
    let stem = name.strip_suffix(".gz").unwrap_or(name).strip_suffix(".stl");
    match (error, stem.and_then(near)) {
        (DramError::Read { file, reason }, Some(near))
            if reason.kind() == io::ErrorKind::NotFound =>
        {
            let hint = format!("{reason}; did you mean the trace `{near}`?");
            DramError::Read { file, reason: io::Error::new(reason.kind(), hint) }
        }
        (error, _) => error,
    }
}

fn near(name: &str) -> Option<&'static str> {
    nearest(name, catalogue().map(|(name, _)| name))
}

impl<'de> Deserialize<'de> for WorkloadConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Form)
    }
}

/// A string or a table; errors of the table stay as they are, which an untagged enum would lose.
struct Form;

impl<'de> Visitor<'de> for Form {
    type Value = WorkloadConfig;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a trace, the path of a file, or a table with a `pattern`")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<WorkloadConfig, E> {
        Ok(WorkloadConfig::Trace(name.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WorkloadConfig, A::Error> {
        let pattern = Generated::deserialize(MapAccessDeserializer::new(map))?;
        pattern.check().map_err(Error::custom)?;
        Ok(WorkloadConfig::Generated(pattern))
    }
}
