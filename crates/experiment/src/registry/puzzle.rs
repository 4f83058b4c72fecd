//! Puzzles for planners, as entries of the registry: text in, answers out.

use super::setting::{completed, draw};
use super::{Build, OptionDoc};
use crate::config::{Config, ConfigError, unknown};
use orienteer_core::SpaceSpec;
use orienteer_core::environment::panic_text;
use orienteer_core::path::{Limits, PuzzleError, Report, Spent};
use orienteer_core::rng::Rng;
use orienteer_core::space::{Decision, Domain as Values, Value};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A puzzle with its estimates, whose types are erased.
///
/// Positions are text, in the notation of the puzzle, so that nobody else has to know their type; a
/// puzzle whose walls differ from position to position is still one domain.
pub trait Domain: Send + Sync {
    /// The columns of a table in which a position may stand; the first that a row has is taken.
    fn columns(&self) -> &[&'static str];

    /// The columns in which the cost of a cheapest path may stand, as this domain counts cost.
    fn optimum_columns(&self) -> &[&'static str];

    /// A hash of the files that answers depend on; nothing if they follow from the configuration.
    fn fingerprint(&self) -> Option<u64> {
        None
    }

    /// A position that is `depth` random moves from a goal. The same for the same seed.
    ///
    /// # Errors
    ///
    /// Where positions cannot be drawn, such as levels that somebody has to think of.
    fn sample(&self, depth: u32, seed: u64) -> Result<String, PuzzleError>;

    /// Whether a planner with these hyperparameters applies, as far as that is known without its
    /// tables. Puzzles that build some override it.
    ///
    /// # Errors
    ///
    /// As those of [`Domain::solver`].
    fn fits(&self, planner: &str, settings: &Map<String, Json>) -> Result<(), SolverError> {
        self.solver(planner, settings).map(drop)
    }

    /// Makes a planner, with all its hyperparameters in `settings`.
    ///
    /// # Errors
    ///
    /// When the planner needs what this puzzle has not, or estimates cannot be had.
    fn solver(
        &self,
        planner: &str,
        settings: &Map<String, Json>,
    ) -> Result<Box<dyn Solver>, SolverError>;

    /// The position as lines of text, with colours if `colour`.
    ///
    /// # Errors
    ///
    /// When the text is no position.
    fn text(&self, position: &str, colour: bool) -> Result<String, PuzzleError>;

    /// The position, and what each of `moves` makes of it, as [`Domain::text`]. Only the position
    /// itself where a puzzle does not say more.
    ///
    /// # Errors
    ///
    /// When the text is no position, or a move is none.
    fn frames(
        &self,
        position: &str,
        moves: &[String],
        colour: bool,
    ) -> Result<Vec<String>, PuzzleError> {
        let _ = moves;
        Ok(vec![self.text(position, colour)?])
    }

    /// The path as pictures, in one SVG image.
    ///
    /// # Errors
    ///
    /// When the text is no position, or a move is none.
    fn svg(&self, position: &str, moves: &[String]) -> Result<String, PuzzleError>;
}

/// Why a planner cannot be had for a puzzle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SolverError {
    /// It does not apply: it needs what no puzzle of this kind has.
    #[error("{0}")]
    Unfit(String),
    /// It would apply, but something is wrong: a hyperparameter, a file, a table.
    #[error("{0}")]
    Failed(String),
}

impl From<String> for SolverError {
    fn from(reason: String) -> Self {
        Self::Failed(reason)
    }
}

/// A planner that is ready for positions of one domain.
pub trait Solver: Send {
    /// Solves one position within `limits`.
    ///
    /// # Errors
    ///
    /// When the text is no position, or one from which no goal can be reached.
    fn solve(&mut self, position: &str, limits: Limits) -> Result<Answer, PuzzleError>;
}

/// Does work with a planner. One that panics is no end of the program; what it worked with is not to
/// be used again.
///
/// # Errors
///
/// That it panicked, and what it said.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| format!("the planner panicked: {}", panic_text(&*panic)))
}

/// What came of one position.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The names of the moves of the cheapest path found, if there is one.
    pub moves: Option<Vec<String>>,
    /// Costs, bounds, counters and time.
    pub report: Report,
}

impl Answer {
    /// What ended the search, in the word of records.
    pub fn stop(&self) -> &'static str {
        match self.report.spent {
            None => "finished",
            Some(Spent::Generated) => "nodes",
            Some(Spent::Expanded) => "expanded",
            Some(Spent::Estimates) => "estimates",
            Some(Spent::Bytes) => "bytes",
            Some(Spent::Seconds) => "seconds",
        }
    }
}

/// A puzzle that planners can be set to.
pub struct PuzzleEntry {
    /// The name in `environment.<name> = { ... }`.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// The keys of its configuration.
    pub options: Vec<OptionDoc>,
    /// Whether it may need tables of distances, which are kept on disk. Where is not for its
    /// configuration to say, which is recorded: it is another place on another machine.
    pub has_tables: bool,
    build: Build<Box<dyn Domain>>,
}

impl PuzzleEntry {
    /// The puzzle that `build` makes from its configuration `C`.
    pub fn of<C: DeserializeOwned, X: fmt::Display>(
        name: &'static str,
        about: &'static str,
        build: impl Fn(C) -> Result<Box<dyn Domain>, X> + Send + Sync + 'static,
    ) -> Self {
        let build =
            move |config: &Config| build(config.read()?).map_err(|error| config.blame(error));
        Self { name, about, options: Vec::new(), has_tables: false, build: Box::new(build) }
    }

    /// The same with tables of distances.
    #[must_use]
    pub fn with_tables(self) -> Self {
        Self { has_tables: true, ..self }
    }

    /// Documents a key of the configuration.
    #[must_use]
    pub fn option(mut self, name: &str, default: &str, range: &str, doc: &str) -> Self {
        let [name, default, range, doc] = [name, default, range, doc].map(str::to_owned);
        self.options.push(OptionDoc { name, default, range, doc });
        self
    }

    /// The puzzle that `config` describes.
    ///
    /// # Errors
    ///
    /// The key that is wrong, and what it may be.
    pub fn build(&self, config: &Config) -> Result<Box<dyn Domain>, ConfigError> {
        if let Some(written) = config.get("tables").filter(|_| self.has_tables) {
            return Err(written.error(
                "`tables` is no key of a puzzle: remove it, and say where tables are kept with \
                 `--tables FOLDER`, or with the environment variable `ORIENTEER_TABLES`",
            ));
        }
        (self.build)(config)
    }
}

/// Refuses a text that is not among the names that a hyperparameter can have.
fn check_name(config: &Config, decision: &Decision) -> Result<(), ConfigError> {
    let Some(written) = config.get(&decision.path) else { return Ok(()) };
    let (Some(text), Values::Categorical(values)) = (written.text(), &decision.domain) else {
        return Ok(());
    };
    let names = values.iter().filter_map(|value| match value {
        Value::Text(name) => Some(name.as_str()),
        _ => None,
    });
    let names: Vec<&str> = names.collect();
    if names.is_empty() || names.contains(&text) {
        return Ok(());
    }
    Err(written.error(unknown(&format!("value of `{}`:", decision.path), text, names)))
}

/// A planner that can be named.
pub struct PlannerEntry {
    /// The name in `method.<name> = { ... }`.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// What it asks of a puzzle, in a few words; empty if nothing.
    pub needs: &'static str,
    /// Its hyperparameters and their ranges.
    pub space: fn() -> SpaceSpec,
    /// Its default hyperparameters.
    pub defaults: fn() -> Map<String, Json>,
}

impl PlannerEntry {
    /// The hyperparameters that `config` describes, completed by the defaults. Whether they make
    /// sense is for [`Domain::solver`] to say.
    ///
    /// # Errors
    ///
    /// A key that the planner does not know, or a name that is none of those a key can have.
    pub fn setting(&self, config: &Config) -> Result<Map<String, Json>, ConfigError> {
        let defaults = (self.defaults)();
        for decision in (self.space)().decisions() {
            check_name(config, decision)?;
        }
        let complete = completed(self.name, config, &defaults, &(self.space)())?;
        // In the order of the defaults, and with their types: 1 and 1.0 are one setting.
        let mut values = complete.to_json();
        let typed = |(key, default): (String, Json)| match (values[&key].take(), default) {
            (Json::Number(whole), Json::Number(real)) if whole.is_i64() && real.is_f64() => {
                (key, json!(whole.as_f64()))
            }
            (value, _) => (key, value),
        };
        let mut setting: Map<String, Json> = defaults.into_iter().map(typed).collect();
        if let Json::Object(rest) = values {
            for (key, value) in rest {
                setting.entry(key).or_insert(value);
            }
        }
        Ok(setting)
    }

    /// Hyperparameters drawn from the documented ranges, uniformly on the scale of each.
    pub fn draw(&self, random: &mut Rng) -> Map<String, Json> {
        let space = (self.space)();
        let design = draw(&space, random);
        let values = space.assignment(&design).into_iter();
        values.map(|(path, value)| (path.to_owned(), json!(value))).collect()
    }
}
