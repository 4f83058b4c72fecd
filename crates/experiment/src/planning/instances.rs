//! The instances of a problem: from a file, from a list, or drawn.

use crate::config::{Config, ConfigError, ConfigErrors, Fields, listed, unknown};
use crate::registry::Domain;
use crate::rows::{Blanks, Input, Row, RowError, open, rows};
use orienteer_core::rng::key_seed;
use orienteer_core::text::plural;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

const SOURCES: [&str; 3] = ["file", "list", "scramble"];

/// More than this is a slip in the file.
const MOST: usize = 100_000;

/// A start, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Instance {
    /// Unique in its problem.
    pub id: String,
    /// The position, in the notation of the puzzle.
    pub start: String,
    /// The cost of a cheapest path, where the file has it.
    pub optimum: Option<u64>,
    /// The random moves that it is from a goal, where it was drawn so.
    pub depth: Option<u32>,
}

/// Where instances are read: the folder of the experiment file, and the names that draws are seeded
/// by.
pub(super) struct Place<'a> {
    pub(super) folder: &'a Path,
    pub(super) experiment: &'a str,
    pub(super) problem: &'a str,
}

/// Reads `instances = { ... }`. Every start is one that the puzzle can read.
pub(super) fn read(
    written: &Config,
    domain: &dyn Domain,
    place: &Place<'_>,
    errors: &mut ConfigErrors,
) -> Option<Vec<Instance>> {
    let known = ["file", "list", "scramble", "first", "every", "start", "optimum", "count"];
    let fields = Fields::of(written, &known, errors)?;
    let given: Vec<&str> = SOURCES.into_iter().filter(|key| fields.get(key).is_some()).collect();
    let [source] = *given.as_slice() else {
        errors.push(written.error(format_args!("`instances` needs one of {}", listed(&SOURCES))));
        return None;
    };
    let owners = [
        ("first", "file"),
        ("every", "file"),
        ("start", "file"),
        ("optimum", "file"),
        ("count", "scramble"),
    ];
    for (key, owner) in owners {
        if let (Some(key_written), true) = (fields.get(key), source != owner) {
            errors.push(key_written.error(format_args!("`{key}` belongs to `{owner}`")));
        }
    }
    let instances = match source {
        "file" => from_file(&fields, domain, place),
        "list" => from_list(&fields),
        _ => drawn(&fields, domain, place),
    };
    let instances = errors.keep(instances)?;
    let unreadable = instances
        .iter()
        .find_map(|instance| Some((instance, domain.text(&instance.start, false).err()?)));
    if let Some((instance, reason)) = unreadable {
        let place = fields.get(source).unwrap_or(written);
        errors.push(place.error(format_args!("instance `{}` is no start: {reason}", instance.id)));
        return None;
    }
    Some(instances)
}

fn positive(fields: &Fields<'_>, key: &str) -> Result<Option<usize>, ConfigError> {
    match (fields.optional::<usize>(key)?, fields.get(key)) {
        (Some(0), Some(written)) => Err(written.error(format_args!("`{key}` is at least 1"))),
        (number, _) => Ok(number),
    }
}

fn from_file(
    fields: &Fields<'_>,
    domain: &dyn Domain,
    place: &Place<'_>,
) -> Result<Vec<Instance>, ConfigError> {
    let written = fields.required("file", "file = \"data/puzzle15.jsonl\"")?;
    let file: String = written.read()?;
    let rows = read_file(&place.folder.join(&file)).map_err(|error| written.error(error))?;
    let every = positive(fields, "every")?.unwrap_or(1);
    let first = positive(fields, "first")?;
    let available = rows.len().div_ceil(every);
    if let (Some(wanted), Some(place)) = (first, fields.get("first"))
        && wanted > available
    {
        return Err(
            place.error(format_args!("`{file}` gives only {}", plural(available, "instance")))
        );
    }
    if available == 0 {
        return Err(written.error(format_args!("`{file}` has no row")));
    }
    if first.unwrap_or(available) > MOST {
        return Err(written.error(format_args!(
            "a problem has at most {MOST} instances; take some with `first` or `every`"
        )));
    }
    // What the file calls its columns, or what the puzzle looks for.
    let column = |key: &str| -> Result<Option<String>, ConfigError> {
        let (Some(name), Some(place)) = (fields.optional::<String>(key)?, fields.get(key)) else {
            return Ok(None);
        };
        if rows.iter().any(|row| row.cell(&name).is_some()) {
            return Ok(Some(name));
        }
        let columns = rows[0].names.iter().map(String::as_str);
        let message = unknown(&format!("column of `{file}`:"), &name, columns);
        Err(place.error(message))
    };
    let (start, optimum) = (column("start")?, column("optimum")?);
    let starts = start.as_deref().map_or(domain.columns().to_vec(), |name| vec![name]);
    let optima = optimum.as_deref().map_or(domain.optimum_columns().to_vec(), |name| vec![name]);
    let chosen = rows.iter().step_by(every).take(first.unwrap_or(available));
    let instance = |row: &Row| {
        let blame =
            |what: String| written.error(format_args!("`{file}`, row {}: {what}", row.number));
        let start = row.position(&starts).map_err(blame)?;
        let optimum = row.optimum(&optima).map_err(blame)?;
        let id = row.first(&["id"]).unwrap_or_else(|| row.number.to_string());
        Ok(Instance { id, start, optimum, depth: None })
    };
    let mut instances = chosen.clone().map(instance).collect::<Result<Vec<_>, ConfigError>>()?;
    let ids: BTreeSet<&str> = instances.iter().map(|instance| instance.id.as_str()).collect();
    if ids.len() < instances.len() {
        // Numbers that count anew in each part of a file name nothing.
        for (instance, row) in instances.iter_mut().zip(chosen) {
            instance.id = row.number.to_string();
        }
    }
    Ok(instances)
}

/// All rows of a file.
fn read_file(path: &Path) -> Result<Vec<Row>, RowError> {
    match rows(open(path)?, &format!("`{}`", path.display()), Blanks::Kept)? {
        Input::Csv(_, rows) | Input::JsonLines(rows) => rows.collect(),
    }
}

fn from_list(fields: &Fields<'_>) -> Result<Vec<Instance>, ConfigError> {
    let written = fields.required("list", "list = [\"R U F\"]")?;
    let starts: Vec<String> = written.read()?;
    if starts.is_empty() {
        return Err(written.error("the list is empty; write a position or a scramble for each"));
    }
    let instance =
        |(i, start)| Instance { id: format!("{}", i + 1), start, optimum: None, depth: None };
    Ok(starts.into_iter().enumerate().map(instance).collect())
}

/// `count` starts of each depth, in rounds: more of them begin with the fewer ones.
fn drawn(
    fields: &Fields<'_>,
    domain: &dyn Domain,
    place: &Place<'_>,
) -> Result<Vec<Instance>, ConfigError> {
    let written = fields.required("scramble", "scramble = [4, 6, 8]")?;
    let depths: Vec<u32> = match written.items() {
        Ok(_) => written.read()?,
        Err(_) => vec![written.read()?],
    };
    if depths.is_empty() {
        return Err(written.error("the list is empty; write how many random moves, as in `[4, 6]`"));
    }
    let distinct: BTreeSet<u32> = depths.iter().copied().collect();
    if distinct.len() < depths.len() {
        return Err(
            written.error("a depth is listed twice; `count` asks for more instances of each")
        );
    }
    let count = positive(fields, "count")?.unwrap_or(1);
    if depths.len().saturating_mul(count) > MOST {
        return Err(written.error(format_args!("a problem has at most {MOST} instances")));
    }
    let mut instances = Vec::new();
    for i in 0..count {
        for &depth in &depths {
            let key =
                ["start", place.experiment, place.problem, &depth.to_string(), &i.to_string()];
            let start = domain.sample(depth, key_seed(&key)).map_err(|e| written.error(e))?;
            let id = format!("{depth}-{}", i + 1);
            instances.push(Instance { id, start, optimum: None, depth: Some(depth) });
        }
    }
    Ok(instances)
}
