//! How short the solutions of the shared cubes are in quarter turns, at budgets of positions.
//!
//! `cargo run --release -p orienteer-env-cube --example shared_cubes -- [--every K] [--nodes N] [--log FILE] [--cubes C]`
//! solves every K-th (1) of the 500 cubes of `tests/data/cube3.csv` with at most N (1e8) positions
//! each, on all cores. A line is written for each cube, to FILE too; cubes that FILE has a line for
//! already are not solved again, so that an interrupted run goes on, and at most C more are solved
//! (with 0, what is in FILE makes the table). Each K and N needs a FILE of its own. In the end, a
//! table says what share is as short as the recorded optimum at budgets up to N: the search does the
//! same whatever its budget, so that what a smaller one gives is known from when each solution was
//! found. The task replays every solution before it counts.

use orienteer_core::path::{Limits, Task};
use orienteer_env_cube::{
    CubeAnytime, Puzzle3, PuzzleConfig, SliceDatabase, State, Subgroup, TurnMetric, parse_cube3,
};
use orienteer_table::Folder;
use rayon::prelude::*;
use std::error::Error;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::sync::{Arc, Mutex};

/// One cube of the set.
struct Cube {
    id: u32,
    optimum: u64,
    state: State,
}

/// What came of one cube: the lengths found and the positions made until then.
#[derive(Clone, Debug)]
struct Line {
    id: u32,
    optimum: u64,
    found: Vec<(u64, u64)>,
    nodes: u64,
    seconds: f64,
}

impl Line {
    fn write(&self) -> String {
        let found: Vec<_> =
            self.found.iter().map(|(length, at)| format!("{length}@{at}")).collect();
        let Self { id, optimum, nodes, seconds, .. } = self;
        format!("{id},{optimum},{},{nodes},{seconds:.1}", found.join(" "))
    }

    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split(',');
        let mut next = || fields.next();
        let (id, optimum, found) = (next()?.parse().ok()?, next()?.parse().ok()?, next()?);
        let pair = |text: &str| {
            let (length, at) = text.split_once('@')?;
            Some((length.parse().ok()?, at.parse().ok()?))
        };
        let found = found.split_whitespace().map(pair).collect::<Option<_>>()?;
        let (nodes, seconds) = (next()?.parse().ok()?, next()?.parse().ok()?);
        Some(Self { id, optimum, found, nodes, seconds })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut every, mut limit, mut log, mut most) = (1, 100_000_000, None, usize::MAX);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name}: expected a value"))?;
        match name.as_str() {
            "--every" => every = value.parse::<usize>()?.max(1),
            "--nodes" => limit = value.parse::<f64>()? as u64,
            "--log" => log = Some(value),
            "--cubes" => most = value.parse()?,
            _ => return Err(format!("{name}: expected --every, --nodes, --log or --cubes").into()),
        }
    }
    let (lines, file) = match log {
        Some(log) => {
            open(&log, &format!("--every {every} --nodes {limit}\n")).map(|(l, f)| (l, Some(f)))?
        }
        None => (Vec::new(), None),
    };

    let mut cubes = Vec::new();
    for line in include_str!("../tests/data/cube3.csv").lines().skip(1).step_by(every) {
        let mut fields = line.split(',');
        let mut next = || fields.next().unwrap_or_default();
        let (id, state, optimum) = (next().parse()?, parse_cube3(next())?.into(), next().parse()?);
        if cubes.len() < most && !lines.iter().any(|line| line.id == id) {
            cubes.push(Cube { id, optimum, state });
        }
    }
    if cubes.is_empty() {
        return Ok(table(&lines, limit)?);
    }
    let (folder, metric) = (Folder::standard(), TurnMetric::QuarterTurn);
    let puzzle = Puzzle3::new(PuzzleConfig { metric, ..PuzzleConfig::default() })?;
    let subgroup = Arc::new(Subgroup::open(&folder, metric)?);
    let database = Arc::new(SliceDatabase::open(&folder, metric)?);
    let planner = CubeAnytime::new(&puzzle, subgroup, database)?;
    let lines = Mutex::new((lines, file));
    // One cube after the other, whichever thread is free: they take from moments to minutes.
    cubes.par_iter().with_max_len(1).try_for_each(|cube| {
        let limits = Limits { generated: Some(limit), ..Limits::default() };
        let report = Task::new(&puzzle, cube.state, limits).run(&mut planner.clone());
        let found = report.improvements.iter().map(|i| (i.cost, i.counters.generated)).collect();
        let (nodes, seconds) = (report.counters.generated, report.seconds);
        let line = Line { id: cube.id, optimum: cube.optimum, found, nodes, seconds };
        let text = format!("{}\n", line.write());
        let mut out = lines.lock().map_err(|error| error.to_string())?;
        out.0.push(line);
        let all = std::io::stdout().write_all(text.as_bytes());
        all.and_then(|()| out.1.as_mut().map_or(Ok(()), |file| file.write_all(text.as_bytes())))
            .map_err(|error| error.to_string())
    })?;
    let lines = lines.into_inner()?.0;
    table(&lines, limit)?;
    Ok(())
}

/// The lines of a log of this budget, without one that an interruption tore, and where to add more.
fn open(path: &str, budget: &str) -> Result<(Vec<Line>, File), Box<dyn Error>> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => budget.to_owned(),
        text => text.map_err(|error| format!("cannot read {path}: {error}"))?,
    };
    let whole = &text[..text.rfind('\n').map_or(0, |end| end + 1)];
    let Some(rest) = whole.strip_prefix(budget) else {
        let first = whole.lines().next().unwrap_or_default();
        let wanted = budget.trim_end();
        return Err(format!("{path} is of `{first}`, not of `{wanted}`: name another --log").into());
    };
    let line = |(i, line)| {
        Line::read(line).ok_or_else(|| format!("{path}, line {}: `{line}` is no result", i + 2))
    };
    let lines = rest.lines().enumerate().map(line).collect::<Result<_, _>>()?;
    let mut file = File::options().create(true).write(true).truncate(true).open(path)?;
    file.write_all(whole.as_bytes())?;
    Ok((lines, file))
}

/// What each budget gives.
fn table(lines: &[Line], limit: u64) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let n = lines.len() as f64;
    let optimum = lines.iter().map(|line| line.optimum).sum::<u64>() as f64 / n;
    let seconds = lines.iter().map(|line| line.seconds).sum::<f64>() / n;
    writeln!(out, "{n} cubes, optimum {optimum:.3}, {seconds:.1} s a cube")?;
    let powers = (6..).flat_map(|power| [1, 3].map(|digit| digit * 10_u64.pow(power)));
    let budgets = powers.take_while(|budget| *budget < limit).chain([limit]);
    for budget in budgets {
        let best = |line: &Line| {
            let within = line.found.iter().filter(|(_, at)| *at <= budget);
            within.map(|(length, _)| *length).min()
        };
        let solved: Vec<_> =
            lines.iter().filter_map(|line| Some((best(line)?, line.optimum))).collect();
        let mean =
            solved.iter().map(|(length, _)| *length).sum::<u64>() as f64 / solved.len() as f64;
        let excess = |is: fn(u64) -> bool| {
            let count = solved.iter().filter(|(length, least)| is(length.saturating_sub(*least)));
            100.0 * count.count() as f64 / n
        };
        let (same, two, more) = (excess(|e| e == 0), excess(|e| e == 2), excess(|e| e > 2));
        let nodes = lines.iter().map(|line| line.nodes.min(budget)).sum::<u64>() as f64 / n;
        writeln!(
            out,
            "{budget:>11}: solved {}, mean {mean:.3}, optimal {same:.1} %, +2 {two:.1} %, more {more:.1} %, {nodes:.3e} positions",
            solved.len()
        )?;
    }
    Ok(())
}
