//! What the columns of a table mean: parameters, or something to copy.

use super::answer::Answer;
use crate::text::note;
use anyhow::{Result, bail};
use orienteer_core::Environment;
use orienteer_core::space::nearest;
use orienteer_experiment::AnyEnv;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What the columns that the answer adds are called, beside the metrics.
pub(super) const STATUS: [&str; 2] = ["status", "reason"];

/// More layouts than this are not remembered: rows of JSON may differ without end.
const MOST: usize = 4096;

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The parameter of this path.
    Parameter(String),
    /// Nothing of ours; copied under this name.
    Extra(String),
}

/// The columns of a row, in its order.
pub(super) type Layout = Vec<Column>;

/// The meaning of columns, and what was said about it.
pub(super) struct Columns {
    /// The names of what can be given.
    known: Vec<String>,
    /// The names of what is added.
    added: Vec<String>,
    /// The columns that are copied whatever they look like.
    copied: Vec<String>,
    layouts: HashMap<Arc<[String]>, Arc<Layout>>,
    noted: BTreeSet<String>,
}

impl Columns {
    pub(super) fn of(env: &AnyEnv, copied: &[String]) -> Self {
        let known = match env {
            AnyEnv::Moves(_) => vec!["moves".into()],
            AnyEnv::Designs(env) => env.space().paths().to_vec(),
        };
        let metrics = env.metrics().iter().map(|metric| metric.name.to_string());
        let added = metrics.chain(STATUS.map(Into::into)).collect();
        let copied = copied.to_vec();
        Self { known, added, copied, layouts: HashMap::new(), noted: BTreeSet::new() }
    }

    /// The columns of the answer to a table: parameters, what else was given, and what is added.
    pub(super) fn answer(&self, layout: &Layout) -> Vec<String> {
        let extra = layout.iter().filter_map(|column| match column {
            Column::Extra(name) => Some(name),
            Column::Parameter(_) => None,
        });
        self.known.iter().chain(extra).chain(&self.added).cloned().collect()
    }

    /// What these columns are. A note says, once, which are copied and which are taken for a
    /// parameter of another spelling.
    pub(super) fn layout(&mut self, names: &Arc<[String]>) -> Result<Arc<Layout>> {
        if let Some(layout) = self.layouts.get(names) {
            return Ok(Arc::clone(layout));
        }
        let layout = Arc::new(self.read(names)?);
        self.note(names, &layout);
        if self.layouts.len() == MOST {
            self.layouts.clear();
        }
        self.layouts.insert(Arc::clone(names), Arc::clone(&layout));
        Ok(layout)
    }

    fn read(&self, names: &[String]) -> Result<Layout> {
        let mut layout = Layout::new();
        for (at, name) in names.iter().enumerate() {
            let column = self.column(name, names)?;
            if let Some(other) = layout.iter().position(|other| *other == column) {
                let (one, what) = (&names[other], column.title());
                bail!("the columns `{one}` and `{}` both stand for {what}: rename one", names[at]);
            }
            layout.push(column);
        }
        self.refuse_misspelt(names, &layout)?;
        Ok(layout)
    }

    /// A parameter whose column is misspelt would silently take its default. Columns that are far
    /// from all parameters, such as numbers of rows and results of others, are no slip.
    fn refuse_misspelt(&self, names: &[String], layout: &Layout) -> Result<()> {
        let given = |path: &&String| layout.iter().any(|column| column.is_parameter(path));
        let missing: Vec<(String, &String)> = self
            .known
            .iter()
            .filter(|path| !given(path))
            .map(|path| (folded(path), path))
            .collect();
        for (name, column) in names.iter().zip(layout) {
            // What is called as the answer's columns are is not meant for a parameter, and one letter
            // is like any other.
            let is_other = *column != Column::Extra(name.clone()) || name.chars().count() < 2;
            if is_other || self.copied.contains(name) {
                continue;
            }
            let near = nearest(&folded(name), missing.iter().map(|(folded, _)| folded.as_str()));
            if let Some((_, path)) = missing.iter().find(|(folded, _)| near == Some(folded)) {
                bail!(
                    "the column `{name}` is no parameter, and `{path}` has no column; did you mean \
                     `{path}`? Rename the column, or copy it as it is with `--copy {name}`"
                );
            }
        }
        Ok(())
    }

    fn column(&self, name: &str, names: &[String]) -> Result<Column> {
        if self.known.iter().any(|known| known == name) {
            return Ok(Column::Parameter(name.to_owned()));
        }
        if self.added.iter().any(|added| added == name) {
            return Ok(Column::Extra(format!("given_{name}")));
        }
        // A column that has the very name of a parameter keeps it from being meant by another.
        let fits = |known: &&String| folded(known) == folded(name) && !names.contains(known);
        let fitting: Vec<&String> = self.known.iter().filter(fits).collect();
        match fitting[..] {
            [] => Ok(Column::Extra(name.to_owned())),
            [path] => Ok(Column::Parameter(path.clone())),
            [one, other, ..] => bail!(
                "the column `{name}` could be the parameter `{one}` or `{other}`: write the one \
                 that is meant"
            ),
        }
    }

    fn note(&mut self, names: &[String], layout: &Layout) {
        let (mut taken, mut copied, mut renamed) = (Vec::new(), Vec::new(), Vec::new());
        for (name, column) in names.iter().zip(layout) {
            let (list, words) = match column {
                Column::Parameter(path) if path == name => continue,
                Column::Parameter(path) => (&mut taken, format!("`{name}` for `{path}`")),
                Column::Extra(other) if other == name => (&mut copied, format!("`{name}`")),
                Column::Extra(other) => (&mut renamed, format!("`{name}` as `{other}`")),
            };
            if self.noted.insert(words.clone()) {
                list.push(words);
            }
        }
        for (what, list) in [
            ("taken, whatever its spelling", taken),
            ("copied, because it is no parameter", copied),
            ("copied under another name, because the answer adds one of this", renamed),
        ] {
            if !list.is_empty() {
                note(&format!("note: {what}: {}", list.join(", ")));
            }
        }
    }

    /// Says, once, which parameters were not given, and what was taken.
    pub(super) fn note_filled<'a>(&mut self, answers: impl Iterator<Item = &'a Answer>) {
        let words = answers.flat_map(|answer| &answer.filled);
        let words = words.map(|(path, value)| format!("`{path}` = {value}"));
        let new: Vec<String> = words.filter(|words| self.noted.insert(words.clone())).collect();
        if !new.is_empty() {
            note(&format!("note: not given, so that the default holds: {}", new.join(", ")));
        }
    }
}

impl Column {
    fn is_parameter(&self, path: &str) -> bool {
        matches!(self, Self::Parameter(known) if known == path)
    }

    fn title(&self) -> String {
        match self {
            Self::Parameter(path) => format!("the parameter `{path}`"),
            Self::Extra(name) => format!("`{name}` in the answer"),
        }
    }
}

/// A name without what spellings differ in.
fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}
