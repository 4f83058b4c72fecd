//! What can be typed: the commands and their options.

use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use orienteer_core::text::nearest;
use std::ffi::OsString;
use std::path::PathBuf;

/// Compare search methods on design spaces, puzzles and simulators, under equal budgets.
///
/// An experiment file (TOML) names environments, objectives, agents and seeds; `run` executes it,
/// resumes it when it was interrupted, and writes figures, tables and an HTML page.
#[derive(Debug, Parser)]
#[command(
    name = "orienteer",
    version,
    after_help = "\
Start here:
  orienteer run experiments/quickstart.toml    run the comparison, then open the page it names
  orienteer list                               what environments and agents there are
  orienteer describe tabular                   what one of them offers"
)]
pub(crate) struct Options {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Say more about what happens (twice: much more).
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

impl Options {
    /// What was typed, or the error to show. The nearest command is offered also for a slip such as
    /// `rnu`, which the library takes for no likeness.
    pub(crate) fn read<W: Into<OsString> + Clone>(
        words: impl IntoIterator<Item = W>,
    ) -> Result<Self, clap::Error> {
        Self::try_parse_from(words).map_err(|mut error| {
            let typed = match error.get(ContextKind::InvalidSubcommand) {
                Some(ContextValue::String(typed)) => typed.clone(),
                _ => return error,
            };
            let command = Self::command();
            let near = nearest(&typed, command.get_subcommands().map(clap::Command::get_name));
            if let Some(near) = near {
                let near = ContextValue::Strings(vec![near.to_owned()]);
                error.insert(ContextKind::SuggestedSubcommand, near);
            }
            error
        })
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run an experiment, or resume it, and write its report.
    Run(Run),
    /// Write figures, tables and index.html from records.
    Report(Report),
    /// List environments, agents, puzzles and planners, one line each.
    List(List),
    /// Show an environment's space and metrics, a puzzle's options, or hyperparameters.
    Describe(Describe),
    /// Evaluate designs or moves: rows in, metrics out.
    Evaluate(Evaluate),
    /// Solve puzzles: instances in, solutions, costs and counters out.
    Solve(Box<Solve>),
    /// Train a network that estimates how far positions of a puzzle are from its goal.
    Train(Train),
    /// Write the records of an experiment as one table a problem.
    Export(Export),
    /// Put an environment through the conformance suite.
    Check(Check),
}

/// `orienteer run`.
#[derive(Args, Debug)]
pub(crate) struct Run {
    /// The experiment file (TOML).
    pub(crate) file: PathBuf,
    /// Override a value of the file, such as `seeds=3` or `budget.evaluations=50`.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) set: Vec<String>,
    /// Runs executed at once [default: one for each core]. Records do not depend on it.
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Where records and report go [default: results/NAME].
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Where tables of distances are kept [default: the user's cache, or `ORIENTEER_TABLES`].
    /// Records do not depend on it.
    #[arg(long, value_name = "DIR")]
    pub(crate) tables: Option<PathBuf>,
    /// Only read the file and say what would run.
    #[arg(long = "dry-run")]
    pub(crate) only_plan: bool,
    /// Do not write a report at the end.
    #[arg(long)]
    pub(crate) no_report: bool,
}

/// `orienteer report`.
#[derive(Args, Debug)]
pub(crate) struct Report {
    /// Folders that `run` wrote; several are compared with each other.
    #[arg(required = true, value_name = "DIR")]
    pub(crate) dirs: Vec<PathBuf>,
    /// Where the report goes [default: DIR/report; needed for several folders].
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// `orienteer list`.
#[derive(Args, Debug)]
pub(crate) struct List {
    /// Only these.
    #[arg(value_enum)]
    pub(crate) what: Option<What>,
}

/// What to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Environments.
    Envs,
    /// Agents.
    Agents,
    /// Puzzles for planners.
    Puzzles,
    /// Planners.
    Planners,
}

/// `orienteer describe`.
#[derive(Args, Debug)]
pub(crate) struct Describe {
    /// An environment, agent, puzzle or planner, as `list` names it.
    pub(crate) name: String,
    /// Set an option of the environment first, such as `table=hpobench-kc1`.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Keep some values of a parameter only; repeatable.
    #[arg(long, value_name = "PATH=V1,V2")]
    pub(crate) restrict: Vec<String>,
}

/// `orienteer evaluate`.
#[derive(Args, Debug)]
#[command(after_help = "\
Rows are CSV with a header, or JSON lines; the answer has the same format, with the metrics added.
A design has one column for each parameter, named as `describe` shows (upper and lower case, `_`
and `-` make no difference). A parameter without a column takes its default. Other columns are
copied; one that is called as a metric is becomes `given_METRIC`, and one that is called nearly as a
parameter without a column is refused, unless `--copy` names it. Every row is answered as soon as
it is there, so that a program can ask one row at a time. A row for an environment of moves has one
column `moves`, such as `R U F'`.

  echo '{\"moves\":\"R U F\\u0027\"}' | orienteer evaluate cube --set scramble=8")]
pub(crate) struct Evaluate {
    /// The environment, as `list` names it.
    pub(crate) environment: String,
    /// Rows to evaluate; `-` or nothing reads standard input.
    pub(crate) file: Option<PathBuf>,
    /// Set an option of the environment, such as `table=hpobench-kc1`.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// The problem instance: seeds the start of an episode, and noise.
    #[arg(long, default_value_t = 0, value_name = "SEED")]
    pub(crate) instance: u64,
    /// Answer without noise, where the environment knows how.
    #[arg(long)]
    pub(crate) noiseless: bool,
    /// Only rows whose column has this text; repeatable.
    #[arg(long = "where", value_name = "COLUMN=VALUE")]
    pub(crate) filter: Vec<String>,
    /// Copy this column, although it looks like a misspelt parameter; repeatable.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) copy: Vec<String>,
    /// Keep some values of a parameter only: others are refused; repeatable.
    #[arg(long, value_name = "PATH=V1,V2")]
    pub(crate) restrict: Vec<String>,
}

/// `orienteer solve`.
#[derive(Args, Debug)]
#[command(after_help = "\
Instances are CSV with a header or JSON lines, with a position in a column such as `scramble`,
`state`, `facelets`, `tiles` or `level`; or plain lines, each a position or the moves that scramble
one. The answer is a line of JSON for each, written as soon as it is there: all columns that were
given, the solution, its cost, bounds, and what it took.

  echo \"R U R' U' F2\" | orienteer solve cube --agent ida-star
  orienteer solve tiles --set heuristic=pattern-databases --agent ida-star puzzle15.jsonl
  echo 'D R U' | orienteer solve tiles --agent a-star --draw text")]
pub(crate) struct Solve {
    /// The puzzle, as `list puzzles` names it.
    pub(crate) puzzle: String,
    /// The planner, as `list planners` names it.
    #[arg(long, value_name = "PLANNER")]
    pub(crate) agent: String,
    /// Instances to solve; `-` or nothing reads standard input.
    pub(crate) file: Option<PathBuf>,
    /// Set an option of the puzzle, such as `size=5`; repeatable.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Set a hyperparameter of the planner, such as `weight=0.8`; repeatable.
    #[arg(long = "with", value_name = "KEY=VALUE")]
    pub(crate) with: Vec<String>,
    /// Only rows whose column has this text; repeatable.
    #[arg(long = "where", value_name = "COLUMN=VALUE")]
    pub(crate) filter: Vec<String>,
    /// The column that has the cost of a cheapest solution [default: as the puzzle's files call it].
    #[arg(long, value_name = "COLUMN")]
    pub(crate) optimum: Option<String>,
    /// Where tables of distances are kept [default: the user's cache, or `ORIENTEER_TABLES`].
    #[arg(long, value_name = "DIR")]
    pub(crate) tables: Option<PathBuf>,
    /// What each instance may cost.
    #[command(flatten)]
    pub(crate) budget: SolveBudget,
    /// Instances solved at once [default: one for each core, as far as memory allows].
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Show solutions move by move: as text in place of the answer, or as an SVG file each.
    #[arg(long, value_enum)]
    pub(crate) draw: Option<Drawing>,
    /// Where SVG files go.
    #[arg(long, value_name = "DIR", default_value = "solutions")]
    pub(crate) draw_to: PathBuf,
    /// Report bad rows in a column `error`, and go on.
    #[arg(long)]
    pub(crate) keep_going: bool,
}

/// What each instance may cost. The planner stops at the first limit that it reaches.
#[derive(Args, Debug)]
pub(crate) struct SolveBudget {
    /// Positions generated, such as 200M or 2e8.
    #[arg(long, value_name = "N")]
    pub(crate) nodes: Option<String>,
    /// Positions expanded.
    #[arg(long, value_name = "N")]
    pub(crate) expanded: Option<String>,
    /// Estimates asked for.
    #[arg(long, value_name = "N")]
    pub(crate) estimates: Option<String>,
    /// Bytes that the planner holds at a time, beside tables; K, M, G stand for 2^10, 2^20, 2^30.
    #[arg(long, value_name = "BYTES", default_value = "1G")]
    pub(crate) memory: String,
    /// Seconds. What comes out then depends on the machine.
    #[arg(long, value_name = "S")]
    pub(crate) seconds: Option<f64>,
}

/// `orienteer train`.
#[derive(Args, Debug)]
#[command(after_help = "\
`orienteer describe train` explains the hyperparameters. A line of JSON on standard output says how
good the network is, every so many steps; the file is written before each line and at least every
minute, so that an interrupted training goes on with `--resume`, and ends as it would have.

  orienteer train tiles --set size=3 --with depth=60 --steps 10000 --out tiles8.net
  orienteer train cube --set size=2 --with estimate=action-value --minutes 5 --out cube2.net
  orienteer solve tiles --set size=3 --set heuristic=learned --set network=tiles8.net \\
      --agent batched-a-star instances.csv")]
pub(crate) struct Train {
    /// The puzzle: cube, lights-out or tiles.
    pub(crate) puzzle: String,
    /// The file of the network, and of all that is needed to go on.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Go on with the file, with the hyperparameters and the seed that it has.
    #[arg(long)]
    pub(crate) resume: bool,
    /// Set an option of the puzzle, such as `size=3`; repeatable.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Set a hyperparameter, such as `depth=60`; repeatable.
    #[arg(long = "with", value_name = "KEY=VALUE", conflicts_with = "resume")]
    pub(crate) with: Vec<String>,
    /// End after so many steps, counted from the start of training [default: when it is stopped].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) steps: Option<u64>,
    /// End after so many minutes of this command.
    #[arg(long, value_name = "M")]
    pub(crate) minutes: Option<f64>,
    /// Seeds the weights and the positions.
    #[arg(long, default_value_t = 1, conflicts_with = "resume")]
    pub(crate) seed: u64,
    /// The steps from one line of JSON to the next.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) every: u64,
}

/// How solutions are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawing {
    /// Boards next to each other, on standard output.
    Text,
    /// A file an instance.
    Svg,
}

/// `orienteer export`.
#[derive(Args, Debug)]
pub(crate) struct Export {
    /// A folder that `run` wrote.
    pub(crate) dir: PathBuf,
    /// The format of the tables.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub(crate) format: Format,
    /// Where the tables go [default: DIR/export].
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// The formats of exported tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Comma-separated values.
    Csv,
    /// Apache Parquet (needs the cargo feature `parquet`).
    Parquet,
}

/// `orienteer check`.
#[derive(Args, Debug)]
pub(crate) struct Check {
    /// The environment, as `list` names it.
    pub(crate) environment: String,
    /// Set an option of the environment, such as `table=hpobench-kc1`.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Keep some values of a parameter only; repeatable.
    #[arg(long, value_name = "PATH=V1,V2")]
    pub(crate) restrict: Vec<String>,
    /// Seeds the random play.
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
}
