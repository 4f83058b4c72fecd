//! What can be wrong with a space, or with a design for it.

use thiserror::Error;

/// Why a space cannot be built, or why something is not one of its designs.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SpaceError {
    /// A parameter is described wrongly.
    #[error("parameter `{path}`: {reason}")]
    Parameter {
        /// The path of the parameter.
        path: String,
        /// What is wrong, and the remedy.
        reason: String,
    },
    /// A forbidden clause is described wrongly.
    #[error("forbidden clause `{clause}`: {reason}")]
    Clause {
        /// The clause in words.
        clause: String,
        /// What is wrong, and the remedy.
        reason: String,
    },
    /// Nothing is left of the space.
    #[error("the forbidden clauses leave no design; remove or narrow one of them")]
    Empty,
    /// Nothing is left of a part of a space.
    #[error("the forbidden clauses leave no design of this part; keep more values")]
    EmptyPart,
    /// No parameter has this path.
    #[error("no parameter `{path}`{hint}")]
    Unknown {
        /// The path as given.
        path: String,
        /// The nearest known path as a suggestion, or nothing.
        hint: String,
    },
    /// A parameter that is active has no value.
    #[error("parameter `{path}` is missing: expected {allowed}")]
    Missing {
        /// The path of the parameter.
        path: String,
        /// What it may be.
        allowed: String,
    },
    /// Several parameters that are active have no value.
    #[error("parameters are missing: {}", expected(missing))]
    Several {
        /// The path of each, and what it may be.
        missing: Vec<(String, String)>,
    },
    /// A parameter has two values.
    #[error("parameter `{path}` is given twice")]
    Twice {
        /// The path of the parameter.
        path: String,
    },
    /// A parameter has a value outside its domain.
    #[error("parameter `{path}` cannot be {value}: expected {allowed}")]
    Outside {
        /// The path of the parameter.
        path: String,
        /// The value as given.
        value: String,
        /// What it may be.
        allowed: String,
    },
    /// A tape of genes does not belong to the space.
    #[error("the design is not of this space: {0}")]
    Shape(String),
}

impl SpaceError {
    /// The same error seen from a parameter that contains the one it names.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        if let Self::Parameter { path, .. }
        | Self::Unknown { path, .. }
        | Self::Missing { path, .. }
        | Self::Twice { path }
        | Self::Outside { path, .. } = &mut self
        {
            *path = join(outer, path);
        }
        if let Self::Several { missing } = &mut self {
            for (path, _) in missing {
                *path = join(outer, path);
            }
        }
        self
    }

    /// No parameter `path`, and the nearest one of `known`.
    pub(super) fn unknown(path: &str, known: &[String]) -> Self {
        let hint = suggestion(path, known.iter().map(String::as_str));
        Self::Unknown { path: path.to_owned(), hint }
    }
}

fn expected(missing: &[(String, String)]) -> String {
    let each = missing.iter().map(|(path, allowed)| format!("`{path}` ({allowed})"));
    each.collect::<Vec<_>>().join(", ")
}

/// The one of `known` that `name` probably misspells, for the hint in an error.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, near) = known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min_by_key(|(distance, _)| *distance)?;
    (distance <= name.chars().count().div_ceil(3).max(1)).then_some(near)
}

/// "; did you mean `queue`?", to end an error with, where one of `known` is near; else nothing.
pub fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or(String::new(), |near| format!("; did you mean `{near}`?"))
}

/// The path of `name` under `outer`, either of which may be empty.
pub(super) fn join(outer: &str, name: &str) -> String {
    match (outer, name) {
        ("", name) => name.to_owned(),
        (outer, "") => outer.to_owned(),
        (outer, name) => format!("{outer}.{name}"),
    }
}
